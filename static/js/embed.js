// A lab in somebody else's page: it tells its height, and what is locked in it cannot be taken hold of.

import { form } from "./lab.js";
import { free, locks } from "./visit.js";

const ROOT = document.documentElement;

/** Tell the page around how high this one is, in CSS pixels, whenever that changes. */
function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ type: "slopes:height", height }, "*"); // there is nothing in it that nobody may know
}

/** The parameter of the state that a field or a handle changes. @param {HTMLElement} one */
function parameter(one) {
  const { row, knob, surfaceKnob, name } = one.dataset;
  if (surfaceKnob) return "surface";
  if (row === "schedule") return row;
  if (knob && row !== undefined) return form().dataset.page?.endsWith("/activations") ? "f" : "run";
  return name ?? (one.getAttribute("name") || one.id.split("-")[0]);
}

/** Whether a link, a field or a handle changes what is locked. @param {HTMLElement} one */
function locked(one) {
  if (one instanceof HTMLAnchorElement) {
    return one.pathname === form().dataset.page ? !free(bare(one.search)) : locks("all") && framed(one);
  }
  if (one.id === "start") return ["x", "y"].some(locks);
  return locks(parameter(one));
}

/** Whether a link leads to another lab in the frame. @param {HTMLAnchorElement} one */
const framed = (one) => one.pathname.includes("/embed/");

/** A query without what the frame keeps. @param {string} search */
function bare(search) {
  const query = new URLSearchParams(search);
  for (const name of ["hide", "lock"]) query.delete(name);
  return query.toString();
}

function lock() {
  const handles = ".hands button, .line-handle, .grip";
  const all = `#main :is(a[href], input, select, ${handles}):not(.player *, .plot-tools *, .copy *)`;
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(all))) one.inert = locked(one);
  document.dispatchEvent(new CustomEvent("slopes:locked"));
}

new ResizeObserver(tell).observe(document.body);
document.addEventListener("slopes:shown", lock);
if (ROOT.dataset.lock && form()) lock();
