// What moves over a plot, on a canvas: lines up to a step and beyond it, marks, points, names; it follows every pan.

/** @typedef {{x: ArrayLike<number>, y: ArrayLike<number>, jump?: number, notes?: string[]}} Series by step */
/**
 * @typedef {{
 *   index: number, name: string, colour: string, dash: number[], marker: string, width: number, tail: number,
 *   marks: number[], apart: number, dots: number, plain: boolean, halo: boolean, places: number[][],
 *   narrow?: number[][], brief?: string, half?: number, alpha?: number, hollow?: boolean, pale?: boolean,
 * }} Line how a line is drawn; how many px its marks, and steps with dots, are apart at least; from which step on its
 *   name stands how far from its point, also in a narrow picture
 */
/**
 * @typedef {{
 *   lines: Line[], arrows?: import("./pen.js").Arrow[], start?: number[], origins?: number[][], base?: number,
 *   floor?: number | null, uncovered?: number, stars?: import("./stars.js").Stars, spots?: import("./stars.js").Spot[],
 * }} Told with a start that can be moved, or origins that cannot; with the lowest places of the ground, named;
 *   of a ground that a room sees only up to the step, when it has seen the whole
 */
/** @typedef {{path: Path2D, upto: number}} Grown */
/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {import("./place.js").Place} Place */
/** @typedef {ReturnType<typeof moving>} Moving */

import { apart, label, named } from "./labels.js";
import { arrow, column, disc, dots, flag, ink, marks, origin, ring, stamp, write } from "./pen.js";
import { narrow } from "./place.js";
import { names, stars } from "./stars.js";
import { locks } from "./visit.js";

const EDGE = 14; // px: how far inside the edge a point stands that is really outside
const ROOM = 240; // px of width that a number after a name needs
const MOST = 4000; // points of a line that are drawn: more than a screen shows

/**
 * @param {import("./place.js").Ground} figure
 * @param {{
 *   y?: string, series: (index: number) => Series | undefined, note?: (index: number, step: number) => string,
 *   cursor?: boolean, below?: (pen: Pen, at: Place, step: number, resting: boolean) => void,
 * }} on
 *   the numbers of a line; what follows its name; whether a cursor stands at the step; who draws below the lines
 */
export function moving(figure, { y = "y", series, note, cursor = false, below }) {
  const canvas = () => /** @type {HTMLCanvasElement} */ (figure.plot().querySelector(".moving"));
  /** @type {Told} */
  let told = { lines: [] };
  /** @type {Map<number, Grown>} */
  let grown = new Map();
  let ahead = /** @type {HTMLCanvasElement | null} */ (null);
  let seen = "", bold = 1;

  /** Read anew how lines are drawn. */
  function dress() {
    told = JSON.parse(figure.plot().dataset.moving ?? "{\"lines\":[]}");
    bold = document.documentElement.classList.contains("projector") ? 1.8 : 1;
    fresh();
  }

  /** Forget what was drawn: there are other numbers. */
  function fresh() {
    grown = new Map();
    ahead = null;
  }

  /** Draw everything at a step. @param {number} step @param {boolean} [resting] whether arrows are shown */
  function paint(step, resting = false) {
    const at = figure.place(y), board = canvas(), ready = told.lines.every(({ index }) => series(index)?.x.length);
    figure.plot().classList.toggle("moved", Boolean(at) && ready); // till then the still picture shows them
    if (!at?.wide || !at.high) return; // out of sight
    uncover(at, step);
    const sharp = devicePixelRatio || 1, view = [at.wide, at.high, at.x(0), at.x(1), at.y(1), at.y(10)].join();
    if (view !== seen) fresh();
    seen = view;
    if (board.width !== Math.round(at.wide * sharp) || board.height !== Math.round(at.high * sharp)) {
      board.width = Math.round(at.wide * sharp);
      board.height = Math.round(at.high * sharp);
    }
    const pen = /** @type {CanvasRenderingContext2D} */ (board.getContext("2d"));
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, board.width, board.height);
    if (bold === 1) pen.drawImage(ahead ??= future(at, sharp, board), 0, 0); // a room does not see what is to come
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.lineJoin = "round";
    below?.(pen, at, step, resting);
    if (cursor) flag(pen, at.x(step), at.high, bold);
    const lines = told.lines.filter((one) => series(one.index)?.x.length);
    for (const one of lines) past(pen, at, one, step);
    if (told.start) hint(pen, at, at.x(told.start[0]), at.y(told.start[1]));
    for (const [x, y] of told.origins ?? []) origin(pen, at.x(x), at.y(y), bold);
    if (resting) for (const one of told.arrows ?? []) arrow(pen, at, one, bold);
    names(pen, at, told.stars, bold);
    for (const one of lines) if (!one.half || one.places.length) point(pen, at, one, step);
    stars(pen, at, told, bold);
    const found = lines.filter(({ places }) => places.length).map((one) => name(pen, at, one, step));
    apart(found, at, bold);
    for (const one of found) named(pen, one, bold);
  }

  /** Show a ground that would tell what is to come up to the step only. @param {Place} at @param {number} step */
  function uncover(at, step) {
    const { style, classList } = figure.plot(), { uncovered = 0 } = told;
    classList.toggle("covered", step < uncovered);
    style.setProperty("--seen", `${at.x(step)}px`);
  }

  /**
   * The whole lines, dotted and pale, drawn once a view.
   * @param {Place} at @param {number} sharp @param {HTMLCanvasElement} board
   */
  function future(at, sharp, board) {
    const sheet = document.createElement("canvas");
    sheet.width = board.width;
    sheet.height = board.height;
    const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
    pen.scale(sharp, sharp);
    pen.globalAlpha = 0.5;
    pen.lineWidth = 1.4 * bold;
    pen.setLineDash([1.5, 4]);
    for (const one of told.lines) {
      const numbers = series(one.index);
      if (!numbers || one.half) continue;
      pen.strokeStyle = ink(one.colour);
      pen.stroke(grow({ path: new Path2D(), upto: -1 }, at, numbers, numbers.x.length - 1).path);
    }
    return sheet;
  }

  /** A line drawn on to a step. @param {Grown} one @param {Place} at @param {Series} numbers @param {number} step */
  function grow(one, at, { x, y: up, jump = Infinity }, step) {
    const stride = Math.max(1, Math.floor(x.length / MOST));
    for (let k = one.upto + 1; k <= step; k++) {
      if (k % stride && k < step) continue;
      if (k === 0 || Math.abs(up[k] - up[k - 1]) > jump) one.path.moveTo(at.x(x[k]), at.y(up[k]));
      else one.path.lineTo(at.x(x[k]), at.y(up[k]));
    }
    one.upto = Math.max(one.upto, step);
    return one;
  }

  /**
   * The line up to now on its halo, with its marks.
   * @param {Pen} pen @param {Place} at @param {Line} one @param {number} step
   */
  function past(pen, at, one, step) {
    const numbers = /** @type {Series} */ (series(one.index)), last = Math.min(step, numbers.x.length - 1);
    const wide = one.width * bold, path = drawn(at, one, numbers, last);
    pen.setLineDash([]);
    if (one.half) return column(pen, at, numbers, last, one, bold);
    if (one.tail && last > one.tail) older(pen, at, one, numbers, last - one.tail);
    pen.strokeStyle = ink("paper");
    pen.lineWidth = wide + 3.6 * bold;
    if (one.halo) pen.stroke(path);
    pen.setLineDash(one.dash);
    pen.strokeStyle = pen.fillStyle = ink(one.colour);
    pen.lineWidth = wide;
    pen.stroke(path);
    pen.setLineDash([]);
    if (one.dots) dots(pen, at, numbers, last, one.dots, bold);
    marks(pen, at, numbers, one.marks.filter((k) => k < last), one, bold);
  }

  /**
   * What is older than the tail, thin.
   * @param {Pen} pen @param {Place} at @param {Line} one @param {Series} numbers @param {number} last
   */
  function older(pen, at, one, numbers, last) {
    pen.globalAlpha = 0.5;
    pen.strokeStyle = ink(one.colour);
    pen.lineWidth = 0.8 * bold;
    pen.stroke(kept(at, one, numbers, last));
    pen.globalAlpha = 1;
  }

  /**
   * The part of a line that is drawn heavily: all of it, or its tail.
   * @param {Place} at @param {Line} one @param {Series} numbers @param {number} last
   */
  function drawn(at, one, numbers, last) {
    if (one.tail) {
      const first = Math.max(0, last - one.tail);
      const part = (/** @type {ArrayLike<number>} */ all) => Array.prototype.slice.call(all, first, last + 1);
      return grow({ path: new Path2D(), upto: -1 }, at, { x: part(numbers.x), y: part(numbers.y) }, last - first).path;
    }
    return kept(at, one, numbers, last);
  }

  /**
   * A line from its first step on, which is kept to be drawn on.
   * @param {Place} at @param {Line} one @param {Series} numbers @param {number} last
   */
  function kept(at, one, numbers, last) {
    const known = grown.get(one.index), fit = known && known.upto <= last ? known : { path: new Path2D(), upto: -1 };
    grown.set(one.index, fit);
    return grow(fit, at, numbers, last).path;
  }

  /**
   * Where a line is at a step; outside the picture it is held at the edge.
   * @param {Place} at @param {Line} one @param {number} step
   */
  function spot(at, one, step) {
    const { x, y: up } = /** @type {Series} */ (series(one.index)), k = Math.min(step, x.length - 1);
    const across = at.x(x[k]), down = at.y(up[k]);
    const a = Number(across > at.wide) - Number(across < 0), d = Number(down > at.high) - Number(down < 0);
    if (!a && !d) return { x: across, y: down, a, d };
    const right = Math.min(Math.max(across, EDGE), at.wide - EDGE);
    return { x: right, y: Math.min(Math.max(down, EDGE), at.high - EDGE), a, d };
  }

  /**
   * Where a line is: a dot, or at the edge an arrow.
   * @param {Pen} pen @param {Place} at @param {Line} one @param {number} step
   */
  function point(pen, at, one, step) {
    const { x, y: down, a, d } = spot(at, one, step);
    pen.fillStyle = ink(one.colour);
    pen.strokeStyle = ink("paper");
    pen.lineWidth = 2 * bold;
    if (!a && !d && one.plain) return disc(pen, x, down, 7.7 * bold, true);
    if (!a && !d) return stamp(pen, one.marker, x, down, 1.1 * bold, true);
    const size = 10 * bold * (a && d ? 0.7 : 1);
    pen.beginPath();
    pen.moveTo(x + a * size, down + d * size);
    pen.lineTo(x - a * size - d * size, down - d * size + a * size);
    pen.lineTo(x - a * size + d * size, down - d * size - a * size);
    pen.closePath();
    pen.fill();
    pen.stroke();
  }

  /** The start, and what it is. @param {Pen} pen @param {Place} at @param {number} x @param {number} y */
  function hint(pen, at, x, y) {
    const left = x > at.wide / 4, fixed = at.wide < 480 || bold > 1 || locks("x") || locks("y");
    ring(pen, x, y, bold);
    pen.font = `400 ${14 * bold}px ${getComputedStyle(document.body).fontFamily}`;
    pen.textBaseline = "middle";
    pen.textAlign = left ? "right" : "left";
    write(pen, fixed ? "start" : "start, drag me", x + (left ? -16 : 16) * bold, y, ink("muted"), bold);
  }

  /** A name where there is room for it. @param {Pen} pen @param {Place} at @param {Line} one @param {number} step */
  function name(pen, at, one, step) {
    const { x, y: down, a, d } = spot(at, one, step), small = narrow(figure.plot()), wide = at.wide > ROOM * bold;
    const words = series(one.index)?.notes?.[step] || (wide && (cursor || a || d) && note?.(one.index, step)) || "";
    const places = (small && one.narrow) || one.places, brief = (small && one.brief) || one.name;
    const [, dx, dy] = places.filter(([from]) => from <= step).pop() ?? places[0];
    return label(pen, { ...one, name: brief }, words, [x, down], [dx, dy], bold);
  }

  return { dress, fresh, paint, series, told: () => told };
}
