import type { Answer } from "../api/client.js";
import type { Cell, Drawing, Sweep } from "../api/documents.js";
import { drawingPath, sweepPath } from "../api/paths.js";
import { mayChange, type Context } from "../app/context.js";
import { emptyState, errorState, loadingState } from "../app/states.js";
import { fill, h } from "../dom/element.js";
import type { View } from "../dom/view.js";
import type { PlaceRectangle } from "../map/geometry.js";
import { fetchIsolines } from "../map/isolines.js";
import { layersOf, type LayerName } from "../map/layers.js";
import { listenForMapKeys } from "../map/keys.js";
import { MapView, type Target } from "../map/mapView.js";
import { fetchCells, fetchOffGrid } from "../map/scatter.js";
import { wholeMap } from "../map/viewport.js";
import { CellPanel } from "./cellPanel.js";
import { Legend } from "./legend.js";
import { placeOfCell } from "./places.js";
import { Refresher } from "./refresher.js";
import { SliceSliders } from "./slices.js";
import { Toolbar } from "./toolbar.js";
import { Tooltip } from "./tooltip.js";
import { openZoom } from "./zoomDialog.js";

/** Beyond so many cells lines and marks are drawn when they are asked for, not before. */
const smallMap = 100_000;

const mostMarked = 100;

/** The map with everything around it: layers, slices, legend, the cell under the pointer and the chosen one. */
export class MapPanel implements View {
  readonly element = h("div", { class: "stage" });
  /** Told of every new version of the map, and whether it is small. */
  onVersion: (isSmall: boolean) => void = () => {};
  /** Told whenever everything in sight is painted. */
  onPainted: () => void = () => {};
  readonly #stop = new AbortController();
  readonly #view: MapView;
  readonly #toolbar: Toolbar;
  readonly #sliders: SliceSliders;
  readonly #legend = new Legend();
  readonly #cell: CellPanel;
  readonly #tooltip: Tooltip;
  readonly #refresher = new Refresher(() => this.#load());
  readonly #status = h("p", { class: "sr-only", role: "status", "aria-live": "polite" });
  #known: Answer<Drawing> | null = null;
  #slice = 0;
  #sweep: Sweep;
  #marked: Record<string, string>[] = [];
  #isolinesWanted: boolean | null = null;

  constructor(private readonly context: Context, sweep: Sweep) {
    this.#sweep = sweep;
    this.#tooltip = new Tooltip(context.client, sweep.id);
    this.#cell = new CellPanel(context.client, sweep.id, text => fill(this.#status, text));
    this.#view = new MapView(context.client, sweep.id, {
      hovered: (target, x, y) => this.#hovered(target, x, y),
      chosen: target => this.#chosen(target),
      framed: rectangle => this.#framed(rectangle),
      painted: () => this.onPainted(),
      failed: () => this.#refresher.want(),
    });
    this.#toolbar = new Toolbar({
      layer: name => this.#showLayer(name),
      isolines: isOn => { this.#isolinesWanted = isOn; void this.#isolines(); },
      rectangles: isOn => { this.#view.drawsRectangles = isOn; },
      zoom: factor => this.#view.zoomBy(factor),
      whole: () => this.#view.show(wholeMap),
    });
    this.#sliders = new SliceSliders(slice => { this.#slice = slice; this.#redraw(); });
    listenForMapKeys(this.#view, {
      layer: number => this.#toolbar.pickLayer(number),
      isolines: () => this.#toolbar.toggleIsolines(),
      curves: () => this.#cell.focus(),
      frame: rectangle => this.#framed(rectangle),
    });
    fill(this.element, loadingState("Putting the map together"));
    this.#refresher.want();
  }

  dispose(): void {
    this.#stop.abort();
    this.#refresher.stop();
    this.#view.dispose();
    this.#cell.dispose();
    this.#tooltip.dispose();
  }

  /** Takes the sweep as it is now. */
  follow(sweep: Sweep): void { this.#sweep = sweep; }

  /** Takes it that there is a map of this version. */
  renew(version: string): void {
    if (this.#known?.value.version !== version) this.#refresher.want();
  }

  /** Shows a cell on the map and what is known of it. */
  chooseById(cell: string): void { void this.#chooseById(cell); }

  /** Marks the cells of some coordinates as recommended; a crowd of them would only hide the map. */
  mark(cells: Record<string, string>[]): void {
    this.#marked = cells;
    const drawing = this.#known?.value;
    if (!drawing || drawing.isScattered) return;
    const places = cells.map(coordinates => placeOfCell(drawing, coordinates)).filter(found => found?.slice === this.#slice).map(found => found!.place);
    this.#view.recommended = places.length <= mostMarked ? places : [];
  }

  async #load(): Promise<void> {
    try {
      const answer = await this.context.client.again(drawingPath(this.#sweep.id), this.#known, async response => await response.json() as Drawing, this.#stop.signal);
      const isNew = this.#known === null || !answer.isSame;
      if (this.#known === null || this.#known.value.cells === 0) this.#build(answer.value);
      this.#known = answer;
      if (isNew && answer.value.cells > 0) await this.#show(answer.value);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (this.#known === null) fill(this.element, errorState(error, () => { fill(this.element, loadingState("Putting the map together")); this.#refresher.want(); }));
    }
  }

  #build(drawing: Drawing): void {
    if (drawing.cells === 0) {
      fill(this.element, emptyState("The plan has no cell yet", "The map appears with the first one."));
      this.onPainted();
      return;
    }
    fill(this.element,
      h("section", { class: "map-panel", "aria-label": "Map" }, this.#toolbar.element, this.#sliders.element, this.#view.element, this.#status,
        h("p", { id: "map-keys", class: "sr-only" }, "Arrow keys move between cells, Enter opens learning curves, plus and minus zoom; question mark lists all keys.")),
      h("aside", {}, this.#legend.element, this.#cell.element),
      this.#tooltip.element);
  }

  async #show(drawing: Drawing): Promise<void> {
    const cells = drawing.isScattered || drawing.y === null ? await fetchCells(this.context.client, this.#sweep.id, this.#stop.signal) : null;
    this.#toolbar.show(layersOf(drawing), this.#view.layer, !drawing.isScattered);
    this.#sliders.show(drawing.slices);
    this.#slice = Math.min(this.#slice, drawing.slices.length - 1);
    this.#view.draw(drawing, this.#slice, drawing.isScattered ? cells : null);
    this.#view.intervals = drawing.y === null && !drawing.isScattered ? cells : null;
    this.#legend.show(drawing, this.#view.layer);
    this.#tooltip.drawing = drawing;
    this.#cell.drawing = drawing;
    this.#cell.refresh();
    const isSmall = drawing.cells <= smallMap;
    this.#isolinesWanted ??= isSmall && !drawing.isScattered;
    this.#toolbar.isolinesOn = this.#isolinesWanted;
    void this.#isolines();
    void this.#offGrid();
    this.onVersion(isSmall);
  }

  #redraw(): void {
    const drawing = this.#known!.value;
    this.#view.draw(drawing, this.#slice, null);
    this.#view.choose(null);
    void this.#isolines();
    void this.#offGrid();
    this.mark(this.#marked);
  }

  #showLayer(name: LayerName): void {
    this.#view.shownLayer = name;
    if (this.#known) this.#legend.show(this.#known.value, name);
  }

  async #isolines(): Promise<void> {
    const drawing = this.#known?.value;
    if (!this.#isolinesWanted || !drawing || drawing.isScattered || drawing.y === null) {
      this.#view.isolines = null;
      this.#legend.isolines = null;
      return;
    }
    try {
      const slice = this.#slice, { x, y } = this.#view.geometry;
      const isolines = await fetchIsolines(this.context.client, this.#sweep.id, slice, x, y, this.#stop.signal);
      if (!this.#isolinesWanted || slice !== this.#slice) return;
      this.#view.isolines = isolines;
      this.#legend.isolines = isolines;
    } catch {
      // The picture is right without lines; the next version asks again.
    }
  }

  async #offGrid(): Promise<void> {
    const drawing = this.#known?.value, slice = this.#slice;
    if (!drawing || drawing.isScattered) return;
    try {
      const cells = drawing.offGrid[slice] ? await fetchOffGrid(this.context.client, this.#sweep.id, slice, this.#stop.signal) : [];
      if (slice === this.#slice) this.#view.offGrid = cells;
    } catch {
      // As for isolines.
    }
  }

  #hovered(target: Target | null, x: number, y: number): void {
    const box = this.#view.plot.getBoundingClientRect();
    this.#tooltip.show(target, this.#slice, target?.place ? this.#view.sample(target.place) : null, box.left + x, box.top + y);
  }

  #chosen(target: Target | null): void {
    this.#tooltip.show(null, 0, null, 0, 0);
    this.#cell.show(target, this.#slice);
  }

  #framed(rectangle: PlaceRectangle): void {
    const drawing = this.#known?.value;
    if (drawing) openZoom(this.context.client, this.#sweep, drawing, rectangle, this.#view, mayChange(this.context));
  }

  async #chooseById(id: string): Promise<void> {
    const drawing = this.#known?.value;
    if (!drawing) return;
    const cell = await this.#ask(id);
    const found = drawing.isScattered ? null : placeOfCell(drawing, cell.coordinates);
    if (found && found.slice !== this.#slice) {
      this.#slice = found.slice;
      this.#sliders.slice = found.slice;
      this.#redraw();
    }
    this.#view.choose(found ? { place: found.place, cell: null } : { place: null, cell });
    this.element.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  #ask(id: string): Promise<Cell> {
    return this.context.client.json<Cell>(`${sweepPath(this.#sweep.id)}/cell?cell=${encodeURIComponent(id)}`, this.#stop.signal);
  }
}
