// Two fingers on a plot, by touch: they zoom and pan it.

/**
 * Two fingers zoom and pan; one finger is left to the page, which scrolls.
 * @param {{
 *   plot: () => HTMLElement, live: () => any, library: () => Promise<any>, signal: AbortSignal,
 *   hold: (on: boolean) => void,
 * }} on
 */
export function pinching({ plot, live, library, signal, hold }) {
  /** @type {{middle: number[], far: number, ranges: Record<string, number[]>} | null} */
  let from = null;
  let wanted = /** @type {Record<string, number[]> | null} */ (null);

  /** @param {TouchList} touches */
  function fingers([one, two]) {
    const box = live().getBoundingClientRect();
    const middle = [(one.clientX + two.clientX) / 2 - box.left, (one.clientY + two.clientY) / 2 - box.top];
    return { middle, far: Math.max(24, Math.abs(one.clientX - two.clientX) + Math.abs(one.clientY - two.clientY)) };
  }

  /** The axes of the figure by their names in its layout. */
  const axes = () => Object.entries(live()._fullLayout)
    .filter(([name, axis]) => /^[xy]axis\d*$/.test(name) && !axis.fixedrange);

  plot().addEventListener("touchstart", (event) => {
    if (event.touches.length === 2 && live()._fullLayout) {
      const ranges = Object.fromEntries(axes().map(([name, axis]) => [name, [...axis.range]]));
      from = { ...fingers(event.touches), ranges };
      hold(true);
    }
    const control = /** @type {Element} */ (event.target).closest("a, button, input, summary");
    if (!control) event.stopPropagation(); // Plotly would take one finger
  }, { capture: true, passive: true, signal });

  plot().addEventListener("touchmove", (event) => {
    if (!from || event.touches.length !== 2) return;
    event.preventDefault();
    const now = fingers(event.touches), first = !wanted;
    wanted = {};
    for (const [name, axis] of axes()) {
      const [low, high] = from.ranges[name], side = name[0] === "x" ? 0 : 1, size = axis._length;
      const along = (/** @type {number[]} */ at) => (at[side] - axis._offset) / size;
      const share = (/** @type {number[]} */ at) => (side ? 1 - along(at) : along(at));
      const width = ((high - low) * from.far) / now.far, held = low + (high - low) * share(from.middle);
      const start = held - width * share(now.middle);
      wanted[`${name}.range`] = [start, start + width];
    }
    if (first) requestAnimationFrame(apply);
  }, { passive: false, signal });

  async function apply() {
    const ranges = wanted;
    wanted = null;
    if (ranges) (await library()).relayout(live(), ranges);
  }

  for (const end of ["touchend", "touchcancel"]) {
    plot().addEventListener(end, () => {
      if (from) hold(false);
      from = null;
    }, { signal });
  }
}
