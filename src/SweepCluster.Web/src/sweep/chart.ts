import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

const height = 132;

/** A line of a chart: a value for each epoch, null where there is none. */
export interface Line { values: (number | null)[]; colour: string; dash: number[] }

/** How a chart looks, beside its lines. */
export interface ChartLook { width: number; ink: string; rule: string; isLog: boolean; text: (value: number) => string }

export type Chart = uPlot;

/** Draws lines over epochs, counted from 1, into a place. Imports nothing of the page, so that it makes one file of its own. */
export function drawChart(place: HTMLElement, epochs: number, lines: Line[], look: ChartLook): Chart {
  const { width, ink, rule, isLog, text } = look;
  const x = Array.from({ length: epochs }, (_, i) => i + 1);
  const axis = { stroke: ink, grid: { stroke: rule, width: 0.5 }, ticks: { stroke: rule, width: 0.5, size: 4 }, font: "11px system-ui, sans-serif", gap: 3 };
  const texts = (_: uPlot, values: number[]) => values.map(value => value === null ? "" : text(value));
  return new uPlot({
    width, height,
    padding: [6, 6, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { x: { time: false }, y: isLog ? { distr: 3 } : {} },
    axes: [{ ...axis, size: 24, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }, { ...axis, size: 46, values: texts }],
    series: [{}, ...lines.map(({ colour, dash }) => ({ stroke: colour, width: 1.4, alpha: 0.85, dash, points: { size: 4 } }))],
  }, [x, ...lines.map(line => line.values)], place);
}
