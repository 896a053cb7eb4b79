// A curve drawn by hand into a lesson's picture: a dot at each height.

import { pens } from "./pens.js";

/** @param {import("./figure.js").Figure} plot */
export function drawing(plot) {
  const board = () => /** @type {SVGSVGElement | null} */ (document.querySelector("#drawing"));
  const row = pens("#pens input", "#drawing", under, paint);

  /** The curve through all heights. */
  function paint() {
    const at = plot.place(), svg = board();
    if (!svg || !at) return;
    const places = row.all().map((pen) => [at.x(Number(pen.dataset.x)), at.y(Number(pen.value))]);
    svg.querySelector("polyline")?.setAttribute("points", places.map((one) => one.join()).join(" "));
    const end = places.slice(-Math.ceil(places.length / 4)), top = Math.min(...end.map(([, y]) => y)); // clear of it
    for (const [name, value] of Object.entries({ x: end[end.length - 1][0] - 4, y: top - 12 })) {
      svg.querySelector("text")?.setAttribute(name, String(value));
    }
    const held = row.all().findIndex((pen) => pen === document.activeElement);
    svg.replaceChildren(...[...svg.children].filter((one) => one.tagName !== "circle"), ...places.map(([x, y], i) => {
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      for (const [name, value] of Object.entries({ cx: x, cy: y, r: i === held ? 7 : 3.5 })) {
        dot.setAttribute(name, String(value));
      }
      return dot;
    }));
  }

  /** The sliders stand evenly along the x of the figure. @param {PointerEvent} event */
  function under(event) {
    const at = plot.place(), box = board()?.getBoundingClientRect(), all = row.all();
    if (!at || !box) return undefined;
    const [left, right] = [all[0], all[all.length - 1]].map((pen) => at.x(Number(pen.dataset.x)));
    const along = Math.min(1, Math.max(0, (event.clientX - box.left - left) / (right - left)));
    const i = along * (all.length - 1), low = Number(all[0].min), high = Number(all[0].max);
    const [top, foot] = [at.y(high), at.y(low)], share = (foot - (event.clientY - box.top)) / (foot - top);
    return { i, y: Math.min(high, Math.max(low, low + share * (high - low))) };
  }

  return { paint, dress: row.dress, empty: row.empty };
}
