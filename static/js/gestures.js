// What a hand does to a plot: wheel, drag, pinch, keys, clicks and the toolbar. Plotly pans and zooms; this says when.

import { typing } from "./shell.js";

const STILL = 5; // px that a pointer may move and still have clicked
const TWICE = 260; // milliseconds in which a second click makes a double one
const REST = 140; // milliseconds after the last turn of the wheel when the gesture is over
let current = ""; // the plot that was pointed at last: keys go there from wherever the focus is

const WAYS = /** @type {Record<string, number[]>} */ ({
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
});
const SHARE = 0.1; // of what is shown: how far an arrow key moves the window
const KEY = 1.5; // how much closer a key or a button brings the picture

/** @typedef {{across: number[], at: number[][], from: Record<string, number[]>}} Pinch */

/**
 * @param {{
 *   plot: () => HTMLElement, live: () => any, library: () => Promise<any>, ranges: () => Record<string, number[]>,
 *   under: (event: PointerEvent) => {x: number, y: number} | undefined, signal: AbortSignal,
 *   hands: {
 *     moved: (window: Record<string, number[]> | null) => void, pressed?: (x: number, y: number) => void,
 *     zoomed?: string[],
 *   },
 * }} on
 */
export function gestures({ plot, live, library, ranges, under, signal, hands }) {
  let holding = false, engaged = false, clicks = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let single;

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
    clearTimeout(rest);
    holding = false;
    hands.moved(null);
  }

  /**
   * Bring the picture closer, about its middle or a place.
   * @param {number} times @param {(name: string) => number} [about] share of each axis
   */
  async function zoom(times, about = () => 0.5) {
    const draws = await library(), full = live()._fullLayout;
    if (!full) return;
    /** @type {Record<string, number[]>} */
    const wanted = {};
    for (const name of hands.zoomed ?? Object.keys(ranges())) {
      const key = `${name[0]}axis${name.slice(1)}`, [low, high] = full[key].range;
      const at = low + (high - low) * about(name);
      wanted[`${key}.range`] = [at + (low - at) / times, at + (high - at) / times];
    }
    await draws.relayout(live(), wanted);
  }

  /**
   * A wheel zooms with Ctrl, or once the plot has been clicked; else the page scrolls, and the plot says how.
   * @param {WheelEvent} event
   */
  function wheeled(event) {
    if (event.ctrlKey || engaged) return through(event);
    event.stopPropagation();
    plot().classList.add("hinting");
    setTimeout(() => plot()?.classList.remove("hinting"), 1600);
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
    const stop = new AbortController();
    const taught = plot().classList.contains("hinting"); // that a click lets the wheel zoom: this one places nothing
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

  pinching({ plot, live, library, signal, hold: (on) => { holding = on; if (!on) ended(); } });

  /** Move the window by shares of what is shown. @param {number} right @param {number} up */
  async function pan(right, up) {
    const draws = await library(), full = live()._fullLayout;
    if (!full) return;
    /** @type {Record<string, number[]>} */
    const wanted = {};
    for (const name of hands.zoomed ?? Object.keys(ranges())) {
      const key = `${name[0]}axis${name.slice(1)}`, [low, high] = full[key].range;
      const far = (high - low) * SHARE * (name[0] === "x" ? right : up);
      wanted[`${key}.range`] = [low + far, high + far];
    }
    await draws.relayout(live(), wanted);
  }

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
  plot().addEventListener("pointerleave", () => { engaged = false; }, { signal });
  document.addEventListener("keydown", keyed, { signal });
  document.addEventListener("click", tool, { signal });
  return { active: () => holding, begun, ended };
}

/**
 * Two fingers zoom and pan; one finger is left to the page, which scrolls.
 * @param {{
 *   plot: () => HTMLElement, live: () => any, library: () => Promise<any>, signal: AbortSignal,
 *   hold: (on: boolean) => void,
 * }} on
 */
function pinching({ plot, live, library, signal, hold }) {
  /** @type {{middle: number[], far: number, ranges: Record<string, number[]>} | null} */
  let from = null;
  let wanted = /** @type {Record<string, number[]> | null} */ (null);

  /** @param {TouchList} touches */
  function fingers([one, two]) {
    const box = live().getBoundingClientRect();
    const middle = [(one.clientX + two.clientX) / 2 - box.left, (one.clientY + two.clientY) / 2 - box.top];
    return { middle, far: Math.max(24, Math.abs(one.clientX - two.clientX) + Math.abs(one.clientY - two.clientY)) };
  }

  /** The axes of the figure by their names in its layout. */
  const axes = () => Object.entries(live()._fullLayout).filter(([name]) => /^[xy]axis\d*$/.test(name));

  plot().addEventListener("touchstart", (event) => {
    if (event.touches.length === 2 && live()._fullLayout) {
      const ranges = Object.fromEntries(axes().map(([name, axis]) => [name, [...axis.range]]));
      from = { ...fingers(event.touches), ranges };
      hold(true);
    }
    const control = /** @type {Element} */ (event.target).closest("a, button, input, summary");
    if (!control) event.stopPropagation(); // Plotly would take one finger
  }, { capture: true, passive: true, signal });

  plot().addEventListener("touchmove", (event) => {
    if (!from || event.touches.length !== 2) return;
    event.preventDefault();
    const now = fingers(event.touches), first = !wanted;
    wanted = {};
    for (const [name, axis] of axes()) {
      const [low, high] = from.ranges[name], side = name[0] === "x" ? 0 : 1, size = axis._length;
      const along = (/** @type {number[]} */ at) => (at[side] - axis._offset) / size;
      const share = (/** @type {number[]} */ at) => (side ? 1 - along(at) : along(at));
      const width = ((high - low) * from.far) / now.far, held = low + (high - low) * share(from.middle);
      const start = held - width * share(now.middle);
      wanted[`${name}.range`] = [start, start + width];
    }
    if (first) requestAnimationFrame(apply);
  }, { passive: false, signal });

  async function apply() {
    const ranges = wanted;
    wanted = null;
    if (ranges) (await library()).relayout(live(), ranges);
  }

  for (const end of ["touchend", "touchcancel"]) {
    plot().addEventListener(end, () => {
      if (from) hold(false);
      from = null;
    }, { signal });
  }
}
