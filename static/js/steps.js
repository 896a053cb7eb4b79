// Steps of the history: a gesture is one from the moment it is made; one that is refused or changes nothing is none.

const FRAMED = document.documentElement.dataset.embed !== undefined; // a lab in a frame is no step of its host

/** @type {Map<unknown, string>} steps without the server's address, and the address before each till it is shown */
const open = new Map();
let held = false; // a key that is kept down is one gesture, however often it repeats
let taking = /** @type {(() => void) | null} */ (null); // a step is being taken back, and who waits for that

/** The step of the history that somebody stands on. */
export const here = () => history.state;

/** Begin the step of a gesture, unless it goes on with the last one. @param {string} url @param {boolean} same */
export function begin(url, same) {
  const before = location.href;
  if (same || held || FRAMED || new URL(url, before).href === before) return here();
  const step = performance.timeOrigin + performance.now(); // no other step of this tab is called so
  history.pushState(step, "", url);
  open.set(step, before);
  return step;
}

/**
 * What was wished is shown: its step has the address that the server gives it, at the latest when somebody is back.
 * @param {unknown} step @param {string} address @param {boolean} walked whether somebody came back to it
 */
export async function shown(step, address, walked) {
  const before = open.get(step);
  if (here() !== step) return void (before && open.set(step, ""));
  if (walked && before === undefined) return;
  open.delete(step);
  if (new URL(address, location.href).href === before) return back();
  history.replaceState(step, "", address);
}

/** What was wished is refused: if nothing else came of its step, there is none. @param {unknown} step */
export async function refused(step) {
  const nothing = open.get(step) && here() === step;
  if (nothing) await back();
}

/** Take the last step back, unseen. @returns {Promise<void>} */
const back = () => new Promise((done) => {
  taking = done;
  history.back();
});

/** Be told of each step that somebody goes back or forward. @param {(url: string) => void} follow */
export function walking(follow) {
  window.addEventListener("popstate", () => {
    if (!taking) return follow(location.pathname + location.search);
    taking();
    taking = null;
  });
}

document.addEventListener("keydown", (event) => { held = event.repeat; }, { capture: true });
for (const kind of ["pointerdown", "wheel"]) {
  document.addEventListener(kind, () => { held = false; }, { capture: true, passive: true });
}
