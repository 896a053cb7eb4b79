// The cursor of the losses: where each run stands at a step, read from the lines that the server drew.

import { decimal } from "./decimal.js";
import { form, one } from "./lab.js";
import { runs } from "./race.js";

const GAP = 18; // px between two names

/** @type {Map<string, number[][]>} */
const lines = new Map();
let high = 0; // px: the panel's height, measured once for each size of the window
addEventListener("resize", () => { high = 0; });

/** The points of a line, read once. @param {Element} path */
function points(path) {
  const text = path.getAttribute("d") ?? "";
  let known = lines.get(text);
  if (!known) {
    if (lines.size > 60) lines.clear();
    known = text.slice(1).split("L").map((pair) => pair.split(" ").map(Number));
    lines.set(text, known);
  }
  return known;
}

/** How far down a line is at a place. @param {number[][]} line @param {number} across */
function down(line, across) {
  let low = 0, high = line.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (line[middle][0] <= across) low = middle;
    else high = middle;
  }
  return line[Math.abs(line[high][0] - across) < Math.abs(line[low][0] - across) ? high : low][1] / 10;
}

/** Put the cursor at a step. @param {number} step */
export function point(step) {
  const steps = Number(form().dataset.steps), across = (100 * step) / steps, cursor = one("#loss-cursor");
  one("#past-part").setAttribute("width", `${across}%`);
  cursor.setAttribute("x", `${across}%`);
  cursor.classList.toggle("left", across > 62);
  high ||= one("#loss-panel").clientHeight || 174;
  const seen = [...document.querySelectorAll(".loss-cursor .at")].map((mark) => {
    const i = Number(mark.getAttribute("data-run")), path = one(`.past [data-run="${i}"]`);
    const at = path ? Math.min(100, Math.max(0, down(points(path), across * 10))) : 0;
    mark.setAttribute("y", `${at}%`);
    return { i, at: (at * high) / 100 };
  });
  names(seen, step);
}

/** Write names and losses beside the cursor, clear of each other. @param {{i: number, at: number}[]} seen @param {number} step */
function names(seen, step) {
  seen.sort((a, b) => a.at - b.at);
  seen.forEach((one, k) => { if (k) one.at = Math.max(one.at, seen[k - 1].at + GAP); });
  let limit = high - 6;
  for (const { i, at } of seen.reverse()) {
    const said = one(`.said[data-run="${i}"]`), y = Math.min(at, limit);
    limit = y - GAP;
    said.setAttribute("y", `${(100 * y) / high}%`);
    const value = runs[i]?.value;
    if (value) /** @type {Element} */ (said.querySelector(".value")).textContent = decimal(value[Math.min(step, value.length - 1)] - Number(form().dataset.base));
  }
}
