// The teacher's page: go on, see how many are right, ask something of one's own.

import { CODE, ROOM, listen, put, speak, told, trouble } from "./room.js";
import { amiss, question, refuse } from "./room_own.js";

const NEXT = ".steps .primary, .steps button, .agenda button"; // where the keys go on once what was pressed is gone
const KEPT = `slopes-teach-${CODE}`;
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
  const pressed = document.activeElement?.closest("#shown [data-phase]");
  if (put(state) && pressed) /** @type {HTMLElement | null} */ (document.querySelector(NEXT))?.focus();
  fill("students", String(state.students));
  fill("answered", String(state.answered));
  const share = state.share_right;
  fill("right", typeof share === "number" ? `, ${Math.round(100 * share)} % are right` : "");
  const lasting = document.querySelector("#lasting");
  if (lasting) lasting.textContent = state.lasting ? "" : "This room lives in the server's memory, and ends with it.";
}

/** @param {string} name @param {string} text */
function fill(name, text) {
  for (const place of told(name)) if (place.textContent !== text) place.textContent = text;
}

/** @param {string} path @param {unknown} body @param {(sentence: string) => void} [tell] */
async function command(path, body, tell = trouble) {
  const { status, told: answer } = await speak(path, token, "POST", body);
  if (status >= 400) tell(answer.errors?.[0]?.detail ?? answer.detail);
  return status < 400;
}

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (button?.id === "print") print();
  if (button?.id === "copy") copy(button);
  if (button?.id === "end") surely(true);
  if (button?.id === "stay" || button?.dataset.phase === "ended") surely(false);
  if (!(button instanceof HTMLElement) || !button.dataset.phase) return;
  const { phase, ask } = button.dataset;
  const limit = /** @type {HTMLSelectElement} */ (document.querySelector("#limit"));
  const seconds = phase === "asking" && Number(limit.value);
  command("/phase", { phase, ...(ask && { question: Number(ask) }), ...(seconds && { seconds }) });
});

/** Ask once more before the room ends. @param {boolean} asked */
function surely(asked) {
  document.querySelector("#surely")?.toggleAttribute("hidden", !asked);
  document.querySelector("#end")?.setAttribute("aria-expanded", String(asked));
  if (asked) /** @type {HTMLElement | null} */ (document.querySelector("#stay"))?.focus();
}

/** The way to a second device; where the browser lets nobody copy, it is shown. @param {HTMLElement} button */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
  } catch {
    const link = /** @type {HTMLInputElement} */ (document.querySelector("#link input"));
    document.querySelector("#link")?.removeAttribute("hidden");
    link.value = location.href;
    link.select();
  }
}

document.querySelector("#own")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const told = new FormData(form), wrong = amiss(told);
  refuse(wrong);
  if (!wrong && await command("/questions", question(told), refuse)) form.reset();
});

for (const [id, path] of [["csv", "/results.csv"], ["json", "/results"]]) {
  document.querySelector(`#${id}`)?.setAttribute("href", `${ROOM}${path}?as=${token}`);
}
if (token) listen({ token, shown, stranger: () => trouble("The key in this address is none of this room.") });
else trouble("This address lacks the key of the room: use the link that you were given when you opened it.");
