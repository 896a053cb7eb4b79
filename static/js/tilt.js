// The landscape in three dimensions, for intuition; what draws it is loaded only when it is asked for.

import { inside } from "./asking.js";
import { covered, form, one } from "./lab.js";
import { address, ask, bundle } from "./plotly.js";
import { typing } from "./shell.js";

let shown = "";
let usual = {}; // where it is looked at from

// Plotly brings a style sheet for maps, which the page's policy forbids and nobody needs here. It leaves it out where
// an element of this name is found.
const MAPS = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/** Load the whole of Plotly, which alone draws surfaces. */
function library() {
  const maps = document.getElementById(MAPS);
  if (!maps) document.head.append(Object.assign(document.createElement("template"), { id: MAPS }));
  return bundle("plotly.min.js");
}

/** The view as it was at first. @param {KeyboardEvent} event */
async function whole(event) {
  const box = one("#tilted");
  if (event.key !== "0" || typing(event.target) || !box.childElementCount) return;
  (await library()).relayout(box, structuredClone(usual));
}
document.addEventListener("keydown", whole);

/** Show the tilted view where the page asks for it, and until it is there that it is on its way. */
export async function tilt() {
  const query = form().dataset.query ?? "", on = query.includes("view=tilted") && !covered(), box = one("#tilted");
  document.documentElement.classList.toggle("tilting", on);
  if (!on) {
    shown = "";
    return box.replaceChildren();
  }
  const url = address(inside(`api/races?${query}&picture=tilted`));
  if (url === shown) return;
  shown = url;
  box.classList.add("coming");
  try {
    const [draw, { data, layout }] = await Promise.all([library(), ask(url)]);
    const camera = structuredClone(layout.scene.camera); // Plotly writes into it
    if (url !== shown) return; // a newer wish is on its way
    const options = { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: true };
    await draw.react(box, data, layout, options);
    usual = { "scene.camera": camera };
  } catch {
    shown = "";
  }
  box.classList.remove("coming");
}
