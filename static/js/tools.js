// The toolbars of plots by keyboard: each is one stop of the Tab key, the arrow keys move within it.

const ITEMS = "a[href], button, summary";
const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 });

/** @param {Element} bar @returns {HTMLElement[]} */
const every = (bar) => [.../** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll(ITEMS))];

/** What can be reached in a toolbar now; what a closed menu holds cannot. @param {Element} bar */
const items = (bar) => every(bar).filter((one) => one.checkVisibility());

/**
 * Without scripts each link is a stop of its own; with them one of a toolbar is.
 * @param {Element} bar @param {Element | null} stop
 */
function rove(bar, stop = document.activeElement) {
  const all = items(bar), here = all.find((one) => one === stop) ?? all[0];
  for (const one of every(bar)) one.tabIndex = one === here ? 0 : -1;
}

function all() {
  for (const bar of document.querySelectorAll("[role=toolbar]")) rove(bar);
}

document.addEventListener("keydown", (event) => {
  const from = /** @type {HTMLElement} */ (event.target), step = STEPS[event.key];
  const bar = from.closest?.("[role=toolbar]");
  if (!bar || !(step || event.key === "Home" || event.key === "End")) return;
  const list = items(bar), ends = /** @type {Record<string, number>} */ ({ Home: 0, End: list.length - 1 });
  const next = ends[event.key] ?? (list.indexOf(from) + step + list.length) % list.length;
  rove(bar, list[next]);
  list[next]?.focus();
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
for (const name of ["slopes:shown", "slopes:drawn"]) document.addEventListener(name, all);
all();
