// Where numbers lie in a plot's still picture, in px: what moves is drawn through it until Plotly is there.

/** @typedef {{range: number[], domain: number[], log: boolean}} Told */
/** @typedef {{x: string, y: string, across: Told, down: Told}} Pair the names of two axes, and what they show */
/** @typedef {{x: (value: number) => number, y: (value: number) => number, wide: number, high: number}} Place */
/** @typedef {{plot: () => HTMLElement, place: (y?: string) => Place | undefined}} Ground what a canvas lies over */

/** @param {HTMLElement} plot @returns {Pair[]} */
export const pairs = (plot) => JSON.parse(plot.dataset.axes ?? "[]");

/** @param {HTMLElement} plot */
export const area = (plot) => /** @type {HTMLElement} */ (plot.querySelector(".over"));

const NARROW = 480; // px of width below which a plot has labels of its own

/** @param {HTMLElement} plot */
export const narrow = (plot) => plot.getBoundingClientRect().width < NARROW;

/**
 * How much more of the y axis is seen here than in the picture that the server drew: on a phone a plot may be a square.
 * @param {HTMLElement} plot
 */
export function spread(plot) {
  const [shown, still] = [area(plot), plot.querySelector(".still")].map((one) => one?.getBoundingClientRect().height);
  return (shown || 0) / (still || 1);
}

/**
 * From the plot area's upper left corner; nothing where an axis is logarithmic, which only Plotly can tell.
 * @param {HTMLElement} plot @param {string} y the name of the y axis @returns {Place | undefined}
 */
export function stillPlace(plot, y) {
  const { clientWidth: wide, clientHeight: high } = area(plot), pair = pairs(plot).find((one) => one.y === y);
  if (!pair || pair.down.log) return undefined;
  const [left, right] = pair.across.range, [low, top] = pair.down.range, [start, end] = pair.down.domain;
  const still = high / spread(plot), from = (high - still) / 2;
  return {
    wide, high, x: (v) => ((v - left) / (right - left)) * wide,
    y: (v) => from + still * (1 - start - (end - start) * ((v - low) / (top - low))),
  };
}
