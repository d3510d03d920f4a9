import type { Happened, MapNews, Sweep } from "../api/documents.js";
import { EventFeed } from "../api/events.js";
import { sweepPath } from "../api/paths.js";
import { Refusal } from "../api/refusal.js";
import type { ServerEvent } from "../api/sse.js";
import type { Context } from "../app/context.js";
import { emptyState, errorState, loadingState } from "../app/states.js";
import { fill, h } from "../dom/element.js";
import type { View } from "../dom/view.js";
import { EventList } from "../events/eventList.js";
import { exportsPanel } from "./exports.js";
import { ImportancePanel } from "./importance.js";
import { charts } from "./curves.js";
import { MapPanel } from "./mapPanel.js";
import { RecommendationPanel } from "./recommendation.js";
import { SweepHead } from "./sweepHead.js";
import { Tabs } from "./tabs.js";

/** When panels ask again after the map has changed, in milliseconds: of a large map every answer takes the node seconds. */
const soon = 3000;
const later = 30_000;

/** How long what happens is left unheard for the first picture's sake, in milliseconds. */
const patience = 1500;

/** One sweep: its map as it fills in, what it says, and what happens to it. */
export class SweepPage implements View {
  readonly element = h("main", { id: "content", class: "page sweep" }, loadingState("Opening the sweep"));
  readonly #stop = new AbortController();
  readonly #events = new EventList(false);
  #head: SweepHead | null = null;
  #map: MapPanel | null = null;
  #tabs: Tabs | null = null;
  #feed: EventFeed | null = null;
  #listening = 0;

  constructor(private readonly context: Context, private readonly id: string) {
    void this.#open();
  }

  dispose(): void {
    this.#stop.abort();
    clearTimeout(this.#listening);
    this.#feed?.stop();
    this.#map?.dispose();
    this.#tabs?.dispose();
  }

  async #open(): Promise<void> {
    try {
      const sweep = await this.context.client.json<Sweep>(sweepPath(this.id), this.#stop.signal);
      if (!this.#stop.signal.aborted) this.#build(sweep);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      fill(this.element, error instanceof Refusal && error.status === 404
        ? emptyState("There is no such sweep", "It may have been another store's.", h("a", { href: "#/" }, "All sweeps"))
        : errorState(error, () => { fill(this.element, loadingState("Opening the sweep")); void this.#open(); }));
    }
  }

  #build(sweep: Sweep): void {
    this.#head = new SweepHead(this.context, sweep);
    this.#map = new MapPanel(this.context, sweep);
    const map = this.#map;
    const recommendation = new RecommendationPanel(this.context, this.id, cell => map.chooseById(cell), cells => map.mark(cells));
    const importance = new ImportancePanel(this.context, this.id);
    this.#tabs = new Tabs([
      { name: "Recommendation", element: recommendation.element, open: () => recommendation.open() },
      { name: "Importance", element: importance.element, open: () => importance.open() },
      { name: "Events", element: this.#events.element },
      { name: "Export", element: exportsPanel(this.context.client, this.id) },
    ]);
    map.onVersion = isSmall => {
      this.#tabs?.stale(isSmall ? soon : later);
    };
    map.onPainted = () => this.#painted();
    this.#listening = window.setTimeout(() => this.#listen(), patience);
    this.element.classList.add("laid-out");
    fill(this.element, this.#head.element, this.#map.element, this.#tabs.element);
  }

  /** Everything else waits for the picture: on a busy machine it would come that much later. */
  #painted(): void {
    this.#listen();
    this.#tabs?.start();
    charts().catch(() => {});
  }

  #listen(): void {
    this.#feed ??= new EventFeed(this.context.client, `/api/v1/events?progress=true&sweep=${encodeURIComponent(this.id)}`, event => this.#hear(event));
  }

  #hear(event: ServerEvent): void {
    if (event.kind === "progress") {
      const sweep = JSON.parse(event.data) as Sweep;
      this.#head?.show(sweep);
      this.#map?.follow(sweep);
    } else if (event.kind === "map") {
      this.#map?.renew((JSON.parse(event.data) as MapNews).version);
    } else {
      this.#events.add(JSON.parse(event.data) as Happened);
    }
  }
}
