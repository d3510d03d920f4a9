import type { Client } from "../api/client.js";
import type { Cell, Drawing } from "../api/documents.js";
import { Refusal } from "../api/refusal.js";
import { fill, h } from "../dom/element.js";
import type { Target } from "../map/mapView.js";
import { cellNumbers, coordinates, definitions } from "./cellText.js";
import { CurvesView } from "./curves.js";
import { labelTag } from "./labelTag.js";

/** The chosen cell: its numbers and the learning curves of its trials. */
export class CellPanel {
  readonly element = h("section", { class: "panel cell", "aria-label": "Chosen cell", tabindex: "-1" });
  readonly #curves: CurvesView;
  readonly #numbers = h("div", {});
  #target: Target | null = null;
  #slice = 0;
  #asked = 0;
  drawing: Drawing | null = null;

  constructor(private readonly client: Client, private readonly sweep: string, private readonly announce: (text: string) => void) {
    this.#curves = new CurvesView(client, sweep);
    this.#empty();
  }

  dispose(): void { this.#curves.dispose(); }

  focus(): void { this.element.focus(); }

  show(target: Target | null, slice: number): void {
    [this.#target, this.#slice] = [target, slice];
    if (target === null) {
      this.#asked++;
      this.#empty();
    } else {
      void this.#load(target);
    }
  }

  /** Asks again after the map has changed. */
  refresh(): void { if (this.#target) void this.#load(this.#target); }

  async #load(target: Target): Promise<void> {
    const asked = ++this.#asked;
    try {
      const path = `/api/v1/sweeps/${encodeURIComponent(this.sweep)}/cell?`;
      const cell = await this.client.json<Cell>(path + (target.cell ? `cell=${encodeURIComponent(target.cell.id)}` : `slice=${this.#slice}&column=${target.place!.column}&row=${target.place!.row}`));
      if (asked === this.#asked) this.#show(cell);
    } catch (error) {
      if (asked !== this.#asked) return;
      fill(this.element, h("p", { class: "note" }, error instanceof Refusal && error.status === 404 ? "The sweep has no cell here." : error instanceof Error ? error.message : String(error)));
    }
  }

  #empty(): void {
    fill(this.element, h("h2", {}, "A cell in detail"),
      h("p", { class: "note" }, "Point at the map for a cell's numbers, click for its learning curves. With the keyboard: Tab to the map, arrow keys to move, Enter to read."));
  }

  #show(cell: Cell): void {
    const outcomes = this.drawing?.outcomes ?? [];
    const counts = Object.entries(cell.counts).filter(([, count]) => count > 0);
    fill(this.#numbers,
      h("h2", {}, coordinates(cell)),
      labelTag(cell.label, outcomes),
      definitions([...cellNumbers(cell), ...(counts.length > 1 ? counts.map(([name, count]): [string, string] => [name, String(count)]) : [])]));
    fill(this.element, this.#numbers, this.#curves.element);
    this.#curves.show(cell);
    this.announce(`${coordinates(cell)}: ${cell.label}, ${cell.counts["stable"] ?? 0} of ${cell.trials} stable`);
  }
}
