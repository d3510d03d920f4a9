import type { Drawing } from "../api/documents.js";
import { number, whole } from "../format/numbers.js";
import { seconds } from "../format/times.js";
import { numberScale, type NumberScale } from "./colours.js";

export type LayerName = "label" | "p" | "accuracy" | "cost" | "replicates";

/** What the map can be coloured by. */
export interface Layer { name: LayerName; title: string; explanation: string; text: (value: number | null | undefined) => string }

/** The layers, in the order of their keys 1 to 5. */
export const layersOf = (drawing: Drawing): Layer[] => [
  { name: "label", title: "Label", explanation: "The most frequent outcome of a cell's trials.", text: () => "" },
  { name: "p", title: "P(stable)", explanation: "Share of a cell's finished trials that are stable.", text: value => number(value, 3) },
  drawing.scoreKind === "determination"
    ? { name: "accuracy", title: "R²", explanation: "Mean test R² at the last epoch, over stable trials only.", text: value => number(value) }
    : { name: "accuracy", title: "Accuracy", explanation: "Mean test accuracy at the last epoch, over stable trials only.", text: value => number(value) },
  { name: "cost", title: "Cost", explanation: "Mean time on the device of one trial.", text: seconds },
  { name: "replicates", title: "Replicates", explanation: "Finished trials of the cell.", text: whole },
];

/** The scale of a layer of numbers; null for labels and where no cell has a number. */
export function scaleOf(drawing: Drawing, layer: LayerName): NumberScale | null {
  if (layer === "label") return null;
  const range = drawing.layers.find(each => each.name === layer);
  return numberScale(range?.low ?? null, range?.high ?? null, layer === "p");
}
