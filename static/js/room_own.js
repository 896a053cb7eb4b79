// The question that a teacher writes.

const LONGEST = 120; // characters of an answer

/** @param {FormData} form @param {string} name */
const field = (form, name) => String(form.get(name) ?? "").trim();
/** @param {FormData} form @param {string} name */
const number = (form, name) => Number(field(form, name).replace(",", ".") || NaN);
/** @param {FormData} form */
const lines = (form) => field(form, "options").split("\n").map((line) => line.trim()).filter(Boolean);

/** The question that the form tells. @param {FormData} form */
export function question(form) {
  const options = lines(form), right = field(form, "right"), unit = field(form, "unit"), text = field(form, "text");
  if (options.length) {
    const place = options[Number(right) - 1] ? Number(right) - 1 : options.indexOf(right);
    return { text, options, ...(right && { right: "abcdefgh"[place] }) };
  }
  return {
    text, low: number(form, "low"), high: number(form, "high"), ...(form.get("log") && { log: true }),
    ...(unit && { unit }), ...(right && { right: number(form, "right") }),
  };
}

/** What is amiss with the form, nothing if it can be asked. @param {FormData} form */
export function amiss(form) {
  const options = lines(form), right = field(form, "right");
  if (!field(form, "text")) return "Write the question.";
  if (!options.length) return amissIn(form, right);
  if (options.length < 2 || options.length > 8) return "Write two to eight answers, one a line.";
  if (new Set(options).size < options.length) return "Two of the answers are the same.";
  const long = options.findIndex((line) => line.length > LONGEST);
  if (long >= 0) return `Answer ${long + 1} is longer than ${LONGEST} characters.`;
  if (!right || options.includes(right) || options[Number(right) - 1]) return "";
  return `What is right is the number of a line, 1 to ${options.length}.`;
}

/** The same of a question for a number. @param {FormData} form @param {string} right */
function amissIn(form, right) {
  const [low, high, told] = ["low", "high", "right"].map((name) => number(form, name));
  if (!field(form, "low") && !field(form, "high")) return "Write answers, one a line, or the range of a number.";
  if (!Number.isFinite(low) || !Number.isFinite(high)) return "From and to are numbers.";
  if (low >= high) return "From is less than to.";
  if (form.get("log") && low <= 0) return "On a logarithmic axis from is more than 0.";
  return !right || (told >= low && told <= high) ? "" : "What is right is a number in that range.";
}

/** Say beside the button why it cannot be asked. @param {string} sentence */
export function refuse(sentence) {
  const place = /** @type {HTMLElement} */ (document.querySelector("#own .trouble"));
  place.textContent = sentence;
  place.hidden = !sentence;
}
