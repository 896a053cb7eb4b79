// The softmax page by hand: boxes, bars, the point in the triangle and the keys become queries; the server answers.

import { figure } from "./figure.js";
import { form, keys, lab, meant, one, turned } from "./lab.js";
import { track } from "./track.js";
import { say, visit } from "./visit.js";

const softmax = lab({ list: "w", rows: ".pipe [data-f]", changed: (input) => changed(input), settled });
const { state, go, quietly } = softmax;
const WISHES = ["z", "rest", "spot", "share", "room"]; // what the server makes weights of, and no state

/** The state without what was wished of it. */
function shown() {
  const query = softmax.shown();
  for (const name of WISHES) query.delete(name);
  return query;
}

/** @template {HTMLElement} T @param {string} selector @returns {T[]} */
const all = (selector) => [.../** @type {NodeListOf<T>} */ (document.querySelectorAll(selector))];
const optimizer = () => /** @type {HTMLSelectElement} */ (one("#optimizer"));
const scores = () => /** @type {HTMLInputElement[]} */ (all(".score"));

const counted = () => /** @type {HTMLInputElement[]} */ (all(".counted")).map((box) => box.value).join(",");

/** Go there; a hand that still holds keeps the axis of scores. @param {URLSearchParams} query @param {boolean} held */
function ask(query, held) {
  if (held) query.append("room", form().dataset.room ?? "");
  go(query);
}

/** Change what the numbers are held against. @param {string} name @param {string} value @param {boolean} [held] */
function set(name, value, held = false) {
  const query = shown();
  query.delete(name === "target" ? "labels" : name);
  query.set(name, value);
  ask(query, held);
}

let follows = false; // whether the biases have moved because of what was dragged or typed elsewhere

/**
 * Start anew from what the boxes show, with a wish for scores.
 * @param {string} [name] @param {string} [value] @param {boolean} [held]
 */
function anew(name, value, held = false) {
  const query = shown();
  for (const list of ["x", "w", "b", "steps"]) query.delete(list);
  for (const box of /** @type {HTMLInputElement[]} */ (all(".entry"))) query.append(box.dataset.list ?? "", box.value);
  if (name) query.append(name, value ?? "");
  follows = Boolean(name);
  ask(query, held);
}

/** A number as precise as a hand. @param {number} value */
const short = (value) => String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3)));

/** Give one class another score. @param {number} row @param {number} value @param {boolean} [held] */
function score(row, value, held = false) {
  const wanted = scores().map((slider, i) => (i === row ? short(value) : slider.dataset.exact));
  anew("z", wanted.join(","), held);
}

/** Give the class of the binary panel another score against the rest. @param {number} z @param {boolean} [held] */
function against(z, held = false) {
  const { max, dataset } = /** @type {HTMLInputElement} */ (one("#z-binary"));
  anew("rest", `${dataset.row},${short(Math.min(Number(max), Math.max(-Number(max), z)))}`, held);
}

/** Give one class another share of the label. @param {number} row @param {string} share @param {boolean} held */
function soften(row, share, held) {
  const query = shown(), labels = scores().map((_, i) => one(`#y-${i}`).getAttribute("value"));
  query.delete("target");
  query.set("labels", labels.join(","));
  query.append("share", `${row},${share}`);
  ask(query, held);
}

/** A slider while it moves, a box when it is done. @param {HTMLInputElement} input */
function changed(input, held = input.type === "range") {
  const row = Number(input.dataset.row), { id, value, classList } = input;
  if (classList.contains("score") || classList.contains("typed")) score(row, Number(value), held);
  else if (id === "z-binary") against(Number(value), held);
  else if (classList.contains("share")) soften(row, value, held);
  else if (classList.contains("entry")) anew();
  else if (classList.contains("counted")) set("class_weight", counted());
  else if (input.type === "radio") set("target", value);
  else if (id.startsWith("lr")) set("optimizer", turned(optimizer().value, "lr", meant(input)), held);
  else set(input.name || id, meant(input), held);
}

document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type === "range" && form().contains(input)) quietly(() => changed(input, false)); // the axes may fit again
});

/** What a place in a plot means. @type {Record<string, (x: number, y: number, held?: boolean) => void>} */
const MEANS = {
  triangle: (x, y, held) => anew("spot", `${x.toFixed(4)},${y.toFixed(4)}`, held),
  binary: (x, _, held) => against(x, held),
  pull: (x, _, held) => against(x, held),
};

const IDS = ["triangle", "loss", "trail", "binary", "pull", "floats"]; // those of one panel stand in the page
const plots = Object.fromEntries(IDS.map((id) => [id, figure(`plot-${id}`, {
  redraw: () => follow(id), zoomed: id === "floats" ? ["x"] : undefined, pressed: (x, y) => MEANS[id]?.(x, y),
})]));

/** Put the handles of a plot where its axes are. @param {string} id */
function follow(id) {
  const grips = all(`#plot-${id} .hands > button`), at = grips.length ? plots[id].place() : undefined;
  for (const grip of at ? grips : []) {
    const left = at?.x(Number(grip.dataset.x)) ?? 0, top = at?.y(Number(grip.dataset.y ?? 0)) ?? 0;
    grip.style.left = `${left}px`;
    if (grip.dataset.y) grip.style.top = `${top}px`;
    grip.classList.toggle("placed", left > -1 && left < (at?.wide ?? 0) + 1);
  }
}

document.addEventListener("pointerdown", (event) => {
  const grip = /** @type {Element} */ (event.target).closest(".soft .hands > button");
  const id = IDS.find((one) => grip?.closest(`#plot-${one}`)) ?? "";
  if (event.button || !grip) return;
  let last = plots[id].under(event);
  /** @param {boolean} held */
  const move = (held) => { if (last) MEANS[id](last.x, last.y, held); };
  track((moved) => {
    last = plots[id].under(moved);
    move(true);
    state.dragging = true;
  }, () => { if (state.dragging) quietly(() => move(false)); });
  event.preventDefault();
});

const ARROWS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1 });

keys((event) => {
  const target = /** @type {HTMLInputElement} */ (event.target), way = ARROWS[event.key];
  if (way && (target.classList.contains("score") || target.id === "z-binary")) {
    event.preventDefault();
    const moved = Number(target.dataset.exact) + way * 0.1 * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
    if (target.id === "z-binary") against(moved);
    else score(Number(target.dataset.row), moved);
  }
  const letter = "ABCDEFGHIJ".indexOf(event.key);
  if (event.shiftKey && letter >= 0 && letter < scores().length) return set("target", String(letter));
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": () => press("#one-step"), ",": () => press("#undo"), l: () => say(form().dataset.spoken ?? ""),
    r: () => visit(form().dataset.page ?? ""),
  };
  if (!event.altKey && !event.shiftKey) actions[event.key]?.();
});

/** @param {string} selector */
const press = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.click();

/** The page has changed. Boxes can be written in after a step too: what they show is then the start. */
function settled() {
  for (const box of all(".entry[readonly]")) box.removeAttribute("readonly");
  for (const id of Object.keys(plots)) {
    follow(id);
    plots[id].draw();
  }
  const moved = all(".b .entry").map((box) => box.getAttribute("value")).join(", ");
  const told = follows ? `The biases follow: ${moved}. ` : "";
  return told + (form().dataset.spoken ?? "");
}

document.addEventListener("slopes:settled", () => { follows = false; }); // each wish of a drag has been answered
settled();
