// A small board on a phone: a finger sets a height, or draws a curve.

import { pens } from "./pens.js";

export function drawing() {
  const board = () => /** @type {HTMLElement | null} */ (document.querySelector(".board"));
  const said = () => /** @type {HTMLInputElement | null} */ (document.querySelector("#vote #said"));
  const ends = () => [Number(board()?.dataset.low), Number(board()?.dataset.high)];
  const row = pens(".pens input", ".board", under, paint);

  /** Show the heights that are set. */
  function paint() {
    const [low, high] = ends(), line = board()?.querySelector(".own"), field = said();
    const heights = field ? (field.value ? Array(2).fill(field.value) : []) : row.all().map((pen) => pen.value);
    const y = (/** @type {string} */ height) => 100 - (100 * (Number(height) - low)) / (high - low);
    const x = (/** @type {number} */ i) => (100 * i) / Math.max(1, heights.length - 1);
    line?.setAttribute("points", heights.map((height, i) => `${x(i)},${y(height)}`).join(" "));
  }

  /** The sliders stand evenly; where a height alone is asked for, there are none. @param {PointerEvent} event */
  function under(event) {
    const box = board()?.getBoundingClientRect(), [low, high] = ends(), field = said();
    if (!box) return undefined;
    const share = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ size) =>
      Math.min(1, Math.max(0, (at - from) / size));
    const y = high - share(event.clientY, box.top, box.height) * (high - low);
    if (field) field.value = y.toPrecision(3);
    return { i: share(event.clientX, box.left, box.width) * (row.all().length - 1), y };
  }

  document.addEventListener("input", paint);

  return {
    dress: row.dress,
    empty: row.empty,
    heights: () => row.all().map((pen) => pen.value),
    /** @param {number[]} heights */
    set(heights) {
      row.all().forEach((pen, i) => { pen.value = String(heights[i]); });
      paint();
    },
  };
}
