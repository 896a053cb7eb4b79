// Copy the call behind the figure, or keep the picture.

import { say } from "./visit.js";

/** @param {HTMLElement} button */
const text = (button) => (button.dataset.copy ?? "").replaceAll("{origin}", location.origin);

/** Let every button with data-copy show its text when it is pointed at, and copy it when it is pressed. */
export function copying() {
  const preview = (/** @type {Event} */ event) => {
    const button = /** @type {Element} */ (event.target).closest?.("[data-copy]"), place = document.getElementById("copy-text");
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

/** Let the buttons with data-save download the figure as it is on screen. */
export function saving() {
  document.addEventListener("click", async (event) => {
    const kind = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-save]"))?.dataset.save;
    if (!kind) return;
    const drawing = picture();
    const svg = new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
    download(kind === "svg" ? svg : await painted(svg, drawing), `slopes.${kind}`);
  });
}

const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "font-family", "text-anchor", "paint-order", "vector-effect", "overflow", "opacity", "clip-path"];

/** The figure as one SVG that needs no style sheet. */
function picture() {
  const plot = /** @type {HTMLElement} */ (document.getElementById("plot"));
  const root = document.documentElement.classList, ours = ["drawn", "live"].filter((name) => root.contains(name));
  root.remove(...ours); // what scripts have drawn gives way to the server's own picture of the same state
  const [left, around] = [56, plot.getBoundingClientRect()];
  const whole = element("svg", { xmlns: "http://www.w3.org/2000/svg", width: around.width + left + 24, height: around.height + 24 });
  whole.append(element("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor }));
  for (const part of plot.querySelectorAll(":scope > svg, .between > .pill, [data-picture]")) {
    const box = part.getBoundingClientRect(), copy = /** @type {SVGElement} */ (part.cloneNode(true));
    dress(part, copy);
    for (const [name, value] of Object.entries({ x: box.left - around.left + left, y: box.top - around.top + 12, width: box.width, height: box.height })) copy.setAttribute(name, String(value));
    whole.append(copy);
  }
  root.add(...ours);
  return whole;
}

/** Write the computed looks of `from` and all within into `to`. @param {Element} from @param {Element} to */
function dress(from, to) {
  const style = getComputedStyle(from);
  for (const look of LOOKS) to.setAttribute(look, style.getPropertyValue(look));
  const copies = [...to.children];
  [...from.children].forEach((child, i) => (getComputedStyle(child).display === "none" && child.tagName !== "defs" ? copies[i].remove() : dress(child, copies[i])));
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") made.setAttribute(key, String(value));
  return made;
}

/** @param {Blob} svg @param {SVGElement} drawing @returns {Promise<Blob>} */
async function painted(svg, drawing) {
  const image = new Image(), url = URL.createObjectURL(svg);
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Number(drawing.getAttribute("width"));
  canvas.height = 2 * Number(drawing.getAttribute("height"));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
