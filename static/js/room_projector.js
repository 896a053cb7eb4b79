// The projector's page: where to go, what is asked, how many have answered, and what became of it.

import { CODE, listen, put, told } from "./room.js";

const LAID_OUT = 1280; // px, the least in which a frame's page is laid out as for a projector

/** What runs in a frame is laid out as for a projector, and made as small as its place in the room. */
const fitted = new ResizeObserver((frames) => {
  for (const { target, contentRect: { width, height } } of frames) {
    const share = Math.min(1, width / LAID_OUT), page = /** @type {HTMLElement} */ (target.firstElementChild);
    const size = { width: `${width / share}px`, height: `${height / share}px` };
    Object.assign(page.style, { ...size, transform: `scale(${share})` });
  }
});

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
  if (put(now)) for (const frame of document.querySelectorAll(".frame")) fitted.observe(frame);
  for (const place of told("students")) place.textContent = String(now.students);
  for (const place of told("answered")) place.textContent = String(now.answered);
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f") document.documentElement.requestFullscreen?.();
});

const token = key();
listen({ token, more: "&projector=1", shown, stranger: () => listen({ token: "", more: "&projector=1", shown }) });
