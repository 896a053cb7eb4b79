// What can be added to a lab: a list with a field that narrows it; arrow keys move within, Enter takes the first.

const plain = (/** @type {string | null} */ text) => (text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const menu = () => /** @type {HTMLDetailsElement | null} */ (document.getElementById("add"));
const field = () => /** @type {HTMLInputElement | null | undefined} */ (menu()?.querySelector("[type=search]"));

/** @returns {HTMLElement[]} the entries that match what is written */
const shown = () => [.../** @type {NodeListOf<HTMLElement>} */ (menu()?.querySelectorAll("li:not([hidden]) a") ?? [])];

/** Show what has the letters of the field in its name. */
function narrow() {
  const wished = plain(field()?.value ?? "");
  for (const item of menu()?.querySelectorAll("li") ?? []) {
    item.toggleAttribute("hidden", !plain(item.textContent).includes(wished));
  }
  const note = menu()?.querySelector(".note");
  if (note) note.textContent = shown().length ? "" : `Nothing is called ${field()?.value}.`;
}

/** The entry that is meant by Enter: the one of just that name, else the first that begins with it, else the first. */
function meant() {
  const wished = plain(field()?.value ?? ""), names = shown().map((one) => plain(one.textContent));
  const exact = names.indexOf(wished), first = names.findIndex((name) => name.startsWith(wished));
  return shown()[exact >= 0 ? exact : Math.max(0, first)];
}

/** How many entries stand in a row. @param {HTMLElement[]} list */
const wide = (list) => Math.max(1, list.filter((one) => one.offsetTop === list[0].offsetTop).length);

/** @param {KeyboardEvent} event */
function move(event) {
  const list = shown(), here = list.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!list.length) return;
  if (event.target === field()) {
    if (event.key === "ArrowDown") list[0].focus();
    else if (event.key === "Enter") meant().click();
    else return;
    return event.preventDefault();
  }
  const row = wide(list), steps = /** @type {Record<string, number>} */ ({
    ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row,
  });
  const ends = /** @type {Record<string, number>} */ ({ Home: 0, End: list.length - 1 });
  const step = steps[event.key], end = ends[event.key];
  if (here < 0 || (step === undefined && end === undefined)) return;
  const next = end ?? here + step;
  if (next < 0) field()?.focus();
  else list[Math.min(next, list.length - 1)].focus();
  event.preventDefault();
  event.stopPropagation(); // the arrow keys of the page wait
}

/** The menu has opened or closed: written afresh, it begins at its field, as a whole in view. */
function opened() {
  const open = menu()?.open, box = field();
  if (!box) return;
  box.value = "";
  narrow();
  if (!open) return;
  box.parentElement?.scrollIntoView({ block: "nearest" });
  box.focus({ preventScroll: true });
}

/** Let the menu of what can be added be narrowed and be moved in. */
export function adding() {
  document.addEventListener("toggle", (event) => { if (event.target === menu()) opened(); }, { capture: true });
  document.addEventListener("input", (event) => { if (event.target === field()) narrow(); });
  document.addEventListener("keydown", (event) => {
    if (menu()?.open && menu()?.contains(/** @type {Node} */ (event.target))) move(event);
  }, { capture: true });
}
