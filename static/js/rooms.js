// Open a room, or go to one.

import { asking, inside } from "./asking.js";

document.querySelector("#join")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#code"));
  const letters = field.value.replace(/[^a-z]/gi, "").toUpperCase();
  if (letters.length === 6) location.assign(inside(`rooms/${letters}`));
  else refuse("A code has six letters.");
});

document.querySelector("#open")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const lesson = /** @type {HTMLSelectElement} */ (document.querySelector("#lesson")).value;
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ lesson }) };
  const answer = await asking(inside("api/rooms"), options, { tell: refuse });
  const told = await answer.json();
  if (answer.ok) location.assign(inside(`rooms/${told.code}/teacher#${told.teacher_key}`));
  else refuse(told.detail);
});

/** @param {string} sentence */
function refuse(sentence) {
  const place = /** @type {HTMLElement} */ (document.querySelector("#refused"));
  place.textContent = sentence;
  place.hidden = !sentence;
}
