import { plainCode, pendingCode, unknownCode } from "./codes.js";
import type { NumberScale } from "./colours.js";
import type { Palette } from "./palette.js";
import { noShade, shadesOf } from "./shades.js";
import { tileSize, type TileSamples } from "./tiles.js";
import type { AxisLayout } from "./axis.js";

/** Finds the samples of a tile, or of a coarser one that stands in until it has come. */
export type FindTile = (level: number, column: number, row: number) => { tile: TileSamples; level: number; column: number; row: number } | null;

/**
 * The place under the middle of each pixel.
 * @param isDownwards Whether pixels count against the axis, as they do upwards.
 */
export function placesOfPixels(axis: AxisLayout, from: number, to: number, pixels: number, isDownwards: boolean): Int32Array {
  const places = new Int32Array(pixels);
  let index = axis.indexAt(from);
  for (let i = 0; i < pixels; i++) {
    const share = from + (i + 0.5) / pixels * (to - from);
    while (index < axis.count - 1 && axis.edges[index + 1]! <= share) index++;
    places[isDownwards ? pixels - 1 - i : i] = index;
  }
  return places;
}

/** What a picture of pixels is made from. */
export interface RasterScene {
  width: number;
  height: number;
  /** The place of each pixel across and downwards. */
  columns: Int32Array;
  rows: Int32Array;
  level: number;
  find: FindTile;
  palette: Palette;
  /** Null for labels. */
  scale: NumberScale | null;
  isLabels: boolean;
  /** Distance of hatch lines, in pixels. */
  hatchGap: number;
}

/** Paints all pixels; those whose tile has not come look pending. */
export function paintRaster(scene: RasterScene, pixels: Uint32Array): void {
  const { width, height, level } = scene;
  const runs = runsOf(scene.columns, level);
  for (let y = 0; y < height; y++) {
    const sampleRow = scene.rows[y]! >> level;
    const tileRow = Math.floor(sampleRow / tileSize);
    for (const run of runs) {
      const found = scene.find(level, run.tile, tileRow);
      const line = y * width;
      if (found === null) pixels.fill(scene.palette.codes[pendingCode]!, line + run.from, line + run.to);
      else paintRun(scene, pixels, y, run, found, scene.rows[y]! >> found.level);
    }
  }
}

interface Run { from: number; to: number; tile: number }

/** Pixels next to each other that lie on one tile. */
function runsOf(columns: Int32Array, level: number): Run[] {
  const runs: Run[] = [];
  for (let x = 0; x < columns.length; x++) {
    const tile = Math.floor((columns[x]! >> level) / tileSize);
    const last = runs[runs.length - 1];
    if (last?.tile === tile) last.to = x + 1;
    else runs.push({ from: x, to: x + 1, tile });
  }
  return runs;
}

function paintRun(scene: RasterScene, pixels: Uint32Array, y: number, run: Run, found: NonNullable<ReturnType<FindTile>>, sampleRow: number): void {
  const { tile, level } = found;
  const { palette, scale, columns, hatchGap } = scene;
  const { codes } = tile;
  const shades = scene.isLabels ? null : shadesOf(tile, scale);
  const base = (sampleRow - found.row * tileSize) * tile.width - found.column * tileSize;
  let at = y * scene.width + run.from;
  for (let x = run.from; x < run.to; x++, at++) {
    const place = base + (columns[x]! >> level);
    const code = plainCode(codes[place]!);
    if (code >= unknownCode) {
      const isLine = (x + y) % hatchGap < 1 || (code === unknownCode && (x - y + 6000) % hatchGap < 1);
      pixels[at] = isLine ? palette.hatches[code]! : palette.codes[code]!;
    } else if (shades === null) {
      pixels[at] = palette.codes[code]!;
    } else {
      const shade = shades[place]!;
      pixels[at] = shade === noShade ? palette.none : palette.shades[shade]!;
    }
  }
}
