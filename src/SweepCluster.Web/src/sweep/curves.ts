import uPlot from "uplot";
import type { Client } from "../api/client.js";
import type { Cell, Epoch, Trace, TrialList } from "../api/documents.js";
import { onThemeChange, themeColour } from "../app/theme.js";
import { fill, h, svg } from "../dom/element.js";
import { number, whole } from "../format/numbers.js";

const mostTrials = 8;
const height = 132;

type Kind = "train" | "validation" | "test";

/** A chart: what it shows of an epoch, in which lines. */
interface Metric { title: string; lines: [Kind, (epoch: Epoch) => number | null][]; mayBeLog: boolean }

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
  #charts: uPlot[] = [];
  #shown: { cell: Cell; traces: Trace[] } | null = null;
  #asked = 0;

  constructor(private readonly client: Client, private readonly sweep: string) {
    this.#forgetTheme = onThemeChange(() => this.#shown && this.#draw(this.#shown.cell, this.#shown.traces));
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
      if (asked === this.#asked) this.#draw(cell, traces);
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

  #draw(cell: Cell, traces: Trace[]): void {
    this.#clear();
    this.#shown = { cell, traces };
    const trained = traces.filter(trace => trace.epochs.length > 0);
    const scoreName = traces[0]?.scoreKind === "determination" ? "R²" : "Accuracy";
    fill(this.element, trained.length > 0 && key(), ...metrics(scoreName).map(metric => this.#chart(metric, trained)), ...notes(cell, traces));
  }

  #chart(metric: Metric, traces: Trace[]): HTMLElement | false {
    const epochs = Math.max(0, ...traces.map(trace => trace.epochs.length));
    const lines = traces.flatMap(trace => metric.lines.map(([kind, value]) => ({ kind, values: Array.from({ length: epochs }, (_, i) => trace.epochs[i] ? finite(value(trace.epochs[i])) : null) })));
    const all = lines.flatMap(line => line.values).filter(value => value !== null);
    // A value that the family does not have is 0.
    if (all.length === 0 || all.every(value => value === 0)) return false;
    const isLog = metric.mayBeLog && all.every(value => value > 0) && Math.max(...all) / Math.min(...all) > 5;
    const title = metric.title + (isLog ? " (log scale)" : "");
    const place = h("div", { class: "chart", role: "img", "aria-label": `${title}: ${summary(lines.flatMap(line => line.values.at(-1) ?? []))}` });
    const figure = h("figure", {}, h("figcaption", {}, title), place);
    const x = Array.from({ length: epochs }, (_, i) => i + 1);
    const chart = new uPlot(options(this.element.clientWidth || 300, lines, isLog), [x, ...lines.map(line => line.values)], place);
    this.#charts.push(chart);
    return figure;
  }

  #clear(): void {
    this.#charts.forEach(chart => chart.destroy());
    this.#charts = [];
    this.#shown = null;
    fill(this.element);
  }
}

function options(width: number, lines: { kind: Kind }[], isLog: boolean): uPlot.Options {
  const [ink, rule] = [themeColour("--grey"), themeColour("--rule")];
  const axis = { stroke: ink, grid: { stroke: rule, width: 0.5 }, ticks: { stroke: rule, width: 0.5, size: 4 }, font: "11px system-ui, sans-serif", gap: 3 };
  const texts = (_: uPlot, values: number[]) => values.map(value => value === null ? "" : number(value, 3));
  return {
    width, height,
    padding: [6, 6, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { x: { time: false }, y: isLog ? { distr: 3 } : {} },
    axes: [{ ...axis, size: 24, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }, { ...axis, size: 46, values: texts }],
    series: [{}, ...lines.map(({ kind }) => ({
      stroke: themeColour(`--${kind}`), width: 1.4, alpha: 0.85, dash: dashes[kind], points: { size: 4 },
    }))],
  };
}

const dashes: Record<Kind, number[]> = { train: [5, 3], validation: [], test: [1.5, 2.5] };

const finite = (value: number | null): number | null => value !== null && Number.isFinite(value) ? value : null;

const summary = (last: number[]): string => last.length === 0 ? "not finite at the end" : `${number(Math.min(...last), 3)} to ${number(Math.max(...last), 3)} at the end`;

const key = (): HTMLElement => h("div", { class: "curve-key" }, ...(["train", "validation", "test"] as const).map(kind => h("span", {},
  svg("svg", { viewBox: "0 0 24 8", "aria-hidden": "true" }, svg("line", { class: kind, x1: 0, x2: 24, y1: 4, y2: 4, "stroke-dasharray": dashes[kind].join(" ") })), kind)));

function notes(cell: Cell, traces: Trace[]): (HTMLElement | false)[] {
  const ended = traces.filter(trace => trace.divergence !== null);
  return [
    ended.length > 0 && h("p", { class: "note" }, `Lost finiteness: ${ended.map(trace => `replicate ${trace.replicate} at step ${whole(trace.divergence!.step)}`).join(", ")}.`),
    cell.trials > traces.length && h("p", { class: "note" }, `Curves of ${traces.length} of ${cell.trials} trials; the export “Traces” has all.`),
  ];
}
