// The embedded map, and what can be asked of a cell by its number.

const data = JSON.parse(document.getElementById("data").textContent);
const cellCount = data.cells.tally.length;

const tallyOf = cell => data.tallies[data.cells.tally[cell]];
const failedOf = cell => data.cells.failed[cell] ?? 0;
const outcomeOf = cell => data.outcomes[tallyOf(cell).label] ?? null;
const valueOf = (axis, cell) => axis.values[axis.at[cell]];
const coordinates = cell => data.axes.map(axis => `${axis.name} = ${valueOf(axis, cell)}`).join(", ") || "the only cell";


/** The number of the label; none yet is -1, and -2 where the machine failed every trial that ended. */
const pendingLabel = -1, unknownLabel = -2;
const labelOf = cell => outcomeOf(cell) ? tallyOf(cell).label : failedOf(cell) > 0 ? unknownLabel : pendingLabel;
const isUnknown = cell => labelOf(cell) === unknownLabel;
const labelText = cell => outcomeOf(cell)?.name ?? (isUnknown(cell) ? "unknown: the machine failed" : "pending");

const labelTag = cell => {
  const outcome = outcomeOf(cell);
  return element("span", { className: "tag", style: outcome ? `background:${outcome.colour};color:${outcome.contrast}` : isUnknown(cell) ? "background:var(--unknown)" : "background:var(--pending)" },
    element("b", {}, outcome?.symbol ?? (isUnknown(cell) ? "!" : "?")), ` ${labelText(cell)}`);
};

const probabilityText = cell => {
  const tally = tallyOf(cell);
  return tally.trials === 0 ? "–" : `${number(tally.p, 3)}  (${tally.interval[0].toFixed(2)}–${tally.interval[1].toFixed(2)})`;
};

/** The numbers of a cell as pairs of name and text. */
const numbersOf = cell => [
  ["P(stable), 95 % interval", probabilityText(cell)],
  ["Stable of finished trials", `${tallyOf(cell).stable} of ${tallyOf(cell).trials}`],
  ...(failedOf(cell) > 0 ? [["Trials the machine failed", whole(failedOf(cell))]] : []),
  ["Test score of stable trials", number(data.cells.score[cell]) + (data.cells.deviation[cell] === null ? "" : ` ± ${number(data.cells.deviation[cell], 2)}`)],
  ["Median steps to divergence", whole(data.cells.steps[cell])],
  ["Training time", seconds(data.cells.seconds[cell])],
];
