// The lowest places of a ground, over what passes and what rests there: their stars, and what they are called; other
// places that are marked.

import { ink, stamp, write } from "./pen.js";

/** @typedef {import("./pen.js").Pen} Pen */
/** @typedef {import("./place.js").Place} Place */
/**
 * @typedef {{path: string, across: number, down: number, all: [number, number, string, boolean][]}} Stars
 *   their outline, how far from them their names stand; of each its place, its name, and whether that is on the right
 */

/** @typedef {[number, number, string, string]} Spot its place, its colour and its marker */

const ROOM = 480; // px of width below which there is none for names

/**
 * The outlines of the stars, and the places that are marked.
 * @param {Pen} pen @param {Place} at @param {{stars?: Stars, spots?: Spot[]}} all @param {number} bold
 */
export function stars(pen, at, { stars: told, spots = [] }, bold) {
  const outline = new Path2D(told?.path);
  pen.setLineDash([]);
  pen.strokeStyle = ink("ink");
  pen.lineWidth = 1.6;
  for (const [x, y] of told?.all ?? []) {
    pen.save();
    pen.translate(at.x(x), at.y(y));
    pen.scale(bold, bold);
    pen.stroke(outline);
    pen.restore();
  }
  pen.strokeStyle = ink("paper");
  pen.lineWidth = 2;
  for (const [x, y, colour, marker] of spots) {
    pen.fillStyle = ink(colour);
    stamp(pen, marker, at.x(x), at.y(y), 1.1 * bold, true);
  }
}

/**
 * The names of the stars.
 * @param {Pen} pen @param {Place} at @param {Stars | undefined} told @param {number} bold
 */
export function names(pen, at, told, bold) {
  pen.font = `400 ${14 * bold}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  for (const [x, y, words, right] of at.wide < ROOM ? [] : told?.all ?? []) {
    pen.textAlign = right ? "left" : "right";
    const aside = (told?.across ?? 0) * (right ? 1 : -1);
    write(pen, words, at.x(x) + aside, at.y(y) + (told?.down ?? 0), ink("muted"), bold);
  }
}
