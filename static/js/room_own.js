// The question that a teacher writes.

/** The question that the form tells. @param {FormData} form */
export function question(form) {
  const text = (/** @type {string} */ name) => String(form.get(name) ?? "").trim();
  const options = text("options").split("\n").map((line) => line.trim()).filter(Boolean);
  const number = (/** @type {string} */ name) => Number(text(name).replace(",", "."));
  const right = text("right");
  if (options.length) {
    const place = "abcdefgh"[Number(right) - 1];
    return { text: text("text"), options, ...(right && { right: place ?? right }) };
  }
  return {
    text: text("text"), low: number("low"), high: number("high"), ...(form.get("log") && { log: true }),
    ...(text("unit") && { unit: text("unit") }), ...(right && { right: number("right") }),
  };
}
