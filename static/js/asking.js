// Asking the server: one that is busy or away is asked again until it answers, and whoever waits is told why.

const SILENT = 4_000; // milliseconds without a word after which it is said that there is none
const AGAIN = 1_500; // milliseconds, about, until a server that is away is asked again
const BUSY = [429, 503];
// Made up anew by each page that is loaded, and kept nowhere: by it a class behind one address is many clients.
const TAB = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");

const ROOT = new URL("../../..", import.meta.url).pathname; // scripts are at static/version/js

/** The address of a path of this server, whatever it lies below: `api/races`. @param {string} path */
export const inside = (path) => ROOT + path;

/**
 * As `fetch`, but the answer is never that the server is busy, nor that there is none.
 * @param {string} url @param {RequestInit} [options]
 * @param {{cut?: AbortSignal, tell?: (sentence: string) => void}} [more] `cut` says that nobody waits for another try,
 *   and lets the one under way come to its end
 */
export async function asking(url, options = {}, { cut, tell = () => {} } = {}) {
  for (;;) {
    const late = setTimeout(tell, SILENT, "The server is slow to answer; its answer is waited for.");
    let answer;
    try {
      answer = await fetch(url, { ...options, headers: { ...options.headers, "Slopes-Tab": TAB } });
      if (!BUSY.includes(answer.status)) return answer;
      tell("The server is busy. It is asked again.");
    } catch (error) {
      if (options.signal?.aborted) throw error;
      tell("No answer from the server. Your settings are kept, and it is asked again.");
    } finally {
      clearTimeout(late);
    }
    const told = Number(answer?.headers.get("Retry-After")) * 1000;
    await rest((told || AGAIN) * (0.75 + Math.random() / 2), [options.signal, cut]); // not all of a class at once
    options.signal?.throwIfAborted();
    cut?.throwIfAborted();
  }
}

/** @param {number} time in milliseconds @param {(AbortSignal | null | undefined)[]} signals any of which ends it */
export const rest = (time, signals) => new Promise((done) => {
  setTimeout(done, time);
  for (const one of signals) one?.aborted ? done(undefined) : one?.addEventListener("abort", done, { once: true });
});
