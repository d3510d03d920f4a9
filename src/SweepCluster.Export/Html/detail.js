// The chosen cell: its numbers and the learning curves of its trials.

const drawDetail = cell => {
  const panel = document.getElementById("detail");
  if (cell === null) {
    panel.replaceChildren(element("h3", {}, "A cell in detail"),
      element("p", { className: "note" }, "Point at the map for a cell's numbers; click for its learning curves. With the keyboard: Tab to the map, arrow keys to move, Enter to choose."));
    return;
  }
  const counts = data.outcomes.map((outcome, i) => [outcome, tallyOf(cell).counts[i]]).filter(([, count]) => count > 0);
  panel.replaceChildren(
    element("h3", {}, coordinates(cell)),
    labelTag(cell),
    list([...numbersOf(cell), ...counts.map(([outcome, count]) => [`${outcome.symbol} ${outcome.name}`, whole(count)])]),
    ...curvesOf(cell));
};

const curvesOf = cell => {
  const trials = data.curves[cell];
  if (!trials) return tallyOf(cell).trials > 0 ? [element("p", { className: "note" }, "This file does not hold the learning curves of this cell; traces.jsonl does.")] : [];
  const epochs = trials.filter(trial => trial.epoch.length > 0);
  const parts = [];
  if (epochs.length > 0) {
    const lines = names => epochs.flatMap(trial => names.map(([key, css]) => ({ x: trial.epoch, y: trial[key], css })));
    const losses = lines([["trainLoss", "train"], ["validationLoss", "validation"]]);
    parts.push(curveKey(["train", "validation", "test"]));
    parts.push(chart("Loss", losses, { isLog: losses.every(line => line.y.every(value => value === null || value > 0)) }));
    parts.push(chart("Score", lines([["validationScore", "validation"], ["testScore", "test"]])));
    if (epochs.some(trial => trial.validationRange)) {
      parts.push(chart("Largest |activation input| / B", epochs.filter(trial => trial.validationRange).map(trial => ({ x: trial.epoch, y: trial.validationRange, css: "validation" })), { isLog: true }));
    }
  }
  const missing = tallyOf(cell).trials - trials.length;
  const ended = trials.filter(trial => trial.divergedAt !== undefined);
  if (ended.length > 0) parts.push(element("p", { className: "note" }, `Lost finiteness: ${ended.map(trial => `replicate ${trial.replicate} at step ${whole(trial.divergedAt)}`).join(", ")}.`));
  if (missing > 0) parts.push(element("p", { className: "note" }, `Curves of ${trials.length} of ${tallyOf(cell).trials} trials.`));
  return parts;
};
