/** A colour as a canvas' pixel: red in the lowest byte, opaque. */
export function pixel(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

/** How numbers become shares of a colour scale: logarithmic where they span more than a factor of thirty. */
export interface NumberScale { low: number; high: number; isLog: boolean }

const logarithmicBeyond = 30;

export function numberScale(low: number | null, high: number | null, isProbability: boolean): NumberScale | null {
  if (isProbability) return { low: 0, high: 1, isLog: false };
  return low === null || high === null ? null : { low, high, isLog: low > 0 && high / low > logarithmicBeyond };
}

/** From 0 at the low end to 1 at the high end. */
export function shareOf(scale: NumberScale, value: number): number {
  if (scale.low === scale.high) return 0.5;
  const share = scale.isLog ? Math.log(value / scale.low) / Math.log(scale.high / scale.low) : (value - scale.low) / (scale.high - scale.low);
  return Math.min(1, Math.max(0, share));
}

/** The contrast of two colours after WCAG 2, 1 to 21. */
export function contrast(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
