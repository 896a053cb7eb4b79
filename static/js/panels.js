// The four panels by hand: one player over all of them, sliders that become queries; the server draws and decides.

import { form, keys, links, meant, one, readable, toggle } from "./lab.js";
import { player } from "./player.js";
import { copying } from "./share.js";
import { say, visit } from "./visit.js";

const WIDTH = 630, HEIGHT = 388, EDGE = 14; // the server's picture, in its own units
const AWAY = "M5 0L-4 5V-5z"; // points to the right

/** @typedef {{text: string, ends: number[], tail: number, at: number[][], old: Element, past: Element[], ball: Element, dots: Element[], reveal: Element | null}} Trace */

/** @type {Trace[]} */
let traces = [];
let dragging = false;

/** Read the paths that the server drew: a pair of numbers to each step. */
function read() {
  traces = [.../** @type {NodeListOf<Element>} */ (document.querySelectorAll(".trace"))].map((trace) => {
    const text = trace.querySelector(".future")?.getAttribute("d") ?? "", inside = /** @type {Element} */ (trace.parentElement);
    const pairs = text.slice(1).split("L"), run = trace.getAttribute("data-run");
    let end = 0;
    return {
      text, ends: pairs.map((pair) => (end += pair.length + 1)), at: pairs.map((pair) => pair.split(" ").map(Number)),
      tail: Number(trace.getAttribute("data-tail")), old: /** @type {Element} */ (trace.querySelector(".old")),
      past: [...trace.querySelectorAll(".past, .halo")], dots: [...trace.querySelectorAll(".dot")],
      ball: /** @type {Element} */ (inside.parentElement?.querySelector(`.ball[data-run="${run}"]`)),
      reveal: inside.querySelector(".spread") && run === "0" ? one("#past-noise .past-part") : null,
    };
  });
}

/** Show all four at a step. @param {number} step */
function show(step) {
  for (const { text, ends, tail, at, old, past, ball, dots, reveal } of traces) {
    const k = Math.min(step, at.length - 1), first = Math.max(0, k - tail);
    old.setAttribute("d", text.slice(0, ends[first]));
    for (const path of past) path.setAttribute("d", `M${text.slice(first ? ends[first - 1] + 1 : 1, ends[k])}`);
    for (const dot of dots) dot.toggleAttribute("hidden", Number(dot.getAttribute("data-step")) >= step);
    stand(ball, at[k]);
    reveal?.setAttribute("width", String(at[k][0]));
  }
}

/** Put a ball at its place; one that is outside waits at the edge and points there. @param {Element} ball @param {number[]} place */
function stand(ball, [x, y]) {
  const turn = y < 0 ? 270 : y > HEIGHT ? 90 : x < 0 ? 180 : x > WIDTH ? 0 : null;
  const held = turn === null ? [x, y] : [Math.min(Math.max(x, EDGE), WIDTH - EDGE), Math.min(Math.max(y, EDGE), HEIGHT - EDGE)];
  ball.setAttribute("transform", `translate(${held.join(" ")})${turn === null ? "" : ` rotate(${turn})`} scale(2.4)`);
  ball.setAttribute("d", turn === null ? ball.getAttribute("data-marker") ?? "" : AWAY);
}

/** @param {Record<string, string>} values @param {boolean} [replace] keeps the history as it is */
function set(values, replace = dragging) {
  const query = new URLSearchParams(form().dataset.query);
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  visit(`${form().dataset.page}?${readable(query)}`, { replace });
}

const play = player(show, (step) => set({ step: String(step) }, true)); // where it was paused is no step of the history

/** Turn rho or alpha; the number beside the slider follows at once. @param {HTMLInputElement} input */
function turn(input) {
  const { knob = "" } = input.dataset, value = meant(input);
  if (value === "") return;
  /** @type {HTMLInputElement} */ (one(`#${knob}-box`)).value = value;
  set({ [knob]: value, step: String(play.step) });
}

document.addEventListener("input", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type !== "range" || !input.dataset.knob) return;
  turn(input);
  dragging = true;
});
document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  dragging = false;
  if (input.type === "number" && input.dataset.knob) turn(input);
});
document.addEventListener("submit", (event) => {
  if (event.target === form()) event.preventDefault();
});

/** Follow the link before or after the present one. @param {string} name @param {number} by */
function neighbour(name, by) {
  const choices = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(`${name} a`))];
  const here = choices.findIndex((link) => link.getAttribute("aria-current"));
  const value = Number(/** @type {HTMLInputElement} */ (one("#rho-box")).value);
  const before = here < 0 ? choices.filter((link) => Number(link.textContent) < value).length - (by > 0 ? 1 : 0) : here;
  choices[before + by]?.click();
}

keys((event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.key === " " && !target.closest("button, a, summary, select")) {
    event.preventDefault();
    play.buttons.play();
  }
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": play.buttons.forward, ",": play.buttons.back, r: play.buttons.reset,
    "[": () => neighbour(".rho", -1), "]": () => neighbour(".rho", 1),
    f: () => /** @type {HTMLAnchorElement} */ (one(".rest .segments a:not([aria-current])")).click(),
    l: () => say(one("#scrub").getAttribute("aria-valuetext") ?? ""), d: () => toggle("summary"), t: () => toggle("table"),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
let score = one("#score").textContent;
document.addEventListener("slopes:shown", () => {
  one("#refusal").toggleAttribute("hidden", true);
  read();
  play.settle();
  document.dispatchEvent(new CustomEvent("slopes:drawn"));
  clearTimeout(later);
  later = setTimeout(() => {
    const news = one("#score").textContent !== score;
    score = one("#score").textContent;
    say((news ? one("#scored").textContent : one("#scrub").getAttribute("aria-valuetext")) ?? "");
  }, 500);
});

copying();
links();
read();
