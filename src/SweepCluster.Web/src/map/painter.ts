import type { Drawing } from "../api/documents.js";
import { themeColour } from "../app/theme.js";
import { columnsInSight, rowsInSight, type Geometry } from "./geometry.js";
import { drawIsolines, type Isolines } from "./isolines.js";
import { scaleOf, type LayerName } from "./layers.js";
import { drawMarks } from "./marks.js";
import { paletteOf, type Palette } from "./palette.js";
import { paintRaster, placesOfPixels } from "./raster.js";
import { drawPoints, type Scatter } from "./scatter.js";
import { levelFor, tilesOf, type TileNumber } from "./tiles.js";
import type { TileStore } from "./tileStore.js";

/** What the map looks like now. */
export interface Scene { drawing: Drawing; layer: LayerName; isolines: Isolines | null; tiles: TileStore | null; scatter: Scatter | null }

const hatchGap = 6;

/** Paints the map on a canvas, from samples, pixel by pixel; the size of the map does not matter. */
export class Painter {
  readonly #pen: CanvasRenderingContext2D;
  #image: ImageData | null = null;
  #palette: { version: Drawing; palette: Palette } | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.#pen = canvas.getContext("2d", { alpha: false })!;
  }

  /** Forgets colours, which a new theme changes. */
  recolour(): void { this.#palette = null; }

  /** Paints, and says which tiles the picture wants. */
  paint(scene: Scene, g: Geometry): TileNumber[] {
    const density = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [Math.max(1, Math.round(g.width * density)), Math.max(1, Math.round(g.height * density))];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      [this.canvas.width, this.canvas.height] = [width, height];
      this.#image = null;
      this.#pen.fillStyle = themeColour("--panel");
      this.#pen.fillRect(0, 0, width, height);
    }
    const pen = this.#pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const wanted = scene.tiles ? this.#raster(scene, scene.tiles, g, density) : [];
    pen.setTransform(density, 0, 0, density, 0, 0);
    if (scene.tiles) drawMarks(pen, g, scene.tiles, scene.layer, scene.drawing.outcomes);
    if (!scene.tiles) {
      pen.fillStyle = themeColour("--panel");
      pen.fillRect(0, 0, g.width, g.height);
    }
    if (scene.isolines) drawIsolines(pen, g, scene.isolines);
    // Over the lines, which may run through them: what they hide is less than a cell.
    if (scene.scatter) drawPoints(pen, g, scene.scatter, scene.drawing, scene.layer);
    return wanted;
  }

  #raster(scene: Scene, tiles: TileStore, g: Geometry, density: number): TileNumber[] {
    const [columns, rows] = [columnsInSight(g), rowsInSight(g)];
    const { width, height } = this.canvas;
    const level = levelFor(Math.max((columns[1] - columns[0] + 1) / width, (rows[1] - rows[0] + 1) / height), tiles.coarsest);
    const coarsest = { level: tiles.coarsest, column: 0, row: 0 };
    // What was there before stays until the first tile has come; a picture of nothing would only flicker.
    if (!tiles.has(scene.layer, [coarsest])) return [coarsest];
    this.#image ??= this.#pen.createImageData(width, height);
    const found = new Map<number, ReturnType<TileStore["find"]>>();
    paintRaster({
      width, height, level,
      columns: placesOfPixels(g.x, g.view.x0, g.view.x1, width, false),
      rows: placesOfPixels(g.y, g.view.y0, g.view.y1, height, true),
      palette: this.#colours(scene.drawing),
      scale: scaleOf(scene.drawing, scene.layer),
      isLabels: scene.layer === "label",
      hatchGap: hatchGap * density,
      find: (l, column, row) => {
        const key = row * 4096 + column;
        if (!found.has(key)) found.set(key, tiles.find(scene.layer, l, column, row));
        return found.get(key)!;
      },
    }, new Uint32Array(this.#image.data.buffer));
    this.#pen.putImageData(this.#image, 0, 0);
    // The one that stands in for all others first: it comes soon and covers everything.
    return level === tiles.coarsest ? [coarsest] : [coarsest, ...tilesOf(level, columns, rows)];
  }

  #colours(drawing: Drawing): Palette {
    if (this.#palette?.version !== drawing) this.#palette = { version: drawing, palette: paletteOf(drawing) };
    return this.#palette.palette;
  }
}
