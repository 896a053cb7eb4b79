// What every lab has: its form is its state, its links change that state in place, its sliders and boxes write it.

import { adding } from "./adding.js";
import { large } from "./projector.js";
import { copying, saving } from "./share.js";
import { typing } from "./shell.js";
import { locks, say, stay, visit, visitThen } from "./visit.js";

const TWICE = 240; // milliseconds in which a second click on a legend makes a double one
const GOING_ON = 1000; // milliseconds in which a key that is pressed again goes on with the same gesture
const QUIET = 500; // milliseconds of rest after which a change is said
const LOOKS = /^(at|step|zoomed|low|high|view|.+_(low|high))$/; // what is looked at, of the same state

const PRESSED = "button:not(#start), a, summary, select, [type=checkbox], [type=radio]"; // what Space means there

/** @template {Element} T @param {string} selector @returns {T} */
export const one = (selector) => /** @type {T} */ (document.querySelector(selector));
export const form = () => /** @type {HTMLFormElement} */ (one("#lab"));

/** What was predicted was said of another state: it is asked anew. @param {URLSearchParams} query */
function withdraw(query) {
  if (query.get("predict") === "1") query.delete("guess");
}

/** Whether something is to be predicted before anything is told. */
export const covered = () => form().hasAttribute("data-covered");

/** What is to be predicted, or what became of that, once it is known; in words. */
function foretold() {
  const place = document.querySelector(large() ? "#foretold:not(.untold) .says" : "#foretold .says");
  return place?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/**
 * A lab whose query may hold a list of entries.
 * @param {{
 *   list?: string, rows?: string, changed: (input: HTMLInputElement) => void, settled: () => string,
 *   ahead?: (query: URLSearchParams) => void,
 * }} hands the parameter that repeats, `f` or `run`; where the entries stand, written out in data-f; what a slider or a
 *   box does; what follows a new page, and what is to be said of it; who is told the next state before it is asked for
 */
export function lab({ list = "", rows = "", changed, settled, ahead }) {
  const state = { dragging: false };
  /** @type {URLSearchParams | null} */
  let wished = null; // the newest state, until it is shown: a gesture goes on from the one before it

  /** The query of what is shown, or will be, with every entry written out. */
  function shown() {
    if (wished) return new URLSearchParams(wished);
    const query = new URLSearchParams(form().dataset.query);
    if (!list) return query;
    query.delete(list);
    const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(rows));
    for (const row of all) query.append(list, row.dataset.f ?? "");
    return query;
  }

  /** @param {URLSearchParams} query */
  function go(query) {
    if (ahead && differing(shown(), query).some(locks)) return stay(); // before it is drawn
    wished = new URLSearchParams(query);
    ahead?.(query);
    visit(`${form().dataset.page}?${readable(query)}`, { replace: state.dragging });
  }

  /** @param {Record<string, string>} values */
  function set(values) {
    const query = shown();
    for (const [name, value] of Object.entries(values)) query.set(name, value);
    if (!Object.keys(values).every((name) => LOOKS.test(name))) withdraw(query);
    go(query);
  }

  /** Turn a knob of one entry. @param {number} row @param {string} knob @param {string} value */
  function turn(row, knob, value) {
    const query = shown(), all = query.getAll(list);
    all[row] = turned(all[row], knob, value);
    query.delete(list);
    for (const entry of all) query.append(list, entry);
    withdraw(query);
    go(query);
  }

  document.addEventListener("slopes:settled", () => { wished = null; });
  addEventListener("popstate", () => { wished = null; });
  fields(state, changed);
  links();
  adding();
  copying();
  saving();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  let heard = "";
  const speak = (/** @type {string} */ usual) => {
    const news = foretold(), words = news && news !== heard ? news : usual;
    heard = news;
    clearTimeout(later);
    later = setTimeout(() => say(words), QUIET);
  };
  document.addEventListener("slopes:shown", () => {
    one("#refusal").toggleAttribute("hidden", true);
    speak(settled());
  });
  if (foretold()) speak("");
  keys((event) => {
    if (event.altKey) return;
    const section = !event.shiftKey && { d: "summary", t: "table" }[event.key.toLowerCase()];
    if (section) toggle(section);
    const choice = /^[1-9]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
    if (choice) /** @type {HTMLElement} */ (choice).click();
    if (choice instanceof HTMLInputElement) choice.focus(); // Enter goes on from here
  });

  /** Do what is no step of the history, as where a race is paused, or the end of a drag. @param {() => void} act */
  function quietly(act) {
    state.dragging = true;
    act();
    state.dragging = false;
  }

  return { state, shown, go, set, turn, quietly };
}

/**
 * A slider changes the state while it moves, a box when it is done.
 * @param {{dragging: boolean}} state @param {(input: HTMLInputElement) => void} changed
 */
function fields(state, changed) {
  let keyed = /** @type {HTMLInputElement | null} */ (null), since = 0, pressed = false;
  document.addEventListener("input", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target), now = performance.now();
    if (input.type !== "range" || !form()?.contains(input)) return;
    if (input === keyed && now - since < GOING_ON) state.dragging = true;
    changed(input);
    state.dragging = true;
    [keyed, since] = [pressed ? null : input, now];
  });
  document.addEventListener("pointerdown", () => { [keyed, pressed] = [null, true]; }, { capture: true });
  // A thumb that comes back to where it was says nothing when it is let go.
  for (const event of ["pointerup", "pointercancel"]) {
    document.addEventListener(event, () => setTimeout(() => { state.dragging = pressed = false; }));
  }
  document.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    state.dragging = false;
    if (!["range", "search"].includes(input.type) && input.value !== "" && form()?.contains(input)) changed(input);
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form()) event.preventDefault();
  });
}

/** The parameters in which two queries differ, but for the player's. @param {URLSearchParams[]} both */
function differing(...both) {
  const [here, there] = both, names = new Set([...here.keys(), ...there.keys()]);
  names.delete("step");
  return [...names].filter((name) => here.getAll(name).join() !== there.getAll(name).join());
}

/** The query as people write it. @param {URLSearchParams} query */
export function readable(query) {
  const plain = /** @type {Record<string, string>} */ ({ "%28": "(", "%29": ")", "%3D": "=", "%2C": "," });
  return query.toString().replace(/%(28|29|3D|2C)/g, (code) => plain[code]);
}

/** An entry in the notation with one knob changed. @param {string} entry @param {string} knob @param {string} value */
export const turned = (entry, knob, value) => entry.replace(new RegExp(`\\b${knob}=[^,)]*`), `${knob}=${value}`);

/**
 * What a slider stands for: a logarithmic one moves over a list of places, its own or its twin's.
 * @param {HTMLInputElement} input
 */
export function meant(input) {
  const { row, knob } = input.dataset, told = `[data-row="${row}"][data-knob="${knob}"][data-places]`;
  const twin = input.hasAttribute("data-alike") ? one(told).getAttribute("data-places") : null;
  const places = input.dataset.places ?? twin;
  return places ? places.split(" ")[Number(input.value)] : input.value;
}

/** Links inside the lab change its state without a new page; with a modifier key they are ordinary links. */
export function links() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const { opens, only } = link.dataset;
    if (opens) {
      event.preventDefault();
      toggle(opens);
    } else if (link.pathname === form()?.dataset.page && link.closest("#main") && !link.hasAttribute("download")) {
      event.preventDefault();
      clearTimeout(waiting);
      const gone = () => link.classList.contains("option") && !link.isConnected; // it has its place by now
      const there = () => (gone() ? "" : link.pathname + link.search);
      if (only && event.detail === 2) visitThen(() => link.dataset.only ?? "");
      else if (only && event.detail) waiting = setTimeout(() => visitThen(there), TWICE);
      else visitThen(there);
      const menu = link.closest("details");
      menu?.removeAttribute("open");
      menu?.querySelector("summary")?.focus();
    }
  });
}

/** Focus the next or previous entry. @param {string} selector its links, one of them current @param {number} step */
export function neighbour(selector, step) {
  const all = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(selector))];
  const here = all.findIndex((link) => link.getAttribute("aria-current"));
  all[(here + step + all.length) % all.length]?.click();
}

/** Open or close a section below the card. @param {string} id */
function toggle(id) {
  const place = one(`#${id}`);
  if (place.classList.toggle("open")) /** @type {HTMLElement} */ (place).focus();
}

/** Space starts and stops, unless it presses something. @param {KeyboardEvent} event @param {() => void} act */
export function onSpace(event, act) {
  if (event.key !== " " || /** @type {Element} */ (event.target).closest(PRESSED)) return;
  event.preventDefault();
  act();
}

/**
 * Keys that act wherever the focus is, as long as no field is being written in.
 * @param {(event: KeyboardEvent) => void} act
 */
export function keys(act) {
  document.addEventListener("keydown", (event) => {
    if (!form() || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (!typing(event.target) && !one("dialog[open]")) act(event);
  });
}
