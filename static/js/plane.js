// The plane of the landscape on the screen.

import { one } from "./lab.js";

const WIDTH = 630, HEIGHT = 388; // the server's picture, in its own units
const scape = () => /** @type {HTMLElement} */ (one("#scape"));

/** The picture's place on the screen: px for each of its units, and how far its upper edge lies below the box's. */
export function place() {
  const { clientWidth: wide, clientHeight: high } = scape();
  const { left = "", right = "", bottom = "", top = "" } = scape().dataset;
  const scale = wide / WIDTH;
  return { wide, high, scale, rise: (high - HEIGHT * scale) / 2, left: +left, right: +right, bottom: +bottom, top: +top };
}

/** @param {ReturnType<typeof place>} at @param {number} x @param {number} y */
export const onto = (at, x, y) => [
  ((x - at.left) / (at.right - at.left)) * at.wide,
  at.rise + ((at.top - y) / (at.top - at.bottom)) * HEIGHT * at.scale,
];
