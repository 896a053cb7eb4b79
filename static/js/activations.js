// The activations page by hand: sliders, boxes, the handle of x and keys become queries; the server answers the page.

import { inside } from "./asking.js";
import { figure } from "./figure.js";
import { covered, form, keys, lab, meant, neighbour, one } from "./lab.js";
import { track } from "./track.js";
import { before, locks, say, stay, visit, visitThen } from "./visit.js";

const { state, set, turn } = lab({ list: "f", rows: ".rows tbody", changed, settled });
const handle = () => /** @type {HTMLInputElement} */ (one("#at"));
const box = () => /** @type {HTMLInputElement} */ (one("#at-box"));

/** @type {import("./figure.js").Ranges} the y ranges by the names that the state has for them */
const NAMES = /** @type {any} */ ({ x: ["low", "high"], y2: ["y_low", "y_high"], y: ["slope_low", "slope_high"] });

const plot = figure("plot", {
  redraw: follow,
  zoomed: ["x"], // the heights are fitted
  pressed: (x) => move(x),
  moved: (window) => {
    if (!window) return visitThen(() => one("#plot").getAttribute("data-whole") ?? "");
    const changed = Object.entries(changes(window));
    const told = changed.flatMap(([axis, ends]) => ends.map((end, k) => [NAMES[axis][k], String(end)]));
    set(Object.fromEntries(told));
  },
});

/**
 * Which axes a gesture changed: x always counts, a height only if it was taken hold of.
 * @param {import("./figure.js").Ranges} window
 */
function changes(window) {
  const before = plot.told();
  const same = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) < 1e-4 * (b[1] - b[0]);
  return Object.fromEntries(Object.entries(window).filter(([axis, ends]) => !same(ends, before[axis])));
}

let here = Number(box().value); // x as it was last wished, shown or not yet

/**
 * Move x: the handle at once, the numbers when the server has answered.
 * @param {number} x @param {boolean} [typed] whether it has all its digits by intention
 */
function move(x, typed = false) {
  if (locks("at")) return stay();
  const low = Number(handle().min), high = Number(handle().max);
  here = Math.min(high, Math.max(low, typed ? x : Number(x.toPrecision(4))));
  follow();
  set({ at: String(here) });
}

/** Put the handle of x, and those of Maxout's lines, where the axes are; a style attribute in the page is forbidden. */
function follow() {
  const at = plot.place("y2");
  if (!at?.wide) return; // a plot that is not laid out yet has no places
  const x = at.x(here), across = `${(100 * x) / at.wide}%`;
  one(".pill .knob").setAttribute("x", across);
  one(".pill .knob").toggleAttribute("hidden", x < -1 || x > at.wide + 1);
  for (const grip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".line-handle"))) {
    const left = at.x(Number(grip.dataset.x)), top = at.y(Number(grip.dataset.y));
    Object.assign(grip.style, { left: `${left}px`, top: `${Math.min(0.592 * at.high, Math.max(0, top))}px` });
    grip.classList.add("placed");
  }
}

/** @param {HTMLInputElement} input */
function changed(input) {
  const { row, knob } = input.dataset;
  if (knob && row) turn(Number(row), knob, meant(input));
  else if (["at", "at-box", "at-pin", "at-pinned"].includes(input.id)) {
    move(Number(input.value), input.type === "number");
  } else if (input.id === "layers") set({ layers: input.value });
}

/** Drag the height or the slope of a Maxout line. @param {HTMLElement} grip @param {PointerEvent} event */
function tilt(grip, event) {
  const y = plot.under(event, "y2")?.y ?? 0, { knob = "", row, x, base } = grip.dataset;
  const value = knob.startsWith("b") ? y : (y - Number(base)) / Number(x);
  turn(Number(row), knob, Math.min(10, Math.max(-10, value)).toFixed(2));
}

document.addEventListener("pointerdown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const grip = /** @type {HTMLElement | null} */ (target.closest(".line-handle"));
  if (event.button || !grip) return;
  track((moved) => {
    tilt(grip, moved);
    state.dragging = true; // the first move is a step of the history, all others go on with it
  }, () => { state.dragging = false; });
  event.preventDefault();
});

keys((event) => {
  const target = /** @type {Element} */ (event.target), sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const ours = !(target instanceof HTMLInputElement) || target === handle() || target.id === "at-pin";
  if (sign && ours && !target.closest(".plot-tools")) {
    event.preventDefault();
    move(here + sign * Number(handle().step) * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1));
  }
  /** @type {Record<string, () => void>} */
  const actions = {
    "[": () => neighbour(".rows tbody th a", -1), "]": () => neighbour(".rows tbody th a", 1),
    l: () => say(handle().getAttribute("aria-valuetext") ?? ""),
    r: () => visit(form().dataset.page ?? ""),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

/** The page has changed. */
function settled() {
  plot.draw();
  return handle()?.getAttribute("aria-valuetext") ?? "";
}

before(async (url) => {
  const { search, searchParams } = new URL(url, location.href);
  const asks = covered() || (searchParams.has("predict") && !searchParams.has("guess"));
  if (!asks) await plot.ahead(inside(`api/activations${search}`)); // else no call may tell what is to be predicted
});
document.addEventListener("slopes:settled", () => { // also when what was wished was refused
  here = Number(box().value);
  plot.draw();
});
plot.draw();
follow();
