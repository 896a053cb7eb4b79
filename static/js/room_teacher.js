// The teacher's page: go on, see how many are right, ask something of one's own.

import { CODE, ROOM, listen, put, speak, told, trouble } from "./room.js";
import { question } from "./room_own.js";

const KEPT = `slopes-teach-${CODE}`;
/** @type {Record<string, string>} */
const ADVICE = {
  "explain": "Few are right: explain, then ask again.",
  "talk": "About half are right: let them talk.",
  "go on": "Most are right: reveal, and go on.",
};

/** The key, from behind the # of the address, or as this browser has kept it. */
function key() {
  const shown = location.hash.slice(1);
  try {
    if (shown) localStorage.setItem(KEPT, shown);
    const kept = localStorage.getItem(KEPT) ?? "";
    if (!shown && kept) history.replaceState(null, "", `#${kept}`); // the address is the way to a second device
    return shown || kept;
  } catch {
    return shown;
  }
}

const token = key();

/** @param {import("./room.js").State} state */
function shown(state) {
  put(state);
  fill("students", String(state.students));
  fill("answered", String(state.answered));
  const share = state.share_right;
  fill("right", typeof share === "number" ? `, ${Math.round(100 * share)} % are right` : "");
  fill("advice", state.phase === "closed" ? ADVICE[state.advice ?? ""] ?? "" : "");
  const lasting = document.querySelector("#lasting");
  if (lasting) lasting.textContent = state.lasting ? "" : "This room lives in the server's memory, and ends with it.";
}

/** @param {string} name @param {string} text */
function fill(name, text) {
  for (const place of told(name)) if (place.textContent !== text) place.textContent = text;
}

/** @param {string} path @param {unknown} body */
async function command(path, body) {
  const { status, told: answer } = await speak(path, token, "POST", body);
  if (status >= 400) trouble(answer.errors?.[0]?.detail ?? answer.detail);
  return status < 400;
}

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (button?.id === "print") print();
  if (!(button instanceof HTMLElement) || !button.dataset.phase) return;
  const { phase, ask } = button.dataset;
  const limit = /** @type {HTMLSelectElement} */ (document.querySelector("#limit"));
  const seconds = phase === "asking" && Number(limit.value);
  command("/phase", { phase, ...(ask && { question: Number(ask) }), ...(seconds && { seconds }) });
});

document.querySelector("#own")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (await command("/questions", question(new FormData(form)))) form.reset();
});

for (const [id, path] of [["csv", "/results.csv"], ["json", "/results"]]) {
  document.querySelector(`#${id}`)?.setAttribute("href", `${ROOM}${path}?as=${token}`);
}
if (token) listen({ token, shown, stranger: () => trouble("The key in this address is none of this room.") });
else trouble("This address lacks the key of the room: use the link that you were given when you opened it.");
