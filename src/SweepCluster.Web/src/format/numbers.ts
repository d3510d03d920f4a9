/** Numbers as the exports write them. Null and what is not a number are unknown: a dash. */
export type Known = number | null | undefined;

const isKnown = (value: Known): value is number => value !== null && value !== undefined && Number.isFinite(value);

/** At most `digits` significant digits; a power of ten where that is shorter to read. */
export function number(value: Known, digits = 4): string {
  if (!isKnown(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 0.001 || size >= 1e6) ? value.toExponential(Math.min(2, digits - 1)).replace(/\.?0+e/, "e").replace("e+", "e") : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−");
}

/** A count with separators of thousands. */
export const whole = (value: Known): string => isKnown(value) ? Math.round(value).toLocaleString("en") : "–";

/** One word for one, another for any other count. */
export const counted = (count: number, one: string, many = one + "s"): string => `${whole(count)} ${count === 1 ? one : many}`;

export const percent = (share: Known): string => isKnown(share) ? `${(100 * share).toFixed(1)} %` : "–";

/** Bytes in the largest unit that leaves a number above one. */
export function bytes(count: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const unit = count > 0 ? Math.min(units.length - 1, Math.floor(Math.log2(count) / 10)) : 0;
  return `${number(count / 1024 ** unit, 3)} ${units[unit]}`;
}

/** An axis' value, as the sweep file has it, shortened where it is a long real number. */
export function setting(text: string): string {
  const value = Number(text);
  return text.length > 6 && text.trim() !== "" && Number.isFinite(value) ? number(value) : text.replace(/^-/, "−");
}
