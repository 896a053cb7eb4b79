// The runs that are on screen, as the API tells them: short races in one answer, long ones while they are worked out.

/** @typedef {{x: number[], y: number[], value: number[]}} Run */

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

/** @param {string} query */
function long(query) {
  const asked = new URLSearchParams(query);
  return Number(asked.get("steps") ?? 240) * (asked.getAll("run").length || 4) > LONG;
}

/** @param {string} query @param {AbortSignal} signal @param {() => void} drawn */
async function fetched(query, signal, drawn) {
  const answer = await fetch(`/api/races?${query}`, { signal });
  if (!answer.ok) throw new Error(String(answer.status));
  runs = (await answer.json()).runs;
  drawn();
}

/** @param {string} query @param {AbortSignal} signal @param {() => void} drawn */
async function listen(query, signal, drawn) {
  const answer = await fetch(`/api/races/stream?${query}`, { signal, headers: { Accept: "application/jsonl" } });
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  /** @type {Run[]} */
  const growing = [];
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) grow(growing, JSON.parse(line));
    runs = growing;
    drawn();
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
