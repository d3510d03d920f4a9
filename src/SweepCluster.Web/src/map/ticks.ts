import { number, setting } from "../format/numbers.js";
import type { AxisLayout } from "./axis.js";

/** A mark on an axis. */
export interface Tick { place: number; label: string }

/** With so many values or fewer in sight each has its own tick, as in the exports. */
const mostValues = 12;

/**
 * Ticks of the part of an axis that is in sight.
 * @param from Share of the axis where it begins.
 * @param most How many have room.
 */
export function ticks(axis: AxisLayout, from: number, to: number, most: number): Tick[] {
  const inSight: Tick[] = [];
  for (let i = axis.indexAt(from); i < axis.count && axis.centres[i]! <= to; i++) {
    if (axis.centres[i]! >= from) inSight.push({ place: axis.centres[i]!, label: setting(axis.values[i]!) });
    if (axis.isNumeric && inSight.length > mostValues) break;
  }
  if (!axis.isNumeric || inSight.length <= Math.min(mostValues, most)) return inSight;
  const low = axis.valueAt(from), high = axis.valueAt(to);
  const values = axis.scale === "log" ? logValues(low, high, most) : linearValues(low, high, most);
  return values.map(value => ({ place: axis.placeOf(value), label: number(value) }));
}

/** Round numbers in equal steps of 1, 2 or 5 times a power of ten. */
export function linearValues(low: number, high: number, most: number): number[] {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const values: number[] = [];
  for (let i = first; i * step <= high + step * 1e-9; i++) values.push(Number((i * step).toPrecision(12)));
  return values;
}

/** Powers of ten, with 2 and 5 times them where there is room; equal steps where less than a decade is in sight. */
export function logValues(low: number, high: number, most: number): number[] {
  const decades = Math.log10(high / low);
  if (decades < 1) return linearValues(low, high, most).filter(value => value > 0);
  const stride = Math.max(1, Math.ceil(decades / most));
  const factors = stride > 1 || 3 * decades > most ? [1] : [1, 2, 5];
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    if (((power % stride) + stride) % stride !== 0) continue;
    for (const factor of factors) {
      const value = Number((factor * 10 ** power).toPrecision(12));
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push(value);
    }
  }
  return values;
}
