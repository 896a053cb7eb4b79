// The formula and the picture: pointing at a symbol shows its line, pointing at a line its symbol; the rest grows pale.

const PALE = 0.2;

/**
 * @param {import("./figure.js").Figure} plot @param {import("./moving.js").Moving} moves
 * @param {() => void} paint draws what moves
 */
export function linking(plot, moves, paint) {
  const live = () => /** @type {any} */ (document.getElementById(`${plot.plot().id}-live`));
  const terms = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".parts [data-line]"))];
  let shown = "";
  let listening = /** @type {unknown} */ (null);

  /** Show one line alone, or all again. @param {string} name */
  function show(name) {
    if (name === shown) return;
    shown = name;
    for (const term of terms()) term.classList.toggle("lit", term.dataset.line === name);
    const traces = live()?.data ?? [], known = moves.told().lines.some((one) => one.name === name);
    const named = traces.map((/** @type {any} */ one) => one.meta?.line);
    const lit = known || named.includes(name);
    for (const one of moves.told().lines) {
      one.width = lit && one.name === name ? 4 : 2;
      one.pale = Boolean(one.half) && lit && !one.name.startsWith(name); // bars of one kind are numbered
    }
    const drawn = named.map((/** @type {string} */ one, /** @type {number} */ i) => (one ? i : -1))
      .filter((/** @type {number} */ i) => i >= 0);
    const pale = drawn.map((/** @type {number} */ i) => (lit && named[i] !== name ? PALE : 1));
    const { Plotly } = /** @type {any} */ (window);
    if (drawn.length && Plotly) Plotly.restyle(live(), { opacity: pale }, drawn);
    paint();
  }

  for (const event of ["pointerover", "focusin"]) {
    document.addEventListener(event, ({ target }) => {
      const term = /** @type {Element} */ (target).closest?.(".parts [data-line]");
      show(/** @type {HTMLElement | null} */ (term)?.dataset.line ?? "");
    });
  }

  /** The page is another one, or Plotly has drawn it anew. */
  function dress() {
    shown = "";
    if (!live()?.on || listening === live()) return;
    listening = live();
    live().on("plotly_hover", (/** @type {any} */ event) => {
      const name = event.points?.[0]?.data?.meta?.line;
      for (const term of terms()) term.classList.toggle("lit", Boolean(name) && term.dataset.line === name);
    });
    live().on("plotly_unhover", () => terms().forEach((term) => term.classList.remove("lit")));
  }

  return { dress };
}
