import type { Client } from "../api/client.js";
import { download } from "../api/download.js";
import { attempt } from "../app/toast.js";
import { h } from "../dom/element.js";
import { icon } from "../dom/icons.js";

const formats: [string, string, string][] = [
  ["html", "Report", "A page that holds everything and needs no network"],
  ["png", "PNG", "The map as a picture of pixels"],
  ["svg", "SVG", "The map as a drawing for print"],
  ["csv", "Cells, CSV", "A row for each cell"],
  ["trials", "Trials, CSV", "A row for each trial"],
  ["traces", "Traces, JSONL", "Every epoch of every trial"],
  ["json", "Map, JSON", "For programs; has a schema"],
  ["npz", "NumPy", "Dense arrays of every layer"],
  ["geojson", "GeoJSON", "Cells and isolines as shapes"],
];

/** A sweep as files, of everything that is committed when one is asked for. */
export function exportsPanel(client: Client, sweep: string): HTMLElement {
  return h("ul", { class: "exports" }, ...formats.map(([format, name, meaning]) => {
    const button = h("button", { type: "button", onclick: () => void save() }, icon("download"), name);
    return h("li", {}, button, h("span", { class: "note" }, meaning));

    async function save() {
      button.disabled = true;
      await attempt(() => download(client, `/api/v1/sweeps/${encodeURIComponent(sweep)}/export?format=${format}`));
      button.disabled = false;
    }
  }));
}
