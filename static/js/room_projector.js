// The projector's page: where to go, what is asked, how many have answered, and what became of it.

import { CODE, listen, put, told } from "./room.js";

/** The teacher's key, where this browser is the teacher's: its page cannot be crowded out. */
function key() {
  try {
    return localStorage.getItem(`slopes-teach-${CODE}`) ?? "";
  } catch {
    return "";
  }
}

/** @param {import("./room.js").State} now */
function shown(now) {
  put(now);
  for (const place of told("students")) place.textContent = String(now.students);
  for (const place of told("answered")) place.textContent = String(now.answered);
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f") document.documentElement.requestFullscreen?.();
});

const token = key();
listen({ token, more: "&projector=1", shown, stranger: () => listen({ token: "", more: "&projector=1", shown }) });
