// The names of lines beside their points, within the picture and never over each other.

import { ink, said, write } from "./pen.js";

/**
 * @typedef {{
 *   name: string, more: string, colour: string, left: number, middle: number, wide: number, rest: number,
 * }} Label a name and what follows it, in px: its left end, its middle, its width and that of what follows
 */

const TYPE = 15, LINE = 19; // px: of type, and of a line of it
const EDGE = 4; // px between a name and the edge of the picture

/** @param {number} weight @param {number} bold */
const font = (weight, bold) => `${weight} ${TYPE * bold}px ${getComputedStyle(document.body).fontFamily}`;

/**
 * A name so far from a point: to its left its end is there, to its right its start.
 * @param {import("./pen.js").Pen} pen @param {{name: string, colour: string}} line @param {string} more
 * @param {number[]} point @param {number[]} away @param {number} bold @returns {Label}
 */
export function label(pen, { name, colour }, more, [x, y], [across, down], bold) {
  pen.font = font(400, bold);
  const rest = more ? pen.measureText(` ${more}`).width : 0;
  pen.font = font(600, bold);
  const wide = pen.measureText(name).width + rest, left = x + across * bold - (wide * (1 - Math.sign(across))) / 2;
  return { name, more, colour, left, middle: y + down * bold, wide, rest };
}

/**
 * Move names as little as it takes for them to lie within the picture, and none on another.
 * @param {Label[]} labels @param {{wide: number, high: number}} area @param {number} bold
 */
export function apart(labels, { wide, high }, bold) {
  const line = LINE * bold;
  for (const one of labels) {
    one.left = Math.max(EDGE, Math.min(one.left, wide - EDGE - one.wide));
    one.middle = Math.max(one.middle, line / 2);
  }
  const sorted = [...labels].sort((a, b) => a.middle - b.middle);
  const met = (/** @type {number} */ k) => sorted.slice(0, k).filter(
    ({ left, wide: far }) => left < sorted[k].left + sorted[k].wide && sorted[k].left < left + far,
  );
  sorted.forEach((one, k) => { one.middle = Math.max(one.middle, ...met(k).map(({ middle }) => middle + line)); });
  sorted.reverse().forEach((one, k) => {
    one.middle = Math.min(one.middle, high - line / 2, ...met(k).map(({ middle }) => middle - line));
  });
}

/** @param {import("./pen.js").Pen} pen @param {Label} label @param {number} bold */
export function named(pen, { name, more, colour, left, middle, wide, rest }, bold) {
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.font = font(600, bold);
  write(pen, name, left, middle, said(colour), bold);
  pen.font = font(400, bold);
  if (more) write(pen, ` ${more}`, left + wide - rest, middle, ink("ink"), bold);
}
