// A read-out beside the pointer: which run was there, at which step, and how high; Plotly's own card gives way to it.

const NEAR = 12; // px between the pointer and a point
const AWAY = 12; // px between the pointer and the card

/** What a step is called: where steps are no more than points of a curve, the page says which these are. */
export function moment(/** @type {number} */ step) {
  const { moments, first } = document.getElementById("lab")?.dataset ?? {};
  return /** @type {string} */ (JSON.parse(moments || "[]")[step] ?? String(step + Number(first ?? 0)));
}

/**
 * @param {import("./figure.js").Figure} figure @param {import("./moving.js").Moving} moves
 * @param {(index: number, step: number) => string} words what is said of a line at a step
 * @param {() => number} [now] the step at which bars stand
 */
export function reading(figure, moves, words, now = () => 0) {
  const card = () => /** @type {HTMLElement} */ (figure.plot()?.querySelector(".readout"));

  /** The point nearest to the pointer, if one is near. @param {number} across @param {number} down */
  function nearest(across, down) {
    const at = figure.place();
    let found = { index: -1, name: "", k: 0, far: NEAR * NEAR };
    for (const { index, name, half } of at ? moves.told().lines : []) {
      const { x, y } = moves.series(index) ?? { x: [], y: [] };
      const k = Math.min(now(), x.length - 1); // what is seen of a bar, all over it
      const on = at && half && Math.abs(at.x(x[k]) - across) <= at.x(half) - at.x(0);
      if (on && down <= at.y(0) && down >= at.y(y[k])) found = { index, name, k, far: 0 };
      if (half) continue;
      for (let k = 0; at && k < x.length; k++) {
        const a = at.x(x[k]) - across, d = at.y(y[k]) - down, far = a * a + d * d;
        if (far < found.far) found = { index, name, k, far };
      }
    }
    return found.index < 0 ? undefined : found;
  }

  /** @param {boolean} on */
  function show(on) {
    card()?.toggleAttribute("hidden", !on);
    figure.plot()?.classList.toggle("reading", on);
  }

  document.addEventListener("pointermove", (event) => {
    const area = figure.plot()?.querySelector(".over");
    const inside = /** @type {Element} */ (event.target).closest?.(".plot") === figure.plot();
    if (event.buttons || event.pointerType === "touch" || !inside || !area) return show(false);
    const box = area.getBoundingClientRect(), across = event.clientX - box.left, down = event.clientY - box.top;
    const found = nearest(across, down);
    show(Boolean(found));
    if (!found) return;
    const { tick = "step" } = card().dataset, at = moment(found.k).split(", ")[0];
    const when = Number.isInteger(Number(at)) ? `${tick} ${at}` : at;
    card().textContent = `${found.name}, ${when}\n${words(found.index, found.k)}`;
    const { offsetWidth: wide, offsetHeight: high } = card();
    card().style.left = `${across + AWAY + wide > box.width ? across - AWAY - wide : across + AWAY}px`;
    card().style.top = `${down + AWAY + high > box.height ? down - AWAY - high : down + AWAY}px`;
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false); });
}
