// The softmax page by hand: boxes, bars, the point in the triangle and the keys become queries; the server answers.

import { form, keys, links, meant, one, readable, toggle, track, turned } from "./lab.js";
import { copying, saving } from "./share.js";
import { say, visit } from "./visit.js";

let dragging = false, moved = false; // a drag keeps the axes, and is one step of the history

/** The numbers in the boxes of x, w or b. @param {string} list */
const boxes = (list) => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`.entry[data-list="${list}"]`))];
const sliders = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".score"))];

/** What the form says, which is the state. */
function shown() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form())) query.append(name, String(value));
  return query;
}

/** What the boxes show, as a start: no step is taken yet. */
function anew() {
  const query = shown();
  for (const name of ["x", "w", "b", "steps"]) query.delete(name);
  for (const name of ["x", "w", "b"]) for (const box of boxes(name)) query.append(name, box.value);
  return query;
}

/** @param {URLSearchParams} query */
function go(query) {
  query.delete("room");
  if (dragging) query.append("room", form().dataset.room ?? "");
  visit(`/softmax?${readable(query)}`, { replace: moved });
  moved = dragging;
}

/** @param {string} name @param {string} value */
function set(name, value) {
  const query = shown();
  query.set(name, value);
  go(query);
}

/** Give one class another score; the others keep theirs. @param {number} row @param {number} value */
function score(row, value) {
  const query = anew();
  query.delete("b");
  query.append("z", sliders().map((slider, i) => (i === row ? short(value) : slider.dataset.exact)).join(","));
  go(query);
}

/** A score as precise as a hand. @param {number} value */
const short = (value) => String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3)));

/** Give one class another share of the label. @param {number} row @param {string} share */
function soften(row, share) {
  const query = shown(), all = sliders().map((_, i) => one(`#y-${i}`).getAttribute("value"));
  query.delete("target");
  query.delete("labels");
  query.append("labels", all.join(","));
  query.append("share", `${row},${share}`);
  go(query);
}

/** @param {string} value */
function rate(value) {
  set("optimizer", turned(/** @type {HTMLSelectElement} */ (one("#optimizer")).value, "lr", value));
}

/** @param {HTMLInputElement} input */
function slid(input) {
  const row = Number(input.dataset.row);
  if (input.classList.contains("score")) score(row, Number(input.value));
  else if (input.id === "z-binary") score(row, other(Number(input.value)));
  else if (input.classList.contains("share")) soften(row, input.value);
  else if (input.id === "temperature") set("temperature", meant(input));
  else if (input.id === "lr") rate(meant(input));
}

/** The score of the class whose z against the rest is to be this: both move together. @param {number} z */
function other(z) {
  const { row, exact, warmth } = one("#z-binary") instanceof HTMLElement ? /** @type {HTMLElement} */ (one("#z-binary")).dataset : {};
  return Number(sliders()[Number(row)].dataset.exact) + (z - Number(exact)) * Number(warmth);
}

document.addEventListener("input", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type !== "range" || !form().contains(input)) return;
  dragging = true;
  slid(input);
});
document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (!form().contains(input)) return;
  dragging = false;
  if (input.type === "range") slid(input);
  else if (input.value === "") return;
  else if (input.type === "radio") choose(input.value);
  else if (input.classList.contains("entry")) go(anew());
  else if (input.classList.contains("typed")) score(Number(input.dataset.row), Number(input.value));
  else if (input.id === "lr-box") rate(input.value);
  else go(shown());
});
document.addEventListener("submit", (event) => {
  if (event.target === form()) event.preventDefault();
});

/** Make one class the true one. @param {string} row */
function choose(row) {
  const query = shown();
  query.delete("labels");
  query.set("target", row);
  go(query);
}

/** Take the point of the triangle along. @param {PointerEvent} event */
function point(event) {
  const picture = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (one("#simplex")));
  const matrix = picture.getScreenCTM()?.inverse(), told = picture.dataset.corners;
  if (!matrix || !told) return;
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  const query = anew();
  query.append("p", shares(told.trim().split(" ").map(Number), at).map((share) => share.toFixed(3)).join(","));
  go(query);
}

/** How near a place is to each corner of a triangle, or to each end of a line. @param {number[]} corners @param {DOMPoint} at */
function shares(corners, at) {
  const [x1, y1, x2, y2, x3, y3] = corners, kept = (/** @type {number} */ share) => Math.min(0.999, Math.max(0.001, share));
  if (corners.length === 4) {
    const first = kept((at.x - x2) / (x1 - x2));
    return [first, 1 - first];
  }
  const area = (y2 - y3) * (x1 - x3) + (x3 - x2) * (y1 - y3);
  const a = kept(((y2 - y3) * (at.x - x3) + (x3 - x2) * (at.y - y3)) / area);
  const b = kept(((y3 - y1) * (at.x - x3) + (x1 - x3) * (at.y - y3)) / area);
  const c = kept(1 - a - b), sum = a + b + c;
  return [a / sum, b / sum, c / sum];
}

/** Follow the pointer over one of the two losses. @param {PointerEvent} event */
function pull(event) {
  const plane = /** @type {SVGSVGElement} */ (document.querySelector("[data-reach]"));
  const all = [.../** @type {NodeListOf<SVGSVGElement>} */ (document.querySelectorAll("[data-reach]"))];
  const under = all.find((each) => { const box = each.getBoundingClientRect(); return event.clientX >= box.left - 40 && event.clientX <= box.right + 40; }) ?? plane;
  const box = under.getBoundingClientRect(), reach = Number(under.dataset.reach);
  const z = Math.min(reach, Math.max(-reach, reach * (2 * (event.clientX - box.left) / box.width - 1)));
  score(Number(one("#z-binary").getAttribute("data-row")), other(z));
}

document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const follow = target.closest("#simplex[data-corners]") ? point : target.closest("[data-reach]") ? pull : null;
  if (event.button || !follow) return;
  let last = event;
  dragging = true;
  follow(event);
  track((moved) => { last = moved; follow(moved); }, () => { dragging = false; follow(last); });
  event.preventDefault();
});

const ARROWS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1 });

keys((event) => {
  const target = /** @type {HTMLInputElement} */ (event.target), way = ARROWS[event.key];
  if (way && (target.classList.contains("score") || target.id === "z-binary")) {
    event.preventDefault();
    const far = 0.1 * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1), moved = Number(target.dataset.exact) + way * far;
    score(Number(target.dataset.row), target.id === "z-binary" ? other(moved) : moved);
  }
  const letter = "ABCDEFGHIJ".indexOf(event.key);
  if (event.shiftKey && letter >= 0 && letter < sliders().length) return choose(String(letter));
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": () => press("#one-step"), ",": () => press("#undo"), l: () => say(form().dataset.spoken ?? ""),
    d: () => toggle("summary"), t: () => toggle("table"), r: () => visit("/softmax"),
  };
  if (!event.altKey && !event.shiftKey) actions[event.key]?.();
});

/** @param {string} selector */
const press = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.click();

/** Boxes can be written in after a step too: what they show is then the start. */
function open() {
  for (const box of document.querySelectorAll(".entry[readonly]")) box.removeAttribute("readonly");
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
document.addEventListener("slopes:shown", () => {
  one("#refusal").toggleAttribute("hidden", true);
  open();
  clearTimeout(later);
  later = setTimeout(() => say(form().dataset.spoken ?? ""), 500);
});
copying();
saving();
links();
open();
document.documentElement.classList.add("live");
