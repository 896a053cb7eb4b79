// What a hand does to a plot: wheel, drag, pinch, keys, clicks and the toolbar. Plotly pans and zooms; this says when.

import { pinching } from "./pinching.js";
import { typing } from "./shell.js";

const STILL = 5; // px that a pointer may move and still have clicked
const TWICE = 260; // milliseconds in which a second click makes a double one
const TOLD = 2_400; // milliseconds that a hint is shown
const REST = 140; // milliseconds after the last turn of the wheel when the gesture is over
let current = ""; // the plot that was pointed at last: keys go there from wherever the focus is

const WAYS = /** @type {Record<string, number[]>} */ ({
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
});
const SHARE = 0.1; // of what is shown: how far an arrow key moves the window
const KEY = 1.5; // how much closer a key or a button brings the picture

/**
 * @param {{
 *   plot: () => HTMLElement, live: () => any, library: () => Promise<any>, ranges: () => Record<string, number[]>,
 *   under: (event: PointerEvent) => {x: number, y: number} | undefined, signal: AbortSignal,
 *   hands: {
 *     moved: (window: Record<string, number[]> | null) => void, pressed?: (x: number, y: number) => void,
 *     zoomed?: string[], fixed?: boolean, about?: () => {x: number, y: number} | undefined,
 *   },
 * }} on
 */
export function gestures({ plot, live, library, ranges, under, signal, hands }) {
  let holding = false, engaged = false, clicks = 0;
  let hinted = false; // that a click lets the wheel zoom: the next one does that, and places nothing
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let single;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hint;

  /** The view changes: Plotly says so at every turn of a wheel, and only later that it has changed. */
  function begun() {
    clearTimeout(rest);
    holding = true;
  }

  /** The view has changed: when the hand rests, the page is told. */
  function ended() {
    clearTimeout(rest);
    rest = setTimeout(() => {
      holding = false;
      hands.moved(ranges());
    }, REST);
    holding = true;
  }

  /** The whole again. */
  function whole() {
    if (hands.fixed) return;
    clearTimeout(rest);
    holding = false;
    hands.moved(null);
  }

  /**
   * Show another window: what becomes of both ends of each axis that can be zoomed.
   * @param {(ends: number[], side: string) => number[]} change
   */
  async function show(change) {
    const draws = await library(), full = live()._fullLayout;
    if (!full || hands.fixed) return;
    /** @type {Record<string, number[]>} */
    const wanted = {};
    for (const name of hands.zoomed ?? Object.keys(ranges())) {
      const key = `${name[0]}axis${name.slice(1)}`;
      if (full[key].fixedrange) continue;
      wanted[`${key}.range`] = change(full[key].range, name[0]);
    }
    await draws.relayout(live(), wanted);
  }

  /** Bring the picture closer, about what it is there for while that is seen, else about its middle. */
  function zoom(/** @type {number} */ times) {
    const about = hands.about?.(), seen = about && within(about);
    return show(([low, high], side) => {
      const at = seen ? about[/** @type {"x" | "y"} */ (side)] : (low + high) / 2;
      return [at + (low - at) / times, at + (high - at) / times];
    });
  }

  /** Whether a place lies in the picture. @param {{x: number, y: number}} place */
  function within({ x, y }) {
    const { xaxis, yaxis } = live()._fullLayout ?? {};
    const inside = (/** @type {any} */ axis, /** @type {number} */ at) => {
      const px = axis?.d2p(at);
      return px >= 0 && px <= axis._length;
    };
    return inside(xaxis, x) && (hands.zoomed?.join() === "x" || inside(yaxis, y));
  }

  /**
   * A wheel zooms with Ctrl, or once the plot has been clicked; else the page scrolls, and the plot says how.
   * @param {WheelEvent} event
   */
  function wheeled(event) {
    if (event.ctrlKey || engaged) return through(event);
    event.stopPropagation();
    hinted = true;
    tell("hinting");
  }

  /** Show one of the two hints for a moment. @param {"hinting" | "taught"} which */
  function tell(which) {
    clearTimeout(hint);
    plot().classList.remove("hinting", "taught");
    plot().classList.add(which);
    hint = setTimeout(() => plot()?.classList.remove(which), TOLD);
  }

  /** A handle lies above the picture: the wheel goes on to what is below it. @param {WheelEvent} event */
  function through(event) {
    const ground = live().querySelector(".nsewdrag"), target = /** @type {Element} */ (event.target);
    if (!ground || live().contains(target) || target.closest(".plot-tools")) return;
    event.preventDefault();
    event.stopPropagation();
    ground.dispatchEvent(new WheelEvent(event.type, event));
  }

  /** A click on the picture: the first engages the wheel, two make the picture whole. @param {PointerEvent} down */
  function pressed(down) {
    const target = /** @type {Element} */ (down.target);
    if (down.button || !down.isPrimary || target.closest("a, button, input, details, .plot-tools, .hands > *")) return;
    const stop = new AbortController(), taught = hinted; // before Plotly covers everything, which looks like leaving
    hinted = false;
    document.addEventListener("pointerup", (up) => {
      stop.abort();
      holding = false;
      if (Math.abs(up.clientX - down.clientX) > STILL || Math.abs(up.clientY - down.clientY) > STILL) return;
      engaged = true;
      plot().focus({ preventScroll: true });
      clicked(up, taught);
    }, { signal: stop.signal });
    document.addEventListener("pointercancel", () => { stop.abort(); holding = false; }, { signal: stop.signal });
    if (down.pointerType !== "touch") holding = true;
  }

  /** @param {PointerEvent} event @param {boolean} taught */
  function clicked(event, taught) {
    if (taught) tell("taught");
    clicks += 1;
    clearTimeout(single);
    const at = under(event);
    if (clicks > 1) {
      clicks = 0;
      return whole();
    }
    single = setTimeout(() => {
      clicks = 0;
      if (at && !taught) hands.pressed?.(at.x, at.y);
    }, TWICE);
  }

  const pinched = (/** @type {boolean} */ on) => { holding = on; if (!on) ended(); };
  if (!hands.fixed) pinching({ plot, live, library, signal, hold: pinched });

  /** Move the window by shares of what is shown. @param {number} right @param {number} up */
  const pan = (right, up) => show(([low, high], side) => {
    const far = (high - low) * SHARE * (side === "x" ? right : up);
    return [low + far, high + far];
  });

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event, here = /** @type {Element} */ (target).closest?.(".plot");
    const inside = (here?.id ?? (current || document.querySelector(".plot")?.id)) === plot()?.id && (here ?? plot());
    if (!inside || typing(target) || (target instanceof HTMLInputElement && target.type !== "range")) return;
    if (key === "+" || key === "=") zoom(KEY);
    else if (key === "-" || key === "−") zoom(1 / KEY);
    else if (key === "0") whole();
    else if (WAYS[key] && inside === target) pan(WAYS[key][0], WAYS[key][1]);
    else if (key === "Escape" && inside === target) {
      engaged = false;
      /** @type {HTMLElement} */ (target).blur();
    } else return;
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  function tool(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-zoom]"));
    if (!button || !plot()?.contains(button)) return;
    const { zoom: way } = button.dataset;
    if (way === "whole") whole();
    else if (way === "full") document.fullscreenElement ? document.exitFullscreen() : plot().requestFullscreen();
    else zoom(way === "in" ? KEY : 1 / KEY);
  }

  plot().addEventListener("wheel", wheeled, { capture: true, signal });
  plot().addEventListener("pointerdown", pressed, { capture: true, signal });
  plot().addEventListener("pointerenter", () => { current = plot().id; });
  plot().addEventListener("pointerleave", () => { engaged = hinted = false; }, { signal });
  document.addEventListener("keydown", keyed, { signal });
  document.addEventListener("click", tool, { signal });
  return { active: () => holding, begun, ended };
}
