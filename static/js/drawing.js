// A curve drawn by hand: a pointer across the picture, or the keys, set one slider a height; the sliders are the form.

/** @param {import("./figure.js").Figure} plot */
export function drawing(plot) {
  const pens = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#pens input"))];
  const board = () => /** @type {SVGSVGElement | null} */ (document.querySelector("#drawing"));
  /** @type {{i: number, y: number} | undefined} where the pointer was last */
  let last;

  /** The curve through all heights, a dot at each. */
  function paint() {
    const at = plot.place(), svg = board();
    if (!svg || !at) return;
    const places = pens().map((pen) => [at.x(Number(pen.dataset.x)), at.y(Number(pen.value))]);
    svg.querySelector("polyline")?.setAttribute("points", places.map((one) => one.join()).join(" "));
    const held = pens().findIndex((pen) => pen === document.activeElement);
    svg.replaceChildren(...[...svg.children].filter((one) => one.tagName !== "circle"), ...places.map(([x, y], i) => {
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      for (const [name, value] of Object.entries({ cx: x, cy: y, r: i === held ? 7 : 3.5 })) {
        dot.setAttribute(name, String(value));
      }
      return dot;
    }));
  }

  /** The pen nearest to a pointer, and the height there. @param {PointerEvent} event */
  function under(event) {
    const at = plot.place(), box = board()?.getBoundingClientRect();
    if (!at || !box) return undefined;
    const x = event.clientX - box.left, all = pens().map((pen) => Math.abs(at.x(Number(pen.dataset.x)) - x));
    const i = all.indexOf(Math.min(...all)), low = Number(pens()[i].min), high = Number(pens()[i].max);
    const [top, foot] = [at.y(high), at.y(low)], share = (foot - (event.clientY - box.top)) / (foot - top);
    return { i, y: Math.min(high, Math.max(low, low + share * (high - low))) };
  }

  /** Set all heights between the last place and this one. @param {PointerEvent} event */
  function draw(event) {
    const here = under(event);
    if (!here) return;
    const from = last ?? here, all = pens();
    for (let i = Math.min(from.i, here.i); i <= Math.max(from.i, here.i); i++) {
      const share = from.i === here.i ? 1 : (i - from.i) / (here.i - from.i);
      all[i].value = String(from.y + share * (here.y - from.y));
    }
    last = here;
    paint();
  }

  document.addEventListener("pointerdown", (event) => {
    if (event.button || !board()?.contains(/** @type {Node} */ (event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    last = undefined;
    draw(event);
    const stop = new AbortController();
    document.addEventListener("pointermove", draw, { signal: stop.signal });
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => stop.abort(), { signal: stop.signal });
    }
  }, { capture: true });

  // The pens are one stop of the Tab key: left and right go from one to the next, up and down change its height.
  document.addEventListener("keydown", (event) => {
    const all = pens(), here = all.indexOf(/** @type {HTMLInputElement} */ (event.target));
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (here < 0) return;
    if (by) {
      event.preventDefault();
      (all[here + by] ?? all[here]).focus();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const far = (Number(all[here].max) - Number(all[here].min)) / (event.shiftKey ? 10 : 50);
      all[here].value = String(Number(all[here].value) + (event.key === "ArrowUp" ? far : -far));
    }
    paint();
  });
  document.addEventListener("focusin", (event) => {
    const all = pens();
    if (!all.includes(/** @type {HTMLInputElement} */ (event.target))) return;
    for (const pen of all) pen.tabIndex = pen === event.target ? 0 : -1;
    paint();
  });

  /** The page is another one. */
  function dress() {
    pens().forEach((pen, i) => { pen.tabIndex = i ? -1 : 0; });
    paint();
  }

  return { paint, dress };
}
