import type { Client } from "../api/client.js";
import type { IsolineSet } from "../api/documents.js";
import type { AxisLayout } from "./axis.js";
import type { Geometry } from "./geometry.js";

/** The lines that every export shows. */
export const isolineLevels = [0.5, 0.1, 0.9] as const;

/** Lines of equal P(stable), as paths over shares of both axes. */
export interface Isolines { lines: { level: number; path: Path2D }[]; absence: string | null }

export async function fetchIsolines(client: Client, sweep: string, slice: number, x: AxisLayout, y: AxisLayout, signal: AbortSignal): Promise<Isolines> {
  const sets = await Promise.all(isolineLevels.map(level =>
    client.json<IsolineSet>(`/api/v1/sweeps/${encodeURIComponent(sweep)}/isolines?slice=${slice}&level=${level}`, signal)));
  return {
    absence: sets[0]!.absence,
    lines: sets.map(set => ({ level: set.level, path: pathOf(set, x, y) })),
  };
}

/** Draws the lines over whatever lies below: dark on a light halo, so that they are seen on every colour. */
export function drawIsolines(pen: CanvasRenderingContext2D, g: Geometry, isolines: Isolines): void {
  const scale = new DOMMatrix([
    g.width / (g.view.x1 - g.view.x0), 0, 0, -g.height / (g.view.y1 - g.view.y0),
    -g.view.x0 / (g.view.x1 - g.view.x0) * g.width, g.view.y1 / (g.view.y1 - g.view.y0) * g.height,
  ]);
  pen.lineJoin = "round";
  for (const { level, path } of isolines.lines) {
    const drawn = new Path2D();
    drawn.addPath(path, scale);
    const width = level === 0.5 ? 1.7 : 0.9;
    pen.setLineDash([]);
    pen.strokeStyle = "rgb(255 255 255 / .85)";
    pen.lineWidth = width + 2;
    pen.stroke(drawn);
    pen.setLineDash(level === 0.5 ? [] : [4, 3]);
    pen.strokeStyle = "#111418";
    pen.lineWidth = width;
    pen.stroke(drawn);
  }
  pen.setLineDash([]);
}

function pathOf(set: IsolineSet, x: AxisLayout, y: AxisLayout): Path2D {
  const path = new Path2D();
  for (const line of set.lines) {
    line.points.forEach((point, i) => path[i === 0 ? "moveTo" : "lineTo"](x.along(point.column), y.along(point.row)));
    if (line.isClosed) path.closePath();
  }
  return path;
}
