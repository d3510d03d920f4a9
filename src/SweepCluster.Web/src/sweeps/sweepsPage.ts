import { pause } from "../api/backoff.js";
import type { SweepList } from "../api/documents.js";
import { mayChange, type Context } from "../app/context.js";
import { newAddress, sweepAddress } from "../app/router.js";
import { fill, h } from "../dom/element.js";
import type { View } from "../dom/view.js";
import { ago } from "../format/times.js";
import { progressBar, progressText, stateChip } from "../sweep/chip.js";
import { emptyState, errorState, loadingState } from "../app/states.js";

const whileRunning = 2000;
const otherwise = 10_000;
const mostShown = 500;

/** All sweeps, the newest first. */
export class SweepsPage implements View {
  readonly element = h("main", { id: "content", class: "page" });
  readonly #list = h("div", {}, loadingState("Looking for sweeps"));
  readonly #stop = new AbortController();

  constructor(private readonly context: Context) {
    fill(this.element, h("header", { class: "page-head" }, h("h1", {}, "Sweeps"), mayChange(context) && h("a", { class: "button primary", href: newAddress() }, "New sweep")), this.#list);
    void this.#follow();
  }

  dispose(): void { this.#stop.abort(); }

  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      let isRunning = false;
      try {
        const first = await this.context.client.json<SweepList>("/api/v1/sweeps?limit=1", this.#stop.signal);
        const list = await this.context.client.json<SweepList>(`/api/v1/sweeps?limit=${mostShown}&offset=${Math.max(0, first.total - mostShown)}`, this.#stop.signal);
        this.#show(list);
        isRunning = list.sweeps.some(sweep => sweep.state === "running");
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (this.#list.querySelector("table") === null) fill(this.#list, errorState(error));
      }
      await pause(isRunning ? whileRunning : otherwise, this.#stop.signal);
    }
  }

  #show(list: SweepList): void {
    if (list.sweeps.length === 0) {
      fill(this.#list, emptyState("No sweep yet", mayChange(this.context)
        ? "Write a sweep file, or begin with the example, and submit it."
        : "As soon as someone submits a sweep it is shown here.", mayChange(this.context) ? h("a", { class: "button primary", href: newAddress() }, "New sweep") : null));
      return;
    }
    const now = new Date();
    const rows = list.sweeps.toReversed().map(sweep => h("tr", {},
      h("td", {}, h("a", { class: "row-link", href: sweepAddress(sweep.id) }, sweep.name), h("div", { class: "id" }, sweep.id)),
      h("td", {}, stateChip(sweep.state)),
      h("td", { class: "progress-cell" }, progressBar(sweep), h("div", { class: "note" }, progressText(sweep))),
      h("td", { class: "number wide-only" }, String(sweep.priority)),
      h("td", { class: "wide-only note" }, ago(new Date(sweep.createdAt), now))));
    fill(this.#list,
      h("table", { class: "list" },
        h("thead", {}, h("tr", {}, ...["Sweep", "State", "Trials"].map(name => h("th", { scope: "col" }, name)), h("th", { scope: "col", class: "number wide-only" }, "Priority"), h("th", { scope: "col", class: "wide-only" }, "Submitted"))),
        h("tbody", {}, ...rows)),
      list.total > list.sweeps.length && h("p", { class: "note" }, `The newest ${list.sweeps.length} of ${list.total} sweeps.`));
  }
}
