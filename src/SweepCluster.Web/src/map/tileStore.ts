import type { Answer, Client } from "../api/client.js";
import { tilePath } from "../api/paths.js";
import { coarsestLevel, readTile, tileSize, type TileNumber, type TileSamples } from "./tiles.js";
import type { LayerName } from "./layers.js";

/** What a store of tiles is about. */
export interface TileSource { sweep: string; slice: number; columns: number; rows: number }

/** Of a million cells a layer is 16 tiles at all resolutions; so many keep every layer in some 50 MB. */
const mostTiles = 60;

interface Held { answer: Answer<TileSamples> | null; wanted: string; usedAt: number; isComing: boolean }

/**
 * The tiles of a slice, fetched when they are first looked at and asked for again when the map has a new version.
 * Those that have not changed are answered with 304.
 */
export class TileStore {
  readonly coarsest: number;
  #held = new Map<string, Held>();
  #version: string;
  #stop = new AbortController();
  #clock = 0;

  constructor(private readonly client: Client, readonly source: TileSource, version: string, private readonly changed: () => void, private readonly failed: (error: unknown) => void) {
    this.#version = version;
    this.coarsest = coarsestLevel(source.columns, source.rows);
  }

  /** Says that the map has changed; tiles in use are asked for again by the next {@link want}. */
  set version(version: string) { this.#version = version; }

  dispose(): void { this.#stop.abort(); }

  /** Fetches the tile that covers everything, before it is known what is in sight. */
  wantAll(layer: LayerName): void { this.want(layer, [{ level: this.coarsest, column: 0, row: 0 }]); }

  /** Fetches tiles that are missing or old. */
  want(layer: LayerName, tiles: TileNumber[]): void {
    for (const tile of tiles) {
      const key = keyOf(layer, tile);
      const held = this.#held.get(key) ?? { answer: null, wanted: "", usedAt: 0, isComing: false };
      this.#held.set(key, held);
      held.usedAt = ++this.#clock;
      if (held.wanted !== this.#version && !held.isComing) void this.#fetch(layer, tile, held);
    }
    this.#forget();
  }

  /** Whether every tile has come, in whatever version. */
  has(layer: LayerName, tiles: TileNumber[]): boolean {
    return tiles.every(tile => this.#held.get(keyOf(layer, tile))?.answer != null);
  }

  /** The samples of a tile, or of the coarser one that lies over it. */
  find(layer: LayerName, level: number, column: number, row: number): { tile: TileSamples; level: number; column: number; row: number } | null {
    for (let l = level, c = column, r = row; l <= this.coarsest; l++, c >>= 1, r >>= 1) {
      const tile = this.#held.get(keyOf(layer, { level: l, column: c, row: r }))?.answer?.value;
      if (tile) return { tile, level: l, column: c, row: r };
    }
    return null;
  }

  /** What is known of a place: its code, and its number in a layer of numbers. */
  sample(layer: LayerName, column: number, row: number): { code: number; value: number | null } | null {
    for (let level = 0; level <= this.coarsest; level++) {
      const [c, r] = [column >> level, row >> level];
      const tile = this.#held.get(keyOf(layer, { level, column: Math.floor(c / tileSize), row: Math.floor(r / tileSize) }))?.answer?.value;
      if (!tile) continue;
      const at = (r % tileSize) * tile.width + (c % tileSize);
      const value = tile.values?.[at] ?? null;
      return { code: tile.codes[at]!, value: level > 0 || value === null || Number.isNaN(value) ? null : value };
    }
    return null;
  }

  async #fetch(layer: LayerName, tile: TileNumber, held: Held): Promise<void> {
    const { sweep, slice, columns, rows } = this.source;
    const path = tilePath(sweep, slice, layer, tile.level === this.coarsest ? "coarsest" : tile.level, tile.column, tile.row);
    held.wanted = this.#version;
    held.isComing = true;
    try {
      const answer = await this.client.again(path, held.answer, async response => readTile(await response.arrayBuffer(), columns, rows, tile), this.#stop.signal);
      held.answer = answer;
      // Asked for before the drawing was there, it may be of an older version: it is good for now, and asked for again.
      if (answer.isEarly) held.wanted = "";
      if (!answer.isSame) this.changed();
    } catch (error) {
      held.wanted = "";
      if (!this.#stop.signal.aborted) this.failed(error);
    } finally {
      held.isComing = false;
    }
  }

  /** Drops the tiles that were not looked at for longest; never the coarsest, which stand in for all others. */
  #forget(): void {
    if (this.#held.size <= mostTiles) return;
    const oldest = [...this.#held].filter(([key, held]) => !held.isComing && !key.includes(`/${this.coarsest}/`)).sort((a, b) => a[1].usedAt - b[1].usedAt);
    for (const [key] of oldest.slice(0, this.#held.size - mostTiles)) this.#held.delete(key);
  }
}

const keyOf = (layer: LayerName, tile: TileNumber): string => `${layer}/${tile.level}/${tile.column}/${tile.row}`;
