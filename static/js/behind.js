// The numbers behind a page: asked for at the API once a query is wished for, and those of the newest query alone.

import { asking, inside } from "./asking.js";
import { readable } from "./lab.js";

/**
 * @param {string} path of the API
 * @param {string[]} pageOnly what of a query changes no number
 * @param {(answer: any) => void} take draws them
 */
export function behind(path, pageOnly, take) {
  let loaded = /** @type {string | undefined} */ (undefined);
  /** @type {AbortController | undefined} */
  let stale;

  /** What is on its way is not waited for. */
  function forget() {
    stale?.abort();
    loaded = undefined;
  }

  /** Ask for the numbers of a page's query; a newer question makes an older one stop. @param {URLSearchParams} wish */
  async function load(wish) {
    const asked = new URLSearchParams(wish);
    for (const name of pageOnly) asked.delete(name);
    const query = readable(asked);
    if (query === loaded) return;
    stale?.abort();
    stale = new AbortController();
    loaded = query;
    let answered;
    try {
      const answer = await asking(inside(`${path}?${query}`), { signal: stale.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      answered = await answer.json();
    } catch {
      if (loaded === query) loaded = undefined; // what was wrong with it is told by the page
      return;
    }
    document.documentElement.classList.add("live");
    take(answered);
  }

  return { load, forget };
}
