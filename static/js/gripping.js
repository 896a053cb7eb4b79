// The handle of a slider in a lesson's picture: the server says where it is at each of its places, a pointer takes it.

import { one } from "./lab.js";
import { area } from "./place.js";
import { track } from "./track.js";

const ALIKE = 0.25; // square px by which two places of the handle are one
const REACH = 6; // places of the slider, of about 100

/**
 * @param {import("./figure.js").Figure} plot
 * @param {(slider: HTMLInputElement) => void} turned is told the slider that has moved
 */
export function gripping(plot, turned) {
  const grip = () => document.getElementById("grip");
  const slider = () => /** @type {HTMLInputElement} */ (one(`#${grip()?.dataset.slider}`));
  /** @returns {[number, number][]} where it is at each place of the slider */
  const way = () => JSON.parse(grip()?.dataset.way ?? "[]");

  /** Put it where the slider stands; a number that somebody has written lies between two places. */
  function paint() {
    const mark = grip(), at = plot.place();
    if (!mark || !at) return;
    const exact = [Number(mark.dataset.x), Number(mark.dataset.y)], { value, defaultValue } = slider();
    const [x, y] = value === defaultValue ? exact : way()[Number(value)], left = at.x(x), top = at.y(y);
    const inside = left > -1 && left < at.wide + 1 && top > -1 && top < at.high + 1;
    mark.classList.toggle("placed", inside);
    Object.assign(mark.style, inside ? { left: `${left}px`, top: `${top}px` } : { left: "0", top: "0" });
    line(at, x, left, top, inside);
  }

  /**
   * What is said, as a line through the handle, or as a bar of which it is the height.
   * @param {import("./place.js").Place} at @param {number} x @param {number} left @param {number} top
   * @param {boolean} inside
   */
  function line(at, x, left, top, inside) {
    const own = document.getElementById("own"), half = Number(own?.dataset.half);
    if (!own) return;
    own.classList.toggle("placed", inside);
    if (own.classList.contains("own-x")) own.style.left = `${left - 1}px`;
    else own.style.top = `${top - 1}px`;
    if (half) Object.assign(own.style, { left: `${at.x(x - half)}px`, width: `${at.x(x + half) - at.x(x - half)}px` });
  }

  /**
   * The slider goes to the place whose handle is nearest, along the axis that counts. A drag `reaches` so many places
   * at once and goes on from there while that is nearer: where the way bends back, it stays on its branch.
   * @param {number[]} spot in px @param {number} [reaches]
   */
  function follow([left, top], reaches = Infinity) {
    const at = plot.place(), along = grip()?.dataset.along;
    if (!at) return;
    const far = way().map(([x, y]) => {
      const [a, d] = [along === "y" ? 0 : at.x(x) - left, along === "x" ? 0 : at.y(y) - top];
      return a * a + d * d;
    });
    const here = Number(slider().value);
    let place = here;
    for (let from = NaN; from !== place;) {
      from = place;
      const [low, high] = [-1, 1].map((way) => from + way * run(far, from, way));
      const within = far.map((_, i) => i).filter((i) => low - reaches <= i && i <= high + reaches);
      const least = Math.min(...within.map((i) => far[i])) + ALIKE;
      const near = within.filter((i) => far[i] <= least); // of those in the same spot the next one
      place = near.reduce((best, i) => (Math.abs(i - from) < Math.abs(best - from) ? i : best), near[0] ?? from);
    }
    if (place === here) return;
    slider().value = String(place);
    turned(slider());
    paint();
  }

  /** How many places from one on, up or down, are in the same spot. @param {number[]} far @param {number} from */
  function run(far, from, way = 1) {
    let k = 0;
    while (Math.abs(far[from + (k + 1) * way] - far[from]) <= ALIKE) k += 1;
    return k;
  }

  document.addEventListener("pointerdown", (down) => {
    const mark = grip(), target = /** @type {Element} */ (down.target);
    if (!mark?.contains(target) || down.button || !down.isPrimary) return;
    down.preventDefault();
    slider().focus({ preventScroll: true }); // the arrow keys go on from here
    mark.setPointerCapture(down.pointerId);
    mark.classList.add("held");
    const box = mark.getBoundingClientRect(), frame = area(plot.plot()).getBoundingClientRect();
    const off = [down.clientX - (box.left + box.right) / 2, down.clientY - (box.top + box.bottom) / 2];
    track(
      (moved) => follow([moved.clientX - frame.left - off[0], moved.clientY - frame.top - off[1]], REACH),
      () => mark.classList.remove("held"),
    );
  });

  return {
    paint,
    /** Somebody has clicked at a place, in the numbers of the axes. @param {number} x @param {number} y */
    put(x, y) {
      const mark = grip(), at = plot.place();
      if (mark && at && mark.dataset.along !== "both" && !mark.inert) follow([at.x(x), at.y(y)]);
    },
  };
}
