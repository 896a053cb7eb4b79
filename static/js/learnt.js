// What was learnt, kept in this browser alone: which lessons are done and when; later two questions from them.

const KEY = "slopes-lessons", DAY = 86_400_000; // milliseconds
const REST = [1, 3, 7]; // days after which a lesson is asked about again, for the first, second and third time

/** @typedef {Record<string, {done: number, asked: number}>} Learnt when it was done or asked, and how often since */

/** What is kept and can be understood. @returns {Learnt} */
function kept() {
  try {
    const all = Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    return Object.fromEntries(all.filter(([, one]) => Number.isFinite(one?.done) && Number.isInteger(one.asked)));
  } catch {
    return {};
  }
}

/** @param {Learnt} all */
function keep(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch { /* storage is closed to us: nothing is kept */ }
}

/** A lesson that is at its end is done. @param {DOMStringMap} told */
export function learnt({ slug = "", beat }) {
  const all = kept();
  if (beat === "end" && !all[slug]) keep({ ...all, [slug]: { done: Date.now(), asked: 0 } });
}

/** Mark what is done, and ask two questions from what was done a while ago. */
function listed() {
  const all = kept(), now = Date.now();
  const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-lesson]"))];
  const known = links.filter((link) => all[link.dataset.lesson ?? ""]);
  for (const link of known) link.querySelector(".done")?.removeAttribute("hidden");
  const due = known.filter((link) => {
    const { done, asked } = all[link.dataset.lesson ?? ""];
    return now - done >= REST[Math.min(asked, REST.length - 1)] * DAY;
  });
  const place = document.querySelector("#again"), list = place?.querySelector("ul");
  if (!place || !list || !due.length) return;
  due.sort((a, b) => all[a.dataset.lesson ?? ""].done - all[b.dataset.lesson ?? ""].done);
  list.replaceChildren(...due.slice(0, 2).map((link) => question(link, all)));
  place.removeAttribute("hidden");
}

/** One of a lesson's questions, with numbers of its own. @param {HTMLAnchorElement} link @param {Learnt} all */
function question(link, all) {
  const item = document.createElement("li"), way = document.createElement("a"), { lesson = "", checks } = link.dataset;
  const check = 1 + (all[lesson].asked % Number(checks)), seed = Math.floor(Math.random() * 1_000_000);
  way.href = `${link.href}?skip=1&beat=check&check=${check}&seed=${seed}`;
  way.textContent = link.querySelector(".question")?.textContent ?? "";
  way.addEventListener("click", () => {
    keep({ ...kept(), [lesson]: { done: Date.now(), asked: all[lesson].asked + 1 } });
  });
  item.append(way);
  return item;
}

listed();
