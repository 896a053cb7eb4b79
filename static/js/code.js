// The code of a room, as somebody types it.

import { inside } from "./asking.js";

const LETTERS = 6;

/** Go to the room whose code is written. @param {Element | null} field @param {(sentence: string) => void} refuse */
export function enter(field, refuse) {
  const code = (field instanceof HTMLInputElement ? field.value : "").replace(/[^a-z]/gi, "").toUpperCase();
  if (code.length === LETTERS) location.assign(inside(`rooms/${code}`));
  else refuse("A code has six letters.");
}
