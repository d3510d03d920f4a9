import type { Cell, DrawnAxis, Drawing } from "../api/documents.js";
import { h } from "../dom/element.js";
import { number, setting, whole } from "../format/numbers.js";
import { seconds } from "../format/times.js";
import type { Place } from "../map/geometry.js";

/** A cell's coordinates as words. */
export const coordinates = (cell: Cell): string =>
  Object.entries(cell.coordinates).map(([name, value]) => `${name} = ${setting(value)}`).join(", ") || "the only cell";

/** The same of a place, before its cell is known. */
export function coordinatesOfPlace(drawing: Drawing, slice: number, place: Place): string {
  const part = (axis: DrawnAxis | null, index: number) => axis === null ? [] : [`${axis.name} = ${setting(axis.values[index] ?? "")}`];
  const fixed = Object.entries(drawing.slices[slice]?.fixed ?? {}).map(([name, value]) => `${name} = ${setting(value)}`);
  return [...part(drawing.x, place.column), ...part(drawing.y, place.row), ...fixed].join(", ") || "the only cell";
}

/** The numbers of a cell as pairs of name and text. */
export function cellNumbers(cell: Cell): [string, string][] {
  const stable = cell.counts["stable"] ?? 0;
  const interval = cell.trials === 0 ? "–" : `${number(cell.stableProbability, 3)}  (${cell.stableLow?.toFixed(2)}–${cell.stableHigh?.toFixed(2)})`;
  const numbers: [string, string][] = [["P(stable), 95 % interval", interval], ["Stable of finished trials", `${stable} of ${cell.trials}`]];
  if (cell.failedTrials > 0) numbers.push(["Trials the machine failed", whole(cell.failedTrials)]);
  numbers.push(
    ["Test score of stable trials", number(cell.scoreMean) + (cell.scoreDeviation === null ? "" : ` ± ${number(cell.scoreDeviation, 2)}`)],
    ["Median steps to divergence", whole(cell.medianDivergenceStep)],
    ["Training time", seconds(cell.trainingSeconds)]);
  return numbers;
}

export const definitions = (pairs: [string, string][]): HTMLElement =>
  h("dl", { class: "numbers" }, ...pairs.flatMap(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));
