// Runs before the first paint: a stored choice of light or dark does not flash, and no script comes from elsewhere.
try {
  const embedded = document.documentElement.dataset.embed !== undefined; // in a frame nothing is stored, nor read
  const theme = embedded ? null : localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is closed to us: follow the system */ }

// A browser that knows Trusted Types asks here what may become HTML or the address of a script: HTML as it comes, which
// Plotly writes without a policy of its own and in which no script runs; scripts from our own folder alone.
const ours = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
/** @type {any} */ (window).trustedTypes?.createPolicy("default", {
  createHTML: (/** @type {string} */ text) => text,
  createScriptURL: (/** @type {string} */ url) => (url.startsWith(ours) ? url : null),
});
