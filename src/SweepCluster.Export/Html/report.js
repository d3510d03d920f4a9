// Puts the page together and keeps its state: the layer, the isolines, the cell pointed at and the one chosen.

// Beyond so many points lines hide the map that they are about: there they wait to be asked for.
const mostIsolinePoints = 40000;
const isolinePoints = data.slices.reduce((sum, slice) => sum + slice.isolines.reduce((count, set) => count + set.lines.reduce((n, line) => n + line.points.length / 2, 0), 0), 0);

const view = { layer: layers[0], hasIsolines: isolinePoints <= mostIsolinePoints, hover: null, chosen: null };
const maps = [];
const tooltip = document.getElementById("tooltip");

const point = (map, cell, x, y) => {
  view.hover = cell >= 0 ? cell : null;
  drawCursor(map.cursor, map.slice, map.size, view.hover ?? view.chosen);
  tooltip.hidden = view.hover === null;
  if (view.hover === null) return;
  tooltip.replaceChildren(element("b", {}, coordinates(cell)), " ", labelTag(cell), list(numbersOf(cell)));
  tooltip.style.left = `${Math.min(x + 16, window.innerWidth - tooltip.offsetWidth - 8)}px`;
  tooltip.style.top = `${y + 16 + tooltip.offsetHeight > window.innerHeight ? Math.max(4, y - tooltip.offsetHeight - 12) : y + 16}px`;
};

const choose = (cell, isFar = false) => {
  view.chosen = cell;
  drawDetail(cell);
  markRow(cell);
  for (const map of maps) drawCursor(map.cursor, map.slice, map.size, cell);
  if (isFar) document.getElementById("maps").scrollIntoView({ behavior: "smooth", block: "start" });
};

/** The next cell from one in a direction: along the grid, or the nearest point that way. */
const step = (slice, from, dx, dy) => {
  const homes = homesOf(slice), home = homes.get(from);
  if (!home) return homes.keys().next().value ?? -1;
  let best = from, shortest = Infinity;
  for (const [cell, other] of homes) {
    const along = (other.x - home.x) * dx + (other.y - home.y) * dy;
    const aside = Math.abs((other.x - home.x) * dy) + Math.abs((other.y - home.y) * dx);
    if (along > 1e-9 && along + 4 * aside < shortest) [best, shortest] = [cell, along + 4 * aside];
  }
  return best;
};

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const listen = map => {
  const place = event => {
    const box = map.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    return x < 0 || y < 0 || x >= map.size.width || y >= map.size.height ? -1 : cellAt(map.slice, map.size, x, y);
  };
  map.plot.addEventListener("pointermove", event => point(map, place(event), event.clientX, event.clientY));
  map.plot.addEventListener("pointerleave", () => point(map, -1));
  map.plot.addEventListener("blur", () => point(map, -1));
  map.plot.addEventListener("click", event => { const cell = place(event); if (cell >= 0) choose(cell); });
  map.plot.addEventListener("keydown", event => {
    if (event.key === "Enter" && view.hover !== null) choose(view.hover);
    const direction = arrows[event.key];
    if (!direction) return;
    event.preventDefault();
    const cell = step(map.slice, view.hover ?? view.chosen, ...direction), home = homesOf(map.slice).get(cell);
    const box = map.canvas.getBoundingClientRect();
    if (home) point(map, cell, box.left + home.x * map.size.width, box.top + (1 - home.y) * map.size.height);
  });
};

const createMap = slice => {
  const map = { slice, canvas: element("canvas"), overlay: drawn("svg"), cursor: drawn("g") };
  map.plot = element("div", { className: "plot", tabIndex: 0, role: "application", "aria-label": `Map${slice.title ? ` at ${slice.title}` : ""}: ${across.name} across, ${upwards.name} upwards. Arrow keys move between cells, Enter chooses one.` }, map.canvas, map.overlay);
  map.figure = element("figure", {}, slice.title ? element("figcaption", {}, slice.title) : null, map.plot);
  listen(map);
  maps.push(map);
  return map.figure;
};

const draw = () => {
  const size = plotSize();
  for (const map of maps) {
    map.size = size;
    map.plot.style.width = `${size.left + size.width + 10}px`;
    map.plot.style.height = `${size.top + size.height + size.bottom}px`;
    for (const part of [map.canvas, map.overlay]) { part.style.left = `${size.left}px`; part.style.top = `${size.top}px`; }
    map.overlay.setAttribute("width", size.width);
    map.overlay.setAttribute("height", size.height);
    drawTiles(map.canvas, map.slice, size, view.layer);
    map.overlay.replaceChildren(...(view.hasIsolines ? drawIsolines(map.slice, size) : []), ...(data.x && !data.y && view.layer.name === "P(stable)" ? drawIntervals(map.slice, size) : []), ...drawChosen(map.slice, size), map.cursor, ...drawAxes(size));
    drawCursor(map.cursor, map.slice, size, view.chosen);
  }
  drawLegend(view.layer);
};

const drawControls = () => {
  const switches = element("fieldset", { "aria-label": "Layer" });
  for (const layer of layers) {
    switches.append(element("label", {}, element("input", { type: "radio", name: "layer", checked: layer === view.layer, onchange: () => { view.layer = layer; draw(); } }), layer.name));
  }
  const controls = document.getElementById("controls");
  controls.append(switches);
  if (data.slices.some(slice => slice.isolines.some(set => set.lines.length > 0))) {
    controls.append(element("label", {}, element("input", { type: "checkbox", checked: view.hasIsolines, onchange: event => { view.hasIsolines = event.target.checked; draw(); } }), " Isolines and band"));
  }
};

const write = (id, ...lines) => document.getElementById(id).append(...lines.filter(line => line).map(line => element("p", {}, line)));

document.getElementById("subtitle").textContent = data.sweep.subtitle;
document.getElementById("references").textContent = data.sweep.references ?? "";
write("notes", ...data.sweep.notes, data.curvesOmitted);
drawControls();
document.getElementById("maps").append(...data.slices.map(createMap));
drawRecommendations(choose);
drawBoundary();
drawImportance();
const markRow = createTable(choose);
drawDetail(null);
draw();
window.addEventListener("resize", draw);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
