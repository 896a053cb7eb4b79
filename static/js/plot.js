// Plotly takes over the curves of a figure when it is ready; until then, and without it, they are the server's SVG.

/** @typedef {{x: number, value: number, left: number, right: number}} Kink */
/** @typedef {{f: string, value: (number | null)[], slope: (number | null)[], kinks: Kink[]}} Curve */
/** @typedef {{x: number[], curves: Curve[]}} Answer */

/** @type {AbortController | undefined} */
let stale;
/** @type {Promise<any> | undefined} */
let plotly;

/** Load the cartesian bundle once; it registers itself as `Plotly`. */
function load() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/plotly-cartesian.min.js", import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return plotly;
}

/** @type {Promise<Answer> | undefined} the numbers of the state that was asked for last, on their way already */
let coming;

/** Ask for the numbers of a page while the page itself is under way: the API reads the same query. @param {string} url */
export function ahead(url) {
  coming = ask(`/api/activations${new URL(url, location.href).search}`);
  coming.catch(() => {}); // what was wrong with it is told by the page
}

/** Draw what the form says; a newer call makes an older one stop. */
export async function draw() {
  const form = document.getElementById("lab"), place = document.getElementById("plotly");
  if (!form || !place) return;
  stale?.abort();
  stale = new AbortController();
  const { signal } = stale;
  try {
    const [library, answer] = await Promise.all([load(), coming ?? ask(`/api/activations?${form.dataset.api}`)]);
    coming = undefined;
    if (signal.aborted) return;
    await library.react(place, traces(answer), layout(place), { displayModeBar: false, displaylogo: false, showSendToCloud: false, staticPlot: true, responsive: true });
    document.documentElement.classList.add("drawn");
    document.dispatchEvent(new CustomEvent("slopes:drawn"));
  } catch (error) {
    // The server's picture stays: it shows the same curves.
    if (!signal.aborted) document.documentElement.classList.remove("drawn");
  }
}

/** @param {string} url @returns {Promise<Answer>} */
async function ask(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Both curves of each function; the one in focus last, on a halo. @param {Answer} answer */
function traces(answer) {
  const rows = [...document.querySelectorAll(".rows tbody")];
  const order = answer.curves.map((_, i) => i).sort((a, b) => Number(focused(rows[a])) - Number(focused(rows[b])));
  return order.flatMap((i) => {
    const line = /** @type {Element} */ (rows[i]?.querySelector(".sample .line"));
    const colour = getComputedStyle(line).stroke, dash = (line.getAttribute("stroke-dasharray") ?? "").split(" ").join("px,");
    const wide = document.documentElement.classList.contains("projector") ? 4 : focused(rows[i]) ? 2.8 : 1.8;
    const style = { color: colour, width: wide, dash: dash ? `${dash}px` : "solid" };
    const halo = { color: getComputedStyle(document.body).backgroundColor, width: 2 * wide + 1 };
    const parts = /** @type {const} */ (["value", "slope"]).map((key) => ({ ...woven(answer.x, answer.curves[i], key), type: "scatter", mode: "lines", hoverinfo: "skip", yaxis: key === "value" ? "y2" : "y" }));
    return [...(focused(rows[i]) ? parts.map((part) => ({ ...part, line: halo })) : []), ...parts.map((part) => ({ ...part, line: style }))];
  });
}

/** @param {Element | undefined} row */
const focused = (row) => row?.classList.contains("focused") ?? false;

/** Put both sides of every kink between the points, so that a jump is drawn upright. @param {number[]} x @param {Curve} curve @param {"value" | "slope"} key */
function woven(x, curve, key) {
  const points = x.map((at, i) => /** @type {[number, number | null]} */ ([at, curve[key][i]]));
  for (const kink of curve.kinks) {
    const there = points.findIndex(([at]) => at >= kink.x);
    if (there <= 0) continue;
    const same = points[there][0] === kink.x ? 1 : 0;
    points.splice(there, same, ...(key === "slope" ? /** @type {[number, number][]} */ ([[kink.x, kink.left], [kink.x, kink.right]]) : /** @type {[number, number][]} */ ([[kink.x, kink.value]])));
  }
  return { x: points.map(([at]) => at), y: points.map(([, y]) => y) };
}

/** Axes that stand where the server's panels stand. @param {HTMLElement} place */
function layout(place) {
  const [value, slope] = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".panel"));
  const whole = place.getBoundingClientRect().height;
  const css = getComputedStyle(document.documentElement);
  const clear = "rgba(0,0,0,0)";
  /** @param {HTMLElement} panel @param {number[]} domain */
  const axis = (panel, domain) => ({ domain, range: [Number(panel.dataset.bottom), Number(panel.dataset.top)], tickvals: ticks(panel), showticklabels: false, ticks: "", gridcolor: ink("--rule"), zerolinecolor: ink("--line"), fixedrange: true });
  const ink = (/** @type {string} */ name) => resolved(css.getPropertyValue(name), place);
  return {
    margin: { l: 0, r: 0, t: 0, b: 0 }, height: whole, autosize: true, showlegend: false, paper_bgcolor: clear, plot_bgcolor: clear,
    xaxis: { range: [Number(value.dataset.left), Number(value.dataset.right)], showgrid: false, zeroline: true, zerolinecolor: ink("--rule"), showticklabels: false, ticks: "", fixedrange: true, anchor: "y" },
    yaxis: axis(slope, [0, slope.clientHeight / whole]),
    yaxis2: axis(value, [1 - value.clientHeight / whole, 1]),
  };
}

/** The y values of a panel's ticks, from where their lines stand. @param {HTMLElement} panel */
function ticks(panel) {
  const top = Number(panel.dataset.top), bottom = Number(panel.dataset.bottom);
  const lines = [...panel.querySelectorAll(".grid line[x2='100%']")];
  return lines.map((line) => top - (parseFloat(line.getAttribute("y1") ?? "0") / 100) * (top - bottom));
}

/** A colour as the browser computes it: `light-dark()` means nothing to Plotly. @param {string} colour @param {HTMLElement} place */
function resolved(colour, place) {
  place.style.color = colour;
  const told = getComputedStyle(place).color;
  place.style.color = "";
  return told;
}
