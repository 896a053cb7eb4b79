// The optimizers page by hand: sliders, boxes, the start and the keys become queries; the server answers with the page.

import { point } from "./cursor.js";
import { form, keys, lab, links, meant, one, readable, toggle, track, turned } from "./lab.js";
import { dress, fresh, looks, paint } from "./moving.js";
import { place } from "./plane.js";
import { player } from "./player.js";
import { load } from "./race.js";
import { reading } from "./readout.js";
import { copying, saving } from "./share.js";
import { tilt } from "./tilt.js";
import { say, visit } from "./visit.js";

const { state, shown, go, set, turn } = lab("run", ".chip", (query) => load(api(query), drawn));
const start = () => /** @type {HTMLButtonElement} */ (one("#start"));
const PAGE_ONLY = ["step", "focus", "hidden", "question", "view"]; // what changes no number

const play = player(show, (step) => {
  state.dragging = true; // where a race was paused is no step of the history
  set({ step: String(step) });
  state.dragging = false;
});

/** @param {number} step */
function show(step) {
  paint(step);
  point(step);
}

/** The question to the API behind a query of the page. @param {URLSearchParams} state */
function api(state) {
  const query = new URLSearchParams(state);
  for (const name of PAGE_ONLY) query.delete(name);
  return readable(query);
}

/** Draw as soon as there is something to draw. */
function drawn() {
  fresh();
  document.documentElement.classList.add("live");
  show(play.step);
  document.dispatchEvent(new CustomEvent("slopes:drawn"));
}

/** Put the handle where the race starts. */
function handle() {
  const at = place(), { x = "", y = "" } = start().dataset;
  start().style.left = `${((Number(x) - at.left) / (at.right - at.left)) * at.wide}px`;
  start().style.top = `${at.rise + ((at.top - Number(y)) / (at.top - at.bottom)) * 388 * at.scale}px`;
}

/** Start elsewhere: the paths follow at once, the rest of the page when the hand rests. @param {number} x @param {number} y @param {boolean} done */
function begin(x, y, done) {
  const round = (/** @type {number} */ value) => String(Number(value.toPrecision(3)) || 0);
  Object.assign(start().dataset, { x: round(x), y: round(y) });
  for (const name of /** @type {const} */ (["x", "y"])) /** @type {HTMLInputElement} */ (one(`#start-${name}`)).value = start().dataset[name] ?? "";
  handle();
  const query = shown();
  query.set("x", round(x));
  query.set("y", round(y));
  if (done) go(query);
  else load(api(query), drawn);
}

/** The point of the plane under the pointer. @param {PointerEvent} event */
function under(event) {
  const at = place(), box = one("#scape").getBoundingClientRect();
  const x = at.left + ((event.clientX - box.left) / at.wide) * (at.right - at.left);
  return [x, at.top - ((event.clientY - box.top - at.rise) / (388 * at.scale)) * (at.top - at.bottom)];
}

document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.button || target.closest("#tilt")) return;
  if (document.documentElement.classList.contains("projector") && target.closest("#scape") && !target.closest("#start")) return; // a slip of the hand before a class
  if (target.closest("#scape")) {
    const follow = (/** @type {PointerEvent} */ e) => { const [x, y] = under(e); begin(x, y, false); };
    follow(event);
    track(follow, () => begin(Number(start().dataset.x), Number(start().dataset.y), true));
    start().focus({ preventScroll: true });
    event.preventDefault();
  } else if (target.closest("#loss-plot")) {
    const follow = (/** @type {PointerEvent} */ e) => {
      const box = one("#loss-panel").getBoundingClientRect();
      play.at(Math.round(((e.clientX - box.left) / box.width) * Number(form().dataset.steps)));
    };
    follow(event);
    track(follow, () => set({ step: String(play.step) }));
    event.preventDefault();
  }
});

/** Turn a knob; the number beside it follows at once. @param {HTMLInputElement} input */
function knob(input) {
  const { row, knob: name } = input.dataset, value = meant(input);
  if (!row || !name || value === "") return;
  const other = /** @type {HTMLInputElement | null} */ (input.closest(".slider")?.querySelector("input[type=number]"));
  if (other && other !== input) other.value = value;
  turn(Number(row), name, value);
}

document.addEventListener("input", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type !== "range" || !input.dataset.knob || !form().contains(input)) return;
  knob(input);
  state.dragging = true;
});
document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  state.dragging = false;
  if (!form().contains(input) || input.type === "range" || input.value === "") return;
  if (input.dataset.knob) knob(input);
  else if (input.id === "surface") visit(`/optimizers?surface=${input.value}`);
  else if (input.dataset.surfaceKnob) {
    const query = shown(), entry = query.get("surface") ?? /** @type {HTMLSelectElement} */ (one("#surface")).value;
    query.set("surface", turned(entry, input.dataset.surfaceKnob, input.value));
    go(query);
  } else if (input.dataset.name || input.name === "schedule") set({ [input.dataset.name ?? input.name]: input.value });
});
document.addEventListener("submit", (event) => {
  if (event.target === form()) event.preventDefault();
});
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

/** Focus the next or previous run. @param {number} step */
function neighbour(step) {
  const picks = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".pick"))];
  const here = picks.findIndex((link) => link.getAttribute("aria-current"));
  picks[(here + step + picks.length) % picks.length]?.click();
}

const ARROWS = /** @type {Record<string, number[]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });

keys((event) => {
  const target = /** @type {Element} */ (event.target), way = ARROWS[event.key];
  if (way && (target === start() || target === document.body || target.id === "main")) {
    event.preventDefault();
    const at = place(), far = ((at.right - at.left) / 60) * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
    begin(Number(start().dataset.x) + way[0] * far, Number(start().dataset.y) + way[1] * far, true);
  }
  if (event.key === " " && (target === start() || !target.closest("button, a, summary, select"))) {
    event.preventDefault();
    play.buttons.play();
  }
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": play.buttons.forward, ",": play.buttons.back, r: play.buttons.reset, "[": () => neighbour(-1), "]": () => neighbour(1),
    l: () => say(one("#scrub").getAttribute("aria-valuetext") ?? ""), d: () => toggle("summary"), t: () => toggle("table"),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
function settled() {
  one("#refusal").toggleAttribute("hidden", true);
  dress();
  handle();
  play.settle();
  load(form().dataset.api ?? "", drawn);
  tilt(looks);
  clearTimeout(later);
  later = setTimeout(() => say(one("#scrub")?.getAttribute("aria-valuetext") ?? ""), 500);
}

document.addEventListener("slopes:shown", settled);
document.addEventListener("slopes:theme", () => { dress(); show(play.step); });
addEventListener("resize", () => { handle(); show(play.step); });
copying();
reading();
saving();
links();
dress();
handle();
load(form().dataset.api ?? "", drawn).then(() => tilt(looks));
