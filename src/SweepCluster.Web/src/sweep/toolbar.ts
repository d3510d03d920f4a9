import { fill, h } from "../dom/element.js";
import { icon, type IconName } from "../dom/icons.js";
import type { Layer, LayerName } from "../map/layers.js";

export interface ToolbarActions {
  layer(name: LayerName): void;
  isolines(isOn: boolean): void;
  rectangles(isOn: boolean): void;
  zoom(factor: number): void;
  whole(): void;
}

/** Layers, lines, tools and zoom. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #layers = h("div", { class: "segmented", role: "radiogroup", "aria-label": "Layer" });
  readonly #lines: HTMLButtonElement;
  readonly #rectangles: HTMLButtonElement;
  #shown: Layer[] = [];

  constructor(private readonly actions: ToolbarActions) {
    this.#lines = h("button", { type: "button", "aria-pressed": "false", title: "Lines of equal P(stable) (i)", onclick: () => this.toggleIsolines() }, "Isolines");
    this.#rectangles = h("button", { type: "button", class: "icon-button", "aria-pressed": "false", title: "Draw a rectangle to look closer at (or Shift + drag)", "aria-label": "Draw a rectangle", onclick: () => this.#toggleRectangles() }, icon("select"));
    this.element = h("div", { class: "toolbar", role: "group", "aria-label": "What the map shows" },
      this.#layers, this.#lines,
      h("span", { class: "tools" }, this.#rectangles,
        this.#tool("plus", "Zoom in (+)", () => actions.zoom(1.6)),
        this.#tool("minus", "Zoom out (−)", () => actions.zoom(1 / 1.6)),
        this.#tool("fit", "The whole map (0)", () => actions.whole())));
  }

  set isolinesOn(isOn: boolean) { this.#lines.setAttribute("aria-pressed", String(isOn)); }

  show(layers: Layer[], current: LayerName, hasLines: boolean): void {
    this.#lines.hidden = !hasLines;
    this.#rectangles.hidden = !hasLines;
    if (this.#shown.map(layer => layer.title).join() === layers.map(layer => layer.title).join()) return;
    this.#shown = layers;
    fill(this.#layers, ...layers.map((layer, i) => {
      const input = h("input", { type: "radio", name: "layer", value: layer.name, checked: layer.name === current, onchange: () => this.actions.layer(layer.name) });
      return h("label", { title: `${layer.explanation} (${i + 1})` }, input, h("span", {}, layer.title));
    }));
  }

  /** Picks the layer of a number key, from 0. */
  pickLayer(index: number): void {
    const input = this.#layers.querySelectorAll("input")[index];
    if (!input) return;
    input.checked = true;
    this.actions.layer(input.value as LayerName);
  }

  toggleIsolines(): void {
    const isOn = this.#lines.getAttribute("aria-pressed") !== "true";
    this.isolinesOn = isOn;
    this.actions.isolines(isOn);
  }

  #toggleRectangles(): void {
    const isOn = this.#rectangles.getAttribute("aria-pressed") !== "true";
    this.#rectangles.setAttribute("aria-pressed", String(isOn));
    this.actions.rectangles(isOn);
  }

  #tool(picture: IconName, name: string, action: () => void): HTMLElement {
    return h("button", { type: "button", class: "icon-button", title: name, "aria-label": name.replace(/ \(.*/, ""), onclick: action }, icon(picture));
  }
}
