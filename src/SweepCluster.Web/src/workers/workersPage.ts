import { pause } from "../api/backoff.js";
import type { ClusterNode, Device, NodeList } from "../api/documents.js";
import type { Context } from "../app/context.js";
import { emptyState, errorState, loadingState } from "../app/states.js";
import { fill, h } from "../dom/element.js";
import type { View } from "../dom/view.js";
import { bytes, number, whole } from "../format/numbers.js";
import { ago, seconds } from "../format/times.js";

const every = 2000;
const silentAfter = 10;

/** The nodes of the cluster, their devices, and what each does now. */
export class WorkersPage implements View {
  readonly element = h("main", { id: "content", class: "page" });
  readonly #list = h("div", {}, loadingState("Looking for nodes"));
  readonly #stop = new AbortController();

  constructor(private readonly context: Context) {
    fill(this.element, h("header", { class: "page-head" }, h("h1", {}, "Workers and devices")), this.#list);
    void this.#follow();
  }

  dispose(): void { this.#stop.abort(); }

  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        this.#show(await this.context.client.json<NodeList>("/api/v1/workers", this.#stop.signal));
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (this.#list.querySelector(".node") === null) fill(this.#list, errorState(error));
      }
      await pause(every, this.#stop.signal);
    }
  }

  #show({ workers }: NodeList): void {
    if (workers.length === 0) fill(this.#list, emptyState("No node has joined", "Start one with: sweep node --roles worker"));
    else fill(this.#list, ...workers.map(nodeOf));
  }
}

function nodeOf(node: ClusterNode): HTMLElement {
  const state = node.silentSeconds > silentAfter ? h("span", { class: "chip failed" }, `silent for ${seconds(Math.round(node.silentSeconds))}`)
    : node.isDraining ? h("span", { class: "chip paused" }, "draining")
    : h("span", { class: "chip running" }, "up");
  return h("section", { class: "node" },
    h("header", {}, h("h2", {}, node.name), state, h("span", { class: "note" }, `${node.roles.join(", ")} · started ${ago(new Date(node.startedAt), new Date())} · version ${node.version}${node.address ? ` · ${node.address}` : ""}`)),
    node.devices.length === 0
      ? h("p", { class: "note" }, "No devices: this node does not train.")
      : h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `Devices of ${node.name}` }, h("table", { class: "list" },
        h("thead", {}, h("tr", {}, ...["Device", "Does now", "Memory", "Trials a second"].map((name, i) => h("th", { scope: "col", class: i > 1 && "number" }, name)))),
        h("tbody", {}, ...node.devices.map(deviceRow)))));
}

function deviceRow(device: Device): HTMLElement {
  const fastest = device.shapes.reduce((best, shape) => Math.max(best, shape.trialsPerSecond ?? 0), 0);
  const shapes = device.shapes.map(shape => `${shape.shape}: ${number(shape.trialsPerSecond, 3)} trials a second, ${whole(shape.capacity)} at once`).join("\n");
  return h("tr", {},
    h("td", {}, device.name, h("div", { class: "id" }, device.id)),
    h("td", {}, device.doing === null ? h("span", { class: "note" }, "idle") : h("span", {}, h("span", { class: "dot busy", "aria-hidden": "true" }), device.doing)),
    h("td", { class: "number" }, bytes(device.memoryBytes)),
    h("td", { class: "number", title: shapes }, fastest > 0 ? number(fastest, 3) : "–"));
}
