// Copy the call behind the figure, or keep the picture.

import { asking } from "./asking.js";
import { say } from "./visit.js";

/** @param {HTMLElement} button */
const text = (button) => (button.dataset.copy ?? "").replaceAll("{origin}", location.origin);

/** Let every button with data-copy show its text when it is pointed at, and copy it when it is pressed. */
export function copying() {
  const preview = (/** @type {Event} */ event) => {
    const button = /** @type {Element} */ (event.target).closest?.("[data-copy]");
    const place = document.getElementById("copy-text");
    if (button && place) place.textContent = text(/** @type {HTMLElement} */ (button));
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, preview);
  const first = () => {
    const place = document.getElementById("copy-text");
    if (place) place.textContent = (place.textContent ?? "").replaceAll("{origin}", location.origin);
  };
  first();
  document.addEventListener("slopes:shown", first);
  document.addEventListener("click", async (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-copy]"));
    if (!button) return;
    const name = button.textContent;
    try {
      await navigator.clipboard.writeText(text(button));
      button.textContent = "Copied";
      say("Copied");
    } catch {
      // Browsers give the clipboard only to secure pages: leave the text selected, one key away.
      getSelection()?.selectAllChildren(/** @type {Node} */ (document.getElementById("copy-text")));
      button.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => { button.textContent = name; }, 2000);
  });
}

/** Let the buttons with data-png download the picture that the plot's SVG address answers, twice as large. */
export function saving() {
  document.addEventListener("click", async (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-png]"));
    const found = button?.parentElement?.querySelector("a[download$='.svg']");
    const link = /** @type {HTMLAnchorElement | null} */ (found ?? null);
    if (button && link) download(await painted(await (await asking(link.href)).blob()), button.dataset.png ?? "");
  });
}

/** @param {Blob} svg @returns {Promise<Blob>} */
async function painted(svg) {
  const image = new Image(), url = URL.createObjectURL(svg);
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * image.naturalWidth;
  canvas.height = 2 * image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
