import type { Client } from "../api/client.js";
import type { Drawing, DrawnAxis, Sweep } from "../api/documents.js";
import { openDialog } from "../app/dialog.js";
import { sweepAddress } from "../app/router.js";
import { say } from "../app/toast.js";
import { fill, h } from "../dom/element.js";
import { counted, setting } from "../format/numbers.js";
import { ordered, type PlaceRectangle } from "../map/geometry.js";
import type { MapView } from "../map/mapView.js";
import { clamped } from "../map/viewport.js";

const mostValues = 4096;

/** Offers to look closer at a rectangle: on this map, or by a new sweep of it. */
export function openZoom(client: Client, sweep: Sweep, drawing: Drawing, drawn: PlaceRectangle, map: MapView, mayChange: boolean): void {
  const rectangle = ordered(drawn);
  const x = windowOf(drawing.x, rectangle.from.column, rectangle.to.column);
  const y = windowOf(drawing.y, rectangle.from.row, rectangle.to.row);
  const problem = h("p", { class: "error", role: "alert", hidden: true });
  const columns = countField("Values across", drawing.x);
  const rows = countField("Values upwards", drawing.y);
  const canSweep = mayChange && (x !== null || y !== null);

  openDialog("Look closer", close => [
    h("dl", { class: "numbers" }, ...rangeTexts(drawing, rectangle).flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
    h("div", { class: "actions" }, h("button", { type: "button", onclick: () => { show(); close(); } }, "Fill the map with it")),
    canSweep && h("form", { method: "dialog", class: "zoom-form", onsubmit: (event: Event) => { event.preventDefault(); void start(close); } },
      h("h3", {}, "Start a zoom sweep"),
      h("p", { class: "note" }, "A new sweep of this part, with new values between the present ones. It begins with the trials that are already there."),
      h("div", { class: "fields" }, x && columns.label, y && rows.label),
      problem,
      h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Start the zoom sweep"))),
    mayChange && !canSweep && h("p", { class: "note" }, "A zoom sweep needs at least two values of an axis of numbers."),
  ], () => { map.rectangle = null; }).classList.add("narrow");

  function show() {
    const { x: across, y: upwards } = map.geometry;
    map.show(clamped({ x0: across.edges[rectangle.from.column]!, x1: across.edges[rectangle.to.column + 1]!, y0: upwards.edges[rectangle.from.row]!, y1: upwards.edges[rectangle.to.row + 1]! }));
  }

  async function start(close: () => void) {
    try {
      const zoom = { ...(x && { x, columns: columns.value() }), ...(y && { y, rows: rows.value() }) };
      const child = await client.change<Sweep>("POST", `/api/v1/sweeps/${encodeURIComponent(sweep.id)}/zoom`, zoom);
      close();
      say(`${child.name} has begun with ${counted(child.progress.finished, "trial")} of ${sweep.name}.`);
      location.hash = sweepAddress(child.id);
    } catch (error) {
      problem.hidden = false;
      fill(problem, error instanceof Error ? error.message : String(error));
    }
  }
}

/** A part of an axis of numbers; null where it has no extent. */
export function windowOf(axis: DrawnAxis | null, from: number, to: number): { from: number; to: number } | null {
  if (axis === null || axis.values.length < 2) return null;
  const ends = [Number(axis.values[from]), Number(axis.values[to])].sort((a, b) => a - b);
  return ends.every(Number.isFinite) && ends[0]! < ends[1]! ? { from: ends[0]!, to: ends[1]! } : null;
}

function rangeTexts(drawing: Drawing, { from, to }: PlaceRectangle): [string, string][] {
  const text = (axis: DrawnAxis, low: number, high: number): [string, string] =>
    [axis.name, low === high ? setting(axis.values[low]!) : `${setting(axis.values[low]!)} … ${setting(axis.values[high]!)}  (${counted(high - low + 1, "value")})`];
  return [...(drawing.x ? [text(drawing.x, from.column, to.column)] : []), ...(drawing.y ? [text(drawing.y, from.row, to.row)] : [])];
}

function countField(name: string, axis: DrawnAxis | null): { label: HTMLElement; value: () => number } {
  const input = h("input", { type: "number", min: 2, max: mostValues, step: 1, required: true, value: String(Math.min(mostValues, Math.max(2, axis?.values.length ?? 2))) });
  return { label: h("label", {}, h("span", {}, name), input), value: () => Number(input.value) };
}
