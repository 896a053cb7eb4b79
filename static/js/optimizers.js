// The optimizers page by hand: sliders, boxes, the start and the keys become queries; the server answers with the page.

import { decimal } from "./decimal.js";
import { figure } from "./figure.js";
import { covered, form, keys, lab, meant, neighbour, one, onSpace, readable, turned } from "./lab.js";
import { moving } from "./moving.js";
import { player } from "./player.js";
import { forget, load, runs } from "./race.js";
import { reading } from "./readout.js";
import { tilt } from "./tilt.js";
import { track } from "./track.js";
import { locks, say, stay, visitThen, waiting } from "./visit.js";

const { quietly, shown, go, set, turn } = lab({
  list: "run", rows: ".chip", changed, settled, ahead: ask,
});
const start = () => /** @type {HTMLButtonElement} */ (one("#start"));
// What changes no number.
const PAGE_ONLY = ["step", "focus", "hidden", "question", "view", "picture", "predict", "guess"];

const land = figure("landscape", {
  redraw: () => { handle(); paint(); },
  about: () => here(),
  pressed: (x, y) => { if (!document.documentElement.classList.contains("projector")) begin(x, y, true); },
  moved: (window) => {
    if (!window) return visitThen(() => one("#landscape").getAttribute("data-whole") ?? "");
    const [[left, right], [bottom, top]] = [window.x, window.y];
    set({ x_low: String(left), x_high: String(right), y_low: String(bottom), y_high: String(top) });
  },
});
const falls = figure("losses", {
  redraw: () => paint(),
  zoomed: ["x"],
  about: () => ({ x: play.step, y: 0 }),
  pressed: (x) => { play.at(Math.round(x)); play.rest(); },
  moved: (window) => {
    if (!window) return visitThen(() => one("#losses").getAttribute("data-whole") ?? "");
    const [low, high] = window.x.map((end) => Math.min(Number(form().dataset.steps), Math.max(0, Math.round(end))));
    set({ step_low: String(low), step_high: String(Math.max(low + 1, high)) });
  },
});
const paths = moving(land, { series: (i) => runs[i], note: (i, step) => decimal(value(i, step)) });
const lines = moving(falls, {
  series: descent, note: (i, step) => decimal(value(i, step) - (lines.told().base ?? 0)), cursor: true,
});

/** Where the run in focus stands, if it is drawn. */
function here() {
  const focus = Number(form().dataset.focus), { x, y } = runs[focus] ?? { x: [], y: [] };
  const k = Math.min(play.step, x.length - 1), drawn = paths.told().lines.some(({ index }) => index === focus);
  return drawn && k >= 0 ? { x: x[k], y: y[k] } : undefined;
}

/** @param {number} i @param {number} step */
const value = (i, step) => runs[i]?.value[Math.min(step, runs[i].value.length - 1)] ?? 0;

/** @type {Map<number[], import("./moving.js").Series>} */
let descents = new Map();

/** The losses of a run over its steps, as the axis shows them. @param {number} i */
function descent(i) {
  const all = runs[i]?.value, { base = 0, floor } = lines.told();
  if (!all) return undefined;
  const known = descents.get(all);
  if (known && known.x.length === all.length) return known;
  const high = (/** @type {number} */ loss) => (floor ? Math.max(loss - base, floor) : loss);
  const made = { x: all.map((_, k) => k), y: all.map(high) };
  descents.set(all, made);
  return made;
}

const play = player(() => paint(), (step) => quietly(() => set({ step: String(step) })));

/** Draw what moves. */
function paint() {
  const resting = !play.playing && play.step === Number(form().dataset.step);
  paths.paint(play.step, resting);
  lines.paint(play.step);
}

/** The question to the API behind a query of the page. @param {URLSearchParams} state */
function api(state) {
  const query = new URLSearchParams(state);
  for (const name of PAGE_ONLY) query.delete(name);
  return readable(query);
}

/** Ask for the runs of a query, unless something is to be predicted first. @param {URLSearchParams} query */
function ask(query) {
  if (!covered()) load(api(query), drawn);
  else if (runs.length) {
    forget();
    drawn();
  }
}

/** Draw as soon as there is something to draw. */
function drawn() {
  descents = new Map();
  paths.fresh();
  lines.fresh();
  document.documentElement.classList.add("live");
  paint();
  document.dispatchEvent(new CustomEvent("slopes:drawn", { detail: "runs" }));
}

/** Put the handle where the race starts. */
function handle() {
  const at = land.place(), { x = "", y = "" } = start().dataset;
  if (at) Object.assign(start().style, { left: `${at.x(Number(x))}px`, top: `${at.y(Number(y))}px` });
}

/**
 * Start elsewhere: the paths follow at once, the rest of the page when the hand rests.
 * @param {number} x @param {number} y @param {boolean} done
 */
function begin(x, y, done) {
  if (locks("x") || locks("y")) return stay();
  const [left, right] = land.told().x, power = Number((right - left).toExponential().split("e")[1]);
  const digits = Math.min(100, Math.max(0, 3 - power));
  const round = (/** @type {number} */ number) => String(Number(number.toFixed(digits)) || 0);
  Object.assign(start().dataset, { x: round(x), y: round(y) });
  for (const name of /** @type {const} */ (["x", "y"])) {
    /** @type {HTMLInputElement} */ (one(`#start-${name}`)).value = start().dataset[name] ?? "";
  }
  paths.told().start = [Number(round(x)), Number(round(y))];
  handle();
  const query = shown();
  query.set("x", round(x));
  query.set("y", round(y));
  if (done) go(query);
  else ask(query);
}

document.addEventListener("pointerdown", (event) => {
  if (event.button || !(/** @type {Element} */ (event.target).closest("#start"))) return;
  /** @type {{x: number, y: number} | undefined} */
  let at; // and not where an older answer has put the handle meanwhile
  track((moved) => {
    at = land.under(moved) ?? at;
    if (at) begin(at.x, at.y, false);
  }, () => { if (at) begin(at.x, at.y, true); });
  start().focus({ preventScroll: true });
  event.preventDefault();
});

/** What a slider, a box or a choice does. @param {HTMLInputElement} input */
function changed(input) {
  const { row, knob, surfaceKnob, name } = input.dataset, value = meant(input);
  if (knob && row) {
    const box = input.closest(".slider")?.querySelector("input[type=number]");
    const other = /** @type {HTMLInputElement | null} */ (box ?? null);
    if (other && other !== input) other.value = value;
    if (row === "schedule") common(row, knob, value);
    else turn(Number(row), knob, value);
  } else if (input.id === "surface") elsewhere();
  else if (surfaceKnob) common("surface", surfaceKnob, value);
  else if (name || input.name === "schedule") set({ [name ?? input.name]: value });
}

/** Turn a knob of what all runs have in common. @param {string} name @param {string} knob @param {string} value */
function common(name, knob, value) {
  const entry = shown().get(name) ?? /** @type {HTMLSelectElement} */ (one(`#${name}`)).value;
  set({ [name]: turned(entry, knob, value) });
}

let news = "";

/** The same runs on another landscape; what changes with it is said. */
function elsewhere() {
  const { value } = /** @type {HTMLSelectElement} */ (one("#surface"));
  news = "The same runs; each usual rate is the one that suits this landscape.";
  visitThen(() => one(`#surface option[value="${CSS.escape(value)}"]`).getAttribute("data-url") ?? "");
}

document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("#tilt")) tip();
});

/** Tilt the landscape, or lay it flat again. */
function tip() {
  const query = shown();
  if (query.get("view") === "tilted") query.delete("view");
  else query.set("view", "tilted");
  go(query);
}

const ARROWS = /** @type {Record<string, number[]>} */ ({
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
});

keys((event) => {
  const target = /** @type {Element} */ (event.target), way = ARROWS[event.key];
  if (way && (target === start() || target === document.body || target.id === "main")) {
    event.preventDefault();
    const [left, right] = land.told().x, far = ((right - left) / 60) * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
    const told = shown(), at = (/** @type {"x" | "y"} */ name) => Number(told.get(name) ?? start().dataset[name]);
    begin(at("x") + way[0] * far, at("y") + way[1] * far, true); // from where it will be, if it is on its way
  }
  onSpace(event, play.buttons.play);
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": play.buttons.forward, ",": play.buttons.back, r: play.buttons.reset,
    "[": () => neighbour(".pick", -1), "]": () => neighbour(".pick", 1),
    e: () => /** @type {HTMLElement | null} */ (one("#last-steps"))?.click(),
    l: () => say(spoken()),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

const spoken = () => one("#scrub")?.getAttribute("aria-valuetext") ?? "";

/** The page has changed. */
function settled() {
  dress();
  play.settle();
  if (!waiting()) ask(shown()); // the runs of the newer wish are here, or on their way
  tilt();
  const told = [news, spoken()].filter(Boolean).join(" ");
  one("#news").textContent = news;
  news = "";
  return told;
}

/** Read how everything is drawn now. */
function dress() {
  descents = new Map();
  paths.dress();
  lines.dress();
  land.draw();
  falls.draw();
  handle();
}

document.addEventListener("slopes:theme", () => { paths.fresh(); lines.fresh(); paint(); tilt(); });
reading(land, paths, (i, k) => {
  const { x, y, value } = runs[i];
  return `x ${decimal(x[k])}   y ${decimal(y[k])}\nloss ${decimal(value[k])}`;
});
reading(falls, lines, (i, k) => `loss ${decimal(value(i, k) - (lines.told().base ?? 0))}`);
dress();
ask(shown());
tilt();
