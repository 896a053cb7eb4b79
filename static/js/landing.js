// The landing page's slider: first a flag, then the rate, as state; the runs move on a canvas over the still picture.

import { form, keys, lab, meant, one, turned } from "./lab.js";
import { moving } from "./moving.js";
import { stillPlace } from "./place.js";
import { beat } from "./projector.js";
import { load, runs } from "./race.js";
import { say } from "./visit.js";

const hero = () => one("#hero"), plot = () => /** @type {HTMLElement} */ (one("#hero-plot"));
const paths = moving({ plot, place: (y = "y") => stillPlace(plot(), y) }, { series: drawable });
const { state, set } = lab({ changed, settled, ahead: (query) => follow(query.get("lr") ?? "") });
let held = false; // the flag
let others = hero().classList.contains("shown");

/** Draw the runs as soon as they are told. @param {string} lr */
const follow = (lr) => load(turned(form().dataset.api ?? "", "lr", lr), drawn);

/** Take a rate from the slider or the box. @param {HTMLInputElement} input */
function changed(input) {
  if (!input.reportValidity()) return;
  const slide = input.type === "range", lr = meant(input);
  document.documentElement.classList.add("touched");
  if (slide) {
    const share = `${(100 * input.valueAsNumber) / Number(input.max)}%`;
    /** @type {HTMLInputElement} */ (one("#lr")).value = lr;
    one("#full").setAttribute("x2", share);
    document.getElementById("flag")?.setAttribute("x", share);
  }
  if (!asking()) set({ lr });
}

const asking = () => hero().classList.contains("asking");

/** The flag stands: it is tried. */
function plant() {
  const box = /** @type {HTMLInputElement} */ (one("#lr"));
  state.dragging = false; // the way there was no step of the history, this is one
  if (asking() && box.reportValidity()) set({ flag: box.value, lr: box.value });
}

document.addEventListener("submit", plant);
document.addEventListener("pointerup", () => {
  if (asking() && held) plant();
  held = false;
});
document.addEventListener("pointerdown", (event) => {
  held = /** @type {Element} */ (event.target).id === "slide";
});

/** A run as far as it is to be drawn. @param {number} i */
function drawable(i) {
  const last = /** @type {any} */ (paths.told().lines.find(({ index }) => index === i))?.last, run = runs[i];
  return run && { x: run.x.slice(0, last + 1), y: run.y.slice(0, last + 1) };
}

function drawn() {
  paths.fresh();
  paint();
  document.dispatchEvent(new CustomEvent("slopes:drawn", { detail: "runs" }));
}

const paint = () => paths.paint(Number(form().dataset.step));
const words = () => one("#words").textContent ?? "";

/** The page has changed: the others are told of when they appear, the run whenever it is another. */
function settled() {
  const news = hero().classList.contains("shown") && !others;
  others = hero().classList.contains("shown");
  dress();
  return news ? one("#compared").textContent ?? "" : words();
}

/** Read how everything is drawn now. */
function dress() {
  paths.dress();
  paint();
  load(form().dataset.api ?? "", drawn);
}

// In a room the first press crosses the edge, and one back goes below it again.
beat((by) => {
  const blown = hero().classList.contains("blown");
  if (by > 0 === blown) return false;
  set({ lr: blown ? "0.0385" : "0.041" });
  return true;
});
keys((event) => {
  if (event.key === "l" || event.key === "L") say(words());
  if (event.key === "Enter" && /** @type {Element} */ (event.target).id === "slide") plant();
});
document.addEventListener("slopes:theme", drawn);
new ResizeObserver(paint).observe(plot());
dress();
