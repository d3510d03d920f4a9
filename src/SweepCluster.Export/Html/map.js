// One slice of the map: tiles or points on a canvas; axes, isolines and cursor above it.

const drawTiles = (canvas, slice, size, layer) => {
  const density = Math.min(3, window.devicePixelRatio || 1);
  canvas.width = size.width * density;
  canvas.height = size.height * density;
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  const pen = canvas.getContext("2d");
  pen.scale(density, density);
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const noneColour = colour("--none");
  const pending = pen.createPattern(hatch(colour("--pending"), colour("--hatch")), "repeat");
  const unknown = pen.createPattern(hatch(colour("--unknown"), colour("--unknown-hatch"), true), "repeat");
  const fill = cell => isUnknown(cell) ? unknown : tallyOf(cell).trials === 0 ? pending : layer.fill(cell) ?? noneColour;

  for (let place = 0; place < slice.columns * slice.rows; place++) {
    const cell = slice.places[place];
    if (cell < 0) continue;
    const tile = tileAt(size, place % slice.columns, Math.floor(place / slice.columns));
    pen.fillStyle = fill(cell);
    pen.fillRect(tile.x, tile.y, tile.width, tile.height);
    if (layer.isLabels && !slice.planned) drawMark(pen, cell, tile);
  }
  if (slice.planned) {
    for (const place of slice.planned) {
      const tile = tileAt(size, place % slice.columns, Math.floor(place / slice.columns));
      const cell = slice.places[place];
      if (!layer.isLabels || !drawMark(pen, cell, tile)) drawDot(pen, layer.isLabels ? outcomeOf(cell)?.contrast : contrastOf(layer.fill(cell)), tile);
    }
  }
  const radius = slice.columns > 0 ? 3 : Math.min(7, Math.max(2, 0.28 * Math.sqrt(size.width * size.height / Math.max(1, slice.points.length))));
  for (const [cell, x, y] of slice.points) {
    pen.beginPath();
    pen.arc(x * size.width, (1 - y) * size.height, radius, 0, 2 * Math.PI);
    pen.fillStyle = fill(cell);
    pen.fill();
    pen.lineWidth = 0.8;
    pen.strokeStyle = colour("--ink");
    pen.stroke();
    if (layer.isLabels && radius >= 4) drawMark(pen, cell, { x: x * size.width - radius, y: (1 - y) * size.height - radius, width: 2 * radius, height: 2 * radius });
  }
};

const hatch = (ground, line, isCrossed = false) => {
  const tile = element("canvas", { width: 6, height: 6 });
  const pen = tile.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 6, 6);
  pen.strokeStyle = line;
  pen.beginPath();
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift, 6);
    pen.lineTo(shift + 6, 0);
    if (isCrossed) { pen.moveTo(shift, 0); pen.lineTo(shift + 6, 6); }
  }
  pen.stroke();
  return tile;
};

const contrastOf = colour => {
  const [r, g, b] = [1, 3, 5].map(i => parseInt((colour ?? "#dddddd").slice(i, i + 2), 16));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 115 ? "#22262b" : "#ffffff";
};

const drawDot = (pen, colour, tile) => {
  const side = Math.min(tile.width, tile.height);
  if (side < 4) return;
  pen.globalAlpha = 0.45;
  pen.fillStyle = colour ?? "#888888";
  pen.beginPath();
  pen.arc(tile.x + tile.width / 2, tile.y + tile.height / 2, Math.min(1.6, side / 6), 0, 2 * Math.PI);
  pen.fill();
  pen.globalAlpha = 1;
};

/** Draws the label's mark where there is room; says whether it did. */
const drawMark = (pen, cell, tile) => {
  const outcome = outcomeOf(cell), side = Math.min(tile.width, tile.height);
  if (!outcome || outcome.mark.length === 0 || side < 8) return false;
  const radius = Math.min(5, side * 0.25), x = tile.x + tile.width / 2, y = tile.y + tile.height / 2;
  pen.strokeStyle = outcome.contrast;
  pen.lineWidth = side < 14 ? 1 : 1.3;
  pen.beginPath();
  for (const line of outcome.mark) {
    for (let i = 0; i < line.length; i += 2) pen[i === 0 ? "moveTo" : "lineTo"](x + line[i] * radius, y + line[i + 1] * radius);
  }
  pen.stroke();
  return true;
};

const drawAxes = (size) => {
  const parts = [drawn("rect", { class: "frame", x: 0, y: 0, width: size.width, height: size.height })];
  let free = -Infinity;
  for (const [place, label] of across.ticks) {
    const x = place * size.width, half = size.isTilted ? 7 : labelWidth(label) / 2 + 3;
    parts.push(drawn("line", { class: "tick", x1: x, x2: x, y1: size.height, y2: size.height + 4 }));
    if (x - half < free) continue;
    free = x + half;
    parts.push(size.isTilted
      ? drawn("text", { transform: `translate(${x + 3} ${size.height + 14}) rotate(-38)`, "text-anchor": "end" }, label)
      : drawn("text", { x, y: size.height + 16, "text-anchor": "middle" }, label));
  }
  free = Infinity;
  for (const [place, label] of upwards.ticks) {
    const y = (1 - place) * size.height;
    parts.push(drawn("line", { class: "tick", x1: -4, x2: 0, y1: y, y2: y }));
    if (y + 7 > free) continue;
    free = y - 7;
    parts.push(drawn("text", { x: -7, y: y + 4, "text-anchor": "end" }, label));
  }
  parts.push(drawn("text", { class: "name", x: size.width / 2, y: size.height + size.bottom - 4, "text-anchor": "middle" }, across.name));
  parts.push(drawn("text", { class: "name", transform: `translate(${12 - size.left} ${size.height / 2}) rotate(-90)`, "text-anchor": "middle" }, upwards.name));
  return parts;
};

const pathOf = (lines, size) => lines.map(line => {
  let path = "";
  for (let i = 0; i < line.points.length; i += 2) path += `${i === 0 ? "M" : "L"}${(line.points[i] * size.width).toFixed(1)} ${((1 - line.points[i + 1]) * size.height).toFixed(1)}`;
  return path + (line.isClosed ? "Z" : "");
}).join("");

const drawIsolines = (slice, size) => {
  const parts = [drawn("path", { class: "band", d: pathOf(slice.band, size) })];
  for (const set of slice.isolines) {
    const isMiddle = set.level === 0.5, width = isMiddle ? 1.7 : 0.9, path = pathOf(set.lines, size);
    parts.push(drawn("path", { class: "halo", d: path, "stroke-width": width + 2 }));
    parts.push(drawn("path", { class: "isoline", d: path, "stroke-width": width, "stroke-dasharray": isMiddle ? "none" : "4 3" }));
  }
  return parts;
};

/** With one axis the other direction is free: the intervals of P(stable), from 0 at the bottom to 1 at the top. */
const drawIntervals = (slice, size) => [...homesOf(slice)].filter(([cell]) => tallyOf(cell).trials > 0).flatMap(([cell, home]) => {
  const { p, interval } = tallyOf(cell), x = home.x * size.width, y = share => (1 - share) * size.height;
  return [
    drawn("line", { class: "halo", "stroke-width": 4, x1: x, x2: x, y1: y(interval[0]), y2: y(interval[1]) }),
    drawn("line", { class: "isoline", "stroke-width": 1.5, x1: x, x2: x, y1: y(interval[0]), y2: y(interval[1]) }),
    drawn("circle", { class: "cursor-halo", cx: x, cy: y(p), r: 2 }), drawn("circle", { class: "cursor", cx: x, cy: y(p), r: 2 }),
  ];
});

const drawChosen = (slice, size) => data.recommendations.flatMap(row => {
  const home = !row.isRecommended || row.setting === null ? undefined : homesOf(slice).get(row.setting);
  return home === undefined ? [] : ["chosen-halo", "chosen"].map(css => drawn("circle", { class: css, cx: home.x * size.width, cy: (1 - home.y) * size.height, r: 5 }));
});

const drawCursor = (group, slice, size, cell) => {
  const home = homesOf(slice).get(cell);
  group.replaceChildren();
  if (!home) return;
  const shape = css => home.place === undefined
    ? drawn("circle", { class: css, cx: home.x * size.width, cy: (1 - home.y) * size.height, r: 8 })
    : drawn("rect", { class: css, ...tileAt(size, home.place % slice.columns, Math.floor(home.place / slice.columns)) });
  group.append(shape("cursor-halo"), shape("cursor"));
};
