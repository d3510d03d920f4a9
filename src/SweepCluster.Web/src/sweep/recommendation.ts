import type { Answer } from "../api/client.js";
import type { Margin, Recommendation, RecommendationGroup } from "../api/documents.js";
import { Refusal } from "../api/refusal.js";
import type { Context } from "../app/context.js";
import { emptyState, errorState, loadingState } from "../app/states.js";
import { fill, h, type Child } from "../dom/element.js";
import { counted, number, setting, whole } from "../format/numbers.js";
import { seconds } from "../format/times.js";

const verdicts = { recommended: "recommended", insufficientEvidence: "insufficient evidence", noStableRegion: "no stable region" };

/** Of a large map there are as many groups as rows. */
const mostRows = 200;

/** Which settings are safe, with the counts that this rests on. */
export class RecommendationPanel {
  readonly element = h("div", { class: "recommendation" }, loadingState("Asking which settings are safe"));
  #known: Answer<Recommendation> | null = null;
  #isComing = false;

  /**
   * @param choose Shows a cell on the map.
   * @param marked Told the coordinates of the recommended cells.
   */
  constructor(private readonly context: Context, private readonly sweep: string, private readonly choose: (cell: string) => void, private readonly marked: (cells: Record<string, string>[]) => void) {}

  open(): void { void this.#load(); }

  async #load(): Promise<void> {
    if (this.#isComing) return;
    this.#isComing = true;
    try {
      const path = `/api/v1/sweeps/${encodeURIComponent(this.sweep)}/recommendation`;
      const answer = await this.context.client.again(path, this.#known, async response => await response.json() as Recommendation, new AbortController().signal);
      this.#known = answer;
      if (!answer.isSame) this.#show(answer.value);
    } catch (error) {
      if (this.#known === null) fill(this.element, error instanceof Refusal && error.status < 500 ? emptyState("Nothing to recommend", error.message) : errorState(error, () => this.open()));
    } finally {
      this.#isComing = false;
    }
  }

  #show(document: Recommendation): void {
    const recommended = document.groups.filter(group => group.verdict === "recommended" && group.setting !== null);
    this.marked(recommended.map(group => ({ ...group.group, [group.along]: group.from! })));
    const along = document.groups[0]?.along ?? "";
    const hasGroups = document.groups.some(group => Object.keys(group.group).length > 0);
    const head = [...(hasGroups ? ["Where"] : []), `Safe ${along}`, "Verdict", "Stable trials", "Lower bound", "Score", "From the cliff"];
    fill(this.element,
      h("p", { class: "note" }, `${recommended.length} of ${counted(document.groups.length, hasGroups ? "group" : "search", hasGroups ? "groups" : "searches")} with a recommended setting: the stretch of ${along} over which P(stable) is as high as asked, ${number(document.target)}, by the lower end of its exact 95 % interval.`),
      h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Recommended settings" }, h("table", { class: "list" },
        h("thead", {}, h("tr", {}, ...head.map(name => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...document.groups.slice(0, mostRows).map(group => this.#row(group, hasGroups))))),
      document.groups.length > mostRows && h("p", { class: "note" }, `The first ${mostRows} of ${whole(document.groups.length)}; the report, under Export, has all.`),
      document.pareto.length > 0 && h("section", {},
        h("h3", {}, "Score against cost"),
        h("p", { class: "note" }, "Stable cells that no other beats in both."),
        h("div", { class: "pareto" }, ...document.pareto.map(point => h("button", { type: "button", class: "link", onclick: () => this.choose(point.cell) },
          `${number(point.score)} for ${seconds(point.cost)} a trial, ${point.stable} of ${point.trials} stable`)))));
  }

  #row(group: RecommendationGroup, hasGroups: boolean): HTMLElement {
    const cells: Child[] = [
      ...(hasGroups ? [Object.entries(group.group).map(([name, value]) => `${name} = ${setting(value)}`).join(", ")] : []),
      this.#region(group),
      group.verdict === "recommended" ? h("strong", { class: "good" }, verdicts.recommended) : verdicts[group.verdict],
      group.trials === 0 ? "–" : `${group.stable} of ${group.trials}`,
      group.trials === 0 || group.lowerBound === null ? "–" : group.lowerBound.toFixed(3),
      number(group.score),
      h("span", { class: "margins" }, ...group.margins.flatMap((margin, i) => [i > 0 && h("br"), marginText(margin)])),
    ];
    const notes = [group.moreTrials !== null && `${counted(group.moreTrials, "more stable trial")} needed`, (group.scoreLoss ?? 0) > 0 && `${number(group.scoreLoss, 2)} below the best`];
    const [verdict, score] = [hasGroups ? 2 : 1, hasGroups ? 5 : 4];
    return h("tr", {}, ...cells.map((cell, i) => h("td", {}, cell, i === verdict && notes[0] && h("span", { class: "note" }, notes[0]), i === score && notes[1] && h("span", { class: "note" }, notes[1]))));
  }

  /** The safe stretch; with a setting in it that can be shown on the map. */
  #region(group: RecommendationGroup): Child {
    if (group.from === null) return "–";
    const text = group.from === group.to ? setting(group.from) : `${setting(group.from)} … ${setting(group.to ?? "")}`;
    return group.setting === null ? text : h("button", { type: "button", class: "link", title: "Show the setting on the map", onclick: () => this.choose(group.setting!) }, text);
  }
}

/** How far it is to the first unstable cell on both sides, in the words of the report. */
function marginText(margin: Margin): string {
  const [before, after] = margin.unit === "factor" ? ["×", ""] : margin.unit === "steps" ? ["", " values"] : ["", ""];
  const nothing = margin.unit === "factor" ? 1 : 0;
  const side = (least: number | null, most: number | null) => most === null && least === nothing ? "the map ends" : most === null ? `no cliff within ${before}${number(least)}${after}` : `cliff at ${before}${number(most)}${after}`;
  return `${margin.parameter}: ${side(margin.belowAtLeast, margin.belowAtMost)} below, ${side(margin.aboveAtLeast, margin.aboveAtMost)} above`;
}
