import type { Happened } from "../api/documents.js";
import { sweepAddress } from "../app/router.js";
import { fill, h } from "../dom/element.js";
import { clockTime, dateTime } from "../format/times.js";

const mostKept = 500;

/** Kinds of events that want attention. */
const troubles = new Set(["chunk-failed", "actor-failed"]);

/** Events as they come, the newest first. */
export class EventList {
  readonly element = h("ol", { class: "events" });
  #isEmpty = true;

  constructor(private readonly showsSweep: boolean) {
    fill(this.element, h("li", { class: "note" }, "Nothing has happened yet."));
  }

  add(event: Happened): void {
    if (this.#isEmpty) fill(this.element);
    this.#isEmpty = false;
    const at = new Date(event.at);
    this.element.prepend(h("li", { class: troubles.has(event.kind) && "trouble" },
      h("time", { datetime: event.at, title: dateTime(at) }, clockTime(at)),
      h("span", { class: "kind" }, event.kind),
      h("span", { class: "event-text" }, this.showsSweep && event.sweep !== null && h("a", { href: sweepAddress(event.sweep) }, event.sweep), " ", event.text)));
    if (this.element.childElementCount > mostKept) this.element.lastElementChild!.remove();
  }
}
