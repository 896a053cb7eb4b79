// Open a room, or go to one.

import { asking, inside } from "./asking.js";
import { enter } from "./code.js";
import { amiss, question, refuse as refuseOwn } from "./room_own.js";

document.querySelector("#join")?.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(document.querySelector("#code"), (sentence) => refuse(sentence, "#no-code"));
});

document.querySelector("#open")?.addEventListener("submit", (event) => {
  event.preventDefault();
  open({ lesson: /** @type {HTMLSelectElement} */ (document.querySelector("#lesson")).value });
});

const own = /** @type {HTMLFormElement | null} */ (document.querySelector("#own"));
own?.addEventListener("submit", (event) => {
  event.preventDefault();
  const told = new FormData(own), wrong = amiss(told);
  refuseOwn(wrong);
  if (!wrong) open({ question: { ...question(told), lab: own.dataset.lab } }, refuseOwn);
});

/** Open a room, and go to its teacher's page. @param {unknown} told @param {(sentence: string) => void} [tell] */
async function open(told, tell = refuse) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told) };
  const answer = await asking(inside("api/rooms"), options, { tell });
  const room = await answer.json();
  if (answer.ok) location.assign(inside(`rooms/${room.code}/teacher#${room.teacher_key}`));
  else tell(room.errors?.[0]?.detail ?? room.detail);
}

/** @param {string} sentence */
function refuse(sentence, where = "#refused") {
  const place = /** @type {HTMLElement} */ (document.querySelector(where));
  place.textContent = sentence;
  place.hidden = !sentence;
}
