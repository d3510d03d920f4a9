import type { Happened } from "../api/documents.js";
import { EventFeed } from "../api/events.js";
import type { Context } from "../app/context.js";
import { h } from "../dom/element.js";
import type { View } from "../dom/view.js";
import { EventList } from "./eventList.js";

/** What happens in the whole cluster. */
export class EventsPage implements View {
  readonly #list = new EventList(true);
  readonly element = h("main", { id: "content", class: "page" }, h("header", { class: "page-head" }, h("h1", {}, "Events")), this.#list.element);
  readonly #feed: EventFeed;

  constructor(context: Context) {
    this.#feed = new EventFeed(context.client, "/api/v1/events", event => this.#list.add(JSON.parse(event.data) as Happened));
  }

  dispose(): void { this.#feed.stop(); }
}
