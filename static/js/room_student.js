// A student's page: the answer is given here, comes back after a reload, and is compared once it is revealed.

import { CODE, listen, put, say, speak, trouble } from "./room.js";
import { drawing } from "./room_board.js";

/** @typedef {import("./room.js").State} State */

const KEPT = `slopes-room-${CODE}`;
/** @type {State | undefined} */
let state;
let token = "";

/** @template {Element} [T=HTMLElement] @param {string} selector @returns {T | null} */
const one = (selector) => document.querySelector(selector);
/** @param {string} selector */
const all = (selector) => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(selector)]);

/** The seat that this phone has kept, or a new one. @param {boolean} anew */
async function seat(anew) {
  try {
    token = (!anew && localStorage.getItem(KEPT)) || "";
  } catch { /* storage is closed to us: a reload is a new seat */ }
  if (!token) {
    const { status, told } = await speak("/students", "", "POST");
    if (status !== 201) return trouble(told.detail);
    token = told.student;
    try {
      localStorage.setItem(KEPT, token);
    } catch { /* as above */ }
  }
  listen({ token, shown, stranger: () => seat(true) });
}

/** @param {State} now */
function shown(now) {
  const asked = state?.question?.id !== now.question?.id || state?.round !== now.round || state?.phase !== now.phase;
  state = now;
  const changed = put(now);
  if (changed) dress();
  fill();
  if (asked && now.question) say(`${now.question.text} ${now.phase === "revealed" ? verdict() : ""}`);
}

/** What of the part belongs to this phone alone. */
function dress() {
  const given = state?.given;
  if (typeof given === "number") {
    for (const part of document.querySelectorAll("#shown h1")) {
      part.textContent = part.textContent?.replace("{given}", String(given)) ?? "";
    }
  }
  board.dress();
}

/** Whether the answer was right, once that is known. */
function verdict() {
  const mine = state?.own ?? state?.before;
  if (!state || !mine) return "You did not answer this one.";
  const how = state.right === null ? "" : state.right ? "Right. " : "Not this time. ";
  return `${how}You said ${spoken(mine.text)}.`;
}

/** An answer in the words of its options. @param {string} text */
function spoken(text) {
  const { kind = "", options, unit } = state?.question ?? {};
  if (kind === "draw") return "what you drew";
  if (kind === "click") return text.split(",").at(-1) ?? text;
  const names = new Map(options?.map(({ name, text: words }) => [name, `“${words.replace(/\.$/, "")}”`]));
  return options ? text.split(",").map((name) => names.get(name) ?? name).join(kind === "rank" ? " before " : ", ")
    : `${text} ${unit ?? ""}`.trim();
}

/** Show one's own answer as the server has it. */
function fill() {
  const own = state?.own ?? null, form = one("#vote"), mine = one("#mine"), sure = one("#sure");
  for (const place of document.querySelectorAll("[data-own=verdict]")) place.textContent = verdict();
  const open = state?.phase === "asking";
  if (mine) {
    mine.hidden = !form || !own;
    mine.textContent = own ? `Your answer is in: ${spoken(own.text)}.${open ? " You may change it." : ""}` : "";
  }
  one("#hide")?.toggleAttribute("hidden", !own && !state?.before);
  if (sure) sure.hidden = !own || !open;
  for (const each of all("#sure button")) each.setAttribute("aria-pressed", String(String(own?.sure) === each.value));
  mark(form, own?.text);
}

/** Mark what was answered in the form. @param {Element | null} form @param {string | undefined} text */
function mark(form, text) {
  if (!(form instanceof HTMLFormElement) || text === undefined) return;
  const names = text.split(",");
  for (const option of all("#vote .option[value]")) {
    const place = names.indexOf(option.value);
    option.setAttribute("aria-pressed", String(place >= 0));
    const key = option.querySelector("kbd");
    if (form.dataset.kind === "rank" && key) key.textContent = place < 0 ? "" : String(place + 1);
  }
  for (const box of all("#vote input[type=checkbox]")) box.checked = names.includes(box.value);
  const said = one("#said");
  if (said instanceof HTMLInputElement && said !== document.activeElement) said.value = names.at(-1) ?? "";
  if (form.dataset.kind === "draw") board.set(names.map(Number));
}

/** Send an answer. @param {string} vote @param {boolean | null} [sure] */
async function send(vote, sure = null) {
  if (!state?.question || !vote) return;
  const { id } = state.question, round = state.round;
  const { status, told } = await speak(`/votes/${id}/${round}`, token, "PUT", { vote, ...(sure !== null && { sure }) });
  if (status === 403) return seat(true);
  if (status !== 200) return trouble(told.errors?.[0]?.detail.replace(/^vote: /, "") ?? told.detail);
  if (state.question?.id !== id || state.round !== round) return; // the class has gone on meanwhile
  state.own = { text: vote, sure };
  fill();
  say("Your answer is in.");
}

const order = () =>
  all("#vote .option[aria-pressed=true]").sort((a, b) => place(a) - place(b)).map((each) => each.value);
/** @param {Element} option */
const place = (option) => Number(option.querySelector("kbd")?.textContent);

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (!button) return;
  const kind = one("#vote")?.dataset.kind;
  if (button.closest("#sure")) send(state?.own?.text ?? "", button.value === "true");
  else if (button.id === "again") start();
  else if (button.id === "hide") hide(button);
  else if (button.matches(".option") && kind === "choice") send(button.value);
  else if (button.matches(".option") && kind === "rank") next(button);
});

/** Nothing is in order yet. */
function start() {
  for (const option of all("#vote .option")) {
    option.setAttribute("aria-pressed", "false");
    const key = option.querySelector("kbd");
    if (key) key.textContent = "";
  }
}

/** The next in order; the last one follows by itself. @param {HTMLButtonElement} button */
function next(button) {
  const options = all("#vote .option");
  if (order().length === options.length) start();
  if (button.getAttribute("aria-pressed") === "true") return;
  const rest = options.filter((each) => each.getAttribute("aria-pressed") === "false" && each.value !== button.value);
  const names = [...order(), button.value, ...(rest.length === 1 ? [rest[0].value] : [])];
  mark(one("#vote"), names.join(","));
  if (rest.length <= 1) send(names.join(","));
}

/** One's own answer is nobody else's business. @param {Element} button */
function hide(button) {
  const hidden = document.documentElement.classList.toggle("hidden-answer");
  button.setAttribute("aria-pressed", String(hidden));
  button.textContent = hidden ? "Show my answer" : "Hide";
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "h" || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target instanceof HTMLInputElement && !["range", "checkbox"].includes(event.target.type);
  if (!field && !one("#hide")?.hidden) one("#hide")?.click();
});

document.addEventListener("input", (event) => {
  const slider = event.target, said = one("#said");
  if (!(slider instanceof HTMLInputElement) || slider.id !== "guess" || !(said instanceof HTMLInputElement)) return;
  const places = (slider.dataset.places ?? "").split(" ").filter(Boolean);
  said.value = places[Number(slider.value)] ?? slider.value;
  slider.setAttribute("aria-valuetext", said.value);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const kind = one("#vote")?.dataset.kind, said = one("#said");
  if (kind === "several") send(all("#vote input:checked").map((box) => box.value).join(",") || "none");
  else if (kind === "draw") send(board.heights().join(","));
  else if (said instanceof HTMLInputElement) send(said.value.trim());
});

const board = drawing();
if (one("noscript")) seat(false);
