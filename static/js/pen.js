// The strokes of a canvas: colours of the style sheet, markers, rings, arrows, texts on a halo.

/**
 * @typedef {{
 *   from: number[], to: number[], colour: string, width: number, dash: string, alpha: number, turn: number,
 * }} Arrow
 */
/** @typedef {CanvasRenderingContext2D} Pen */

const HEAD = "M0 -5.5L5.5 4.5h-11z", FLAG = "M-5 0h10L0 6z";

/** @type {Map<string, string>} */
const inks = new Map();
/** @type {Map<string, Path2D>} */
const markers = new Map();
document.addEventListener("slopes:theme", () => inks.clear());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => inks.clear());

/** A colour of the style sheet as the canvas needs it. @param {string} name */
export function ink(name) {
  const key = `${name} ${document.documentElement.classList.contains("projector")}`;
  if (!inks.has(key)) {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    inks.set(key, getComputedStyle(probe).color);
    probe.remove();
  }
  return /** @type {string} */ (inks.get(key));
}

/** The colour of a name: that of its line, or a darker one that is easier to read. @param {string} name */
export function said(name) {
  const text = `${name}-text`;
  return ink(getComputedStyle(document.documentElement).getPropertyValue(`--${text}`) ? text : name);
}

/**
 * @param {Pen} pen @param {string} marker SVG path data about (0, 0) @param {number} x @param {number} y
 * @param {number} size @param {boolean} [edged]
 */
export function stamp(pen, marker, x, y, size, edged) {
  if (!markers.has(marker)) markers.set(marker, new Path2D(marker));
  pen.save();
  pen.translate(x, y);
  pen.scale(size, size);
  if (edged) pen.stroke(/** @type {Path2D} */ (markers.get(marker)));
  pen.fill(/** @type {Path2D} */ (markers.get(marker)));
  pen.restore();
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} size @param {boolean} edged */
export function disc(pen, x, y, size, edged) {
  pen.beginPath();
  pen.arc(x, y, size, 0, 7);
  pen.fill();
  if (edged) pen.stroke();
}

/** How far two places are from each other, squared. @param {number[]} a @param {number[]} b */
const near = ([x, y], [a, b]) => (x - a) * (x - a) + (y - b) * (y - b);

/** @typedef {import("./moving.js").Series} Series */
/** @typedef {import("./place.js").Place} Place */

/**
 * The marks of a line at some steps, each that is not too near to one before it.
 * @param {Pen} pen @param {Place} at @param {Series} series @param {number[]} steps
 * @param {{marker: string, apart: number}} look @param {number} bold
 */
export function marks(pen, at, series, steps, { marker, apart }, bold) {
  /** @type {number[][]} */
  const found = [];
  for (const k of steps) {
    const x = at.x(series.x[k]), y = at.y(series.y[k]);
    if (found.some((other) => near([x, y], other) < near([apart * bold, 0], [0, 0]))) continue;
    found.push([x, y]);
    stamp(pen, marker, x, y, 0.8 * bold);
  }
}

/**
 * A dot at each step up to the last that can be told from its neighbours.
 * @param {Pen} pen @param {Place} at @param {Series} series @param {number} last
 * @param {number} apart px between two that can be told apart @param {number} bold
 */
export function dots(pen, at, series, last, apart, bold) {
  let before = Infinity, [x, y] = [at.x(series.x[0]), at.y(series.y[0])];
  for (let k = 0; k <= last; k++) {
    const right = at.x(series.x[k + 1]), low = at.y(series.y[k + 1]);
    const after = k < last ? near([x, y], [right, low]) : Infinity;
    const seen = x >= 0 && x <= at.wide && y >= 0 && y <= at.high;
    if (seen && Math.min(before, after) >= apart * apart) disc(pen, x, y, 2.5 * bold, false);
    [before, x, y] = [after, right, low];
  }
}

/**
 * A bar from 0 up to where a line is at a step, filled or hollow.
 * @param {Pen} pen @param {Place} at @param {Series} series @param {number} k
 * @param {{colour: string, half?: number, alpha?: number, hollow?: boolean, pale?: boolean}} look @param {number} bold
 */
export function column(pen, at, { x, y }, k, { colour, half = 0, alpha = 1, hollow, pale }, bold) {
  const left = at.x(x[k] - half), top = at.y(y[k]);
  pen.fillStyle = ink(hollow ? "paper" : colour);
  pen.strokeStyle = ink(colour);
  pen.lineWidth = 2 * bold;
  pen.globalAlpha = alpha * (pale ? 0.3 : 1);
  pen.fillRect(left, top, at.x(x[k] + half) - left, at.y(0) - top);
  pen.globalAlpha = 1;
  if (hollow) pen.strokeRect(left, top, at.x(x[k] + half) - left, at.y(0) - top);
}

/** Where runs start. @param {Pen} pen @param {number} x @param {number} y @param {number} bold */
export function ring(pen, x, y, bold) {
  pen.fillStyle = ink("paper");
  pen.strokeStyle = ink("ink");
  pen.lineWidth = 2.4 * bold;
  disc(pen, x, y, 9 * bold, true);
  pen.fillStyle = ink("ink");
  disc(pen, x, y, 2 * bold, false);
}

/**
 * Where runs start for good: no ring to take hold of.
 * @param {Pen} pen @param {number} x @param {number} y @param {number} bold
 */
export function origin(pen, x, y, bold) {
  pen.fillStyle = ink("ink");
  pen.strokeStyle = ink("paper");
  pen.lineWidth = 2 * bold;
  disc(pen, x, y, 4.5 * bold, true);
}

/** @param {Pen} pen @param {import("./place.js").Place} at @param {Arrow} one @param {number} bold */
export function arrow(pen, at, one, bold) {
  const [x, y] = one.from, [to, up] = one.to;
  pen.save();
  pen.globalAlpha = one.alpha;
  pen.strokeStyle = pen.fillStyle = ink(one.colour);
  pen.lineWidth = one.width * bold;
  pen.setLineDash(one.dash === "solid" ? [] : one.dash.replaceAll("px", "").split(",").map(Number));
  pen.beginPath();
  pen.moveTo(at.x(x), at.y(y));
  pen.lineTo(at.x(to), at.y(up));
  pen.stroke();
  pen.translate(at.x(to), at.y(up));
  pen.rotate((one.turn * Math.PI) / 180);
  stamp(pen, HEAD, 0, 0, bold);
  pen.restore();
}

/** A line with a small flag. @param {Pen} pen @param {number} x @param {number} high @param {number} bold */
export function flag(pen, x, high, bold) {
  pen.setLineDash([]);
  pen.strokeStyle = pen.fillStyle = ink("ink");
  pen.lineWidth = 1.2 * bold;
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, high);
  pen.stroke();
  stamp(pen, FLAG, x, 0, bold);
}

/**
 * @param {Pen} pen @param {string} words @param {number} x @param {number} y @param {string} colour
 * @param {number} bold
 */
export function write(pen, words, x, y, colour, bold) {
  pen.strokeStyle = ink("paper");
  pen.lineWidth = 6 * bold; // a line that passes beneath is covered, between the letters too
  pen.strokeText(words, x, y);
  pen.fillStyle = colour;
  pen.fillText(words, x, y);
}
