// A lesson by hand: what is predicted becomes state, the run is played, the knob draws anew; nothing is computed here.

import { decimal } from "./decimal.js";
import { figure } from "./figure.js";
import { gripping } from "./gripping.js";
import { form, keys, lab, meant, one, onSpace } from "./lab.js";
import { linking } from "./linking.js";
import { learnt } from "./learnt.js";
import { moving } from "./moving.js";
import { pinning } from "./pinning.js";
import { drawing } from "./drawing.js";
import { player } from "./player.js";
import { scrubbing } from "./scrubbing.js";
import { beat as clicker } from "./projector.js";
import { moment, reading } from "./readout.js";
import { say, visitThen } from "./visit.js";

const { state, shown, go, set, quietly } = lab({ changed, settled });
/** @type {import("./moving.js").Series[]} */
let runs = [];
let beatShown = form().dataset.beat ?? "", figureShown = "";
let played = ""; // the state whose run has been played already

const plot = figure("lesson-plot", {
  redraw: () => { paint(); pin.paint(); curve.paint(); grip.paint(); terms.dress(); },
  pressed: (x, y) => { pin.put(y); grip.put(x, y); },
});
const moves = moving(plot, { series: (i) => runs[i] });
const pin = pinning(plot), curve = drawing(plot), terms = linking(plot, moves, () => paint());
const grip = gripping(plot, (slider) => { changed(slider); state.dragging = true; }); // a drag is one of the history


const steps = () => Number(form().dataset.steps);
const play = player(paint, rest);
/** What is told of a run at a step. @param {import("./moving.js").Series} run @param {number} k */
const spot = ({ x, y, notes }, k) => notes?.[k] || `${decimal(x[k])}, ${decimal(y[k])}`;
reading(plot, moves, (i, k) => spot(runs[i], k), () => play.step);
scrubbing(plot, moves, play);

/** What moves, at the player's step; where nothing does, what moved before goes. */
function paint() {
  moves.paint(steps() ? play.step : 0);
  for (const told of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-follows]"))) follow(told);
}

/** A number beside the formula is that of the player's step. @param {HTMLElement} told */
function follow(told) {
  const [what, index] = (told.dataset.follows ?? "").split(" "), run = runs[Number(index)];
  if (!run) return;
  const k = Math.min(play.step, run.x.length - 1);
  const { [k]: x } = run.x, { [k]: y } = run.y, number = decimal({ x, y, "1-y": 1 - y }[what] ?? NaN, 4);
  const words = { n: moment(k), at: moment(k).split(" = ").pop(), y: run.notes?.[k] }[what];
  told.textContent = words ?? number;
}

/** Where the run is left standing is state, the end of it none. @param {number} step */
function rest(step) {
  const query = shown(), told = document.querySelector(".told .aha")?.textContent;
  if (step === steps() && told) say(told); // what it has come to
  if (step === Number(query.get("step") ?? steps())) return; // of what is wished by now
  if (step < steps()) query.set("step", String(step));
  else query.delete("step");
  quietly(() => go(query)); // where it was paused is no step of the history
}

/** A slider fills in the number beside it, or turns the knob. @param {HTMLInputElement} input */
function changed(input) {
  const { knob, fills } = input.dataset;
  const value = meant(input);
  if (fills) {
    const said = /** @type {HTMLInputElement} */ (one(`#${fills}`));
    said.value = value;
    input.setAttribute("aria-valuetext", value);
    grip.paint();
  }
  if (knob && value !== "") {
    if (input.type === "range") { tell(input, value); grip.paint(); } // at once, whenever the picture comes
    set({ [knob]: value });
  }
}

/** What the slider of the knob says, aloud and in the box. @param {HTMLInputElement} slider @param {string} value */
function tell(slider, value) {
  slider.setAttribute("aria-valuetext", value);
  /** @type {HTMLInputElement} */ (one("#value-box")).value = value;
}

/** A page that comes while the hand is further on says the hand's number. */
function catchUp() {
  const slider = /** @type {HTMLInputElement | null} */ (one("#value"));
  if (slider && slider.value !== slider.defaultValue) tell(slider, meant(slider));
}

/** The slider of a prediction goes to the number that somebody writes beside it. @param {HTMLInputElement} box */
function goTo(box) {
  const slider = /** @type {HTMLInputElement | null} */ (one("#guess")), written = Number(box.value.replace(",", "."));
  if (!slider || box.value.trim() === "" || Number.isNaN(written)) return;
  const far = (slider.dataset.places ?? "").split(" ").map((place) => Math.abs(Number(place) - written));
  slider.value = String(far.indexOf(Math.min(...far)));
  slider.setAttribute("aria-valuetext", meant(slider));
  grip.paint();
}

document.addEventListener("input", ({ target }) => {
  if (target === one("#said")) goTo(/** @type {HTMLInputElement} */ (target));
});

// What a form tells becomes state: its fields take the place of those of the same name.
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  const told = new FormData(form(), event.submitter), query = shown();
  const ticks = Boolean(form().querySelector("[name=ticked]"));
  if (ticks && !told.has("ticked") && !told.has("prediction")) return ask("Tick at least one, or choose None of them.");
  if (curve.empty()) return ask("Draw your curve first, or skip the prediction.");
  for (const name of ["step", ...new Set(told.keys())]) query.delete(name); // what follows begins at its own end
  for (const [name, value] of told) query.append(name, String(value));
  go(query);
});

/** What is missing before a form can be taken. @param {string} sentence */
function ask(sentence) {
  one("#refusal").textContent = sentence;
  one("#refusal").toggleAttribute("hidden", false);
}

document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("#print")) print();
});

/** On to what comes next, if there is something. @param {number} by */
function onward(by) {
  const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".beats a"))];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const link = by > 0 ? /** @type {HTMLAnchorElement | null} */ (document.querySelector(".told [rel=next]"))
    : links[here - 1];
  if (!link) return false;
  if (link.pathname === location.pathname) visitThen(() => link.pathname + link.search);
  else location.assign(link.href);
  return true;
}
clicker(onward);

keys((event) => {
  if (steps()) onSpace(event, play.buttons.play);
  /** @type {Record<string, () => void>} */
  const actions = {
    ".": () => steps() && play.buttons.forward(), ",": () => steps() && play.buttons.back(),
    n: () => onward(1), l: () => say(words()),
  };
  if (!event.altKey) actions[event.key.toLowerCase()]?.();
});

/** What happened, in words. */
const words = () => one("#words").textContent ?? "";

/** The page has changed: draw it; a run that was just predicted is played, unless nothing is to move. */
function settled() {
  const told = /** @type {HTMLElement} */ (one(".told")), at = document.activeElement;
  const lost = !at || at === document.body || (form().dataset.beat !== beatShown && told.contains(at));
  const picked = told.querySelector(".option.placed") && told.querySelector("a.option, a.primary"); // of an order
  if (lost) /** @type {HTMLElement} */ (picked ?? told).focus({ preventScroll: true }); // keys go on from here
  catchUp();
  dress();
  lookUp();
  learnt(form().dataset);
  return heard();
}

/** Another step of the lesson begins at its picture, where that has gone out of sight. */
function lookUp() {
  const { beat: here = "" } = form().dataset, picture = one(".shown");
  if (here !== beatShown && picture.getBoundingClientRect().top < 0) picture.scrollIntoView({ block: "start" });
  beatShown = here;
}

/** What is told, sentence by sentence: formulas and labels are read where they stand. */
function heard() {
  const told = ".told :is(p, .option, legend):not(.law, .onward, .said, [aria-hidden], :has(> .quiet))";
  return [...document.querySelectorAll(told)].map((each) => each.textContent?.replace(/\s+/g, " ").trim()).join(" ");
}

function dress() {
  const kind = `${form().dataset.beat} ${plot.plot().dataset.figure?.split("?")[0]}`;
  if (figureShown && kind !== figureShown) plot.forget();
  figureShown = kind;
  runs = JSON.parse(plot.plot().dataset.runs ?? "[]");
  pin.dress();
  curve.dress();
  grip.paint();
  moves.dress();
  if (steps()) play.settle();
  plot.draw();
  const query = new URLSearchParams(form().dataset.query), fresh = form().dataset.beat === "see" && !query.has("step");
  if (fresh && steps() && played !== query.toString() && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    play.anew();
  }
  if (fresh) played = query.toString();
  paint();
}

document.addEventListener("slopes:theme", () => { moves.fresh(); paint(); });
dress();
learnt(form().dataset);
