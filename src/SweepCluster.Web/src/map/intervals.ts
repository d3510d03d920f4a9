import { pixelX, type Geometry } from "./geometry.js";
import type { Scatter } from "./scatter.js";

/** With one axis the other direction is free: the 95 % intervals of P(stable), from 0 at the bottom to 1 at the top. */
export function drawIntervals(pen: CanvasRenderingContext2D, g: Geometry, cells: Scatter): void {
  const y = (share: number) => (0.96 - 0.92 * share) * g.height;
  for (const { cell, x: place } of cells.points) {
    if (cell.trials === 0 || cell.stableLow === null || cell.stableHigh === null || cell.stableProbability === null) continue;
    const x = pixelX(g, place);
    for (const [colour, width] of [["rgb(255 255 255 / .85)", 4], ["#111418", 1.5]] as const) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.beginPath();
      pen.moveTo(x, y(cell.stableLow));
      pen.lineTo(x, y(cell.stableHigh));
      pen.stroke();
      pen.beginPath();
      pen.arc(x, y(cell.stableProbability), 2.5, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
}
