import type { Importances, Shares } from "../api/documents.js";
import type { Answer } from "../api/client.js";
import { Refusal } from "../api/refusal.js";
import type { Context } from "../app/context.js";
import { emptyState, errorState, loadingState } from "../app/states.js";
import { fill, h } from "../dom/element.js";
import { whole } from "../format/numbers.js";

/** Which axes decide over stability and score. */
export class ImportancePanel {
  readonly element = h("div", { class: "importance" }, loadingState("Asking which axes matter"));
  #known: Answer<Importances> | null = null;

  constructor(private readonly context: Context, private readonly sweep: string) {}

  open(): void { void this.#load(); }

  async #load(): Promise<void> {
    try {
      const path = `/api/v1/sweeps/${encodeURIComponent(this.sweep)}/importance`;
      this.#known = await this.context.client.again(path, this.#known, async response => await response.json() as Importances, new AbortController().signal);
      const { stability, score } = this.#known.value;
      fill(this.element,
        h("p", { class: "note" }, "Shares of the variance between cells that each axis explains, alone and with another: functional ANOVA over a random forest, ± the standard deviation over its trees."),
        h("div", { class: "columns" }, answer("For P(stable)", stability), answer("For the score of stable trials", score)));
    } catch (error) {
      if (this.#known === null) fill(this.element, error instanceof Refusal && error.status === 404 ? emptyState("Nothing to compare", error.message) : errorState(error, () => this.open()));
    }
  }
}

function answer(question: string, shares: Shares): HTMLElement {
  const r2 = shares.outOfBagR2 === null ? null : shares.outOfBagR2.toFixed(2);
  const words = shares.isSufficient
    ? `From ${whole(shares.cells)} cells; unseen ones are predicted with R² = ${r2}.`
    : `Insufficient evidence: ${r2 === null ? "cells are too few or all alike" : `unseen cells are predicted with R² = ${r2} only`}.`;
  return h("section", {}, h("h3", {}, question), h("p", {}, words), shares.isSufficient && h("table", { class: "bars" }, h("tbody", {}, ...shares.effects.map(({ axes, share, spread }) => {
    const bar = h("span", { class: "bar-fill" });
    bar.style.width = `${100 * Math.min(1, Math.max(0, share ?? 0))}%`;
    return h("tr", {}, h("th", { scope: "row" }, axes.join(" × ")), h("td", { class: "bar-cell" }, bar), h("td", { class: "number" }, `${(share ?? 0).toFixed(2)} ± ${(spread ?? 0).toFixed(2)}`));
  }))));
}
