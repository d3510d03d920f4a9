import type { AxisLayout } from "./axis.js";
import type { Viewport } from "./viewport.js";

/** A place of the picture; rows count upwards. */
export interface Place { column: number; row: number }

/** Places from one corner to the other, both included. */
export interface PlaceRectangle { from: Place; to: Place }

/** Pixels of the plot, downwards. */
export interface Box { x: number; y: number; width: number; height: number }

/** Both axes, what is in sight of them, and how large the plot is. */
export interface Geometry { x: AxisLayout; y: AxisLayout; view: Viewport; width: number; height: number }

export const pixelX = (g: Geometry, share: number): number => (share - g.view.x0) / (g.view.x1 - g.view.x0) * g.width;

export const pixelY = (g: Geometry, share: number): number => (g.view.y1 - share) / (g.view.y1 - g.view.y0) * g.height;

export const shareX = (g: Geometry, pixel: number): number => g.view.x0 + pixel / g.width * (g.view.x1 - g.view.x0);

export const shareY = (g: Geometry, pixel: number): number => g.view.y1 - pixel / g.height * (g.view.y1 - g.view.y0);

/** The place under a point of the plot. */
export const placeAt = (g: Geometry, x: number, y: number): Place => ({ column: g.x.indexAt(shareX(g, x)), row: g.y.indexAt(shareY(g, y)) });

/** The tiles of places from one corner to the other. */
export function boxOf(g: Geometry, from: Place, to: Place = from): Box {
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
  const [bottom, top] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
  const x = pixelX(g, g.x.edges[left]!), y = pixelY(g, g.y.edges[top + 1]!);
  return { x, y, width: pixelX(g, g.x.edges[right + 1]!) - x, height: pixelY(g, g.y.edges[bottom]!) - y };
}

/** Places in sight, both ends included. */
export const columnsInSight = (g: Geometry): [number, number] => [g.x.indexAt(g.view.x0), g.x.indexAt(g.view.x1)];

export const rowsInSight = (g: Geometry): [number, number] => [g.y.indexAt(g.view.y0), g.y.indexAt(g.view.y1)];

/** The rectangle with its corners in order. */
export const ordered = ({ from, to }: PlaceRectangle): PlaceRectangle => ({
  from: { column: Math.min(from.column, to.column), row: Math.min(from.row, to.row) },
  to: { column: Math.max(from.column, to.column), row: Math.max(from.row, to.row) },
});
