// What every page has: light or dark, projector view, the keyboard sheet, menus that close.

import "./projector.js";
import "./roving.js";
import { visitThen } from "./visit.js";

/** Whether the keys belong to a field at the moment. @param {EventTarget | null} target */
export function typing(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["range", "radio", "checkbox"].includes(target.type);
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch { /* storage is closed to us: the choice lasts for this page */ }
  recolour();
}

/** What scripts have drawn is to be drawn in other colours. */
const recolour = () => document.dispatchEvent(new CustomEvent("slopes:theme"));

function switchProjector() {
  if (!document.getElementById("projector")) return;
  visitThen(() => {
    const url = new URL(location.href);
    if (url.searchParams.get("view") === "projector") url.searchParams.delete("view");
    else url.searchParams.set("view", "projector");
    return url.pathname + url.search;
  });
}

/** Escape closes the menus, the focus going back to where they open; without one it leaves the projector view. */
function leave() {
  const open = [...document.querySelectorAll("details.menu[open]")];
  for (const menu of open) {
    menu.removeAttribute("open");
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  }
  const large = document.documentElement.classList.contains("projector");
  if (!open.length && !document.querySelector("dialog[open]") && large) switchProjector();
}

/** @returns {HTMLDialogElement} */
function sheet() {
  return /** @type {HTMLDialogElement} */ (document.getElementById("help"));
}

/** Show the sheet from its beginning: what has the focus then is its button, at the end. */
function tell() {
  sheet().showModal();
  sheet().scrollTop = 0;
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
document.getElementById("theme")?.addEventListener("click", switchTheme);
document.getElementById("projector")?.addEventListener("click", switchProjector);
document.getElementById("help-button")?.addEventListener("click", tell);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "?") tell();
  if (event.key === "p" || event.key === "P") switchProjector();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute("open");
  }
});
