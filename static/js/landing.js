// The landing page's slider: it asks the API for the run, draws it, and when the edge is crossed the number counts in.

import { refuse, say } from "./visit.js";

/** @typedef {{x: number[], y: number[], value: number[], outcome: string, reason: string | null, step: number | null}} Run */

/** @template {Element} T @param {string} id @returns {T} */
const one = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));
const hero = /** @type {HTMLElement} */ (one("hero"));
const slide = /** @type {HTMLInputElement} */ (one("slide"));
const box = /** @type {HTMLInputElement} */ (one("lr"));
const link = (/** @type {string} */ id) => /** @type {HTMLAnchorElement} */ (one(id));
const scene = /** @type {SVGElement} */ (one("scene")).dataset;
const [left, right, bottom, top, paused] = [scene.left, scene.right, scene.bottom, scene.top, scene.step].map(Number);
const marks = (scene.marks ?? "").split(" ").map(Number);
const places = (slide.dataset.places ?? "").split(" ");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const AT_ONCE = 3; // questions under way, so that a slow line still shows every now and then where the hand was
const FAR = 3000; // of a box of 1000: what is farther away is cut there
const LOW = 80, INSET = 4; // per cent of the height: no name below a place lower than that; where an arrow stands
const COUNT = 400, QUIET = 500; // milliseconds

/** @type {Map<number, AbortController>} */
const underway = new Map();
/** @type {string | undefined} */
let wish;
let asked = 0, shown = 0, quiet = 0;

/** Ask for the run of a rate; of many wishes that wait only the last is kept. @param {string} lr */
async function ask(lr) {
  if (underway.size >= AT_ONCE) return void (wish = lr);
  const mine = ++asked, stop = new AbortController();
  underway.set(mine, stop);
  try {
    const answer = await fetch(`/api/races?${hero.dataset.api}&run=sgd(lr=${lr})`, { signal: stop.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const [run] = (await answer.json()).runs;
    if (mine > shown) show(run, lr, mine);
  } catch {
    if (!stop.signal.aborted && mine === asked) refuse("No answer from the server. Your settings are kept; try again.");
  }
  underway.delete(mine);
  if (wish !== undefined) {
    const next = wish;
    wish = undefined;
    ask(next);
  }
}

/** Draw an answer; those asked for before it are stale. @param {Run} run @param {string} lr @param {number} mine */
function show(run, lr, mine) {
  shown = mine;
  for (const [other, stop] of underway) if (other < mine) stop.abort();
  one("refusal").setAttribute("hidden", "");
  draw(run);
  const blown = run.outcome !== "converged" && run.reason !== null;
  hero.classList.toggle("blown", blown);
  one("label").textContent = label(run, blown);
  one("words").textContent = words(run, lr, blown);
  if (blown && !hero.classList.contains("crossed")) cross();
  clearTimeout(quiet);
  quiet = window.setTimeout(() => say(`${one("words").textContent} ${blown ? `The edge is ${one("number").getAttribute("data-known")} ${one("equals").textContent}.` : ""}`), QUIET);
  document.dispatchEvent(new CustomEvent("slopes:drawn"));
}

const across = (/** @type {number} */ x) => ((x - left) / (right - left)) * 100;
const down = (/** @type {number} */ y) => ((top - y) / (top - bottom)) * 100;

/** The run's path, marks and place. @param {Run} run */
function draw({ x, y }) {
  const k = Math.min(paused, x.length - 1);
  const line = x.map((value, i) => `${(10 * across(value)).toFixed(1)} ${Math.min(Math.max(10 * down(y[i]), -FAR), FAR).toFixed(1)}`);
  const past = `M${line.slice(0, k + 1).join("L")}`;
  for (const id of ["past", "halo"]) one(id).setAttribute("d", past);
  one("future").setAttribute("d", `M${line.slice(k).join("L")}`);
  const inside = (/** @type {number} */ i) => y[i] >= bottom && y[i] <= top;
  one("dots").replaceChildren(...marks.filter((i) => i < k && inside(i)).map((i) => {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of [["cx", `${across(x[i])}%`], ["cy", `${down(y[i])}%`], ["r", "4.6"]]) dot.setAttribute(name, value);
    return dot;
  }));
  const here = one("here"), off = inside(k) ? 0 : y[k] > top ? -1 : 1;
  here.setAttribute("x", `${across(x[k])}%`);
  const height = off ? (off < 0 ? INSET : 100 - INSET) : down(y[k]);
  here.setAttribute("y", `${height}%`);
  here.setAttribute("data-low", String(Number(height > LOW)));
  here.setAttribute("data-off", String(off));
}

/** What stands beside the point. @param {Run} run @param {boolean} blown */
function label({ step }, blown) {
  if (step === null) return blown ? `step ${paused}, will blow up` : `step ${paused}`;
  return step <= paused ? `blew up at step ${step}` : `step ${paused}, blows up at ${step}`;
}

/** The run in a sentence. @param {Run} run @param {string} lr @param {boolean} blown */
function words({ value, step, reason }, lr, blown) {
  if (step !== null) return `Learning rate ${lr}: it blew up at step ${step}, because ${reason}.`;
  return `Learning rate ${lr}: after ${value.length - 1} steps the loss is ${Number(value[value.length - 1].toPrecision(3))}${blown ? `; ${reason}` : ""}.`;
}

/** The edge is crossed for the first time: the server's number counts in. */
function cross() {
  hero.classList.add("crossed");
  for (const id of ["tick", "equals"]) one(id).textContent = one(id).getAttribute("data-known");
  const number = one("number"), known = number.getAttribute("data-known") ?? "", start = performance.now();
  const digits = known.length - known.indexOf(".") - 1;
  /** @param {number} now */
  function count(now) {
    const share = calm.matches ? 1 : Math.min(Math.max((now - start) / COUNT, 0), 1);
    number.textContent = share < 1 ? (share * Number(known)).toFixed(digits) : known;
    if (share < 1) requestAnimationFrame(count);
  }
  count(start);
}

/** Take a rate from the slider or the box. @param {string} lr @param {number} place of the slider */
function take(lr, place) {
  hero.classList.add("touched");
  slide.setAttribute("aria-valuetext", lr);
  one("full").setAttribute("x2", `${(place * 100) / (places.length - 1)}%`);
  link("why").href = link("why").href.replace(/lr=[^)&]*/, `lr=${lr}`);
  ask(lr);
}

/** A try is over: the others appear, the address says what is shown. */
function settle() {
  hero.classList.add("company");
  const others = hero.classList.contains("shown");
  history.replaceState(null, "", address(others));
  link("compare").href = address(!others);
}

/** @param {boolean} others */
const address = (others) => `/?lr=${box.value}${others ? "&show=momentum" : ""}`;

slide.addEventListener("input", () => {
  box.value = places[slide.valueAsNumber];
  take(box.value, slide.valueAsNumber);
});
slide.addEventListener("change", settle);

/** What was typed. */
function typed() {
  if (!box.reportValidity()) return;
  const gaps = places.map((place) => Math.abs(Number(place) - box.valueAsNumber));
  slide.value = String(gaps.indexOf(Math.min(...gaps)));
  take(box.value, slide.valueAsNumber);
  settle();
}
box.addEventListener("change", typed);
one("rate").addEventListener("submit", (event) => {
  event.preventDefault();
  typed();
});

one("compare").addEventListener("click", (event) => {
  const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
  if (ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  if (hero.classList.toggle("shown")) say(one("compared").textContent ?? "");
  settle();
});
