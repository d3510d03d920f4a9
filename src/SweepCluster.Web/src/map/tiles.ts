/** Samples a tile has across and upwards, fewer at the ends; as the API cuts them. */
export const tileSize = 512;

/** A tile of a layer: a sample stands for 2^level × 2^level places. */
export interface TileNumber { level: number; column: number; row: number }

/** How many samples a number of places has at a level. */
export const samplesAt = (places: number, level: number): number => Math.max(1, Math.ceil(places / 2 ** level));

/** The level of which one tile holds everything. */
export function coarsestLevel(columns: number, rows: number): number {
  let level = 0;
  while (samplesAt(Math.max(columns, rows), level) > tileSize) level++;
  return level;
}

/**
 * The coarsest level that still has a sample for each pixel.
 * @param placesPerPixel The larger of both directions.
 */
export const levelFor = (placesPerPixel: number, coarsest: number): number =>
  Math.min(coarsest, Math.max(0, Math.floor(Math.log2(Math.max(placesPerPixel, 1)))));

/** Tiles of a level that hold any of some places, both ends included. */
export function tilesOf(level: number, columns: [number, number], rows: [number, number]): TileNumber[] {
  const tile = (place: number) => Math.floor(place / 2 ** level / tileSize);
  const found: TileNumber[] = [];
  for (let row = tile(rows[0]); row <= tile(rows[1]); row++) {
    for (let column = tile(columns[0]); column <= tile(columns[1]); column++) found.push({ level, column, row });
  }
  return found;
}

/** What a tile holds. */
export interface TileSamples {
  width: number;
  height: number;
  /** [row, column], rows upwards. */
  codes: Uint8Array;
  /** Not a number where there is none; null for labels. */
  values: Float32Array | null;
}

/** Reads a tile as the API sends it: a byte a sample, then the numbers from the next multiple of four bytes on. */
export function readTile(bytes: ArrayBuffer, columns: number, rows: number, tile: TileNumber): TileSamples {
  const width = Math.min(tileSize, samplesAt(columns, tile.level) - tile.column * tileSize);
  const height = Math.min(tileSize, samplesAt(rows, tile.level) - tile.row * tileSize);
  const count = width * height, padded = (count + 3) & ~3;
  return {
    width,
    height,
    codes: new Uint8Array(bytes, 0, count),
    values: bytes.byteLength > padded ? new Float32Array(bytes, padded, count) : null,
  };
}
