// A curve as a row of sliders, one a height: a pointer drawn across sets them, and so do the keys, from one Tab stop.

import { track } from "./track.js";

const BESIDE = 24; // px from the board where a stroke may begin: nobody hits its edge
const FINE = 50, COARSE = 10; // keys in which a height goes from foot to top, the second with Shift

/** @typedef {{i: number, y: number}} Spot how far along the row of sliders, in their places, and a height */

/**
 * @param {string} row the sliders, as a selector
 * @param {string} board where a pointer draws
 * @param {(event: PointerEvent) => Spot | undefined} under where a pointer is
 * @param {() => void} paint shows the heights
 */
export function pens(row, board, under, paint) {
  const all = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(row)]);
  /** @type {Spot | undefined} where the pointer was last */
  let last;
  let touched = false; // whether anything has been drawn

  /**
   * The heights of all sliders between the last place and this one, and of the next one till it is passed.
   * @param {PointerEvent} event
   */
  function draw(event) {
    const here = under(event), pen = all(), from = last ?? here;
    if (!here || !from || !pen.length) return;
    const way = here.i - from.i, near = Math.round(here.i);
    for (let i = Math.ceil(Math.min(from.i, here.i)); way && i <= Math.max(from.i, here.i); i++) {
      pen[i].value = String(from.y + ((i - from.i) / way) * (here.y - from.y));
    }
    if (!way || (near - here.i) * way > 0) pen[near].value = String(here.y);
    last = here;
    touched = true;
    paint();
  }

  /** Whether a pointer is on the board, or just beside it. @param {PointerEvent} event */
  function near({ target, clientX, clientY }) {
    const place = document.querySelector(board), box = place?.getBoundingClientRect();
    if (!place || !box || /** @type {Element} */ (target).closest(board)) return Boolean(place);
    const far = Math.max(box.left - clientX, clientX - box.right);
    return far > 0 && far < BESIDE && clientY > box.top && clientY < box.bottom;
  }

  document.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.button || !near(event) || target.closest("fieldset:disabled, button, a, input, label, summary")) return;
    event.preventDefault();
    event.stopPropagation();
    last = undefined;
    draw(event);
    track(draw);
  }, { capture: true }); // before a figure below takes it for its own

  document.addEventListener("keydown", (event) => {
    const pen = all(), here = pen.indexOf(/** @type {HTMLInputElement} */ (event.target));
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key], up = { ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (here < 0 || !(along || up)) return;
    event.preventDefault();
    if (along) return (pen[here + along] ?? pen[here]).focus();
    const { min, max, value } = pen[here], keys = event.shiftKey ? COARSE : FINE;
    pen[here].value = String(Number(value) + ((up ?? 0) * (Number(max) - Number(min))) / keys);
    touched = true;
    paint();
  });

  document.addEventListener("focusin", ({ target }) => {
    if (all().some((pen) => pen === target)) stop(all().findIndex((pen) => pen === target));
  });
  document.addEventListener("input", ({ target }) => {
    if (!all().some((pen) => pen === target)) return;
    touched = true;
    paint();
  });

  /** The one slider at which Tab stops. @param {number} place */
  function stop(place) {
    all().forEach((pen, i) => { pen.tabIndex = i === place ? 0 : -1; });
    paint();
  }

  return {
    all,
    /** Whether there are heights to be drawn, and none was. */
    empty: () => all().length > 0 && !touched,
    /** The page is another one. */
    dress() {
      touched = false;
      stop(0);
    },
  };
}
