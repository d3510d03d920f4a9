// Small line charts: learning curves, and the log-log plots of a dimension.

const chart = (title, series, { isLog = false, isLogAcross = false, across: acrossName = "epoch", width = 300, height = 130 } = {}) => {
  const usable = value => value !== null && Number.isFinite(value) && (!isLog || value > 0);
  const points = series.flatMap(line => line.x.map((x, i) => [x, line.y[i]])).filter(([, y]) => usable(y));
  if (points.length === 0) return element("p", { className: "note" }, `${title}: no finite value.`);
  const scale = (values, log) => {
    const map = log ? Math.log10 : value => value;
    let low = Math.min(...values.map(map)), high = Math.max(...values.map(map));
    if (high - low < 1e-12) { low -= 0.5; high += 0.5; }
    return { low, high, share: value => (map(value) - low) / (high - low), value: share => log ? 10 ** (low + share * (high - low)) : low + share * (high - low) };
  };
  const xs = scale(points.map(point => point[0]), isLogAcross), ys = scale(points.map(point => point[1]), isLog);
  const left = 46, right = 8, top = 8, bottom = 30;
  const px = x => left + xs.share(x) * (width - left - right), py = y => top + (1 - ys.share(y)) * (height - top - bottom);
  const svg = drawn("svg", { width: "100%", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
  for (const share of [0, 0.5, 1]) {
    const y = py(ys.value(share));
    svg.append(drawn("line", { class: "grid", x1: left, x2: width - right, y1: y, y2: y }), drawn("text", { x: left - 5, y: y + 4, "text-anchor": "end" }, number(ys.value(share), 3)));
  }
  const ends = xs.value(0) === xs.value(1) ? [0.5] : [0, 1];
  for (const share of points.every(point => point[0] === points[0][0]) ? [0.5] : ends) {
    svg.append(drawn("text", { x: px(xs.value(share)), y: height - bottom + 15, "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle" }, number(xs.value(share), 3)));
  }
  svg.append(drawn("text", { x: (left + width - right) / 2, y: height - bottom + 15, "text-anchor": "middle" }, points.every(point => point[0] === points[0][0]) ? "" : acrossName));
  for (const line of series) {
    const seen = line.x.map((x, i) => [x, line.y[i]]).filter(([, y]) => usable(y));
    svg.append(drawn("polyline", { class: line.css, points: seen.map(([x, y]) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`).join(" ") }));
    if (seen.length <= 30) svg.append(...seen.map(([x, y]) => drawn("circle", { class: line.css, cx: px(x), cy: py(y), r: 2 })));
  }
  return element("div", { className: "chart" }, element("h3", {}, title + (isLog ? " (log scale)" : "")), svg);
};

const curveKey = names => element("div", { className: "curve-key chart" }, ...names.map(name => element("span", {},
  drawn("svg", { viewBox: "0 0 24 8" }, drawn("polyline", { class: name, points: "0,4 24,4" })), name)));
