// What moves over the landscape, on a canvas: paths, marks at Fibonacci steps, points, names that stand free.

import { decimal } from "./decimal.js";
import { onto, place } from "./plane.js";
import { runs } from "./race.js";
import { form, one } from "./lab.js";

const MARKS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765];
const ROUND = [[1, 0], [1, 1], [1, -1], [-1, 0], [-1, 1], [-1, -1], [0, 1], [0, -1]];

/** @typedef {{name: string, line: string, said: string, dash: number[], marker: Path2D, shown: boolean, focused: boolean}} Look */
/** @typedef {{path: Path2D, upto: number}} Grown */

/** @type {Look[]} */
export let looks = [];
/** @type {Grown[]} */
let grown = [];
let still = /** @type {{points: number[][], boxes: number[][]} | null} */ (null);
let future = /** @type {HTMLCanvasElement | null} */ (null);
let paper = "#fff", ink = "#000", muted = "#555", family = "sans-serif", bold = 1;

const canvas = () => /** @type {HTMLCanvasElement} */ (one("#moving"));

/** Read colours, names and markers from the chips; needed once after the page or its colours change. */
export function dress() {
  const style = getComputedStyle(document.body), hidden = (form().dataset.hidden ?? "").split(" ");
  [paper, ink, family] = [style.backgroundColor, style.color, style.fontFamily];
  muted = getComputedStyle(one(".caption")).color;
  bold = document.documentElement.classList.contains("projector") ? 2 : 1;
  looks = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".chip"))].map((chip, i) => {
    const line = /** @type {Element} */ (chip.querySelector(".sample .line"));
    const said = getComputedStyle(/** @type {Element} */ (one(`.said[data-run="${i}"] .name`) ?? line));
    return {
      name: chip.dataset.name ?? "", line: getComputedStyle(line).stroke, said: said.fill === "none" ? getComputedStyle(line).stroke : said.fill,
      dash: (line.getAttribute("stroke-dasharray") ?? "").split(" ").filter(Boolean).map(Number),
      marker: new Path2D(chip.dataset.marker), shown: !hidden.includes(String(i)), focused: String(i) === form().dataset.focus,
    };
  });
  fresh();
}

/** Forget what was drawn: there are other runs, or the box has another size. */
export function fresh() {
  grown = [];
  future = still = null;
}

/** The runs from below to above: the one in focus last. */
const order = () => [...looks.keys()].filter((i) => looks[i].shown && runs[i]?.x.length).sort((a, b) => Number(looks[a].focused) - Number(looks[b].focused));

/** Draw the race at a step. @param {number} step */
export function paint(step) {
  const at = place(), sharp = devicePixelRatio || 1, board = canvas();
  if (board.width !== Math.round(at.wide * sharp) || board.height !== Math.round(at.high * sharp)) {
    board.width = Math.round(at.wide * sharp);
    board.height = Math.round(at.high * sharp);
    fresh();
  }
  const pen = /** @type {CanvasRenderingContext2D} */ (board.getContext("2d"));
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, board.width, board.height);
  future ??= ahead(at, sharp, board);
  pen.drawImage(future, 0, 0);
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pen.lineJoin = "round";
  const start = onto(at, Number(one("#start").getAttribute("data-x")), Number(one("#start").getAttribute("data-y")));
  for (const i of order()) past(pen, at, i, step);
  ring(pen, start);
  points(pen, at, step, start);
}

/** The whole paths, dotted and pale, drawn once. @param {ReturnType<typeof place>} at @param {number} sharp @param {HTMLCanvasElement} board */
function ahead(at, sharp, board) {
  const sheet = document.createElement("canvas");
  sheet.width = board.width;
  sheet.height = board.height;
  const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  pen.scale(sharp, sharp);
  pen.globalAlpha = 0.5;
  pen.lineWidth = 1.4 * bold;
  pen.setLineDash([1.5, 4]);
  for (const i of order()) {
    pen.strokeStyle = looks[i].line;
    pen.stroke(grow({ path: new Path2D(), upto: -1 }, at, i, runs[i].x.length - 1).path);
  }
  return sheet;
}

/** A path drawn on to a step. @param {Grown} one @param {ReturnType<typeof place>} at @param {number} i @param {number} step */
function grow(one, at, i, step) {
  const { x, y } = runs[i];
  for (let k = one.upto + 1; k <= step; k++) {
    const [across, down] = onto(at, x[k], y[k]);
    if (k === 0) one.path.moveTo(across, down);
    else one.path.lineTo(across, down);
  }
  one.upto = Math.max(one.upto, step);
  return one;
}

/** The path up to now on its halo, with its marks. @param {CanvasRenderingContext2D} pen @param {ReturnType<typeof place>} at @param {number} i @param {number} step */
function past(pen, at, i, step) {
  const look = looks[i], last = Math.min(step, runs[i].x.length - 1);
  if (!grown[i] || grown[i].upto > last) grown[i] = { path: new Path2D(), upto: -1 };
  const { path } = grow(grown[i], at, i, last);
  const wide = (look.focused ? 2.6 : 2) * bold;
  pen.setLineDash([]);
  pen.strokeStyle = paper;
  pen.lineWidth = wide + 3.6 * bold;
  pen.stroke(path);
  pen.setLineDash(look.dash);
  pen.strokeStyle = look.line;
  pen.lineWidth = wide;
  pen.stroke(path);
  pen.setLineDash([]);
  pen.fillStyle = look.line;
  for (const k of MARKS) {
    if (k >= last) break;
    const [across, down] = onto(at, runs[i].x[k], runs[i].y[k]);
    stamp(pen, look.marker, across, down, 0.8 * bold);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} shape @param {number} x @param {number} y @param {number} size */
function stamp(pen, shape, x, y, size) {
  pen.save();
  pen.translate(x, y);
  pen.scale(size, size);
  pen.fill(shape);
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} at */
function ring(pen, [x, y]) {
  pen.beginPath();
  pen.arc(x, y, 9 * bold, 0, 7);
  pen.fillStyle = paper;
  pen.fill();
  pen.strokeStyle = ink;
  pen.lineWidth = 2.4 * bold;
  pen.stroke();
  pen.beginPath();
  pen.arc(x, y, 2 * bold, 0, 7);
  pen.fillStyle = ink;
  pen.fill();
}

/** Where the runs are, with their names. @param {CanvasRenderingContext2D} pen @param {ReturnType<typeof place>} at @param {number} step @param {number[]} start */
function points(pen, at, step, start) {
  const size = 15 * (bold > 1 ? 1.8 : 1), seen = order().map((i) => ({ i, ...spot(at, i, step) }));
  still ??= standing(at);
  const busy = [start, ...still.points, ...seen.map(({ x, y }) => [x, y])], boxes = [...still.boxes];
  hint(pen, at, start, size);
  pen.font = `600 ${size}px ${family}`;
  for (const { i, x, y, away } of seen) {
    pen.fillStyle = looks[i].line;
    pen.strokeStyle = paper;
    pen.lineWidth = 2 * bold;
    pen.beginPath();
    if (away === undefined) pen.arc(x, y, 7.7 * bold, 0, 7);
    else arrow(pen, x, y, away, 10 * bold);
    pen.fill();
    pen.stroke();
  }
  pen.lineJoin = "round";
  pen.textBaseline = "middle";
  for (const { i, x, y, away } of seen) name(pen, at, looks[i], away ? `${looks[i].name} ${loss(i, step)}` : looks[i].name, x, y, size, busy, boxes);
}

/** What stands in the landscape and may not be covered: stars, and the names beside them. @param {ReturnType<typeof place>} at */
function standing(at) {
  const points = [...document.querySelectorAll(".marks .best")].map((mark) => {
    const move = /([-\d.]+) ([-\d.]+)/.exec(mark.getAttribute("transform") ?? "") ?? ["", "0", "0"];
    return [Number(move[1]) * at.scale, at.rise + Number(move[2]) * at.scale];
  });
  const boxes = [.../** @type {NodeListOf<SVGTextElement>} */ (document.querySelectorAll(".marks text"))].map((text) => {
    const box = text.getBBox();
    return [box.x * at.scale, at.rise + box.y * at.scale, (box.x + box.width) * at.scale, at.rise + (box.y + box.height) * at.scale];
  });
  return { points, boxes };
}

/** How high a run is that has left the picture. @param {number} i @param {number} step */
const loss = (i, step) => decimal(runs[i].value[Math.min(step, runs[i].value.length - 1)]);

/** Say what the ring is. @param {CanvasRenderingContext2D} pen @param {ReturnType<typeof place>} at @param {number[]} start @param {number} size */
function hint(pen, at, [x, y], size) {
  const text = at.wide < 480 || bold > 1 ? "start" : "start, drag me", left = x > at.wide / 4;
  pen.font = `400 ${size - 1}px ${family}`;
  pen.textBaseline = "middle";
  pen.textAlign = left ? "right" : "left";
  pen.strokeStyle = paper;
  pen.lineWidth = 4 * bold;
  pen.lineJoin = "round";
  pen.strokeText(text, x + (left ? -16 : 16) * bold, y);
  pen.fillStyle = muted;
  pen.fillText(text, x + (left ? -16 : 16) * bold, y);
  pen.textAlign = "left";
}

/** A triangle that points out of the picture. @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number[]} away @param {number} size */
function arrow(pen, x, y, [a, d], size) {
  pen.moveTo(x + a * size, y + d * size);
  pen.lineTo(x - a * size - d * size, y - d * size + a * size);
  pen.lineTo(x - a * size + d * size, y - d * size - a * size);
  pen.closePath();
}

/** A run's place; outside the box it is held at the edge, with the direction in which it really is. @param {ReturnType<typeof place>} at @param {number} i @param {number} step @returns {{x: number, y: number, away?: number[]}} */
function spot(at, i, step) {
  const k = Math.min(step, runs[i].x.length - 1);
  const [x, y] = onto(at, runs[i].x[k], runs[i].y[k]);
  if (x >= 0 && x <= at.wide && y >= 0 && y <= at.high) return { x, y };
  const a = x < 0 ? -1 : x > at.wide ? 1 : 0, d = y < 0 ? -1 : y > at.high ? 1 : 0, long = a && d ? 0.7 : 1;
  return { x: Math.min(Math.max(x, 14), at.wide - 14), y: Math.min(Math.max(y, 14), at.high - 14), away: [a * long, d * long] };
}

/** Write a name at the first of eight places round its point where it covers nothing. @param {CanvasRenderingContext2D} pen @param {ReturnType<typeof place>} at @param {Look} look @param {string} text @param {number} x @param {number} y @param {number} size @param {number[][]} busy @param {number[][]} boxes */
function name(pen, at, look, text, x, y, size, busy, boxes) {
  const wide = pen.measureText(text).width, off = 13 * bold;
  let best = { cost: Infinity, left: 0, middle: 0 };
  for (const [side, rise] of ROUND) {
    const left = side > 0 ? x + off : side < 0 ? x - off - wide : x - wide / 2, middle = y + rise * (side ? 12 : off + 5) * bold;
    const [top, low, right] = [middle - size * 0.7, middle + size * 0.7, left + wide];
    let cost = left < 4 || right > at.wide - 4 || top < 4 || low > at.high - 4 ? 10 : 0;
    for (const [a, d] of busy) cost += Number(a > left - 4 && a < right + 4 && d > top - 3 && d < low + 3);
    for (const [l, t, r, b] of boxes) cost += 4 * Number(left < r && right > l && top < b && low > t);
    if (cost < best.cost) best = { cost, left, middle };
  }
  boxes.push([best.left, best.middle - size * 0.7, best.left + wide, best.middle + size * 0.7]);
  pen.strokeStyle = paper;
  pen.lineWidth = 4 * bold;
  pen.strokeText(text, best.left, best.middle);
  pen.fillStyle = look.said;
  pen.fillText(text, best.left, best.middle);
}
