// A pointer that went down is followed until it is lifted, wherever it goes.

/**
 * @param {(event: PointerEvent) => void} follow
 * @param {() => void} [done]
 */
export function track(follow, done) {
  const stop = new AbortController();
  document.addEventListener("pointermove", follow, { signal: stop.signal });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => { stop.abort(); done?.(); }, { signal: stop.signal });
  }
}
