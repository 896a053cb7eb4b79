// Going to another state of a page: the server draws it, the difference is put in place, the address says it.

import { asking } from "./asking.js";
import { begin, here, refused, shown, walking } from "./steps.js";
import { Idiomorph } from "../vendor/idiomorph.js";

const EMBED = document.documentElement.dataset.embed ?? ""; // what a lab in a frame keeps in all its addresses
const LOCKED = (document.documentElement.dataset.lock ?? "").split(" ").filter(Boolean);
const PATIENCE = 100; // milliseconds that a page waits at most for what is to come before it

/** @typedef {{url: string, step: unknown, walked: boolean}} Wish a page, and the step of the history that it is for */

/** @type {Wish | null} what is wanted next, while an answer is under way */
let next = null;
let busy = false;
let cut = new AbortController(); // ends the asking again for what is wanted no more
let left = new AbortController(); // ends the asking for what somebody has gone back from
let turn = 0; // which answer is waited for: one to an older wish, as when somebody has gone back, changes nothing

/**
 * Show the page at `url`. While one answer is under way only the latest wish is kept, so a slider never waits.
 * @param {string} url path and query
 * @param {{replace?: boolean}} [options] `replace` goes on with the last step of the history: a drag is one, not many
 */
export function visit(url, { replace = false } = {}) {
  const wished = framed(url);
  cut.abort();
  return want({ url: wished, step: begin(wished, replace), walked: false });
}

/** @param {Wish} wish */
async function want(wish) {
  next = wish;
  if (busy) return;
  busy = true;
  document.documentElement.setAttribute("data-busy", "");
  while (next) {
    wish = next;
    next = null;
    await show(wish);
  }
  busy = false;
  document.documentElement.removeAttribute("data-busy");
  document.dispatchEvent(new CustomEvent("slopes:settled"));
}

walking((url) => {
  turn += 1;
  cut.abort();
  left.abort();
  want({ url, step: here(), walked: true });
});

/** Go where a link leads, if anywhere, once its page is the one that was wished. @param {() => string} url */
export function visitThen(url) {
  const there = busy ? "" : url();
  if (!busy) return there ? void visit(there) : undefined;
  document.addEventListener("slopes:settled", () => visitThen(url), { once: true });
}

/** An address with what is kept in a frame. @param {string} url */
const framed = (url) => (!EMBED || url.includes(EMBED) ? url : `${url}${url.includes("?") ? "&" : "?"}${EMBED}`);

/** And without it, as the API is asked. @param {string} url */
const bare = (url) => (EMBED ? url.replace(`&${EMBED}`, "").replace(`?${EMBED}`, "") : url);

/** What is free though all is locked, unless by its name: what is asked first is predicted; a page may free more. */
const freed = () => (document.getElementById("lab")?.dataset.free ?? "guess").split(" ");

/** Whether a parameter of the lab is to stay as it is. @param {string} name */
export const locks = (name) => LOCKED.includes(name) || (LOCKED.includes("all") && !freed().includes(name));

/**
 * Whether a state differs from the one that is shown in nothing that is locked; the player may go on in any case.
 * @param {string} query as the server writes it
 */
export function free(query) {
  const here = new URLSearchParams(document.getElementById("lab")?.dataset.query), there = new URLSearchParams(query);
  const names = new Set(LOCKED.includes("all") ? [...here.keys(), ...there.keys()].filter(locks) : LOCKED);
  names.delete("step");
  return [...names].every((name) => here.getAll(name).join() === there.getAll(name).join());
}

/** @type {(url: string) => Promise<void>} */
let first = async () => {};

/**
 * Have something else asked for before each page: a server answers one question after the other, and a picture that
 * comes first is drawn while the page is still written.
 * @param {(url: string) => Promise<void>} ask told the page's address, done when its answer is here
 */
export function before(ask) {
  first = ask;
}

/** Whether what is shown now will be another one at once. */
export const waiting = () => next !== null;

/** @param {Wish} wish */
async function show({ url, step, walked }) {
  turn += 1;
  const mine = turn;
  [cut, left] = [new AbortController(), new AbortController()];
  const tell = (/** @type {string} */ sentence) => { if (mine === turn) refuse(sentence); };
  await Promise.race([first(bare(url)), new Promise((done) => setTimeout(done, PATIENCE))]);
  if (mine !== turn) return;
  const answer = await asked(url, { cut: cut.signal, tell }, left.signal);
  if (mine !== turn || !answer) return;
  const { page, sentence } = answer;
  if (!page || !free(page.getElementById("lab")?.dataset.query ?? "")) {
    await refused(step);
    return sentence ? refuse(sentence) : stay();
  }
  put(page, walked);
  const form = document.getElementById("lab");
  await shown(step, form ? framed(new URL(url, location.href).pathname + query(form)) : url, walked);
  document.dispatchEvent(new CustomEvent("slopes:shown"));
}

/**
 * The page at an address, or the sentence why there is none; nothing where nobody waits for it any more.
 * @param {string} url @param {{cut: AbortSignal, tell: (sentence: string) => void}} more @param {AbortSignal} signal
 */
async function asked(url, more, signal) {
  try {
    const answer = await asking(url, { headers: { Accept: "text/html" }, signal }, more);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) return { page, sentence: "" };
    return { page: null, sentence: page.querySelector("[data-detail]")?.textContent ?? "The server refused this." };
  } catch {
    if (signal.aborted || more.cut.aborted) return undefined;
    return { page: null, sentence: "The answer broke off. Your settings are kept; try again." };
  }
}

/** @param {HTMLElement} form */
const query = (form) => (form.dataset.query ? `?${form.dataset.query}` : "");

/** @param {Document} page @param {boolean} walked whether somebody came back to it */
function put(page, walked) {
  const held = !walked && document.activeElement?.getAttribute("type") === "range"; // a thumb stays in the hand
  document.title = page.title;
  document.documentElement.classList.toggle("projector", page.documentElement.classList.contains("projector"));
  Idiomorph.morph(document.getElementById("main"), page.getElementById("main"), {
    ignoreActiveValue: held,
    callbacks: {
      /** @param {Element} old @param {Element} fresh */
      beforeNodeMorphed: (old, fresh) => {
        if (["tilted", "speeds"].includes(old.id)) return false; // what scripts have drawn, what is theirs
        const names = old.classList;
        if (names?.contains("drawing") || names?.contains("moving")) return false;
        if (names?.contains("still") || names?.contains("around")) { // put in whole: to compare it takes longer
          const drawn = fresh.innerHTML;
          if (old.innerHTML.length !== drawn.length || old.innerHTML !== drawn) old.innerHTML = drawn;
          return false;
        }
        for (const name of ["drawn", "moved"]) if (names?.contains(name)) fresh.classList.add(name);
        if (old instanceof HTMLDetailsElement && old.open) fresh.setAttribute("open", "");
        if (old.classList?.contains("open")) fresh.classList.add("open");
        return true;
      },
    },
  });
  // A field that was typed in keeps its text as a property; the fresh state is in the attribute.
  for (const field of document.querySelectorAll("#main input")) {
    const input = /** @type {HTMLInputElement} */ (field);
    if (!held || input !== document.activeElement) input.value = input.defaultValue;
  }
}

/** What was wished is locked: everything is put back. */
export function stay() {
  const form = document.getElementById("lab");
  if (form) HTMLFormElement.prototype.reset.call(form); // a button of this name hides the form's own
  document.dispatchEvent(new CustomEvent("slopes:shown"));
  say("This is locked here.");
}

/** Say why nothing changed; what was shown stays. @param {string} sentence */
export function refuse(sentence) {
  const place = document.getElementById("refusal");
  if (!place) return;
  place.textContent = `${sentence} Shown is the last state that worked.`;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

/** Say something politely to those who listen. @param {string} text */
export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}
