import type { DrawnOutcome } from "../api/documents.js";
import { borrowed, hasLabel, plainCode } from "./codes.js";
import { boxOf, columnsInSight, rowsInSight, type Box, type Geometry } from "./geometry.js";
import type { TileStore } from "./tileStore.js";
import type { LayerName } from "./layers.js";

const smallestMarked = 8;
const mostMarked = 12_000;

/** Draws labels' marks, a cue besides colour, and dots on cells of a refined map, as far as there is room for them. */
export function drawMarks(pen: CanvasRenderingContext2D, g: Geometry, tiles: TileStore, layer: LayerName, outcomes: DrawnOutcome[]): void {
  const [columns, rows] = [columnsInSight(g), rowsInSight(g)];
  const count = (columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1);
  if (count > mostMarked) return;
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (let column = columns[0]; column <= columns[1]; column++) {
      const code = tiles.sample(layer, column, row)?.code;
      if (code === undefined || (code & borrowed) !== 0 || !hasLabel(code)) continue;
      const box = boxOf(g, { column, row });
      const outcome = outcomes[plainCode(code)]!;
      const isMarked = layer === "label" && drawMark(pen, outcome, box);
      if (!isMarked && isRefined(tiles, layer, column, row)) drawDot(pen, layer === "label" ? outcome.contrast : "#888888", box);
    }
  }
}

/** Whether a neighbour stands for another cell: then cells of their own are told apart by a dot. */
function isRefined(tiles: TileStore, layer: LayerName, column: number, row: number): boolean {
  return [[1, 0], [-1, 0], [0, 1], [0, -1]].some(([dx, dy]) => {
    const [c, r] = [column + dx!, row + dy!];
    return c >= 0 && r >= 0 && c < tiles.source.columns && r < tiles.source.rows && ((tiles.sample(layer, c, r)?.code ?? 0) & borrowed) !== 0;
  });
}

/** Draws an outcome's mark in the middle of a box; says whether there was room and a mark. */
export function drawMark(pen: CanvasRenderingContext2D, outcome: DrawnOutcome, box: Box): boolean {
  const side = Math.min(box.width, box.height);
  if (outcome.mark.length === 0 || side < smallestMarked) return false;
  const radius = Math.min(5, side * 0.25), x = box.x + box.width / 2, y = box.y + box.height / 2;
  pen.strokeStyle = outcome.contrast;
  pen.lineWidth = side < 14 ? 1 : 1.3;
  pen.beginPath();
  for (const line of outcome.mark) {
    for (let i = 0; i < line.length; i += 2) pen[i === 0 ? "moveTo" : "lineTo"](x + line[i]! * radius, y + line[i + 1]! * radius);
  }
  pen.stroke();
  return true;
}

function drawDot(pen: CanvasRenderingContext2D, colour: string, box: Box): void {
  const side = Math.min(box.width, box.height);
  if (side < 4) return;
  pen.globalAlpha = 0.45;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(box.x + box.width / 2, box.y + box.height / 2, Math.min(1.6, side / 6), 0, 2 * Math.PI);
  pen.fill();
  pen.globalAlpha = 1;
}
