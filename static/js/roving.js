// Controls by keyboard: a group is one stop of the Tab key, and the arrow keys, Home and End move within it. Of several
// entries the fields of one are stops, and a slider with its number is one: Enter leads to the number, Escape back.
// The markup knows nothing of this: without scripts each control is a stop of its own.

import { large } from "./projector.js";

const GROUPS = "[role=toolbar], [data-rove]";
const ITEMS = "a[href], button, summary, .pick [type=radio]"; // the arrow keys of a field are its own
const ENTRY = "[data-f]";
const PAIR = ".slider, .turned, .cell.z, .knob"; // what holds a slider and its number
const NUMBER = "[type=number], .knob [type=text]";
const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 });
const ENDS = /** @type {Record<string, number>} */ ({ Home: 0, End: -1 });

/** @typedef {{stop: HTMLElement, at: number, current?: HTMLElement, entry?: Element | null}} Place where one was */

/** @type {WeakMap<Element, Place>} */
const places = new WeakMap();
/** @type {Element | null} the group that has the focus */
let held = null;
/** @type {Element | null} what a pointer has pressed: its arrow keys stay the page's */
let pressed = null;

/** In a room the arrow keys are a clicker's: there only toolbars keep theirs. @param {Element} bar */
const roves = (bar) => bar.matches("[role=toolbar]") || !large();

/** @param {Element} bar @returns {HTMLElement[]} */
const every = (bar) => [.../** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll(ITEMS))]
  .filter((one) => one.closest(GROUPS) === bar && !one.closest(".add .sheet")); // that menu has arrow keys of its own

/** @param {HTMLElement} one */
const seen = (one) => !one.closest("[inert]") && one.checkVisibility({ visibilityProperty: true });

/** What can be reached in a group now; what a closed menu holds cannot. @param {Element} bar */
const items = (bar) => every(bar).filter(seen);

/** @param {Element} one */
const radio = (one) => one instanceof HTMLInputElement;

/** @param {HTMLElement} one */
const chosen = (one) => one.hasAttribute("aria-current") || (one instanceof HTMLInputElement && one.checked);

/**
 * Where a group is entered: at what has the focus, at what is newly chosen, where one was, at what stands there now.
 * @param {Element} bar @param {HTMLElement[]} all @param {Element | null} focus
 */
function stopOf(bar, all, focus) {
  const was = places.get(bar), current = all.find(chosen), entry = bar.contains(focus) && focus?.closest(ENTRY);
  if (all.some((one) => one === focus)) return /** @type {HTMLElement} */ (focus);
  const still = all.find((one) => one === was?.stop);
  if (entry && !(still && entry.contains(still))) return all.find((one) => entry.contains(one));
  if (current && was?.current !== current) return current;
  return still ?? all.at(Math.min(was?.at ?? 0, all.length - 1)) ?? all[0];
}

/** Make one of a group its stop. @param {Element} bar @param {Element | null} focus */
function rove(bar, focus = document.activeElement) {
  const all = items(bar), stop = stopOf(bar, all, focus), free = !roves(bar);
  for (const one of every(bar)) { // of radio buttons the browser takes the one that is checked
    one.tabIndex = free || one === stop || (stop && radio(one) && radio(stop)) ? 0 : -1;
  }
  if (!stop) return;
  const was = places.get(bar)?.entry;
  const entry = stop.closest(ENTRY) ?? (was?.isConnected ? was : bar.querySelector(ENTRY));
  places.set(bar, { stop, at: all.indexOf(stop), current: all.find(chosen), entry });
  fields(bar, free ? null : entry);
}

/** Only one entry's fields are stops, if there is one. @param {Element} bar @param {Element | null} entry */
function fields(bar, entry) {
  const fields = "[data-f] :is(input:not([type=radio]), select)";
  const all = /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll(fields));
  for (const one of all) one.tabIndex = (entry && !entry.contains(one)) || second(one) ? -1 : 0;
}

/** The number of a slider, or the slider of a number. @param {Element} one @returns {HTMLInputElement | null} */
const beside = (one) => one.closest(PAIR)
  ?.querySelector(one.matches("[type=range]") ? NUMBER : "[type=range]") ?? null;

/** Whether it is a number that is reached from its slider. @param {Element} one */
function second(one) {
  const slider = one.matches(NUMBER) && beside(one);
  return Boolean(slider && seen(slider));
}

function all() {
  for (const bar of document.querySelectorAll(GROUPS)) rove(bar);
  const numbers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(NUMBER));
  for (const one of numbers) if (!one.closest(ENTRY)) one.tabIndex = second(one) ? -1 : 0;
}

/** The page has changed: what had the focus may be gone, and what stands in its place takes it. */
function shown() {
  const gone = held && !pressed && document.activeElement === document.body && !places.get(held)?.stop.isConnected;
  all();
  if (gone && held?.isConnected) places.get(held)?.stop.focus();
}

/** Enter leads from a slider to its number, Escape back, leaving it as it was. @param {KeyboardEvent} event */
function cross(event) {
  const from = /** @type {Element} */ (event.target), enters = event.key === "Enter";
  const there = from.matches?.(enters ? "[type=range]" : NUMBER) ? beside(from) : null;
  if (!there || !seen(there)) return;
  if (from instanceof HTMLInputElement && !enters) from.value = from.defaultValue;
  there.focus();
  if (enters) there.select();
  event.preventDefault();
  event.stopPropagation();
}

/** @param {KeyboardEvent} event */
function move(event) {
  const from = /** @type {HTMLElement} */ (event.target), step = STEPS[event.key], end = ENDS[event.key];
  const bar = from.closest?.(GROUPS);
  if (!bar || !roves(bar) || from === pressed || !(step || end !== undefined) || !every(bar).includes(from)) return;
  const list = items(bar), next = list.at(end ?? (list.indexOf(from) + step) % list.length);
  next?.focus();
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Tab") pressed = null;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === "Enter" || event.key === "Escape") cross(event);
  else move(event);
}, { capture: true });
document.addEventListener("pointerdown", (event) => {
  const one = /** @type {Element} */ (event.target).closest?.("a, button");
  pressed = one?.closest("[role=toolbar], details") ? null : one ?? null;
  held = null;
}, { capture: true });
document.addEventListener("focusin", (event) => {
  held = /** @type {Element} */ (event.target).closest(GROUPS);
  if (held) rove(held);
});
document.addEventListener("slopes:shown", shown);
for (const name of ["slopes:drawn", "slopes:locked"]) document.addEventListener(name, all);
document.addEventListener("toggle", all, { capture: true });
addEventListener("resize", all);
all();
