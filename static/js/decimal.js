// Numbers as the server writes them.

const RAISED = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** A number with three digits, as the server writes it. @param {number | undefined | null} value */
export function decimal(value) {
  if (value === undefined || value === null) return "–";
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(2).split("e");
  const k = Number(power);
  const raised = () => [...String(k)].map((c) => (c === "-" ? "⁻" : RAISED[Number(c)])).join("");
  const text = k < -4 || k > 2 ? `${Number(mantissa)} × 10${raised()}` : String(Number(value.toPrecision(3)));
  return text.replace("-", "−");
}
