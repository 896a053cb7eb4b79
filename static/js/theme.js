// Runs before the first paint, so that a stored choice of light or dark does not flash.
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is closed to us: follow the system */ }
