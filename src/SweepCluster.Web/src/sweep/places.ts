import type { Drawing } from "../api/documents.js";
import type { Place } from "../map/geometry.js";

/** Where the map draws the cell of some coordinates; null where it has no place, as a reference. */
export function placeOfCell(drawing: Drawing, coordinates: Record<string, string>): { slice: number; place: Place } | null {
  const at = (axis: Drawing["x"]) => axis === null ? 0 : axis.values.indexOf(coordinates[axis.name] ?? "");
  const place = { column: at(drawing.x), row: at(drawing.y) };
  const slice = drawing.slices.findIndex(each => Object.entries(each.fixed).every(([name, value]) => coordinates[name] === value));
  return place.column < 0 || place.row < 0 || slice < 0 ? null : { slice, place };
}
