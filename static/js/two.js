// Two weights by hand: play, brush residuals, add points; what moves is drawn at once, the rest is said by the server.

import { behind } from "./behind.js";
import { decimal } from "./decimal.js";
import { figure } from "./figure.js";
import { form, keys, lab, meant, neighbour, one, onSpace, turned } from "./lab.js";
import { moving } from "./moving.js";
import { owning, WINDOW } from "./own.js";
import { brushing } from "./brush.js";
import { bars, ghost, points } from "./plane.js";
import { player } from "./player.js";
import { reading } from "./readout.js";
import { say, visitThen, waiting } from "./visit.js";

/** @typedef {import("./plane.js").Numbers} Numbers */
/** @typedef {import("./moving.js").Moving} Moving */

const PAGE_ONLY = ["step", "low", "high", "view", ...WINDOW]; // what changes no number

/** @type {Numbers | undefined} */
let numbers;
const { load } = behind("api/planes", PAGE_ONLY, (answer) => {
  numbers = answer;
  for (const moves of [paths, dots, rows]) moves.fresh();
  paint();
  document.dispatchEvent(new CustomEvent("slopes:drawn", { detail: "tracks" }));
});

const { quietly, shown, go } = lab({
  list: "run", rows: ".track", changed, settled, ahead: load,
});
const land = figure("plane", {
  redraw: () => paths.paint(play.step, resting()),
  moved: (window) => {
    if (!window) return visitThen(() => land.plot().dataset.whole ?? "");
    const { x, y } = window;
    set({ x_low: String(x[0]), x_high: String(x[1]), y_low: String(y[0]), y_high: String(y[1]) });
  },
});
const scatter = figure("points", { redraw: () => beside(dots), pressed: (x, y) => own.add(x, y, true) });
const residuals = figure("residuals", { redraw: () => beside(rows) });

const paths = moving(land, {
  series: (i) => numbers?.runs[i], below: (pen, at, step) => ghost(pen, at, paths.told(), numbers, step),
});
const dots = moving(scatter, {
  series: () => undefined, below: (pen, at, step, resting) => points(pen, at, dots.told(), numbers, step, resting),
});
const rows = moving(residuals, {
  series: () => undefined, below: (pen, at, step, resting) => bars(pen, at, rows.told(), numbers, step, resting),
});
const brush = brushing(residuals, rows, () => paint(), (low, high) => set({ low, high }));

const own = owning({ wish, go, usual });

const play = player(() => paint(), (step) => quietly(() => set({ step: String(step) })));

/** Whether what the page says of the step is what is drawn. */
const resting = () => !play.playing && play.step === Number(form().dataset.step) && !brush.active();

/** Draw what moves. */
function paint() {
  paths.paint(play.step, resting());
  if (scatter.plot()) beside(dots);
  beside(rows);
}

/** Draw what moves beside the plane; till the numbers are here the still pictures show it. @param {Moving} moves */
function beside(moves) {
  if (numbers) moves.paint(play.step, resting());
}

/** The query of what is shown, with a batch for each run. */
function wish() {
  const query = shown(), runs = query.getAll("run").length;
  if (query.getAll("batch").length !== runs) put(query, "batch", sizes());
  return query;
}

const sizes = () => {
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".track"));
  return [...all].map((row) => row.dataset.batch ?? "");
};

/** @param {URLSearchParams} query @param {string} name @param {string[]} values */
function put(query, name, values) {
  query.delete(name);
  for (const value of values) query.append(name, value);
}

/** Change some parameters; one without a value is left out. @param {Record<string, string>} values */
function set(values) {
  const query = wish();
  for (const [name, value] of Object.entries(values)) value ? query.set(name, value) : query.delete(name);
  go(query);
}

const select = () => /** @type {HTMLSelectElement} */ (one("#rows"));

/** What a slider, a box or a choice does. @param {HTMLInputElement} input */
function changed(input) {
  const { row, knob = "", entry, name } = input.dataset, value = meant(input);
  if (row) {
    const box = /** @type {HTMLInputElement | null} */ (
      input.closest(".slider")?.querySelector("input[type=number]") ?? null);
    if (box && box !== input) box.value = value;
    turn(Number(row), knob, value);
  } else if (entry) usual({ [entry]: turned(select().value, knob, value) });
  else if (input.id === "rows") visitThen(() => select().selectedOptions[0].dataset.url ?? "");
  else if (name) set({ [name]: value });
}

/** Turn a knob of one run, or its batch. @param {number} row @param {string} knob @param {string} value */
function turn(row, knob, value) {
  const query = wish(), name = knob === "batch" ? "batch" : "run", all = query.getAll(name);
  all[row] = name === "batch" ? value : turned(all[row], knob, value);
  put(query, name, all);
  go(query);
}

/** Other rows, with the runs that suit them. @param {Record<string, string>} values */
function usual(values) {
  const query = new URLSearchParams(form().dataset.query);
  for (const name of ["run", "batch", "low", "high", ...WINDOW]) query.delete(name);
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  go(query);
}

document.addEventListener("change", ({ target }) => {
  const { id, value } = /** @type {HTMLInputElement} */ (target);
  if (["low", "high"].includes(id) && value === "") set({ [id]: "" }); // an end of the brush that is open
});

keys((event) => {
  onSpace(event, play.buttons.play);
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": play.buttons.forward, ",": play.buttons.back, r: play.buttons.reset,
    "[": () => neighbour(".pick", -1), "]": () => neighbour(".pick", 1), w: () => neighbour(".brushing .segments a", 1),
    l: () => say(`${spoken()}. ${one("#pulled").textContent}`),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

const spoken = () => one("#scrub").getAttribute("aria-valuetext") ?? "";
let pulled = one("#pulled").textContent;

/** The page has changed: another pull is said, else where the runs stand. */
function settled() {
  own.settled();
  dress();
  play.settle();
  if (!waiting()) load(wish()); // the numbers of the newer wish are here, or on their way
  const news = one("#pulled").textContent !== pulled && (shown().has("low") || shown().has("high"));
  pulled = one("#pulled").textContent;
  return (news ? pulled : spoken()) ?? "";
}

/** Read how everything is drawn now. */
function dress() {
  for (const [plot, moves] of /** @type {const} */ ([[land, paths], [scatter, dots], [residuals, rows]])) {
    if (!plot.plot()) continue;
    moves.dress();
    plot.draw();
  }
}

document.addEventListener("slopes:theme", () => {
  for (const moves of [paths, dots, rows]) moves.fresh();
  paint();
});
reading(land, paths, (i, k) => {
  const { x, y, value } = numbers?.runs[i] ?? { x: [], y: [], value: [] };
  return `${decimal(x[k])}, ${decimal(y[k])}\nloss ${decimal(value[k])}`;
});
dress();
load(wish());
