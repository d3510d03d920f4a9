import { shareOf, type NumberScale } from "./colours.js";
import type { TileSamples } from "./tiles.js";

export const shadeCount = 255;

/** A sample that has no number. */
export const noShade = 255;

const made = new WeakMap<TileSamples, { scale: string; shades: Uint8Array }>();

/** The shade of every sample of a tile, worked out once: moving the map must not take logarithms. */
export function shadesOf(tile: TileSamples, scale: NumberScale | null): Uint8Array {
  const key = scale === null ? "" : `${scale.low} ${scale.high} ${scale.isLog}`;
  const known = made.get(tile);
  if (known?.scale === key) return known.shades;
  const shades = new Uint8Array(tile.codes.length).fill(noShade);
  if (scale !== null && tile.values !== null) {
    for (let i = 0; i < shades.length; i++) {
      const value = tile.values[i]!;
      if (!Number.isNaN(value)) shades[i] = Math.round(shareOf(scale, value) * (shadeCount - 1));
    }
  }
  made.set(tile, { scale: key, shades });
  return shades;
}
