import type { Place, PlaceRectangle } from "./geometry.js";
import type { MapView } from "./mapView.js";
import { wholeMap } from "./viewport.js";

export interface MapKeyActions {
  /** A layer by its number, from 0. */
  layer(number: number): void;
  isolines(): void;
  curves(): void;
  frame(rectangle: PlaceRectangle): void;
}

const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const farStep = 10;

/** The keys of the map, while it has the focus. */
export function listenForMapKeys(view: MapView, actions: MapKeyActions): void {
  view.plot.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey) return;
    if (!handle(view, actions, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function handle(view: MapView, actions: MapKeyActions, event: KeyboardEvent): boolean {
  const step = steps[event.key];
  if (step) {
    const far = event.altKey ? farStep : 1;
    if (event.shiftKey) grow(view, step[0] * far, step[1] * far);
    else view.choose({ place: moved(view, view.chosen, step[0] * far, step[1] * far), cell: null });
    return true;
  }
  if (/^[1-5]$/.test(event.key)) actions.layer(Number(event.key) - 1);
  else if (event.key === "+" || event.key === "=") view.zoomBy(1.6);
  else if (event.key === "-" || event.key === "_") view.zoomBy(1 / 1.6);
  else if (event.key === "0") view.show(wholeMap);
  else if (event.key === "i") actions.isolines();
  else if (event.key === "Enter" && view.chosen) actions.curves();
  else if ((event.key === "z" || event.key === "Z") && view.rectangle) actions.frame(view.rectangle);
  else if (event.key === "Escape") forget(view);
  else return false;
  return true;
}

/** The place some steps away; the first step begins in the middle of what is in sight. */
function moved(view: MapView, from: Place | null, columns: number, rows: number): Place {
  const { x, y, view: sight } = view.geometry;
  const start = from ?? { column: x.indexAt((sight.x0 + sight.x1) / 2), row: y.indexAt((sight.y0 + sight.y1) / 2) };
  if (from === null) return start;
  return { column: within(start.column + columns, x.count), row: within(start.row + rows, y.count) };
}

function grow(view: MapView, columns: number, rows: number): void {
  const { x, y } = view.geometry;
  const from = view.chosen ?? moved(view, null, 0, 0);
  const to = view.rectangle?.to ?? from;
  if (view.chosen === null) view.choose({ place: from, cell: null });
  view.rectangle = { from: view.rectangle?.from ?? from, to: { column: within(to.column + columns, x.count), row: within(to.row + rows, y.count) } };
}

function forget(view: MapView): void {
  if (view.rectangle) view.rectangle = null;
  else view.choose(null);
}

const within = (index: number, count: number): number => Math.min(Math.max(index, 0), count - 1);
