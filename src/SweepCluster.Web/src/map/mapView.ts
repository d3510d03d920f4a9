import type { Client } from "../api/client.js";
import type { Cell, Drawing } from "../api/documents.js";
import { onThemeChange } from "../app/theme.js";
import { h, svg } from "../dom/element.js";
import type { View } from "../dom/view.js";
import { drawAxes, marginsOf, type Margins } from "./axesView.js";
import { AxisLayout } from "./axis.js";
import { drawCursors, type Cursors } from "./cursor.js";
import { ordered, placeAt, type Geometry, type Place, type PlaceRectangle } from "./geometry.js";
import { listenForGestures } from "./gestures.js";
import { drawIntervals } from "./intervals.js";
import type { Isolines } from "./isolines.js";
import type { LayerName } from "./layers.js";
import { Painter } from "./painter.js";
import { heightFor } from "./plotSize.js";
import { pointAt, radiusOf, scatterOf, type Point, type Scatter } from "./scatter.js";
import { TileStore } from "./tileStore.js";
import { moved, showing, wholeMap, zoomed, type Viewport } from "./viewport.js";

/** A cell that the user points at: by its place, or itself where cells lie anywhere. */
export type Target = { place: Place; cell: null } | { place: null; cell: Cell };

/** What the map tells whoever holds it. */
export interface MapListener {
  hovered(target: Target | null, x: number, y: number): void;
  chosen(target: Target | null): void;
  /** A rectangle was drawn with the pointer. */
  framed(rectangle: PlaceRectangle): void;
  painted(): void;
  failed(error: unknown): void;
}

/** The map on its canvas: pans, zooms, and shows one layer of one slice. */
export class MapView implements View {
  readonly element: HTMLElement;
  readonly plot: HTMLElement;
  readonly #canvas = h("canvas", { class: "raster" });
  readonly #overlay = h("canvas", { class: "overlay" });
  readonly #axes = svg("svg", { class: "axes", "aria-hidden": "true" });
  readonly #painter = new Painter(this.#canvas);
  readonly #cursors: Cursors = { chosen: null, hovered: null, rectangle: null, recommended: [] };
  readonly #resize: ResizeObserver;
  readonly #forgetTheme: () => void;
  #drawing: Drawing | null = null;
  #slice = 0;
  #layer: LayerName = "label";
  #tiles: TileStore | null = null;
  #scatter: Scatter | null = null;
  #isolines: Isolines | null = null;
  #intervals: Scatter | null = null;
  #x = new AxisLayout(null);
  #y = new AxisLayout(null);
  #view: Viewport = wholeMap;
  #width = 0;
  #height = 0;
  #margins: Margins = { left: 0, bottom: 0 };
  #frame = 0;
  #isStale = false;
  #isSeen = false;
  /** Whether a plain drag draws a rectangle. */
  drawsRectangles = false;

  constructor(private readonly client: Client, private readonly sweep: string, private readonly listener: MapListener) {
    this.plot = h("div", { class: "plot", tabindex: "0", role: "application", "aria-roledescription": "map", "aria-label": "Stability map", "aria-describedby": "map-keys" }, this.#canvas, this.#overlay);
    this.element = h("div", { class: "map" }, this.#axes, this.plot);
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(this.element);
    this.#forgetTheme = onThemeChange(() => { this.#painter.recolour(); this.invalidate(); });
    listenForGestures(this.plot, {
      hover: (x, y) => this.#hover(x, y),
      leave: () => this.#leave(),
      click: (x, y) => this.choose(this.#targetAt(x, y)),
      pan: (dx, dy) => this.show(moved(this.#view, -dx / this.#width, dy / this.#height)),
      zoom: (factor, x, y) => this.#zoom(factor, x / this.#width, 1 - y / this.#height),
      rectangle: (x0, y0, x1, y1, isFinal) => this.#frameOut(x0, y0, x1, y1, isFinal),
      drawsRectangles: () => this.drawsRectangles,
    });
  }

  get geometry(): Geometry { return { x: this.#x, y: this.#y, view: this.#view, width: this.#width, height: this.#height }; }
  get view(): Viewport { return this.#view; }
  get chosen(): Place | null { return placeOf(this.#cursors.chosen); }
  get rectangle(): PlaceRectangle | null { return this.#cursors.rectangle; }
  get layer(): LayerName { return this.#layer; }

  /** What the picture knows of a place without asking. */
  sample(place: Place): { code: number; value: number | null } | null { return this.#tiles?.sample(this.#layer, place.column, place.row) ?? null; }

  dispose(): void {
    this.#resize.disconnect();
    this.#forgetTheme();
    this.#tiles?.dispose();
    cancelAnimationFrame(this.#frame);
  }

  /** Shows a new version of the map, or another slice of it. */
  draw(drawing: Drawing, slice: number, cells: Cell[] | null): void {
    const isOther = this.#drawing === null || slice !== this.#slice || shapeOf(drawing) !== shapeOf(this.#drawing);
    [this.#drawing, this.#slice] = [drawing, slice];
    if (isOther) {
      this.#x = new AxisLayout(drawing.x, drawing.isScattered);
      this.#y = new AxisLayout(drawing.y, drawing.isScattered);
      this.#tiles?.dispose();
      const { columns, rows } = drawing.slices[slice]!;
      this.#tiles = drawing.isScattered ? null : new TileStore(this.client, { sweep: this.sweep, slice, columns, rows }, drawing.version, () => this.invalidate(), error => this.listener.failed(error));
      this.#tiles?.wantAll(this.#layer);
      this.#isolines = null;
    } else if (this.#tiles) {
      this.#tiles.version = drawing.version;
    }
    if (isOther || drawing.isScattered) this.#scatter = cells === null ? null : scatterOf(cells, this.#x, this.#y);
    this.#fit();
  }

  /** The cells of a refined map that lie between the grid's values. */
  set offGrid(cells: Cell[]) { this.#scatter = cells.length === 0 ? null : scatterOf(cells, this.#x, this.#y, this.#drawing!.slices[this.#slice]!.cells); this.invalidate(); }
  set shownLayer(layer: LayerName) { this.#layer = layer; this.invalidate(); }
  /** The cells of a map of one axis, whose other direction is free to show intervals. */
  set intervals(cells: Cell[] | null) { this.#intervals = cells === null ? null : scatterOf(cells, this.#x, this.#y); this.#drawOverlay(); }
  set isolines(isolines: Isolines | null) { this.#isolines = isolines; this.invalidate(); }
  set recommended(places: Place[]) { this.#cursors.recommended = places; this.#drawOverlay(); }
  set rectangle(rectangle: PlaceRectangle | null) { this.#cursors.rectangle = rectangle; this.#drawOverlay(); }

  show(view: Viewport): void { this.#view = view; this.invalidate(); }

  /** Zooms about the chosen cell, or the middle. */
  zoomBy(factor: number): void {
    const { x, y, view } = this.geometry, place = this.chosen;
    const across = place ? (x.centres[place.column]! - view.x0) / (view.x1 - view.x0) : 0.5;
    const upwards = place ? (y.centres[place.row]! - view.y0) / (view.y1 - view.y0) : 0.5;
    const inSight = (share: number) => share >= 0 && share <= 1 ? share : 0.5;
    this.#zoom(factor, inSight(across), inSight(upwards));
  }

  choose(target: Target | null): void {
    const mark = this.#cursors.chosen = this.#markOf(target);
    if (mark) this.show("column" in mark ? showing(this.#view, this.#x.centres[mark.column]!, this.#y.centres[mark.row]!) : showing(this.#view, mark.x, mark.y));
    this.#drawOverlay();
    this.listener.chosen(target);
  }

  invalidate(): void {
    this.#isStale = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    if (!this.#isStale || this.#drawing === null || this.#width < 10) return;
    this.#isStale = false;
    const g = this.geometry;
    const scene = { drawing: this.#drawing, layer: this.#layer, isolines: this.#isolines, tiles: this.#tiles, scatter: this.#scatter };
    const wanted = this.#painter.paint(scene, g);
    const isCovered = this.#tiles?.has(this.#layer, wanted.slice(0, 1)) ?? false;
    // The one that covers everything comes alone, so that nothing on the way delays it.
    this.#tiles?.want(this.#layer, isCovered ? wanted : wanted.slice(0, 1));
    drawAxes(this.#axes, g, this.#margins);
    this.#drawOverlay();
    const isComplete = this.#tiles ? this.#tiles.has(this.#layer, wanted) : this.#scatter !== null;
    if (isCovered || isComplete) this.#painted(isComplete);
    else delete this.plot.dataset["painted"];
  }

  #painted(isComplete: boolean): void {
    this.plot.dataset["points"] = String(this.#scatter?.points.length ?? 0);
    this.plot.dataset["painted"] = isComplete ? "whole" : "coarse";
    // In the next frame this one has been shown.
    if (!this.#isSeen) requestAnimationFrame(() => performance.mark("map seen"));
    this.#isSeen = true;
    if (isComplete) this.listener.painted();
  }

  #drawOverlay(): void {
    const density = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(this.#width * density), Math.round(this.#height * density)];
    if (this.#overlay.width !== width || this.#overlay.height !== height) [this.#overlay.width, this.#overlay.height] = [width, height];
    const pen = this.#overlay.getContext("2d")!;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, this.#width, this.#height);
    if (this.#intervals) drawIntervals(pen, this.geometry, this.#intervals);
    drawCursors(pen, this.geometry, this.#cursors);
  }

  #fit(): void {
    if (this.#drawing === null) return;
    const room = this.element.clientWidth;
    if (room === 0) return;
    const rows = this.#y.count;
    this.#width = room;
    this.#height = heightFor(room, rows, this.#drawing.y !== null, window.innerHeight);
    this.#margins = marginsOf(this.geometry);
    this.#width = Math.max(120, room - this.#margins.left - 10);
    this.plot.style.width = `${this.#width}px`;
    this.plot.style.height = `${this.#height}px`;
    this.plot.style.marginLeft = `${this.#margins.left}px`;
    this.plot.style.marginBottom = `${this.#margins.bottom}px`;
    this.invalidate();
  }

  #zoom(factor: number, x: number, y: number): void {
    // No closer than four places in sight, or where the canvas would show nothing but rounding.
    const smallest = Math.min(1, Math.max(1e-5, 4 / Math.max(this.#x.count, this.#y.count, 8)));
    this.show(zoomed(this.#view, factor, x, y, smallest));
  }

  #targetAt(x: number, y: number): Target | null {
    if (this.#drawing === null || x < 0 || y < 0 || x >= this.#width || y >= this.#height) return null;
    const g = this.geometry, isScattered = this.#drawing.isScattered;
    // Points on a grid leave its cells within reach.
    const point = this.#scatter ? pointAt(g, this.#scatter, x, y, isScattered ? fingerReach : radiusOf(g, this.#scatter) + 2) : null;
    if (point) return { place: null, cell: point.cell };
    return isScattered ? null : { place: placeAt(g, x, y), cell: null };
  }

  /** Where a target is marked. */
  #markOf(target: Target | null): Place | Point | null {
    return target?.place ?? this.#scatter?.points.find(point => point.cell.id === target?.cell?.id) ?? null;
  }

  #hover(x: number, y: number): void {
    const target = this.#targetAt(x, y);
    this.#cursors.hovered = this.#markOf(target);
    this.#drawOverlay();
    this.listener.hovered(target, x, y);
  }

  #leave(): void {
    this.#cursors.hovered = null;
    this.#drawOverlay();
    this.listener.hovered(null, 0, 0);
  }

  #frameOut(x0: number, y0: number, x1: number, y1: number, isFinal: boolean): void {
    if (this.#drawing === null || this.#drawing.isScattered) return;
    const within = (value: number, most: number) => Math.min(Math.max(value, 0), most - 0.01);
    const g = this.geometry;
    this.rectangle = ordered({
      from: placeAt(g, within(x0, g.width), within(y0, g.height)),
      to: placeAt(g, within(x1, g.width), within(y1, g.height)),
    });
    if (isFinal) this.listener.framed(this.#cursors.rectangle!);
  }
}

const fingerReach = 14;

const placeOf = (mark: Place | Point | null): Place | null => mark !== null && "column" in mark ? mark : null;

const shapeOf = (drawing: Drawing): string => JSON.stringify([drawing.isScattered, drawing.x?.values, drawing.y?.values, drawing.slices.length]);
