// A read-out beside the pointer: which run was there, at which step, and how high.

import { decimal } from "./decimal.js";
import { one } from "./lab.js";
import { looks } from "./moving.js";
import { onto, place } from "./plane.js";
import { runs } from "./race.js";

const NEAR = 12; // px between the pointer and a point
const AWAY = 12; // px between the pointer and the card

/** The point nearest to the pointer, if one is near. @param {number} across @param {number} down */
function nearest(across, down) {
  const at = place();
  let found = { i: -1, k: 0, far: NEAR * NEAR };
  runs.forEach(({ x, y }, i) => {
    for (let k = 0; looks[i]?.shown && k < x.length; k++) {
      const [a, d] = onto(at, x[k], y[k]), far = (a - across) * (a - across) + (d - down) * (d - down);
      if (far < found.far) found = { i, k, far };
    }
  });
  return found.i < 0 ? undefined : found;
}

/** Show the card while the pointer is near a path; Escape puts it away. */
export function reading() {
  const card = () => /** @type {HTMLElement} */ (one("#readout"));
  document.addEventListener("pointermove", (event) => {
    const scape = /** @type {Element} */ (event.target).closest?.("#scape");
    if (!card()) return;
    card().toggleAttribute("hidden", true);
    if (event.buttons || event.pointerType === "touch" || !scape) return;
    const box = scape.getBoundingClientRect(), across = event.clientX - box.left, down = event.clientY - box.top;
    const found = nearest(across, down);
    card().toggleAttribute("hidden", !found);
    if (!found) return;
    const { x, y, value } = runs[found.i];
    card().textContent = `${looks[found.i].name}, step ${found.k}\nx ${decimal(x[found.k])}   y ${decimal(y[found.k])}\nloss ${decimal(value[found.k])}`;
    const { offsetWidth: wide, offsetHeight: high } = card();
    card().style.left = `${across + AWAY + wide > box.width ? across - AWAY - wide : across + AWAY}px`;
    card().style.top = `${down + AWAY + high > box.height ? down - AWAY - high : down + AWAY}px`;
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") card()?.toggleAttribute("hidden", true); });
}
