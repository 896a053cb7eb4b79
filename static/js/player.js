// The player: play, pause, step, scrub, speed. At speed 1 a race plays in five seconds, a long one in fifteen.

import { form, one } from "./lab.js";
import { beat, known } from "./projector.js";
import { moment } from "./readout.js";
import { waiting } from "./visit.js";

const LONG = 300; // steps from which a race takes its time
const SLOW = 2; // steps a second: each of the first ten can be told

/**
 * @param {(step: number) => void} show draws a step
 * @param {(step: number) => void} rest is told where the race was left standing
 */
export function player(show, rest) {
  let playing = false, step = Number(form().dataset.step), last = 0, exact = step;
  const steps = () => Number(form().dataset.steps);

  const chosen = () => /** @type {HTMLInputElement | null} */ (one(".speeds :checked"))?.value ?? "1";
  const slow = () => chosen() === "slow";

  /** How many steps a second are shown, as it is chosen. */
  const pace = () => (slow() ? SLOW * stride() : (Number(chosen()) * steps()) / lasts());

  /** Steps that one press goes, where they are finer than anybody counts. */
  const stride = () => Number(form().dataset.stride) || 1;

  /** Seconds that a race lasts at speed 1, unless the page says it. */
  const lasts = () => Number(form().dataset.seconds) || (steps() > LONG ? 15 : 5);

  /** @param {number} next */
  function at(next) {
    step = Math.min(steps(), Math.max(0, next));
    const scrub = /** @type {HTMLInputElement} */ (one("#scrub")), told = moment(step);
    one("#count").textContent = told;
    scrub.value = String(step);
    const { tick = "step" } = /** @type {HTMLElement | null} */ (document.querySelector(".readout"))?.dataset ?? {};
    scrub.setAttribute("aria-valuetext", Number.isInteger(Number(told)) ? `${tick} ${told}` : told); // till more comes
    known(step);
    show(step);
  }

  /** Say what a press would do; the page as the server writes it says Play. */
  function label() {
    document.documentElement.classList.toggle("playing", playing);
    document.documentElement.classList.toggle("slow", playing && slow());
    one("#play span").textContent = playing ? "Pause" : "Play";
    one("#play").setAttribute("aria-label", playing ? "Pause" : "Play");
    one("#play path").setAttribute("d", playing ? "M2 1h3.5v12H2zM8.5 1H12v12H8.5z" : "M2 1l11 6-11 6z");
  }

  /** @param {boolean} on */
  function play(on) {
    if (!steps()) return; // nothing is to be played yet
    playing = on;
    label();
    if (!on) return rest(step);
    if (step >= steps()) at(0);
    exact = step;
    last = performance.now();
    requestAnimationFrame(frame);
  }

  /** @param {number} now */
  function frame(now) {
    if (!playing) return;
    exact += ((now - last) / 1000) * pace();
    last = now;
    if (Math.floor(exact) !== step) {
      at(Math.floor(exact));
      if (slow() && step < steps()) rest(step); // slowly enough for the page to tell each step
    }
    if (step >= steps()) play(false);
    else requestAnimationFrame(frame);
  }

  /** One step on or back, at rest. @param {number} by */
  function move(by) {
    if (!steps()) return;
    if (playing) play(false);
    at(step + by);
    rest(step);
  }

  /** @type {Record<string, () => void>} */
  const buttons = {
    play: () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? move(steps()) : play(!playing)),
    back: () => move(-stride()), forward: () => move(stride()), reset: () => move(-steps()),
  };
  beat((by) => {
    if (by > 0 && step >= steps()) return false;
    if (by < 0 && !step && !playing) return false;
    if (playing || by < 0) move(by > 0 ? steps() : -steps());
    else buttons.play();
    return true;
  });
  // Whoever leads here by `#play` wants to see it run.
  if (location.hash === "#play") addEventListener("load", () => buttons.play(), { once: true });
  document.addEventListener("click", (event) => {
    const id = /** @type {Element} */ (event.target).closest("button")?.id ?? "";
    buttons[id]?.();
  });
  document.addEventListener("input", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.id !== "scrub") return;
    if (playing) play(false);
    at(Number(input.value));
    rest(step);
  });

  return {
    get step() { return step; },
    get playing() { return playing; },
    buttons,
    /** The page has changed: go on from where it says, unless the race is played or a newer page is on its way. */
    settle() { label(); at(playing || waiting() ? step : Number(form().dataset.step)); },
    /** Play it from its beginning, whatever is played now. */
    anew() { at(0); exact = 0; if (!playing) play(true); },
    at,
    /** Leave it standing where it is. */
    rest: () => rest(step),
  };
}
