// The geometry of a slice: pixels, tiles, and which cell is where.

const labelWidth = text => text.length * 6.3;

const plotSize = () => {
  const room = document.getElementById("maps").clientWidth;
  const isAlone = data.slices.length === 1;
  const left = data.y ? Math.min(110, Math.max(0, ...data.y.ticks.map(tick => labelWidth(tick[1])))) + 36 : 8;
  const width = Math.max(220, Math.floor(Math.min(room - left - 12, isAlone ? 820 : Math.max(300, room / 2 - left - 26))));
  const rows = data.slices[0].rows;
  const height = !data.y ? 190 : rows > 0 ? Math.round(Math.min(width * 0.8, Math.max(rows * 26, width * 0.55))) : Math.round(width * 0.7);
  const isTilted = !!data.x && data.x.isListed && data.x.ticks.some(tick => labelWidth(tick[1]) > width / data.x.centres.length - 6);
  const longest = data.x ? Math.min(120, Math.max(0, ...data.x.ticks.map(tick => labelWidth(tick[1])))) : 0;
  return { left, width, height, top: 6, isTilted, bottom: data.x ? (isTilted ? longest * 0.62 + 14 : 20) + 22 : 8 };
};

const single = { edges: [0, 1], centres: [0.5], ticks: [], name: "" };
const across = data.x ?? single;
const upwards = data.y ?? single;

const tileAt = (size, column, row) => {
  const x = Math.round(across.edges[column] * size.width), right = Math.round(across.edges[column + 1] * size.width);
  const bottom = Math.round((1 - upwards.edges[row]) * size.height), y = Math.round((1 - upwards.edges[row + 1]) * size.height);
  return { x, y, width: right - x, height: bottom - y };
};

const bandOf = (edges, share) => {
  let low = 0, high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= share) low = middle; else high = middle - 1;
  }
  return low;
};

/** The cell under a point of the plot, in pixels; -1 where there is none. */
const cellAt = (slice, size, x, y) => {
  let nearest = -1, distance = slice.columns === 0 ? 144 : 25;
  for (const [cell, px, py] of slice.points) {
    const square = (px * size.width - x) ** 2 + ((1 - py) * size.height - y) ** 2;
    if (square < distance) [nearest, distance] = [cell, square];
  }
  if (nearest >= 0 || slice.columns === 0) return nearest;
  return slice.places[bandOf(upwards.edges, 1 - y / size.height) * slice.columns + bandOf(across.edges, x / size.width)];
};

/** Where each cell of a slice has its own place, as shares; made once. */
const homesOf = slice => {
  if (slice.homes) return slice.homes;
  slice.homes = new Map(slice.points.map(([cell, x, y]) => [cell, { x, y }]));
  const own = slice.planned ?? slice.places?.keys() ?? [];
  for (const place of own) {
    const cell = slice.places[place];
    if (cell >= 0) slice.homes.set(cell, { x: across.centres[place % slice.columns], y: upwards.centres[Math.floor(place / slice.columns)], place });
  }
  return slice.homes;
};
