// The four panels by hand: one player over all of them; a slider becomes a query, the server draws and decides.

import { behind } from "./behind.js";
import { decimal } from "./decimal.js";
import { figure } from "./figure.js";
import { covered, keys, lab, meant, one, onSpace } from "./lab.js";
import { moving } from "./moving.js";
import { player } from "./player.js";
import { reading } from "./readout.js";
import { say, visitThen, waiting } from "./visit.js";

const KEYS = ["trap", "saddle", "ravine", "noise"];
// What changes no number.
const PAGE_ONLY = ["step", "view", "zoomed", "x_low", "x_high", "y_low", "y_high", "predict", "guess"];

/** @type {Record<string, import("./moving.js").Series[]>} */
let paths = {}; // of each panel, SGD first
const numbers = behind("api/contests", PAGE_ONLY, ({ contests }) => {
  paths = Object.fromEntries(contests.map((/** @type {any} */ contest) => [contest.key, contest.results]));
  for (const { moves } of panels) moves.fresh();
  paint(play.step);
  document.dispatchEvent(new CustomEvent("slopes:drawn", { detail: "paths" }));
});

const { quietly, shown, set } = lab({ changed, settled, ahead: load });
const panels = KEYS.map(panel);

/** A panel to take hold of, and what moves in it. @param {string} key */
function panel(key) {
  const plot = figure(`${key}-plot`, {
    redraw: () => moves.paint(play.step),
    pressed: key === "noise" ? (x) => { play.at(Math.round(x)); play.rest(); } : undefined,
    moved: (window) => (window ? zoom(key, window) : visitThen(() => plot.plot().dataset.whole ?? "")),
  });
  const moves = moving(plot, { series: (i) => paths[key]?.[i] });
  reading(plot, moves, (i, k) => `${words(key, paths[key][i].x[k])}${decimal(paths[key][i].y[k])}`);
  return { plot, moves };
}

/** What a panel's read-out says before the last number. @param {string} key @param {number} x */
function words(key, x) {
  if (key === "noise") return "mean loss ";
  return key === "trap" ? `weight ${decimal(x)}\nloss ` : `x ${decimal(x)}   y `;
}

/**
 * The window of a panel becomes state; that of another one is as usual again.
 * @param {string} key @param {Record<string, number[]>} window
 */
function zoom(key, { x, y }) {
  set({ zoomed: key, x_low: String(x[0]), x_high: String(x[1]), y_low: String(y[0]), y_high: String(y[1]) });
}

const play = player(paint, (step) => quietly(() => set({ step: String(step) })));

/** All four at a step. @param {number} step */
function paint(step) {
  for (const { moves } of panels) moves.paint(step);
}

/** Nothing is known of any path. */
function forget() {
  numbers.forget();
  paths = {};
  for (const { moves } of panels) moves.fresh();
  paint(play.step);
}

/** Ask for the paths, unless the page hides them until something is predicted. @param {URLSearchParams} query */
function load(query) {
  if (covered()) forget();
  else numbers.load(query);
}

/** Turn rho or alpha; the number beside the slider follows at once. @param {HTMLInputElement} input */
function changed(input) {
  const { knob = "" } = input.dataset, value = meant(input);
  if (!knob || value === "") return;
  /** @type {HTMLInputElement} */ (one(`#${knob}-box`)).value = value;
  set({ [knob]: value, step: String(play.step) });
}

/** Follow the link before or after the present rho. @param {number} by */
function neighbour(by) {
  const choices = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".rho a"))];
  const here = choices.findIndex((link) => link.getAttribute("aria-current"));
  const value = Number(/** @type {HTMLInputElement} */ (one("#rho-box")).value);
  const below = choices.filter((link) => Number(link.textContent) < value).length;
  choices[(here < 0 ? below - (by > 0 ? 1 : 0) : here) + by]?.click();
}

keys((event) => {
  onSpace(event, play.buttons.play);
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": play.buttons.forward, ",": play.buttons.back, r: play.buttons.reset,
    "[": () => neighbour(-1), "]": () => neighbour(1),
    f: () => /** @type {HTMLAnchorElement} */ (one(".rest .segments a:not([aria-current])")).click(),
    l: () => say(spoken()),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

const spoken = () => one("#scrub").getAttribute("aria-valuetext") ?? "";
let score = one("#score").textContent;

/** The page has changed: a new score is said, else where all four stand. */
function settled() {
  dress();
  play.settle();
  if (!waiting()) load(shown()); // the paths of the newer wish are here, or on their way
  const news = one("#score").textContent !== score;
  score = one("#score").textContent;
  return (news ? one("#scored").textContent : spoken()) ?? "";
}

/** Read how everything is drawn now. */
function dress() {
  for (const { plot, moves } of panels) {
    moves.dress();
    plot.draw();
  }
}

document.addEventListener("slopes:theme", () => {
  for (const { moves } of panels) moves.fresh();
  paint(play.step);
});
dress();
load(shown());
