// The landscape in three dimensions, for intuition; what it needs is loaded only when it is asked for.

import { form, one } from "./lab.js";

/** @type {Promise<any> | undefined} */
let plotly;

/** Load the whole of Plotly, which alone draws surfaces. */
function library() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/plotly-full.min.js", import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return plotly;
}

/** Show the tilted view where the page asks for it. @param {import("./race.js").Run[]} runs */
export async function tilt(runs) {
  const on = (form().dataset.query ?? "").includes("view=tilted");
  document.documentElement.classList.toggle("tilting", on);
  const box = one("#tilted");
  if (!on) return box.replaceChildren();
  const [draw, answer] = await Promise.all([library(), fetch(`/api/races?${form().dataset.api}&format=plotly&tilted=1`)]);
  const figure = await answer.json();
  await draw.react(box, figure.data, figure.layout, { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: true });
  return runs;
}
