// The landscape in three dimensions, for intuition; what it needs is loaded only when it is asked for.

import { form, one } from "./lab.js";
import { ink } from "./pen.js";
import { runs } from "./race.js";

/** @type {Promise<any> | undefined} */
let plotly;

// Plotly brings a style sheet for maps, which the page's policy forbids and nobody needs here. It leaves it out where an
// element of this name is found.
const MAPS = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/** Load the whole of Plotly, which alone draws surfaces. */
function library() {
  if (!document.getElementById(MAPS)) document.head.append(Object.assign(document.createElement("template"), { id: MAPS }));
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return plotly;
}

/** Show the tilted view where the page asks for it. @param {import("./moving.js").Line[]} lines */
export async function tilt(lines) {
  const on = (form().dataset.query ?? "").includes("view=tilted"), box = one("#tilted");
  document.documentElement.classList.toggle("tilting", on);
  if (!on) return box.replaceChildren();
  const [{ across, down }] = JSON.parse(/** @type {HTMLElement} */ (one("#landscape")).dataset.axes ?? ""), [left, right] = across.range, [bottom, top] = down.range;
  const asked = new URLSearchParams({ surface: /** @type {HTMLSelectElement} */ (one("#surface")).value, points: "61", x_low: left, x_high: right, y_low: bottom, y_high: top });
  const [draw, answer] = await Promise.all([library(), fetch(`/api/surfaces?${asked}`)]);
  const { x, y, value } = await answer.json();
  const [low, high] = lift(value);
  const ground = { type: "surface", x, y, z: value.map((/** @type {number[]} */ row) => row.map((z) => z - low)), surfacecolor: value.map((/** @type {number[]} */ row, /** @type {number} */ i) => row.map(() => i)), colorscale: [[0, "#c9d6e2"], [1, "#eef3f8"]], showscale: false, opacity: 0.92, contours: { z: { show: true, color: "#8da0b3", width: 1 } }, hoverinfo: "skip" };
  const paths = lines.map(({ index, name, colour }) => ({ type: "scatter3d", mode: "lines", name, x: runs[index].x, y: runs[index].y, z: runs[index].value.map((z) => z - low), line: { color: ink(colour), width: 6 }, hoverinfo: "name" }));
  const axis = { color: ink("muted"), gridcolor: ink("muted"), showspikes: false, zeroline: false };
  const layout = { margin: { l: 0, r: 0, t: 0, b: 0 }, showlegend: false, paper_bgcolor: "rgba(0,0,0,0)", scene: { xaxis: { ...axis, title: { text: "weight x" }, range: [+left, +right] }, yaxis: { ...axis, title: { text: "weight y" }, range: [+bottom, +top] }, zaxis: { ...axis, title: { text: "loss" }, ...(low === 0 ? { type: "linear", range: [-high, high] } : { type: "log", dtick: 2 }) }, aspectratio: { x: 1.5, y: 1, z: 0.6 }, camera: { eye: { x: -0.9, y: -1.5, z: 0.9 } } } };
  await draw.react(box, [ground, ...paths], layout, { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: true });
}

/** From where heights are counted, just below the lowest so that all have a logarithm, and how high they go. @param {number[][]} value */
function lift(value) {
  const all = value.flat(), low = Math.min(...all), high = Math.max(...all);
  return low < 0 && high > 0 && form().dataset.signed === "true" ? [0, Math.max(high, -low)] : [low - (high - low) * 1e-5, high];
}
