// A page of a room listens to how the room stands; where a network holds events back it asks instead.

import { asking, inside, rest } from "./asking.js";

const FIRST = 6_000; // milliseconds in which the first event must come, else something between holds them back
const SILENT = 25_000; // milliseconds without a sign of life, of which there is one every ten seconds

export const CODE = document.body.dataset.code ?? "";
export const ROOM = inside(`api/rooms/${CODE}`);

/**
 * @typedef {{id: number, text: string, kind: string, options?: {name: string, text: string}[], unit?: string}} Question
 * @typedef {{version: number, phase: string, round: number, until: number | null, question: Question | null,
 *   own: {text: string, sure: boolean | null} | null, before: {text: string} | null, given: number | null,
 *   right: boolean | null, students: number, answered: number, share_right: number | null, advice: string | null,
 *   now: number, lasting: boolean, html: string}} State
 */

/** What the page is told. @param {string} name */
export const told = (name) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-told=${name}]`));

/** Say what stands in the way, or that nothing does. @param {string} sentence */
export function trouble(sentence) {
  const place = document.querySelector("#trouble");
  if (!(place instanceof HTMLElement) || place.textContent === sentence) return;
  place.textContent = sentence;
  place.hidden = !sentence;
}

/** Say something to whoever listens with a screen reader. @param {string} sentence */
export function say(sentence) {
  const live = document.querySelector("#live");
  if (live && live.textContent !== sentence) live.textContent = sentence;
}

/** Say why an answer is not in yet. @param {string} sentence */
const wait = (sentence) => trouble(sentence.replace("settings are", "answer is"));

/** A request of somebody with a token. @param {string} path @param {string} token @param {string} method
 * @param {unknown} [body] */
export async function speak(path, token, method, body) {
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), "Content-Type": "application/json" };
  const answer = await asking(ROOM + path, { method, headers, body: JSON.stringify(body) }, { tell: wait });
  trouble("");
  return { status: answer.status, told: await answer.json() };
}

/** Put in place what changes on the page, if it does; what has the focus keeps it. @param {State} state */
export function put(state) {
  const place = document.querySelector("#shown");
  if (!place || state.html === place.getAttribute("data-html")) return false;
  const held = document.activeElement?.id;
  place.innerHTML = state.html;
  place.setAttribute("data-html", state.html);
  if (held) document.getElementById(held)?.focus();
  return true;
}

let ticking = 0;

/** Show the seconds that are left by the server's clock: nobody's own need be right. @param {State} state */
function clock({ now, until, phase }) {
  const place = document.querySelector("#clock"), off = now - Date.now() / 1000;
  if (!(place instanceof HTMLElement)) return;
  clearInterval(ticking);
  place.hidden = !until || phase !== "asking";
  const tick = () => {
    place.textContent = `${Math.max(0, Math.ceil(Number(until) - Date.now() / 1000 - off))} s`;
  };
  if (place.hidden) return;
  tick();
  ticking = setInterval(tick, 500);
}

/**
 * Hear how the room stands, now and at each change, until it is over.
 * @param {{token: string, more?: string, shown: (state: State) => void, stranger?: () => void}} page `more` of the
 *   query, `stranger` is called if the token is none of this room
 */
export function listen({ token, more = "", shown, stranger = () => {} }) {
  const query = `page=1${more}${token && `&as=${token}`}`;
  let last = -1;
  /** @param {State} state */
  const take = (state) => {
    trouble("");
    last = state.version;
    clock(state);
    shown(state);
  };

  /** Ask again and again: each answer waits for a change. */
  async function poll() {
    for (;;) {
      const answer = await asking(`${ROOM}?${query}${last < 0 ? "" : `&after=${last}`}`, {}, { tell: trouble });
      if (answer.status === 403) return stranger();
      if (!answer.ok) return trouble("This room is gone.");
      take(await answer.json());
      await rest(100 + Math.random() * 200, []);
    }
  }

  /** Listen to events; a connection that says nothing for too long is given up. */
  function stream() {
    const source = new EventSource(`${ROOM}/events?${query}`);
    let heard = false, watch = setTimeout(lost, FIRST);
    function lost() {
      source.close();
      if (heard) stream();
      else poll();
    }
    const alive = () => {
      heard = true;
      clearTimeout(watch);
      watch = setTimeout(lost, SILENT);
    };
    source.addEventListener("beat", alive);
    source.addEventListener("state", (event) => {
      alive();
      take(JSON.parse(event.data));
    });
    source.addEventListener("end", (event) => {
      const { why } = JSON.parse(event.data);
      if (why !== "another page" && why !== "forgotten") return; // it comes back by itself
      clearTimeout(watch);
      source.close();
      trouble(why === "forgotten" ? "This room is gone." : "You have newer pages of this room; reload this one.");
    });
    source.addEventListener("error", () => {
      trouble("No answer from the server. It is asked again.");
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(watch); // refused: asking once more says why
      rest(500 + Math.random() * 2_500, []).then(poll);
    });
  }

  stream();
}

