// What the map can be coloured by.

const shade = share => data.shades[Math.round(Math.min(1, Math.max(0, share)) * (data.shades.length - 1))];

const extent = values => {
  let low = Infinity, high = -Infinity;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
};

/** A layer of numbers: logarithmic where they span more than a factor of thirty. */
const numeric = (name, value, text, range) => {
  let ends;
  const span = () => ends ??= range ?? extent(Array.from({ length: cellCount }, (_, cell) => value(cell))) ?? [null, null];
  const isLog = () => !range && span()[0] > 0 && span()[1] / span()[0] > 30;
  const share = number => {
    const [low, high] = span();
    if (low === high) return 0.5;
    return isLog() ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
  };
  return {
    name, text, isLabels: false, span, isLog,
    fill: cell => {
      const found = value(cell);
      return found === null || found === undefined ? null : shade(share(found));
    },
  };
};

const layers = [
  { name: "Label", isLabels: true, fill: cell => outcomeOf(cell)?.colour ?? null },
  numeric("P(stable)", cell => tallyOf(cell).p, value => number(value, 3), [0, 1]),
  numeric("Score", cell => data.cells.score[cell], value => number(value)),
  numeric("Replicates", cell => tallyOf(cell).trials, whole),
  numeric("Steps to divergence", cell => data.cells.steps[cell], whole),
  numeric("Training time", cell => data.cells.seconds[cell], seconds),
];

const explanations = {
  "P(stable)": "Share of a cell's finished trials that are stable.",
  "Score": "Mean test score at the last epoch, over stable trials only.",
  "Replicates": "Finished trials of the cell.",
  "Steps to divergence": "Median optimiser step, over trials that lost finiteness.",
  "Training time": "Time on the device, all trials of the cell together.",
};

const swatch = outcome => drawn("svg", { class: "swatch", viewBox: "-10 -10 20 20", style: `background:${outcome.colour}` },
  ...outcome.mark.map(line => drawn("polyline", {
    points: line.map(value => value * 5).join(" "), fill: "none", stroke: outcome.contrast, "stroke-width": 1.6, "stroke-linecap": "round",
  })));

const hatchLines = { pending: ["-10,2 2,-10", "-10,10 10,-10", "-2,10 10,-2"] };
hatchLines.unknown = [...hatchLines.pending, "-10,-2 2,10", "-10,-10 10,10", "-2,-10 10,2"];

/** The key to cells without a label: how many, and why. */
const cellKey = (name, count, meaning) => [
  drawn("svg", { class: `swatch ${name}`, viewBox: "-10 -10 20 20" }, ...hatchLines[name].map(points => drawn("polyline", { points }))),
  element("span", {}, `${name} cells`), element("span", { className: "number" }, whole(count)), element("span", { className: "meaning" }, meaning),
];

const lineKey = (css, width, dash) => drawn("svg", { width: 34, height: 12 },
  drawn("line", { x1: 0, x2: 34, y1: 6, y2: 6, class: "halo", "stroke-width": width + 3 }),
  drawn("line", { x1: 0, x2: 34, y1: 6, y2: 6, class: css, "stroke-width": width, "stroke-dasharray": dash }));

const drawLegend = layer => {
  const parts = [element("h3", {}, layer.isLabels ? "Majority label, with trials" : layer.name + (layer.isLog() ? " (log scale)" : ""))];
  if (layer.isLabels) {
    const key = element("div", { className: "key" });
    for (const outcome of data.outcomes) {
      key.append(swatch(outcome), element("span", {}, outcome.name), element("span", { className: "number" }, whole(outcome.trials)),
        element("span", { className: "meaning" }, outcome.meaning));
    }
    key.append(...cellKey("pending", data.sweep.pendingCells, "No trial of the cell has ended yet."));
    if (data.sweep.unknownCells > 0) key.append(...cellKey("unknown", data.sweep.unknownCells, "The machine failed the cell's trials, which says nothing about stability."));
    parts.push(key);
  } else {
    const [low, high] = layer.span();
    const intervals = data.x && !data.y && layer.name === "P(stable)" ? " Upright lines: its 95 % interval, from 0 at the bottom to 1 at the top." : "";
    parts.push(element("p", { className: "note" }, explanations[layer.name] + intervals));
    parts.push(low === null
      ? element("p", {}, "No cell has a value.")
      : element("div", {},
        element("div", { className: "ramp", style: `background:linear-gradient(90deg,${data.shades.join(",")})` }),
        element("div", { className: "ends" }, element("span", {}, layer.text(low)), element("span", {}, layer.text(high)))));
  }
  const lines = element("div", { className: "lines" });
  if (data.slices.some(slice => slice.isolines.some(set => set.lines.length > 0))) {
    lines.append(lineKey("isoline", 2, ""), element("span", {}, "P(stable) = 0.5"),
      lineKey("isoline", 1.2, "4 3"), element("span", {}, "P(stable) = 0.1 and 0.9; between them the band"));
  }
  if (data.slices.some(slice => slice.planned)) {
    lines.append(drawn("svg", { width: 34, height: 12 }, drawn("circle", { cx: 17, cy: 6, r: 1.6, fill: "var(--ink)" })),
      element("span", {}, "evaluated cell; tiles without a dot show the nearest one"));
  }
  if (data.recommendations.some(row => row.isRecommended && row.setting !== null)) {
    lines.append(drawn("svg", { width: 34, height: 16 }, drawn("circle", { cx: 17, cy: 8, r: 5, class: "chosen-halo" }), drawn("circle", { cx: 17, cy: 8, r: 5, class: "chosen" })),
      element("span", {}, "recommended setting"));
  }
  if (lines.childNodes.length > 0) parts.push(lines);
  document.getElementById("legend").replaceChildren(...parts);
};
