import type { Point } from "./scatter.js";
import { boxOf, pixelX, pixelY, type Box, type Geometry, type Place, type PlaceRectangle } from "./geometry.js";

/** What is drawn over the map: the chosen cell, the one under the pointer, a rectangle, recommended settings. */
export interface Cursors { chosen: Place | Point | null; hovered: Place | Point | null; rectangle: PlaceRectangle | null; recommended: Place[] }

const ink = "#111418";
const halo = "#ffffff";

export function drawCursors(pen: CanvasRenderingContext2D, g: Geometry, cursors: Cursors): void {
  for (const place of cursors.recommended) {
    const x = pixelX(g, g.x.centres[place.column]!), y = pixelY(g, g.y.centres[place.row]!);
    ring(pen, x, y, ink, 5);
    ring(pen, x, y, halo, 2);
  }
  if (cursors.rectangle) drawRectangle(pen, boxOf(g, cursors.rectangle.from, cursors.rectangle.to), g);
  if (cursors.hovered) outlineAny(pen, g, cursors.hovered, 5, 3, 1);
  if (cursors.chosen) outlineAny(pen, g, cursors.chosen, 7, 5, 2);
}

function outlineAny(pen: CanvasRenderingContext2D, g: Geometry, at: Place | Point, side: number, haloWidth: number, width: number): void {
  if ("column" in at) return outline(pen, atLeast(boxOf(g, at), side), haloWidth, width);
  const [x, y] = [pixelX(g, at.x), pixelY(g, at.y)];
  ring(pen, x, y, halo, haloWidth, 9);
  ring(pen, x, y, ink, width, 9);
}

function outline(pen: CanvasRenderingContext2D, box: Box, haloWidth: number, width: number): void {
  pen.strokeStyle = halo;
  pen.lineWidth = haloWidth;
  pen.strokeRect(box.x, box.y, box.width, box.height);
  pen.strokeStyle = ink;
  pen.lineWidth = width;
  pen.strokeRect(box.x, box.y, box.width, box.height);
}

function drawRectangle(pen: CanvasRenderingContext2D, box: Box, g: Geometry): void {
  pen.fillStyle = "rgb(17 20 24 / .35)";
  pen.beginPath();
  pen.rect(0, 0, g.width, g.height);
  pen.rect(box.x, box.y, box.width, box.height);
  pen.fill("evenodd");
  outline(pen, box, 3.5, 1.5);
}

function ring(pen: CanvasRenderingContext2D, x: number, y: number, colour: string, width: number, radius = 5): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.stroke();
}

/** A box that is large enough to be seen. */
function atLeast(box: Box, side: number): Box {
  const [dx, dy] = [Math.max(0, side - box.width) / 2, Math.max(0, side - box.height) / 2];
  return { x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy };
}
