import type { Slice } from "../api/documents.js";
import { fill, h } from "../dom/element.js";
import { setting } from "../format/numbers.js";

/** The values of the axes that are not drawn, in the order of the slices. */
export function fixedAxes(slices: Slice[]): { name: string; values: string[] }[] {
  const names = Object.keys(slices[0]?.fixed ?? {});
  return names.map(name => ({ name, values: [...new Set(slices.map(slice => slice.fixed[name]!))] }));
}

/** The slice of some values; −1 where the sweep has none. */
export const sliceOf = (slices: Slice[], chosen: Record<string, string>): number =>
  slices.findIndex(slice => Object.entries(chosen).every(([name, value]) => slice.fixed[name] === value));

/** A slider for every axis that is not drawn. */
export class SliceSliders {
  readonly element = h("div", { class: "sliders" });
  #slices: Slice[] = [];
  #chosen: Record<string, string> = {};
  #set: ((slice: Slice) => void)[] = [];

  constructor(private readonly changed: (slice: number) => void) {}

  set slice(index: number) {
    const slice = this.#slices[index];
    if (slice) this.#set.forEach(set => set(slice));
  }

  show(slices: Slice[]): void {
    const isSame = JSON.stringify(fixedAxes(slices)) === JSON.stringify(fixedAxes(this.#slices));
    this.#slices = slices;
    if (isSame) return;
    this.#chosen = { ...slices[0]?.fixed };
    this.#set = [];
    fill(this.element, ...fixedAxes(slices).map(axis => this.#slider(axis.name, axis.values)));
  }

  #slider(name: string, values: string[]): HTMLElement {
    const output = h("output", {}, setting(values[0]!));
    const input = h("input", { type: "range", min: 0, max: values.length - 1, step: 1, value: "0", "aria-label": name, "aria-valuetext": values[0]!, oninput: () => this.#pick(name, values, input, output) });
    this.#set.push(slice => {
      input.value = String(values.indexOf(slice.fixed[name]!));
      this.#chosen[name] = slice.fixed[name]!;
      fill(output, setting(slice.fixed[name]!));
    });
    return h("label", { class: "slider" }, h("span", {}, name), input, output);
  }

  #pick(name: string, values: string[], input: HTMLInputElement, output: HTMLElement): void {
    const value = values[Number(input.value)]!;
    this.#chosen[name] = value;
    input.setAttribute("aria-valuetext", value);
    fill(output, setting(value));
    const slice = sliceOf(this.#slices, this.#chosen);
    if (slice >= 0) this.changed(slice);
  }
}
