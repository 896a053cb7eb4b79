// The dot of a run is taken and drawn along its line: the player goes to the step that is nearest to the pointer.

import { area } from "./place.js";
import { track } from "./track.js";

const REACH = 14; // px around a dot that are still the dot

/**
 * @param {import("./figure.js").Figure} plot @param {import("./moving.js").Moving} moves
 * @param {{step: number, playing: boolean, at: (step: number) => void, rest: () => void}} play
 */
export function scrubbing(plot, moves, play) {
  /**
   * How far a step of a run is from a place, in square px.
   * @param {import("./moving.js").Series} run @param {number} step @param {number[]} place
   */
  function far({ x, y }, step, place) {
    const at = plot.place(), k = Math.min(step, x.length - 1);
    const [a, d] = at ? [at.x(x[k]) - place[0], at.y(y[k]) - place[1]] : [Infinity, 0];
    return a * a + d * d;
  }

  document.addEventListener("pointerdown", (down) => {
    const target = /** @type {Element} */ (down.target), inside = target.closest(".plot") === plot.plot();
    if (!inside || target.closest("a, button, #grip") || down.button || !down.isPrimary || play.playing) return;
    const box = area(plot.plot()).getBoundingClientRect();
    const place = (/** @type {PointerEvent} */ one) => [one.clientX - box.left, one.clientY - box.top];
    const runs = moves.told().lines.flatMap(({ index }) => moves.series(index) ?? []).reverse(); // the last is on top
    const run = runs.find((one) => far(one, play.step, place(down)) <= REACH * REACH);
    if (!run) return;
    down.preventDefault();
    down.stopPropagation(); // the picture stays where it is
    plot.plot().classList.add("dragged");
    track((moved) => play.at(nearest(run, place(moved))), () => {
      plot.plot().classList.remove("dragged");
      play.rest();
    });
  }, { capture: true });

  /** The step of a run that is nearest to a place. @param {import("./moving.js").Series} run @param {number[]} place */
  function nearest(run, place) {
    let best = 0;
    for (let k = 1; k < run.x.length; k++) if (far(run, k, place) < far(run, best, place)) best = k;
    return best;
  }
}
