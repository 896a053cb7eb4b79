// Numbers as the server writes them.

const RAISED = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** A number with so many digits, as the server writes it. @param {number | undefined | null} value */
export function decimal(value, digits = 3) {
  if (value === undefined || value === null) return "–";
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const k = Number(power);
  const raised = () => [...String(k)].map((c) => (c === "-" ? "⁻" : RAISED[Number(c)])).join("");
  const plain = k >= -4 && k < digits;
  const text = plain ? String(Number(value.toPrecision(digits))) : `${Number(mantissa)} × 10${raised()}`;
  return text.replace("-", "−");
}
