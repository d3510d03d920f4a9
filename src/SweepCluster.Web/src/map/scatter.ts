import type { Client } from "../api/client.js";
import type { Cell, CellPage, Drawing } from "../api/documents.js";
import { sweepPath } from "../api/paths.js";
import { themeColour } from "../app/theme.js";
import type { AxisLayout } from "./axis.js";
import { shareOf } from "./colours.js";
import { pixelX, pixelY, type Geometry } from "./geometry.js";
import { scaleOf, type LayerName } from "./layers.js";
import { drawMark } from "./marks.js";

/** A cell at its own place, as shares of both axes. */
export interface Point { cell: Cell; x: number; y: number }

/** Cells that are drawn at their own places: all of a sweep whose cells lie anywhere, or those between a grid's values. */
export interface Scatter {
  points: Point[];
  /** Cells of the whole picture, which decides how large points are. */
  among: number;
}

const page = 1000;
const mostCells = 20_000;

/** Fetches all cells; of more than twenty thousand the first. */
export const fetchCells = (client: Client, sweep: string, signal: AbortSignal): Promise<Cell[]> => fetchPages(client, `${sweepPath(sweep)}/cells?`, signal);

/** Fetches the cells of a refined slice that lie between its columns and rows; of more than twenty thousand the first. */
export const fetchOffGrid = (client: Client, sweep: string, slice: number, signal: AbortSignal): Promise<Cell[]> =>
  fetchPages(client, `${sweepPath(sweep)}/offgrid?slice=${slice}&`, signal);

async function fetchPages(client: Client, path: string, signal: AbortSignal): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (;;) {
    const answer = await client.json<CellPage>(`${path}offset=${cells.length}&limit=${page}`, signal);
    cells.push(...answer.cells);
    if (answer.cells.length === 0 || cells.length >= Math.min(answer.total, mostCells)) return cells;
  }
}

export function scatterOf(cells: Cell[], x: AxisLayout, y: AxisLayout, among = cells.length): Scatter {
  const place = (axis: AxisLayout) => {
    const numbers = new Map(axis.values.map((value, index) => [value, axis.centres[index]!]));
    const between = (value: string) => axis.isNumeric && value !== "" ? axis.placeOf(Number(value)) : 0.5;
    return ({ coordinates: { [axis.name]: value = "" } }: Cell) => axis.name === "" ? 0.5 : numbers.get(value) ?? between(value);
  };
  const [across, upwards] = [place(x), place(y)];
  return { points: cells.map(cell => ({ cell, x: across(cell), y: upwards(cell) })), among };
}

/** The radius of points, in pixels, as the exports have it. */
export const radiusOf = (g: Geometry, { among }: Scatter): number => Math.min(7, Math.max(2, 0.28 * Math.sqrt(g.width * g.height / Math.max(1, among))));

/** The number that a layer shows of a cell. */
export function valueOf(cell: Cell, layer: LayerName): number | null {
  switch (layer) {
    case "label": return null;
    case "p": return cell.stableProbability;
    case "accuracy": return cell.scoreMean;
    case "cost": return cell.trials > 0 ? cell.trainingSeconds / cell.trials : null;
    case "replicates": return cell.trials;
  }
}

/** The point nearest to a place of the plot, within reach, in pixels. */
export function pointAt(g: Geometry, scatter: Scatter, x: number, y: number, reach: number): Point | null {
  let nearest: Point | null = null, distance = reach ** 2;
  for (const point of scatter.points) {
    const square = (pixelX(g, point.x) - x) ** 2 + (pixelY(g, point.y) - y) ** 2;
    if (square < distance) [nearest, distance] = [point, square];
  }
  return nearest;
}

/** Draws points over whatever lies below. */
export function drawPoints(pen: CanvasRenderingContext2D, g: Geometry, scatter: Scatter, drawing: Drawing, layer: LayerName): void {
  const scale = scaleOf(drawing, layer);
  const colours = new Map(drawing.outcomes.map(outcome => [outcome.name, outcome]));
  const [ink, none, pending] = [themeColour("--ink"), themeColour("--none"), themeColour("--pending")];
  const radius = radiusOf(g, scatter);
  pen.lineWidth = 0.8;
  for (const point of pendingFirst(scatter.points)) {
    const x = pixelX(g, point.x), y = pixelY(g, point.y);
    if (x < -radius || y < -radius || x > g.width + radius || y > g.height + radius) continue;
    const outcome = colours.get(point.cell.label), value = valueOf(point.cell, layer);
    pen.fillStyle = point.cell.trials === 0 ? pending
      : layer === "label" ? outcome?.colour ?? none
      : value === null || scale === null ? none
      : drawing.shades[Math.round(shareOf(scale, value) * (drawing.shades.length - 1))]!;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
    pen.strokeStyle = ink;
    pen.stroke();
    if (layer === "label" && outcome && radius >= 4) drawMark(pen, outcome, { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
  }
}

/** What is known must not hide under what is not. */
const pendingFirst = (points: Point[]): Point[] => [...points.filter(point => point.cell.trials === 0), ...points.filter(point => point.cell.trials > 0)];
