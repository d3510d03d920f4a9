import type { DrawnOutcome } from "../api/documents.js";
import { h, svg } from "../dom/element.js";

const hatchLines = ["-10,2 2,-10", "-10,10 10,-10", "-2,10 10,-2"];
const crossedLines = [...hatchLines, "-10,-2 2,10", "-10,-10 10,10", "-2,-10 10,2"];

/** An outcome's colour with its mark. */
export function swatch(outcome: DrawnOutcome): SVGElement {
  return svg("svg", { class: "swatch", viewBox: "-10 -10 20 20", "aria-hidden": "true" },
    svg("rect", { x: -10, y: -10, width: 20, height: 20, fill: outcome.colour }),
    ...outcome.mark.map(line => svg("polyline", { points: line.map(value => value * 5).join(" "), fill: "none", stroke: outcome.contrast, "stroke-width": 1.6, "stroke-linecap": "round" })));
}

/** The hatch of cells without a label. */
export const hatchSwatch = (kind: "pending" | "unknown"): SVGElement =>
  svg("svg", { class: `swatch ${kind}`, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, ...(kind === "unknown" ? crossedLines : hatchLines).map(points => svg("polyline", { points })));

/** A label with its swatch. */
export function labelTag(label: string, outcomes: DrawnOutcome[]): HTMLElement {
  const outcome = outcomes.find(each => each.name === label);
  return h("span", { class: "label-tag" }, outcome ? swatch(outcome) : hatchSwatch("pending"), label);
}
