// The runs that are on screen, as the API tells them: short races in one answer, long ones while they are worked out.

import { asking, inside, rest } from "./asking.js";

/** @typedef {{x: number[], y: number[], value: number[]}} Run */

const PAUSE = 1_000; // milliseconds before a stream that broke off is taken up again
const LONG = 20_000; // steps of all runs together from which a race is streamed

/** @type {Run[]} */
export let runs = [];
/** @type {AbortController | undefined} */
let stale;
/** @type {string | undefined} */
let here;

/**
 * Ask for the runs of a query; a newer question makes an older one stop.
 * @param {string} query @param {() => void} drawn called whenever there is more to draw
 */
export async function load(query, drawn) {
  if (query === here) return;
  here = query;
  stale?.abort();
  stale = new AbortController();
  try {
    await (long(query) ? listen(query, stale.signal, drawn) : fetched(query, stale.signal, drawn));
  } catch {
    if (here === query) here = undefined; // what was wrong with it is told by the page
  }
}

/** Nothing is known of any run: what is on its way is not waited for. */
export function forget() {
  stale?.abort();
  here = undefined;
  runs = [];
}

/** @param {string} query */
function long(query) {
  const asked = new URLSearchParams(query);
  return Number(asked.get("steps") ?? 240) * (asked.getAll("run").length || 4) > LONG;
}

/** @param {string} query @param {AbortSignal} signal @param {() => void} drawn */
async function fetched(query, signal, drawn) {
  const answer = await asking(inside(`api/races?${query}`), { signal });
  if (!answer.ok) throw new Error(String(answer.status));
  runs = (await answer.json()).runs;
  drawn();
}

/**
 * Hear a race to its end; a stream that breaks off is asked to go on after the last step that came.
 * @param {string} query @param {AbortSignal} signal @param {() => void} drawn
 */
async function listen(query, signal, drawn) {
  /** @type {Run[]} */
  const growing = [];
  let last = "";
  for (let over = false; !over;) {
    const headers = { Accept: "application/jsonl", ...(last && { "Last-Event-ID": last }) };
    const answer = await asking(inside(`api/races/stream?${query}`), { signal, headers });
    if (!answer.ok || !answer.body) throw new Error(String(answer.status));
    try {
      for await (const event of events(answer.body)) {
        if (event.type === "steps") last = String(event.step);
        over = event.type === "end" && event.why === "done";
        grow(growing, event);
        runs = growing;
        drawn();
      }
    } catch (error) {
      if (signal.aborted) throw error;
    }
    if (!over) await rest(PAUSE, [signal]);
  }
}

/** The lines of JSON in a stream of bytes. @param {ReadableStream<any>} body */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (begun + piece.value).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

/** @param {Run[]} growing @param {{type: string, runs: Run[]}} event */
function grow(growing, event) {
  if (event.type !== "steps") return;
  event.runs.forEach((part, i) => {
    growing[i] ??= { x: [], y: [], value: [] };
    for (const key of /** @type {const} */ (["x", "y", "value"])) growing[i][key].push(...part[key]);
  });
}
