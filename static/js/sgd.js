// The page on batches by hand: knobs become queries; while runs go on their stream is heard, and the page told anew.

import { asking, rest } from "./asking.js";
import { decimal } from "./decimal.js";
import { figure } from "./figure.js";
import { form, keys, lab, meant, neighbour, one, onSpace, turned } from "./lab.js";
import { events } from "./race.js";
import { say, visit, visitThen, waiting } from "./visit.js";

const REFRESH = 700; // milliseconds, about, between two pictures of runs on their way
const PAUSE = 1_000; // milliseconds before a stream that broke off is taken up again
const LISTS = /** @type {const} */ (["batch", "samples", "schedule"]); // what each run has besides its optimizer

const { state, shown, go } = lab({ list: "run", rows: ".fit", changed, settled, ahead: leave });
const fits = figure("fits", {
  moved: (window) => {
    if (!window) return visitThen(() => one("#fits").getAttribute("data-whole") ?? "");
    const [[left, right], [low, high]] = [window.x.map(String), window.y.map(String)];
    set({ x_low: left, x_high: right, y_low: low, y_high: high });
  },
});
const whole = (/** @type {number} */ count) => count.toLocaleString("en");
/** @type {[string, (value: number) => string][]} */
const CELLS = [
  ["steps", whole], ["samples", whole], ["seconds", (s) => decimal(Number(s.toPrecision(2)))], ["excess", decimal],
];
const done = () => form().dataset.done === "true";

let heard = ""; // the stream that is listened to, or was last
let last = ""; // the part of it that came last
let begun = 0; // when it began, and how much was done by then
let before = 0;
/** @type {AbortController | undefined} */
let stale;
let stopped = false; // by hand: nothing goes on by itself
let sentence = ""; // what is said of its progress
let told = ""; // the stream whose end has been said

/** The query of what is shown, with a batch for each run. */
function wish() {
  const query = shown(), runs = query.getAll("run").length;
  if (query.getAll("batch").length !== runs) put(query, "batch", rows("batch"));
  return query;
}

/** @param {Record<string, string>} values */
function set(values) {
  const query = wish();
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  go(query);
}

/** What each run has. @param {"batch" | "samples" | "schedule"} name */
const rows = (name) => {
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".fit"));
  return [...all].map((row) => row.dataset[name] ?? "");
};

/** @param {URLSearchParams} query @param {string} name @param {string[]} values */
function put(query, name, values) {
  query.delete(name);
  for (const value of values) query.append(name, value);
}

/** What a slider, a box or a choice does. @param {HTMLInputElement} input */
function changed(input) {
  const { row, knob = "", entry, name } = input.dataset, value = meant(input);
  if (row && entry) turn(Number(row), entry, turned(rows("schedule")[Number(row)], knob, value));
  else if (row) {
    const box = /** @type {HTMLInputElement | null} */ (
      input.closest(".slider")?.querySelector("input[type=number]") ?? null);
    if (box && box !== input) box.value = value;
    turn(Number(row), knob, value);
  } else if (entry) common(entry, knob, value);
  else if (input.id === "data") elsewhere(/** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input)));
  else if (name) set({ [name]: value });
}

/** Turn a knob of one run. @param {number} row @param {string} knob @param {string} value */
function turn(row, knob, value) {
  const query = wish(), list = LISTS.find((name) => name === knob), given = query.getAll(list ?? "run");
  const name = list ?? "run", all = list && given.length !== rows(list).length ? rows(list) : given;
  all[row] = list ? value : turned(all[row], knob, value);
  put(query, name, all);
  if (knob === "batch" && form().dataset.usual === "true") query.delete("samples");
  go(query);
}

/** Turn a knob of what all runs have in common. Other rows have runs that suit them. */
function common(/** @type {string} */ name, /** @type {string} */ knob, /** @type {string} */ value) {
  const query = wish(), present = query.get(name) ?? /** @type {HTMLSelectElement} */ (one(`#${name}`)).value;
  query.set(name, turned(present, knob, value));
  if (knob === "n") resize(query, [form().dataset.n, value].map(Number));
  go(query);
}

/** Batches of all stay so, no other is larger. @param {URLSearchParams} query @param {number[]} ns before and now */
function resize(query, [n, now]) {
  put(query, "batch", rows("batch").map(Number).map((b) => String(b === n ? now : Math.min(b, now))));
  if (form().dataset.usual === "true") query.delete("samples");
}

/** The usual runs on other data. @param {HTMLSelectElement} select */
function elsewhere({ selectedOptions: [chosen] }) {
  visitThen(() => chosen.dataset.url ?? "");
}

/** Hear the runs of the page, unless they are heard already or are done. */
function follow() {
  const { stream = "" } = form().dataset;
  if (stream !== heard) {
    stale?.abort();
    stale = undefined;
    [heard, last, sentence, stopped] = [stream, "", "", false];
  }
  if (!done() && !stale && !stopped) listen();
  label();
}

/** Other runs are wished: these give up their place. */
function leave() {
  stale?.abort();
  stale = undefined;
}

/** Hear the stream to its end, taking it up again where it breaks off. */
async function listen() {
  stale = new AbortController();
  const { signal } = stale, url = heard;
  let next = performance.now() + REFRESH;
  [begun, before] = [0, 0];
  try {
    for (let over = false; !over;) {
      const headers = { Accept: "application/jsonl", ...(last && { "Last-Event-ID": last }) };
      const answer = await asking(url, { signal, headers }, { tell });
      if (answer.status === 204) break;
      if (!answer.ok || !answer.body) throw new Error(String(answer.status));
      try {
        for await (const event of events(answer.body)) {
          if (event.part) last = String(event.part);
          over = event.type === "end" && event.why === "done";
          show(event);
          if (performance.now() > next && refresh()) next = performance.now() + REFRESH;
        }
      } catch (error) {
        if (signal.aborted) throw error;
      }
      if (!over) await rest(PAUSE, [signal]);
    }
    while (url === heard && !refresh()) await rest(PAUSE / 4, [signal]);
  } catch {
    // What was wrong with it is told by the page.
  } finally {
    if (stale?.signal === signal) stale = undefined;
    if (url === heard) label();
  }
}

/** What an event says, at once: the rest is said by the page. @param {any} event */
function show(event) {
  if (event.type === "rows") tell(`Making rows: ${whole(event.rows)} of ${whole(event.n)}`);
  if (event.type !== "steps") return;
  const now = performance.now();
  if (!begun) [begun, before] = [now, event.share];
  const left = ((now - begun) / 1000) * ((1 - event.share) / (event.share - before || 1));
  const soon = event.share > before ? `, about ${decimal(Number(left.toPrecision(2)))} s left` : "";
  /** @type {HTMLProgressElement} */ (one("#share")).value = 100 * event.share;
  tell(`${Math.floor(100 * event.share)} % done${soon}`);
  event.runs.forEach((/** @type {any} */ run, /** @type {number} */ i) => {
    if (!run.steps.length) return;
    const line = document.querySelectorAll(".meter tbody tr")[i];
    for (const [name, write] of CELLS) {
      const cell = line?.querySelector(`[data-column=${name}]`), value = run[name].at(-1);
      if (cell && value !== null) cell.textContent = write(value);
    }
  });
  const all = [...document.querySelectorAll(".meter [data-column=samples]")];
  one("#total").textContent = whole(all.reduce((sum, cell) => sum + Number(cell.textContent?.replaceAll(",", "")), 0));
}

/** @param {string} words */
function tell(words) {
  sentence = words;
  one("#left").textContent = words;
}

/** Have the page told anew, unless a hand is on it or another is wished: whether it is. */
function refresh() {
  const idle = !waiting() && !document.documentElement.hasAttribute("data-busy") && !state.dragging;
  const { page, query } = form().dataset;
  if (idle) visit(query ? `${page}?${query}` : page ?? "", { replace: true });
  return idle;
}

/** Say what the button does, and what was said last of runs that go on. */
function label() {
  if (sentence && !done()) one("#left").textContent = sentence;
  one("#stop").toggleAttribute("hidden", done());
  one("#stop").textContent = stale ? "Stop" : "Go on";
}

/** Stop, or go on after what came last. */
function stopOrGo() {
  if (done()) return;
  stopped = Boolean(stale);
  leave();
  if (stopped) {
    tell("Stopped");
    refresh(); // the picture comes to where the numbers are
  }
  else listen();
  label();
}

document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("#stop")) stopOrGo();
});

keys((event) => {
  onSpace(event, stopOrGo);
  /** @type {Record<string, () => void>} */
  const actions = {
    "[": () => neighbour(".segments a", -1), "]": () => neighbour(".segments a", 1),
    l: () => say(words()),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

const words = () => one("#words").textContent ?? "";

/** The page has changed: Plotly draws what is done, the server's picture shows what is on its way. */
function settled() {
  dress();
  follow();
  if (!done() || told === heard) return "";
  told = heard;
  return words();
}

function dress() {
  if (done()) fits.draw();
  else fits.plot().classList.remove("drawn");
}

document.documentElement.classList.add("live");
dress();
follow();
