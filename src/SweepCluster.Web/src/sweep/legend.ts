import type { Drawing } from "../api/documents.js";
import { fill, h, svg } from "../dom/element.js";
import { whole } from "../format/numbers.js";
import { layersOf, scaleOf, type Layer, type LayerName } from "../map/layers.js";
import type { Isolines } from "../map/isolines.js";
import { hatchSwatch, swatch } from "./labelTag.js";

/** The key to the map's colours, marks and lines. */
export class Legend {
  readonly element = h("section", { class: "panel legend", "aria-label": "Legend" });
  readonly #lines = h("div", { class: "line-key" });

  show(drawing: Drawing, name: LayerName): void {
    const layer = layersOf(drawing).find(each => each.name === name)!;
    fill(this.element, ...(name === "label" ? labels(drawing) : numbers(drawing, layer)), this.#lines);
  }

  set isolines(isolines: Isolines | null) {
    if (isolines === null) fill(this.#lines);
    else if (isolines.absence !== null) fill(this.#lines, h("p", { class: "note" }, `No isolines: ${isolines.absence}`));
    else fill(this.#lines, line(1.7, ""), h("span", {}, "P(stable) = 0.5"), line(0.9, "4 3"), h("span", {}, "P(stable) = 0.1 and 0.9"));
  }
}

function labels(drawing: Drawing): HTMLElement[] {
  const row = (mark: SVGElement, name: string, count: number, meaning: string) =>
    h("div", { class: count === 0 ? "key-row none" : "key-row", title: meaning }, mark, h("span", {}, name), h("span", { class: "number" }, whole(count)));
  const pending = drawing.pendingCells - drawing.unknownCells;
  return [
    h("h2", {}, "Label, with trials"),
    h("div", { class: "key" },
      ...drawing.outcomes.map(outcome => row(swatch(outcome), outcome.name, outcome.trials, outcome.meaning)),
      row(hatchSwatch("pending"), "pending cells", pending, "No trial of the cell has ended yet."),
      ...(drawing.unknownCells > 0 ? [row(hatchSwatch("unknown"), "unknown cells", drawing.unknownCells, "The machine failed the cell's trials, which says nothing about stability.")] : [])),
  ];
}

function numbers(drawing: Drawing, layer: Layer): HTMLElement[] {
  const scale = scaleOf(drawing, layer.name);
  if (scale === null) return [h("h2", {}, layer.title), h("p", { class: "note" }, layer.explanation), h("p", {}, "No cell has a value.")];
  return [
    h("h2", {}, layer.title + (scale.isLog ? " (log scale)" : "")),
    h("p", { class: "note" }, layer.explanation),
    h("div", {}, ramp(drawing.shades), h("div", { class: "ends" }, h("span", {}, layer.text(scale.low)), h("span", {}, layer.text(scale.isLog ? Math.sqrt(scale.low * scale.high) : (scale.low + scale.high) / 2)), h("span", {}, layer.text(scale.high)))),
  ];
}

const ramp = (shades: string[]): SVGElement => svg("svg", { class: "ramp", viewBox: `0 0 ${shades.length} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
  ...shades.map((shade, i) => svg("rect", { x: i, y: 0, width: 1.05, height: 1, fill: shade })));

const line = (width: number, dash: string): SVGElement => svg("svg", { width: 34, height: 12, "aria-hidden": "true" },
  svg("line", { x1: 0, x2: 34, y1: 6, y2: 6, stroke: "#ffffff", "stroke-width": width + 3 }),
  svg("line", { x1: 0, x2: 34, y1: 6, y2: 6, stroke: "#111418", "stroke-width": width, "stroke-dasharray": dash }));
