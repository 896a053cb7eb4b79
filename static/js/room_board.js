// A small board on a phone: a finger sets a height, or draws a curve; the sliders behind it are the keyboard's way.

export function drawing() {
  const board = () => /** @type {HTMLElement | null} */ (document.querySelector(".board"));
  const pens = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".pens input"))];
  const said = () => /** @type {HTMLInputElement | null} */ (document.querySelector("#vote #said"));
  const ends = () => [Number(board()?.dataset.low), Number(board()?.dataset.high)];
  /** @type {{i: number, y: number} | undefined} where the finger was last */
  let last;

  /** Show the heights that are set. */
  function paint() {
    const [low, high] = ends(), line = board()?.querySelector(".own");
    const heights = pens().length ? pens().map((pen) => Number(pen.value)) : said()?.value ? [0, 0].map(() =>
      Number(said()?.value)) : [];
    const y = (/** @type {number} */ height) => 100 - (100 * (height - low)) / (high - low);
    const x = (/** @type {number} */ i) => (100 * i) / Math.max(1, heights.length - 1);
    line?.setAttribute("points", heights.map((height, i) => `${x(i)},${y(height)}`).join(" "));
  }

  /** Take the heights under a pointer. @param {PointerEvent} event */
  function draw(event) {
    const box = board()?.getBoundingClientRect(), [low, high] = ends(), all = pens();
    if (!box) return;
    const share = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ size) =>
      Math.min(1, Math.max(0, (at - from) / size));
    const y = high - share(event.clientY, box.top, box.height) * (high - low);
    const here = { i: Math.round(share(event.clientX, box.left, box.width) * (all.length - 1)), y };
    const field = said();
    if (!all.length && field) field.value = y.toPrecision(3);
    const from = last ?? here;
    for (let i = Math.min(from.i, here.i); i <= Math.max(from.i, here.i) && all.length; i++) {
      const part = from.i === here.i ? 1 : (i - from.i) / (here.i - from.i);
      all[i].value = String(from.y + part * (here.y - from.y));
    }
    last = here;
    paint();
  }

  document.addEventListener("pointerdown", (event) => {
    if (event.button || !board()?.contains(/** @type {Node} */ (event.target))) return;
    if (board()?.closest("fieldset")?.disabled) return;
    event.preventDefault();
    last = undefined;
    draw(event);
    const stop = new AbortController();
    document.addEventListener("pointermove", draw, { signal: stop.signal });
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => stop.abort(), { signal: stop.signal });
    }
  });
  document.addEventListener("keydown", (event) => {
    const all = pens(), here = all.indexOf(/** @type {HTMLInputElement} */ (event.target));
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (here < 0 || !(by || event.key === "ArrowUp" || event.key === "ArrowDown")) return;
    event.preventDefault();
    const next = all[here + by] ?? all[here], [low, high] = ends();
    if (by) next.focus();
    else next.value = String(Number(next.value) + ((high - low) / 40) * (event.key === "ArrowUp" ? 1 : -1));
    for (const pen of all) pen.tabIndex = pen === next ? 0 : -1;
    paint();
  });
  document.addEventListener("input", paint);

  return {
    dress: paint,
    heights: () => pens().map((pen) => pen.value),
    /** @param {number[]} heights */
    set(heights) {
      pens().forEach((pen, i) => { pen.value = String(heights[i]); });
      paint();
    },
  };
}
