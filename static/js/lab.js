// What every lab has: its form is its state, its links change that state in place, its sliders and boxes write it.

import { typing } from "./shell.js";
import { visit } from "./visit.js";

/** @template {Element} T @param {string} selector @returns {T} */
export const one = (selector) => /** @type {T} */ (document.querySelector(selector));
export const form = () => /** @type {HTMLFormElement} */ (one("#lab"));

/**
 * A lab whose query holds a list of entries.
 * @param {string} list the parameter that repeats: `f` or `run`
 * @param {string} rows where the entries stand, written out in data-f
 * @param {(query: URLSearchParams) => void} [ahead] is told the next state before the page is asked for
 */
export function lab(list, rows, ahead) {
  const state = { dragging: false };

  /** The query of what is shown, with every entry written out. */
  function shown() {
    const query = new URLSearchParams(form().dataset.query);
    query.delete(list);
    for (const row of document.querySelectorAll(rows)) query.append(list, /** @type {HTMLElement} */ (row).dataset.f ?? "");
    return query;
  }

  /** @param {URLSearchParams} query */
  function go(query) {
    ahead?.(query);
    visit(`${form().dataset.page}?${readable(query)}`, { replace: state.dragging });
  }

  /** @param {Record<string, string>} values */
  function set(values) {
    const query = shown();
    for (const [name, value] of Object.entries(values)) query.set(name, value);
    go(query);
  }

  /** Turn a knob of one entry. @param {number} row @param {string} knob @param {string} value */
  function turn(row, knob, value) {
    const query = shown(), all = query.getAll(list);
    all[row] = turned(all[row], knob, value);
    query.delete(list);
    for (const entry of all) query.append(list, entry);
    go(query);
  }

  return { state, shown, go, set, turn };
}

/** The query as people write it. @param {URLSearchParams} query */
export const readable = (query) => query.toString().replaceAll("%28", "(").replaceAll("%29", ")").replaceAll("%3D", "=").replaceAll("%2C", ",");

/** An entry in the notation with one knob changed. @param {string} entry @param {string} knob @param {string} value */
export const turned = (entry, knob, value) => entry.replace(new RegExp(`\\b${knob}=[^,)]*`), `${knob}=${value}`);

/** What a slider stands for: a logarithmic one moves over a list of places. @param {HTMLInputElement} input */
export function meant(input) {
  const { places } = input.dataset;
  return places ? places.split(" ")[Number(input.value)] : input.value;
}

/** Links inside the lab change its state without a new page; with a modifier key they are ordinary links. */
export function links() {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const opens = link.dataset.opens;
    if (opens) {
      event.preventDefault();
      toggle(opens);
    } else if (link.pathname === form().dataset.page && link.closest("#main") && !link.hasAttribute("download")) {
      event.preventDefault();
      visit(link.pathname + link.search);
      const menu = link.closest("details");
      menu?.removeAttribute("open");
      menu?.querySelector("summary")?.focus();
    }
  });
}

/** Open or close a section below the card. @param {string} id */
export function toggle(id) {
  const place = one(`#${id}`);
  if (place.classList.toggle("open")) /** @type {HTMLElement} */ (place).focus();
}

/** Follow a pointer until it is let go. @param {(event: PointerEvent) => void} follow @param {() => void} done */
export function track(follow, done) {
  const stop = new AbortController();
  document.addEventListener("pointermove", follow, { signal: stop.signal });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { stop.abort(); done(); }, { signal: stop.signal });
}

/** Keys that act wherever the focus is, as long as no field is being written in. @param {(event: KeyboardEvent) => void} act */
export function keys(act) {
  document.addEventListener("keydown", (event) => {
    if (form() && !typing(event.target) && !event.ctrlKey && !event.metaKey && !one("dialog[open]")) act(event);
  });
}
