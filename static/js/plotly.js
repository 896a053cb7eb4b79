// Plotly and what it draws: each bundle is loaded once, when it is wanted; figures come in the page's colours.

import { asking } from "./asking.js";

export const CONFIG = {
  displayModeBar: false, displaylogo: false, showSendToCloud: false, scrollZoom: true, doubleClick: false,
  showTips: false, responsive: true, showAxisDragHandles: false, showAxisRangeEntryBoxes: false,
};
/** How an axis finds its own ticks, once it is seen otherwise than the server has drawn it. */
export const AUTO = { tickmode: "auto", nticks: 6, exponentformat: "none" };

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/** A bundle of Plotly; it registers itself as `Plotly`. @param {string} file its name among the vendored ones */
export function bundle(file) {
  const known = loaded.get(file) ?? new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`../vendor/${file}`, import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = (error) => {
      loaded.delete(file); // whoever wants it next asks again
      reject(error);
    };
    document.head.append(script);
  });
  loaded.set(file, known);
  return known;
}

/** Light or dark, as the page is now. @returns {"light" | "dark"} */
export function scheme() {
  const chosen = getComputedStyle(document.documentElement).colorScheme;
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return dark ? "dark" : "light";
}

/** The address of a figure for Plotly, in the page's colours. @param {string} base */
export function address(base) {
  const [path, query = ""] = base.split("?");
  const kept = query.split("&").filter((one) => one && !/^(format|theme)=/.test(one));
  return `${path}?${[...kept, "format=plotly", `theme=${scheme()}`].join("&")}`;
}

/** @param {string} url @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function ask(url, signal) {
  const answer = await asking(url, { signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
