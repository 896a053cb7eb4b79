// Open a room, or go to one.

import { asking, inside } from "./asking.js";
import { question } from "./room_own.js";

document.querySelector("#join")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#code"));
  const letters = field.value.replace(/[^a-z]/gi, "").toUpperCase();
  if (letters.length === 6) location.assign(inside(`rooms/${letters}`));
  else refuse("A code has six letters.");
});

document.querySelector("#open")?.addEventListener("submit", (event) => {
  event.preventDefault();
  open({ lesson: /** @type {HTMLSelectElement} */ (document.querySelector("#lesson")).value });
});

const own = /** @type {HTMLFormElement | null} */ (document.querySelector("#own"));
own?.addEventListener("submit", (event) => {
  event.preventDefault();
  open({ question: { ...question(new FormData(own)), lab: own.dataset.lab } });
});

/** Open a room, and go to its teacher's page. @param {unknown} told */
async function open(told) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told) };
  const answer = await asking(inside("api/rooms"), options, { tell: refuse });
  const room = await answer.json();
  if (answer.ok) location.assign(inside(`rooms/${room.code}/teacher#${room.teacher_key}`));
  else refuse(room.errors?.[0]?.detail ?? room.detail);
}

/** @param {string} sentence */
function refuse(sentence) {
  const place = /** @type {HTMLElement} */ (document.querySelector("#refused"));
  place.textContent = sentence;
  place.hidden = !sentence;
}
