// Plotly takes a figure over: the server's picture becomes one to take hold of, and what a hand does becomes state.

import { decimal } from "./decimal.js";
import { gestures } from "./gestures.js";
import { area, narrow, pairs, spread, stillPlace } from "./place.js";
import { address, ask, AUTO, bundle, CONFIG } from "./plotly.js";
import { locks, waiting } from "./visit.js";

/** @typedef {import("./place.js").Place} Place */
/** @typedef {Record<string, number[]>} Ranges what each axis shows: `x`, `y`, `y2` */
/** @typedef {(window: Ranges | null) => void} Moved is told the new window, or null for the usual one */
/** @typedef {ReturnType<typeof figure>} Figure */

const STRAYED = 0.01; // of what an axis shows: a window that is off by more is not the one that the page says

/** The smallest bundle of Plotly for all plots of the page: a ground is read under the pointer by a heat map. */
const library = () => bundle(`plotly-${document.querySelector("[data-ground]") ? "cartesian" : "basic"}.min.js`);

/**
 * The plot in an element that the server made, which may come and go with the page's panels. Without `moved` its window
 * is no part of the page's state: the plot keeps it for itself.
 * @param {string} id
 * @param {{
 *   moved?: Moved, redraw?: () => void, pressed?: (x: number, y: number) => void, zoomed?: string[],
 *   about?: () => {x: number, y: number} | undefined,
 * }} hands with the place, in the numbers of the first axes, about which keys and buttons zoom
 */
export function figure(id, hands) {
  const plot = () => /** @type {HTMLElement} */ (document.getElementById(id));
  const live = () => /** @type {any} */ (document.getElementById(`${id}-live`));
  /** @type {AbortController | undefined} */
  let stale;
  let shown = ""; // the address of the figure that Plotly draws
  let last = /** @type {any} */ (undefined);
  let coming = /** @type {{url: string, answer: Promise<any>} | undefined} */ (undefined);
  let kept = /** @type {Ranges | null} */ (null); // the window that the page does not know of
  let hold = /** @type {ReturnType<typeof gestures> | undefined} */ (undefined);
  let here = /** @type {HTMLElement | undefined} */ (undefined);
  let wished = false; // a window that no figure has been drawn for yet
  let left = new AbortController();
  let putting = Promise.resolve(); // done when Plotly has drawn what it was given
  const fixed = Boolean(hands.moved) && locks("all"); // the window is state of a page that stays as it is

  /**
   * Ask for the figure of a page that will be asked for next, and draw it while the server works on that page.
   * @param {string} base @returns {Promise<void>} when the answer is here
   */
  function ahead(base) {
    const url = address(base), answer = ask(url);
    coming = { url, answer };
    return answer.then((told) => void setTimeout(early, 0, url, told), () => {}); // the page says what was wrong
  }

  /** Draw a figure before its page is here, unless it is wanted no more. @param {string} url @param {any} told */
  async function early(url, told) {
    if (coming?.url !== url || !plot()?.classList.contains("drawn") || kept || held()) return;
    stale?.abort();
    [last, shown] = [told, url];
    await put(await library());
    done();
  }

  /** The figure that is wanted is drawn. */
  function done() {
    plot().classList.add("drawn");
    wished = false;
    hands.redraw?.();
    document.dispatchEvent(new CustomEvent("slopes:drawn", { detail: id }));
  }

  /** Draw what the page says; a newer call makes an older one stop, and a hand on the plot puts it off. */
  async function draw() {
    if (!plot()) return;
    attach();
    mark();
    if (!plot().dataset.figure) return cover();
    const url = address(plot().dataset.figure ?? ""), known = url === shown ? last : undefined;
    stale?.abort();
    if (known && !strayed()) return hands.redraw?.();
    if (last && !hands.moved && !kept && strayed()) plot().classList.remove("drawn"); // its axes are of another picture
    stale = new AbortController();
    const { signal } = stale, asked = known ?? (coming?.url === url ? coming.answer : undefined);
    try {
      const [draws, told] = await Promise.all([library(), asked ?? ask(url, signal)]);
      if (signal.aborted || held()) return;
      [last, shown] = [told, url];
      await put(draws);
      if (!signal.aborted) done();
    } catch (error) {
      if (!signal.aborted) plot()?.classList.remove("drawn"); // the server's picture stays: it shows the same
    }
  }

  /** What the page shows is no call's answer: the server's picture is all there is. */
  function cover() {
    stale?.abort();
    [last, shown, kept] = [undefined, "", null];
    plot().classList.remove("drawn");
    hands.redraw?.();
  }

  /** Whether a hand is on the plot, or has let go of a window that will be the page's once a later answer is here. */
  const held = () => hold?.active() || (wished && waiting());

  /** Hand the figure to Plotly, one at a time: it mixes two. @param {any} draws @returns {Promise<void>} */
  const put = (draws) => (putting = putting.catch(() => {}).then(() => hand(draws)));

  /** @param {any} draws */
  async function hand(draws) {
    if (!last) return; // the page has another picture by now
    const { data, layout } = fitting(last), first = !live()._fullLayout;
    await draws.react(live(), data, layout, { ...CONFIG, scrollZoom: !fixed });
    if (first) listen();
    mark();
  }

  /** The figure as it fits the place that the page has for it. @param {any} told */
  function fitting(told) {
    const box = plot().getBoundingClientRect(), frame = area(plot()).getBoundingClientRect(), more = spread(plot());
    const whole = Math.round; // Plotly's pixels
    const [l, r] = [whole(frame.left - box.left), whole(box.right - frame.right)];
    const [t, b] = [whole(frame.top - box.top), whole(box.bottom - frame.bottom)];
    const [wide, high] = [whole(box.width) - l - r, whole(box.height) - t - b];
    const margin = { l, r, t, b, pad: 0 };
    const layout = structuredClone(told.layout); // Plotly writes into it
    Object.assign(layout, { width: box.width, height: box.height, margin });
    const still = fixed || plot().querySelector("#grip"); // a drag beside a knob's handle is meant for that
    if (still || matchMedia("(pointer: coarse)").matches) layout.dragmode = false;
    const [here, other] = narrow(plot()) ? ["narrow", "wide"] : ["wide", "narrow"];
    layout.annotations = layout.annotations?.filter((/** @type {any} */ { name = "" }) => !name.startsWith("moves")
      && name !== other).map((/** @type {any} */ one) => (one.name === here ? { ...one, visible: true } : one));
    if (more !== 1) layout.yaxis = { ...layout.yaxis, range: stretched(layout.yaxis.range, more) };
    const { xaxis, yaxis } = layout;
    if (yaxis.scaleratio) yaxis.scaleratio = (high / length(yaxis)) / (wide / length(xaxis)); // else Plotly widens one
    layout.shapes = layout.shapes?.filter((/** @type {any} */ one) => one.name !== "moves");
    for (const [name, range] of Object.entries(kept ?? {})) {
      const axis = `${name[0]}axis${name.slice(1)}`; // the server's ticks are for its own window
      if (layout[axis].showgrid !== false) Object.assign(layout[axis], AUTO); // names stay where they are
      layout[axis].range = range;
    }
    return { layout, data: told.data.filter((/** @type {any} */ one) => !("moves" in (one.meta ?? {}))) };
  }

  /** @param {{range: number[]}} axis */
  const length = ({ range: [low, high] }) => high - low;

  /** @param {number[]} range @param {number} times */
  const stretched = ([low, high], times) => {
    const middle = (low + high) / 2, half = ((high - low) / 2) * times;
    return [middle - half, middle + half];
  };

  /**
   * Where numbers lie, in px from the plot area's upper left corner; nothing while only Plotly could tell.
   * @param {string} [y] the name of the y axis @returns {Place | undefined}
   */
  function place(y = "y") {
    const { clientWidth: wide, clientHeight: high } = area(plot()), full = live()?._fullLayout;
    if (plot().classList.contains("drawn") && full) {
      const across = full.xaxis, down = full[`yaxis${y.slice(1)}`], { l, t } = full._size;
      return { wide, high, x: (v) => across._offset - l + across.d2p(v), y: (v) => down._offset - t + down.d2p(v) };
    }
    return stillPlace(plot(), y);
  }

  /** What the axes show, as the server would say it, with as many digits as can be seen. @returns {Ranges} */
  function ranges() {
    const full = live()._fullLayout, more = spread(plot());
    const short = (/** @type {number[]} */ [low, high]) => {
      const digits = Math.min(100, Math.max(0, 4 - Number((high - low).toExponential().split("e")[1])));
      return [Number(low.toFixed(digits)), Number(high.toFixed(digits))];
    };
    return Object.fromEntries(pairs(plot()).flatMap(({ x, y }) => [
      [x, short(full[`xaxis${x.slice(1)}`].range)], [y, short(stretched(full[`yaxis${y.slice(1)}`].range, 1 / more))],
    ]));
  }

  /** Whether the axes are elsewhere than the page says, as when a window was given up before its figure came. */
  function strayed() {
    const now = ranges(), far = (/** @type {number[]} */ [a, b], /** @type {number[]} */ [low, high]) =>
      Math.abs(a - low) + Math.abs(b - high) > STRAYED * Math.abs(high - low);
    return !kept && Object.entries(told()).some(([name, range]) => far(now[name], range));
  }

  /** Where the pointer is, in the numbers of the axes under it. @param {PointerEvent} event @param {string} [y] */
  function under(event, y = "y") {
    const full = live()._fullLayout, box = live().getBoundingClientRect();
    if (!full) return undefined;
    const across = full.xaxis, down = full[`yaxis${y.slice(1)}`];
    const right = event.clientX - box.left - across._offset, low = event.clientY - box.top - down._offset;
    return { x: across.p2d(right), y: down.p2d(low) };
  }

  /** Take hold of the element that stands in the page now. */
  function attach() {
    if (here === plot()) return;
    left.abort();
    left = new AbortController();
    here = plot();
    shown = "";
    last = undefined;
    hold = gestures({ plot, live, library, ranges, under, signal: left.signal, hands: { ...hands, moved, fixed } });
    resized.disconnect();
    resized.observe(here);
  }

  /** The view is another one: the page is told, or the plot keeps it. @param {Ranges | null} window */
  function moved(window) {
    wished = true;
    stale?.abort(); // an older figure would undo what the hand has done
    if (hands.moved) return hands.moved(window);
    kept = window;
    if (last) library().then(put).then(() => hands.redraw?.());
  }

  /** Offer the way back from a window that the page does not know of, and say how far it is. */
  function mark() {
    const back = plot()?.querySelector("[data-zoom=whole]"), usual = told().x, now = kept?.x ?? usual;
    if (!back) return;
    const times = (usual[1] - usual[0]) / (now[1] - now[0]);
    back.toggleAttribute("hidden", !kept);
    back.textContent = Math.abs(times - 1) > 1e-3 ? `${decimal(Number(times.toPrecision(2)))} ×` : "moved";
  }

  function listen() {
    for (const event of ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"]) {
      live().on(event, () => hands.redraw?.());
    }
    live().on("plotly_relayouting", () => hold?.begun());
    live().on("plotly_relayout", (/** @type {object} */ change) => {
      if (/range/.test(Object.keys(change).join())) hold?.ended();
    });
  }
  const resized = new ResizeObserver(() => {
    if (last && plot() === here) library().then(put).then(() => hands.redraw?.());
  });
  document.addEventListener("slopes:theme", () => draw());

  /** What the server drew: the window that the page says. @returns {Ranges} */
  const told = () => Object.fromEntries(
    pairs(plot()).flatMap(({ x, y, across, down }) => [[x, across.range], [y, down.range]]),
  );

  if (plot()) attach();
  const forget = () => { kept = null; }; // another picture takes the place of this one
  return { draw, ahead, place, told, under, plot, forget };
}
