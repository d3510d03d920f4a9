// Recommendations, what is known of the boundary, and which axes matter.

const drawRecommendations = choose => {
  const section = document.getElementById("recommendations");
  if (data.recommendations.length === 0) return section.remove();
  const hasGroups = data.recommendations.some(row => row.group);
  const link = cell => cell === null ? "–" : element("button", { className: "link", type: "button", onclick: () => choose(cell, true) }, coordinates(cell));
  const along = data.recommendations[0].along;
  const head = [...(hasGroups ? ["Where"] : []), `Safe ${along}`, "Verdict", "Stable trials", "Lower bound", "Setting", "Score", "Best stable cell", "From the cliff"];
  const rows = data.recommendations.map(row => element("tr", {}, ...[
    ...(hasGroups ? [row.group] : []),
    row.from === null ? "–" : row.from === row.to ? row.from : `${row.from} … ${row.to}`,
    element(row.isRecommended ? "b" : "span", {}, row.verdict),
    row.trials === 0 ? "–" : `${row.stable} of ${row.trials}`,
    row.lower === null ? "–" : row.lower.toFixed(3),
    link(row.setting),
    row.setting === null ? "–" : number(data.cells.score[row.setting]) + (row.scoreLoss > 0 ? ` (${number(row.scoreLoss, 2)} below the best)` : ""),
    link(row.best),
    element("span", { className: "margins" }, ...row.margins.flatMap((margin, i) => i === 0 ? [margin] : [element("br"), margin])),
  ].map(content => element("td", {}, content))));
  const recommended = data.recommendations.filter(row => row.isRecommended).length;
  section.append(element("h2", {}, "Recommended settings"),
    element("p", {}, `${recommended} of ${data.recommendations.length} ${hasGroups ? "groups have" : "searches found"} a recommended setting.`),
    element("p", { className: "note" }, `The stretch of ${along} over which P(stable), averaged over its values, is as high as asked: recommended where the lower end of its exact 95 % interval says so.`),
    element("div", { className: "scroll tall" }, element("table", {}, element("thead", {}, element("tr", {}, ...head.map(name => element("th", {}, name)))), element("tbody", {}, ...rows))));
};

const drawBoundary = () => {
  const section = document.getElementById("boundary");
  section.append(element("h2", {}, "The boundary between stable and not"));
  for (const slice of data.slices) {
    if (slice.title) section.append(element("h3", {}, slice.title));
    const absence = slice.isolines[0].absence;
    section.append(element("p", {}, absence
      ? `No isolines: ${absence}`
      : "Isolines: " + slice.isolines.map(set => `P(stable) = ${set.level} in ${set.lines.length} line${set.lines.length === 1 ? "" : "s"}`).join("; ") + "."));
    const row = element("div", { className: "bar" });
    for (const estimate of slice.dimensions) {
      const text = estimate.value === null
        ? `No dimension by ${estimate.method}: ${estimate.insufficiency}`
        : `Dimension by ${estimate.method}: ${number(estimate.value, 3)}, 95 % interval ${number(estimate.interval[0], 3)}–${number(estimate.interval[1], 3)}, over scales from ${estimate.range[0]} to ${estimate.range[1]} steps.`;
      const block = element("div", { style: "flex:1 1 300px;max-width:460px" }, element("p", {}, text));
      if (estimate.value !== null) block.append(chart(`${estimate.method}, log-log`, [{ x: estimate.scales, y: estimate.measures, css: "validation" }], { isLog: true, isLogAcross: true, across: "scale in steps" }));
      row.append(block);
    }
    section.append(row);
  }
};

const drawImportance = () => {
  const section = document.getElementById("importance");
  if (data.importance.length === 0) return section.remove();
  section.append(element("h2", {}, "Which axes matter"),
    element("p", { className: "note" }, "Shares of the variance between cells that each axis explains, alone and with another: functional ANOVA over a random forest, ± the standard deviation over its trees."));
  const row = element("div", { className: "bar" });
  for (const answer of data.importance) {
    const block = element("div", { style: "flex:1 1 300px;max-width:460px" }, element("h3", {}, answer.question));
    block.append(element("p", {}, answer.isSufficient
      ? `From ${answer.cells} cells; unseen ones are predicted with R² = ${answer.r2.toFixed(2)}.`
      : `Insufficient evidence: ${answer.r2 === null ? "cells are too few or all alike" : `unseen cells are predicted with R² = ${answer.r2.toFixed(2)} only`}.`));
    if (answer.isSufficient) {
      block.append(element("table", {}, element("tbody", {}, ...answer.effects.map(effect => element("tr", {},
        element("td", {}, effect.name),
        element("td", {}, element("meter", { min: 0, max: 1, value: effect.share })),
        element("td", {}, `${effect.share.toFixed(2)} ± ${effect.spread.toFixed(2)}`))))));
    }
    row.append(block);
  }
  section.append(row);
};
