import { svg } from "../dom/element.js";
import { pixelX, pixelY, type Geometry } from "./geometry.js";
import { ticks, type Tick } from "./ticks.js";

const characterWidth = 6.4;

/** Room around the plot for ticks and names, in pixels. */
export interface Margins { left: number; bottom: number }

const widthOf = (label: string): number => label.length * characterWidth;

/** The room that the labels of both axes want. */
export function marginsOf(g: Geometry): Margins {
  const upwards = g.y.name === "" ? [] : ticks(g.y, g.view.y0, g.view.y1, 8);
  const widest = Math.max(0, ...upwards.map(tick => widthOf(tick.label)));
  return { left: g.y.name === "" ? 8 : Math.min(110, Math.max(22, widest)) + 32, bottom: g.x.name === "" ? 8 : 42 };
}

/** Draws ticks and names around the plot, which begins at the margins. */
export function drawAxes(root: SVGSVGElement, g: Geometry, margins: Margins): void {
  root.setAttribute("width", String(g.width + margins.left));
  root.setAttribute("height", String(g.height + margins.bottom));
  const across = g.x.name === "" ? [] : ticks(g.x, g.view.x0, g.view.x1, Math.max(2, Math.floor(g.width / 72)));
  const upwards = g.y.name === "" ? [] : ticks(g.y, g.view.y0, g.view.y1, Math.max(2, Math.floor(g.height / 44)));
  const parts: SVGElement[] = [];
  let free = -Infinity;
  for (const tick of inOrder(across)) {
    const x = margins.left + pixelX(g, tick.place), half = widthOf(tick.label) / 2 + 3;
    parts.push(svg("line", { class: "tick", x1: x, x2: x, y1: g.height, y2: g.height + 4 }));
    if (x - half < free) continue;
    free = x + half;
    parts.push(svg("text", { x, y: g.height + 16, "text-anchor": "middle" }, tick.label));
  }
  free = Infinity;
  for (const tick of inOrder(upwards)) {
    const y = pixelY(g, tick.place);
    parts.push(svg("line", { class: "tick", x1: margins.left - 4, x2: margins.left, y1: y, y2: y }));
    if (y + 7 > free) continue;
    free = y - 7;
    parts.push(svg("text", { x: margins.left - 7, y: y + 4, "text-anchor": "end" }, tick.label));
  }
  const nameOf = (name: string, scale: string) => scale === "log" ? `${name} (log scale)` : name;
  parts.push(svg("text", { class: "name", x: margins.left + g.width / 2, y: g.height + 35, "text-anchor": "middle" }, nameOf(g.x.name, g.x.scale)));
  parts.push(svg("text", { class: "name", transform: `translate(12 ${g.height / 2}) rotate(-90)`, "text-anchor": "middle" }, nameOf(g.y.name, g.y.scale)));
  root.replaceChildren(...parts);
}

const inOrder = (list: Tick[]): Tick[] => [...list].sort((a, b) => a.place - b.place);

