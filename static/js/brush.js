// A brush over a plot: a drag along x chooses a range, a click lets go of it.

import { area } from "./place.js";
import { track } from "./track.js";
import { locks, stay } from "./visit.js";

const STILL = 4; // px that a pointer may move and still have clicked

/**
 * @param {import("./figure.js").Figure} figure @param {import("./moving.js").Moving} moves whose `brush` is drawn
 * @param {() => void} draw @param {(low: string, high: string) => void} done told the range, or two empty texts
 */
export function brushing(figure, moves, draw, done) {
  let held = false;

  /** The number under the pointer. @param {PointerEvent} event */
  function number(event) {
    const box = area(figure.plot()).getBoundingClientRect(), at = figure.place();
    if (!at) return 0;
    const zero = at.x(0), one = at.x(1); // the axis is even
    return (event.clientX - box.left - zero) / (one - zero);
  }

  document.addEventListener("pointerdown", (down) => {
    const target = /** @type {Element} */ (down.target);
    if (down.button || !down.isPrimary || !target.closest(".brush")) return;
    if (locks("low") || locks("high")) return stay();
    const from = number(down), told = /** @type {any} */ (moves.told());
    let to = from, far = 0;
    held = true;
    down.preventDefault();
    figure.plot().focus({ preventScroll: true });
    track((moved) => {
      to = number(moved);
      far = Math.max(far, Math.abs(moved.clientX - down.clientX));
      if (far > STILL) told.brush = [Math.min(from, to), Math.max(from, to)];
      draw();
    }, () => {
      held = false;
      const [low, high] = far > STILL ? [Math.min(from, to), Math.max(from, to)].map(short) : ["", ""];
      done(low, high);
    });
  });

  return { active: () => held };
}

/** A number with as many digits as a hand can mean. @param {number} value */
const short = (value) => String(Number(value.toPrecision(3)) || 0);
