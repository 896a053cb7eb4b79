// What moves beside the landscape of two weights: the loss of a batch, the line and its rows, bars of residuals.

import { disc, ink, stamp } from "./pen.js";

/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {import("./place.js").Place} Place */
/**
 * @typedef {{
 *   rows: number[][], runs: import("./race.js").Run[],
 *   focus: {
 *     ellipses: number[][], open: boolean[], rows: number[][] | null, counts: number[][], edges: number[],
 *     line: number[][],
 *   },
 * }} Numbers what the API tells, for each step of the run in focus
 */

const UP = "M0 -5.5L5.5 4.5h-11z";
const DOT = 6; // px of a ring about a row

/** Larger lines in a room. */
const bold = () => (document.documentElement.classList.contains("projector") ? 1.8 : 1);

/** The last of a list that is not beyond a step. @template T @param {T[]} all @param {number} step */
const at_ = (all, step) => all[Math.min(step, all.length - 1)];

/**
 * The lines of the batch's loss: one line, ever larger.
 * @param {Pen} pen @param {Place} at @param {any} told how it is drawn, and the roots of the heights
 * @param {Numbers | undefined} numbers @param {number} step
 */
export function ghost(pen, at, { ghost: look }, numbers, step) {
  if (!numbers || !look) return;
  const [x, y, ux, uy, vx, vy] = at_(numbers.focus.ellipses, step), across = at.x(x), down = at.y(y);
  pen.strokeStyle = ink(look.colour);
  pen.lineWidth = look.width * bold();
  pen.globalAlpha = look.alpha;
  pen.setLineDash(look.dash);
  const long = [at.x(x + ux) - across, at.y(y + uy) - down], short = [at.x(x + vx) - across, at.y(y + vy) - down];
  const open = at_(numbers.focus.open, step);
  for (const root of look.roots) {
    if (open) valley(pen, at, [across, down], long, short.map((one) => one * root));
    else oval(pen, [across, down], long, short, root);
  }
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  pen.lineWidth = 2.2 * bold();
  if (!open) cross(pen, across, down, 4.5 * bold());
}

/**
 * An ellipse so many times as large as one of these half axes.
 * @param {Pen} pen @param {number[]} middle @param {number[]} long @param {number[]} short @param {number} root
 */
function oval(pen, [x, y], long, short, root) {
  pen.save();
  pen.transform(long[0], long[1], short[0], short[1], x, y);
  pen.beginPath();
  pen.arc(0, 0, root, 0, 7);
  pen.restore(); // the pen is round again, whatever the ellipse
  pen.stroke();
}

/**
 * Two lines along a valley, as far as they are seen: of one that has no end, dashes would have none.
 * @param {Pen} pen @param {Place} at @param {number[]} middle @param {number[]} long @param {number[]} aside
 */
function valley(pen, at, [x, y], long, aside) {
  const far = long[0] * long[0] + long[1] * long[1], size = Math.abs(long[0]) + Math.abs(long[1]);
  pen.beginPath();
  for (const side of [-1, 1]) {
    const [a, d] = [x + side * aside[0], y + side * aside[1]];
    const on = // to where the picture's middle is nearest
      ((at.wide / 2 - a) * long[0] + (at.high / 2 - d) * long[1]) / far, more = (2 * (at.wide + at.high)) / size;
    pen.moveTo(a + (on - more) * long[0], d + (on - more) * long[1]);
    pen.lineTo(a + (on + more) * long[0], d + (on + more) * long[1]);
  }
  pen.stroke();
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} size */
function cross(pen, x, y, size) {
  pen.beginPath();
  for (const up of [-size, size]) {
    pen.moveTo(x - size, y - up);
    pen.lineTo(x + size, y + up);
  }
  pen.stroke();
}

/**
 * The line of the weights, with rings about the rows of the batch and about those that are looked at.
 * @param {Pen} pen @param {Place} at @param {any} told @param {Numbers | undefined} numbers @param {number} step
 * @param {boolean} resting whether what the page says of the step is still so
 */
export function points(pen, at, told, numbers, step, resting) {
  if (!numbers?.focus.line.length) return;
  const [low, high] = ends(numbers.rows.map(([x]) => x)), [left, right] = at_(numbers.focus.line, step);
  pen.setLineDash([]);
  pen.strokeStyle = ink(told.colour);
  pen.lineWidth = 2.6 * bold();
  pen.beginPath();
  pen.moveTo(at.x(2 * low - high), at.y(2 * left - right));
  pen.lineTo(at.x(2 * high - low), at.y(2 * right - left));
  pen.stroke();
  rings(pen, at, numbers, resting ? told.batch : at_(numbers.focus.rows ?? [[]], step), told.colour);
  if (resting) rings(pen, at, numbers, told.rows, told.chosen);
}

/** @param {number[]} values */
const ends = (values) => [Math.min(...values), Math.max(...values)];

/** @param {Pen} pen @param {Place} at @param {Numbers} numbers @param {number[]} rows @param {string} colour */
function rings(pen, at, numbers, rows, colour) {
  if (rows.length === numbers.rows.length) return; // all of them: none stands out
  pen.strokeStyle = ink(colour);
  pen.fillStyle = "transparent";
  pen.lineWidth = 2.2 * bold();
  for (const row of rows) {
    const [x, y] = numbers.rows[row] ?? [];
    disc(pen, at.x(x), at.y(y), DOT * bold(), true);
  }
}

/**
 * The bars of residuals, the brush, and marks where the rows of the batch are.
 * @param {Pen} pen @param {Place} at @param {any} told @param {Numbers | undefined} numbers @param {number} step
 * @param {boolean} resting
 */
export function bars(pen, at, told, numbers, step, resting) {
  if (!numbers) return;
  const { edges, counts } = numbers.focus, [low, high] = told.brush;
  if (told.brush.length) {
    pen.fillStyle = pen.strokeStyle = ink(told.chosen);
    pen.globalAlpha = 0.12;
    pen.fillRect(at.x(low), 0, at.x(high) - at.x(low), at.high);
    pen.globalAlpha = 1;
    pen.lineWidth = 1.4 * bold();
    pen.setLineDash([]);
    pen.strokeRect(at.x(low), -9, at.x(high) - at.x(low), at.high + 18);
  }
  stack(pen, at, edges, at_(counts, step), told.gap, "line");
  if (!resting) return;
  stack(pen, at, edges, told.counts, told.gap, told.chosen);
  pen.fillStyle = ink(told.colour);
  pen.strokeStyle = ink("paper");
  pen.lineWidth = 1;
  for (const x of told.rug) stamp(pen, UP, at.x(x), at.y(0), 1.1 * bold(), true);
}

/**
 * @param {Pen} pen @param {Place} at @param {number[]} edges @param {number[]} counts @param {number} gap
 * @param {string} colour
 */
function stack(pen, at, edges, counts, gap, colour) {
  pen.fillStyle = ink(colour);
  counts.forEach((count, k) => {
    const left = at.x(edges[k]), wide = at.x(edges[k + 1]) - left;
    pen.fillRect(left + (gap * wide) / 2, at.y(count), wide * (1 - gap), at.y(0) - at.y(count));
  });
}
