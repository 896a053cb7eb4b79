// Points of one's own: added by a click or from two boxes, or pasted as rows.

import { one, form } from "./lab.js";
import { locks, refuse, stay } from "./visit.js";

export const WINDOW = ["x_low", "x_high", "y_low", "y_high"];
const LONGEST = 6_000; // characters of pasted rows that an address takes: the server says what is wrong with them
const DIGITS = 3; // of a point that a click adds

/**
 * @param {{
 *   wish: () => URLSearchParams, go: (query: URLSearchParams) => void,
 *   usual: (values: Record<string, string>) => void,
 * }} page what is wished, how to go there, and how to go to other rows
 */
export function owning({ wish, go, usual }) {
  /**
   * Add a point to those that are shown; a set becomes one's own points with that.
   * @param {number} x @param {number} y @param {boolean} short by hand: with as many digits as can be seen
   */
  function add(x, y, short) {
    const { rows: known = "", room, own, usual: plain } = form().dataset;
    if (document.documentElement.classList.contains("projector")) return;
    if (locks("rows") || locks("data")) return stay();
    if (!known || Number(room) < 1) return refuse("A link holds at most 100 points; the API takes up to 10,000.");
    const round = (/** @type {number} */ value) => String(short ? Number(value.toPrecision(DIGITS)) : value);
    const query = wish(), n = known.split(" ").length;
    query.set("rows", `${known} ${round(x)},${round(y)}`);
    if (own !== "1") for (const name of WINDOW) query.delete(name);
    if (plain === "1") for (const name of ["run", "batch"]) query.delete(name);
    else {
      const sizes = query.getAll("batch");
      query.delete("batch"); // a batch of all rows is one of all rows again
      for (const size of sizes) query.append("batch", Number(size) === n ? String(n + 1) : size);
    }
    go(query);
  }

  /** The point in the two boxes. */
  function enter() {
    const boxes = ["#new-x", "#new-y"].map((name) => /** @type {HTMLInputElement} */ (one(name)));
    const empty = boxes.find(({ value }) => value === "");
    if (empty) return empty.focus();
    add(boxes[0].valueAsNumber, boxes[1].valueAsNumber, false);
    boxes[0].focus(); // a new page has them empty; what is refused stays in them
  }

  let pasted = false; // and not shown yet: till then they stand where they can be mended

  /** The rows that were pasted, whatever they are: the server says what is wrong with them. */
  function use() {
    const { value } = /** @type {HTMLTextAreaElement} */ (one("#pasted"));
    if (!value.trim()) return /** @type {HTMLElement} */ (one("#pasted")).focus();
    if (value.length > LONGEST) {
      return refuse(`A link holds at most 100 rows; this has ${value.length} characters. The API takes up to 10,000.`);
    }
    pasted = true;
    usual({ rows: value.trimEnd() });
  }

  document.addEventListener("click", (event) => {
    const { id = "" } = /** @type {Element} */ (event.target).closest("button") ?? {};
    if (id === "put") enter();
    if (id === "use") use();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !["new-x", "new-y"].includes(/** @type {Element} */ (event.target).id)) return;
    event.preventDefault();
    enter();
  });

  return {
    add,
    /** What was pasted is shown. */
    settled() {
      if (pasted) one("#paste").removeAttribute("open");
      pasted = false;
    },
  };
}
