import type { Client } from "../api/client.js";
import type { Cell, Drawing } from "../api/documents.js";
import { fill, h } from "../dom/element.js";
import { hasLabel, plainCode, unknownCode } from "../map/codes.js";
import type { Target } from "../map/mapView.js";
import { cellNumbers, coordinates, coordinatesOfPlace, definitions } from "./cellText.js";
import { labelTag } from "./labelTag.js";

/** A pointer that only crosses the map asks for nothing. */
const restsFor = 70;
const mostKnown = 500;

/** The numbers of the cell under the pointer: at once what the picture knows, and soon the rest. */
export class Tooltip {
  readonly element = h("div", { class: "tooltip", role: "tooltip", hidden: true });
  #drawing: Drawing | null = null;
  #known = new Map<string, Cell>();
  #at = "";
  #timer = 0;
  #stop = new AbortController();

  constructor(private readonly client: Client, private readonly sweep: string) {}

  set drawing(drawing: Drawing) {
    if (drawing.version !== this.#drawing?.version) this.#known.clear();
    this.#drawing = drawing;
  }

  dispose(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  show(target: Target | null, slice: number, sample: { code: number; value: number | null } | null, x: number, y: number): void {
    const drawing = this.#drawing;
    this.element.hidden = target === null || drawing === null;
    if (target === null || drawing === null) {
      this.#at = "";
      clearTimeout(this.#timer);
      return;
    }
    const at = target.cell ? target.cell.id : `${slice} ${target.place.column} ${target.place.row}`;
    if (at !== this.#at) {
      this.#at = at;
      const cell = target.cell ?? this.#known.get(at);
      if (cell) this.#fill(cell, drawing);
      else this.#wait(at, drawing, target, slice, sample);
    }
    this.#place(x, y);
  }

  #wait(at: string, drawing: Drawing, target: Target, slice: number, sample: { code: number; value: number | null } | null): void {
    const code = plainCode(sample?.code ?? 15);
    const label = hasLabel(code) ? drawing.outcomes[code]!.name : code === unknownCode ? "unknown" : "pending";
    fill(this.element, h("strong", {}, coordinatesOfPlace(drawing, slice, target.place!)), labelTag(label, drawing.outcomes));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(at, drawing, target, slice), restsFor);
  }

  async #ask(at: string, drawing: Drawing, target: Target, slice: number): Promise<void> {
    try {
      const path = `/api/v1/sweeps/${encodeURIComponent(this.sweep)}/cell?slice=${slice}&column=${target.place!.column}&row=${target.place!.row}`;
      const cell = await this.client.json<Cell>(path, this.#stop.signal);
      if (this.#known.size > mostKnown) this.#known.clear();
      this.#known.set(at, cell);
      if (at === this.#at) this.#fill(cell, drawing);
    } catch {
      // What the picture knows is already there; the next move asks again.
    }
  }

  #fill(cell: Cell, drawing: Drawing): void {
    fill(this.element, h("strong", {}, coordinates(cell)), labelTag(cell.label, drawing.outcomes), definitions(cellNumbers(cell)));
  }

  #place(x: number, y: number): void {
    const box = this.element.getBoundingClientRect();
    const left = x + 16 + box.width > window.innerWidth - 8 ? x - box.width - 14 : x + 16;
    const top = Math.min(y + 14, window.innerHeight - box.height - 8);
    this.element.style.left = `${Math.max(8, left)}px`;
    this.element.style.top = `${Math.max(8, top)}px`;
  }
}
