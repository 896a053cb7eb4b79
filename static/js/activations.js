// The activations page by hand: sliders, boxes, the x handle and the keys become queries; the server answers with the page.

import { form, keys, lab, links, meant, one, toggle, track } from "./lab.js";
import { ahead, draw } from "./plot.js";
import { copying, saving } from "./share.js";
import { say, visit } from "./visit.js";

const { state, set, turn } = lab("f", ".rows tbody");
const plot = () => /** @type {HTMLElement} */ (one("#plot"));
const handle = () => /** @type {HTMLInputElement} */ (one("#at"));

let here = Number(/** @type {HTMLInputElement} */ (one("#at-box")).value); // x as it was last wished, shown or not yet

/** Move x: the line at once, the numbers when the server has answered. @param {number} x */
function move(x) {
  const { min, max } = handle();
  const low = Number(min), high = Number(max);
  const at = Math.min(high, Math.max(low, Number(x.toPrecision(4))));
  here = at;
  const across = `${(100 * (at - low)) / (high - low)}%`;
  for (const line of document.querySelectorAll(".cursor")) for (const end of ["x1", "x2"]) line.setAttribute(end, across);
  for (const mark of document.querySelectorAll(".mark, .knob")) mark.setAttribute("x", across);
  set({ at: String(at) });
}

/** x under the pointer. @param {PointerEvent} event */
function under(event) {
  const box = plot().getBoundingClientRect();
  const style = getComputedStyle(plot());
  const width = box.width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const low = Number(handle().min), high = Number(handle().max);
  const step = (high - low) / 320;
  return Math.round((low + ((event.clientX - box.left) / width) * (high - low)) / step) * step;
}

/** @param {HTMLInputElement} input */
function changed(input) {
  const { row, knob } = input.dataset;
  if (input.value === "") return;
  if (knob && row) turn(Number(row), knob, meant(input));
  else if (["at", "at-box", "at-pin", "at-pinned"].includes(input.id)) move(Number(input.value));
  else if (input.id === "layers") set({ layers: input.value });
}

document.addEventListener("input", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type !== "range" || !form()?.contains(input)) return;
  changed(input);
  state.dragging = true;
});
document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type === "number" && form()?.contains(input)) changed(input);
  state.dragging = false;
});
document.addEventListener("submit", (event) => {
  if (event.target === form()) event.preventDefault();
});

/** Pointer on the figure: x follows, or an end of a Maxout line does. @param {PointerEvent} event */
function pressed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.button || !target.closest("#plot") || target === handle()) return;
  const grip = /** @type {HTMLElement | null} */ (target.closest(".line-handle"));
  const follow = grip ? (/** @type {PointerEvent} */ e) => tilt(grip, e) : (/** @type {PointerEvent} */ e) => move(under(e));
  follow(event);
  state.dragging = true;
  track(follow, () => { state.dragging = false; });
  event.preventDefault();
}
document.addEventListener("pointerdown", pressed);

/** Drag the height or the slope of a Maxout line. @param {HTMLElement} grip @param {PointerEvent} event */
function tilt(grip, event) {
  const panel = /** @type {HTMLElement} */ (one(".panel.value"));
  const box = panel.getBoundingClientRect();
  const top = Number(panel.dataset.top), bottom = Number(panel.dataset.bottom);
  const y = top - ((event.clientY - box.top) / box.height) * (top - bottom);
  const { knob = "", at, base } = grip.dataset;
  const value = knob.startsWith("b") ? y : (y - Number(base)) / Number(at);
  turn(Number(one("#lines").getAttribute("data-row")), knob, Math.min(10, Math.max(-10, value)).toFixed(2));
}

keys((event) => {
  const target = /** @type {Element} */ (event.target), sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (sign && (!(target instanceof HTMLInputElement) || target === handle() || target.id === "at-pin")) {
    event.preventDefault();
    move(here + sign * Number(handle().step) * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1));
  }
  /** @type {Record<string, () => void>} */
  const actions = {
    "[": () => neighbour(-1), "]": () => neighbour(1), l: () => say(handle().getAttribute("aria-valuetext") ?? ""),
    d: () => toggle("summary"), t: () => toggle("table"), r: () => visit("/activations"),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

/** Focus the next or previous function. @param {number} step */
function neighbour(step) {
  const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".rows tbody th a"))];
  const here = links.findIndex((link) => link.getAttribute("aria-current"));
  links[(here + step + links.length) % links.length]?.click();
}

/** Put the handles of the Maxout lines where the server says; a style attribute in the page is forbidden. */
function grips() {
  for (const grip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".line-handle"))) {
    grip.style.left = `${grip.dataset.x}%`;
    grip.style.top = `${grip.dataset.y}%`;
    grip.classList.add("placed");
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
function settled() {
  const refusal = one("#refusal");
  if (refusal) refusal.toggleAttribute("hidden", true);
  grips();
  draw();
  clearTimeout(later);
  later = setTimeout(() => say(handle()?.getAttribute("aria-valuetext") ?? ""), 500);
}

document.addEventListener("slopes:asked", (event) => ahead(/** @type {CustomEvent<string>} */ (event).detail));
document.addEventListener("slopes:shown", settled);
document.addEventListener("slopes:settled", () => { here = Number(/** @type {HTMLInputElement} */ (one("#at-box")).value); });
document.addEventListener("slopes:theme", () => draw());
copying();
saving();
links();
grips();
draw();
