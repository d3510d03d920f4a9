import type { Client } from "../api/client.js";
import type { Cell, Epoch, Trace, TrialList } from "../api/documents.js";
import { onThemeChange, themeColour } from "../app/theme.js";
import { fill, h, svg } from "../dom/element.js";
import { number, whole } from "../format/numbers.js";
import type { Chart } from "./chart.js";

const mostTrials = 8;

type CurveKind = "train" | "validation" | "test";

/** Told apart by dashes too, not by colour alone. */
const dashes: Record<CurveKind, number[]> = { train: [5, 3], validation: [], test: [1.5, 2.5] };

/** The chart library, which the first picture does not need; the page has it when someone clicks. */
export const charts = () => import("./chart.js");

/** A chart: what it shows of an epoch, in which lines. */
interface Metric { title: string; lines: [CurveKind, (epoch: Epoch) => number | null][]; mayBeLog: boolean }

type DrawChart = typeof import("./chart.js").drawChart;

const metrics = (scoreName: string): Metric[] => [
  { title: "Loss", lines: [["train", epoch => epoch.trainLoss], ["validation", epoch => epoch.validationLoss]], mayBeLog: true },
  { title: scoreName, lines: [["validation", epoch => epoch.validationScore], ["test", epoch => epoch.testScore]], mayBeLog: false },
  { title: "Largest |activation input| / B", lines: [["train", epoch => epoch.trainRange], ["validation", epoch => epoch.validationRange]], mayBeLog: true },
  { title: "Largest gradient norm", lines: [["train", epoch => epoch.gradientNorm]], mayBeLog: true },
];

/** Learning curves of a cell's trials, each metric in its own chart. */
export class CurvesView {
  readonly element = h("div", { class: "curves" });
  readonly #traces = new Map<string, Trace>();
  readonly #forgetTheme: () => void;
  #charts: Chart[] = [];
  #shown: { cell: Cell; traces: Trace[] } | null = null;
  #asked = 0;

  constructor(private readonly client: Client, private readonly sweep: string) {
    this.#forgetTheme = onThemeChange(() => { if (this.#shown) void this.#draw(this.#shown.cell, this.#shown.traces, () => true); });
  }

  dispose(): void {
    this.#forgetTheme();
    this.#clear();
  }

  show(cell: Cell): void {
    if (this.#shown?.cell.id === cell.id && this.#shown.cell.trials === cell.trials) return;
    if (this.#shown?.cell.id !== cell.id) {
      this.#clear();
      fill(this.element, cell.trials > 0 && h("p", { class: "note" }, "Fetching learning curves …"));
    }
    void this.#load(cell);
  }

  async #load(cell: Cell): Promise<void> {
    const asked = ++this.#asked;
    try {
      const path = `/api/v1/sweeps/${encodeURIComponent(this.sweep)}/trials`;
      const { trials } = await this.client.json<TrialList>(`${path}?cell=${encodeURIComponent(cell.id)}`);
      const traces = await Promise.all(trials.slice(0, mostTrials).map(trial => this.#trace(path, cell.id, trial.replicate)));
      await this.#draw(cell, traces, () => asked === this.#asked);
    } catch (error) {
      if (asked === this.#asked) fill(this.element, h("p", { class: "note" }, error instanceof Error ? error.message : String(error)));
    }
  }

  /** A trace never changes, so it is fetched once. */
  async #trace(path: string, cell: string, replicate: number): Promise<Trace> {
    const key = `${cell} ${replicate}`;
    const known = this.#traces.get(key) ?? await this.client.json<Trace>(`${path}/${encodeURIComponent(cell)}/${replicate}/trace`);
    if (this.#traces.size > 200) this.#traces.clear();
    this.#traces.set(key, known);
    return known;
  }

  async #draw(cell: Cell, traces: Trace[], isWanted: () => boolean): Promise<void> {
    const { drawChart } = await charts();
    if (!isWanted()) return;
    this.#clear();
    this.#shown = { cell, traces };
    const trained = traces.filter(trace => trace.epochs.length > 0);
    const scoreName = traces[0]?.scoreKind === "determination" ? "R²" : "Accuracy";
    fill(this.element, trained.length > 0 && key(), ...metrics(scoreName).map(metric => this.#chart(metric, trained, drawChart)), ...notes(cell, traces));
  }

  #chart(metric: Metric, traces: Trace[], draw: DrawChart): HTMLElement | false {
    const epochs = Math.max(0, ...traces.map(trace => trace.epochs.length));
    const lines = traces.flatMap(trace => metric.lines.map(([kind, value]) => ({ colour: themeColour(`--${kind}`), dash: dashes[kind], values: Array.from({ length: epochs }, (_, i) => trace.epochs[i] ? finite(value(trace.epochs[i])) : null) })));
    const all = lines.flatMap(line => line.values).filter(value => value !== null);
    // A value that the family does not have is 0.
    if (all.length === 0 || all.every(value => value === 0)) return false;
    const isLog = metric.mayBeLog && all.every(value => value > 0) && Math.max(...all) / Math.min(...all) > 5;
    const title = metric.title + (isLog ? " (log scale)" : "");
    const place = h("div", { class: "chart", role: "img", "aria-label": `${title}: ${summary(lines.flatMap(line => line.values.at(-1) ?? []))}` });
    const figure = h("figure", {}, h("figcaption", {}, title), place);
    this.#charts.push(draw(place, epochs, lines, { width: this.element.clientWidth || 300, ink: themeColour("--grey"), rule: themeColour("--rule"), isLog, text: value => number(value, 3) }));
    return figure;
  }

  #clear(): void {
    this.#charts.forEach(chart => chart.destroy());
    this.#charts = [];
    this.#shown = null;
    fill(this.element);
  }
}

const finite = (value: number | null): number | null => value !== null && Number.isFinite(value) ? value : null;

const summary = (last: number[]): string => last.length === 0 ? "not finite at the end" : `${number(Math.min(...last), 3)} to ${number(Math.max(...last), 3)} at the end`;

const key = (): HTMLElement => h("div", { class: "curve-key" }, ...(Object.keys(dashes) as CurveKind[]).map(kind => h("span", {},
  svg("svg", { viewBox: "0 0 24 8", "aria-hidden": "true" }, svg("line", { class: kind, x1: 0, x2: 24, y1: 4, y2: 4, "stroke-dasharray": dashes[kind].join(" ") })), kind)));

function notes(cell: Cell, traces: Trace[]): (HTMLElement | false)[] {
  const ended = traces.filter(trace => trace.divergence !== null);
  return [
    ended.length > 0 && h("p", { class: "note" }, `Lost finiteness: ${ended.map(trace => `replicate ${trace.replicate} at step ${whole(trace.divergence!.step)}`).join(", ")}.`),
    cell.trials > traces.length && h("p", { class: "note" }, `Curves of ${traces.length} of ${cell.trials} trials; the export “Traces” has all.`),
  ];
}
