// A place that is clicked in a lesson's picture: its height goes into the box, a pin marks it.

import { decimal } from "./decimal.js";
import { area } from "./place.js";
import { track } from "./track.js";

const STEP = 0.1; // to which a place is rounded, so that 0 can be hit

/** @param {import("./figure.js").Figure} plot */
export function pinning(plot) {
  const pin = () => document.getElementById("pin");
  const box = () => /** @type {HTMLInputElement | null} */ (document.querySelector("#said[data-at]"));

  /** Move the pin to the height in the box. */
  function paint() {
    const field = box(), mark = pin(), at = plot.place(), height = Number(field?.value.replace("−", "-"));
    if (!field || !mark) return;
    mark.hidden = !at || field.value === "" || Number.isNaN(height);
    if (mark.hidden || !at) return;
    mark.style.left = `${at.x(Number(field.dataset.at))}px`;
    mark.style.top = `${at.y(height)}px`;
  }

  document.addEventListener("input", (event) => { if (event.target === box()) paint(); });

  document.addEventListener("pointerdown", (down) => {
    const field = box(), target = /** @type {Element} */ (down.target), frame = area(plot.plot());
    const taken = target === pin() || (down.pointerType === "mouse" && Boolean(target.closest(".drawing, .over")));
    if (!field || !taken || down.button || !down.isPrimary) return;
    down.preventDefault(); // the picture stays where it is
    const top = frame.getBoundingClientRect().top;
    const follow = (/** @type {PointerEvent} */ { clientY }) => {
      const at = plot.place();
      if (at) put((clientY - top - at.y(0)) / (at.y(1) - at.y(0)));
    };
    follow(down);
    track(follow);
  }, { capture: true });

  document.addEventListener("keydown", (event) => {
    const up = { ArrowUp: STEP, ArrowDown: -STEP }[event.key], field = box();
    if (!up || event.target !== field || !field) return;
    event.preventDefault();
    put((Number(field.value.replace("−", "-")) || 0) + up);
  });

  /** Somebody has clicked at a height, or drags the pin to it. @param {number} y */
  function put(y) {
    const field = box();
    if (!field) return;
    const low = Number(field.dataset.low), high = Number(field.dataset.high);
    field.value = decimal(Number(Math.min(high, Math.max(low, y)).toFixed(1)));
    paint();
    field.focus({ preventScroll: true });
  }

  return { paint, dress: paint, put };
}
