import type { Drawing } from "../api/documents.js";
import { themeColour } from "../app/theme.js";
import { emptyCode, pendingCode, unknownCode } from "./codes.js";
import { pixel } from "./colours.js";
import { shadeCount } from "./shades.js";

/** Colours as pixels, for one theme. */
export interface Palette {
  /** By code. */
  codes: Uint32Array;
  /** The hatch of a code; the same as its ground where it has none. */
  hatches: Uint32Array;
  /** From the smallest number to the largest. */
  shades: Uint32Array;
  /** A cell that has no number in this layer. */
  none: number;
}

export function paletteOf(drawing: Drawing): Palette {
  const codes = new Uint32Array(16);
  drawing.outcomes.forEach((outcome, code) => codes[code] = pixel(outcome.colour));
  codes[pendingCode] = pixel(themeColour("--pending"));
  codes[unknownCode] = pixel(themeColour("--unknown"));
  codes[emptyCode] = pixel(themeColour("--panel"));
  const hatches = codes.slice();
  hatches[pendingCode] = pixel(themeColour("--hatch"));
  hatches[unknownCode] = pixel(themeColour("--unknown-hatch"));
  const shades = Uint32Array.from({ length: shadeCount }, (_, i) => pixel(drawing.shades[Math.round(i / (shadeCount - 1) * (drawing.shades.length - 1))]!));
  return { codes, hatches, shades, none: pixel(themeColour("--none")) };
}
