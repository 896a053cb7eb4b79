// The projector view: a clicker's keys lead through a race, then to the next question; what is not known yet is hidden.

import { typing } from "./shell.js";
import { visitThen } from "./visit.js";

/** @typedef {(by: number) => boolean} Beat does what comes next, or before, unless there is nothing */

/** @type {Beat[]} */
const beats = [];
const KEYS = /** @type {Record<string, number>} */ ({ PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 });

/** Let a page say what comes before the next question. @param {Beat} act */
export const beat = (act) => void beats.push(act);

export const large = () => document.documentElement.classList.contains("projector");

/** Show what is known at a step, and hide what is not. @param {number} step */
export function known(step) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-since]"))) {
    one.classList.toggle("untold", step < Number(one.dataset.since));
  }
}

/** The next question or the one before, on this page or on another. @param {number} by */
function question(by) {
  const all = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".presets a"))];
  const here = all.findIndex((link) => link.getAttribute("aria-current"));
  /** @type {HTMLAnchorElement | null} */
  const way = document.querySelector(`main [rel=${by > 0 ? "next" : "prev"}]`);
  const link = all[here + by] ?? way;
  if (!link) return;
  if (link.pathname === location.pathname) visitThen(() => link.pathname + link.search);
  else location.assign(link.href);
}

/** Whether an arrow key is for what has the focus; a page key never is, since clickers send it. @param {Event} event */
function theirs({ target }) {
  const held = "input, select, textarea, [role=toolbar], .plot, #start, dialog, details[open]";
  return Boolean(/** @type {Element} */ (target).closest?.(held));
}

/** A clicker's black button: B makes the screen black, and any key brings it back. @param {KeyboardEvent} event */
function blacken(event) {
  const { classList } = document.documentElement, black = classList.contains("black");
  const asked = event.key.toLowerCase() === "b" && large() && !typing(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || !(black || asked)) return;
  classList.toggle("black", !black);
  event.preventDefault();
  event.stopImmediatePropagation(); // the key that brings it back does nothing else
}

document.addEventListener("keydown", blacken, { capture: true });
document.addEventListener("keydown", (event) => {
  const by = KEYS[event.key];
  if (!by || !large() || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (document.querySelector("dialog[open]") || (event.key.startsWith("Arrow") && theirs(event))) return;
  event.preventDefault();
  event.stopPropagation();
  if (!beats.some((act) => act(by))) question(by);
}, { capture: true });

// What a pointer has touched does not keep the arrow keys, which a clicker may send.
document.addEventListener("pointerup", () => setTimeout(() => {
  const held = /** @type {HTMLElement | null} */ (document.activeElement);
  if (large() && held?.matches("input[type=range], input[type=radio], .plot, #start")) held.blur();
}));
