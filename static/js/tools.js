// The toolbars of plots by keyboard: each is one stop of the Tab key, the arrow keys move within it.

const ITEMS = "a[href], button, summary";
const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 });

/** What can be reached in a toolbar now; what a closed menu holds cannot. @param {Element} bar @returns {HTMLElement[]} */
const items = (bar) => [.../** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll(ITEMS))].filter((one) => one.checkVisibility());

/** Without scripts each link is a stop of its own; with them one of a toolbar is. @param {Element} bar @param {Element} [stop] */
function rove(bar, stop = bar.contains(document.activeElement) ? (document.activeElement ?? undefined) : undefined) {
  const all = items(bar), here = all.find((one) => one === stop) ?? all[0];
  for (const one of bar.querySelectorAll(ITEMS)) /** @type {HTMLElement} */ (one).tabIndex = one === here ? 0 : -1;
}

function all() {
  for (const bar of document.querySelectorAll("[role=toolbar]")) rove(bar);
}

document.addEventListener("keydown", (event) => {
  const from = /** @type {HTMLElement} */ (event.target), bar = from.closest?.("[role=toolbar]"), step = STEPS[event.key];
  if (!bar || !(step || event.key === "Home" || event.key === "End")) return;
  const list = items(bar), here = list.indexOf(from);
  const next = event.key === "Home" ? 0 : event.key === "End" ? list.length - 1 : (here + step + list.length) % list.length;
  rove(bar, list[next]);
  list[next]?.focus();
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
for (const name of ["slopes:shown", "slopes:drawn"]) document.addEventListener(name, all);
all();
