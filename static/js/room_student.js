// A student's page: the answer is given here, comes back after a reload, and is compared once it is revealed.

import { enter } from "./code.js";
import { CODE, listen, put, say, speak, trouble } from "./room.js";
import { drawing } from "./room_board.js";

/** @typedef {import("./room.js").State} State */

const KEPT = `slopes-room-${CODE}`;
const tabs = new BroadcastChannel(KEPT); // of this phone, which are one seat
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
  if (asked && now.question) say(`${one("#shown h1")?.textContent} ${now.phase === "revealed" ? verdict() : ""}`);
}

/** What of the part belongs to this phone alone. */
function dress() {
  const given = state?.given;
  if (typeof given === "number") {
    for (const part of document.querySelectorAll("#shown h1")) {
      part.textContent = part.textContent?.replace("{given}", String(given)) ?? "";
    }
    for (const mine of document.querySelectorAll(`.sweep [data-given="${given}"]`)) {
      mine.classList.add("own");
      if (mine instanceof SVGCircleElement) mine.setAttribute("r", "2.2");
      one(".sweep .mine-too")?.removeAttribute("hidden");
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
  if (said instanceof HTMLInputElement && said !== document.activeElement) {
    said.value = (form.dataset.kind === "click" ? names.at(-1) : text) ?? "";
    follow(said.value);
  }
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
  tabs.postMessage({ token, id, round, own: state.own });
  fill();
  say("Your answer is in.");
}

// What another tab of this phone has sent is this one's answer as well.
tabs.addEventListener("message", ({ data }) => {
  if (!state || data.token !== token || data.id !== state.question?.id || data.round !== state.round) return;
  state.own = data.own;
  fill();
});

/** The slider stands where a number is written. @param {string} written */
function follow(written) {
  const slider = one("#guess"), value = Number(written.replace(",", "."));
  if (!(slider instanceof HTMLInputElement) || !written.trim() || !Number.isFinite(value)) return;
  const stops = places(slider).map(Number), off = stops.map((stop) => Math.abs(stop - value));
  slider.value = String(stops.length ? off.indexOf(Math.min(...off)) : value);
}

/** Where a slider may stand. @param {HTMLInputElement} slider */
const places = (slider) => (slider.dataset.places ?? "").split(" ").filter(Boolean);

/** What is written, without its unit. @param {string} written */
function answer(written) {
  const unit = state?.question?.unit ?? "", told = written.trim();
  return unit && told.toLowerCase().endsWith(unit.toLowerCase()) ? told.slice(0, -unit.length).trim() : told;
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
  if (slider === said && said instanceof HTMLInputElement) return follow(answer(said.value));
  if (!(slider instanceof HTMLInputElement) || slider.id !== "guess" || !(said instanceof HTMLInputElement)) return;
  said.value = places(slider)[Number(slider.value)] ?? slider.value;
  slider.setAttribute("aria-valuetext", said.value);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target !== one("#vote")) return;
  const kind = one("#vote")?.dataset.kind, said = one("#said");
  if (kind === "several") send(all("#vote input:checked").map((box) => box.value).join(",") || "none");
  else if (kind === "draw" && board.empty()) trouble("Draw your curve first.");
  else if (kind === "draw") send(board.heights().join(","));
  else if (said instanceof HTMLInputElement && said.value.trim()) {
    send(kind === "click" ? said.value.trim().replace(",", ".") : answer(said.value));
  } else if (said) trouble(kind === "click" ? "Tap the height, or write it." : "Move the slider, or write a number.");
});

one("#retype")?.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(one("#code"), trouble);
});

const board = drawing();
if (one("noscript")) seat(false);
