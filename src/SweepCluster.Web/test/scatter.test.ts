import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cell } from "../src/api/documents.js";
import { AxisLayout } from "../src/map/axis.js";
import type { Geometry } from "../src/map/geometry.js";
import { pointAt, radiusOf, scatterOf } from "../src/map/scatter.js";
import { wholeMap } from "../src/map/viewport.js";

const x = new AxisLayout({ name: "B", scale: "log", values: ["1", "10", "100"] });
const y = new AxisLayout({ name: "degree", scale: "listed", values: ["2", "4"] });
const cell = (b: string, degree: string) => ({ id: `${b};${degree}`, coordinates: { B: b, degree } }) as unknown as Cell;

test("A cell between the grid's values lies between their tiles, on the axis' own scale", () => {
  const [between, listed] = scatterOf([cell("31.6227766017", "4"), cell("10", "2")], x, y).points;
  assert.ok(Math.abs(between!.x - (x.centres[1]! + x.centres[2]!) / 2) < 1e-9);
  assert.deepEqual([between!.y, listed!.x, listed!.y], [y.centres[1], x.centres[1], y.centres[0]]);
});

test("Points are as large as cells of the whole picture leave room for, and found within reach only", () => {
  const g: Geometry = { x, y, view: wholeMap, width: 300, height: 200 };
  const scatter = scatterOf([cell("10", "4")], x, y, 10_000);
  assert.equal(radiusOf(g, scatter), 2);
  assert.equal(radiusOf(g, { ...scatter, among: 1 }), 7);
  assert.equal(pointAt(g, scatter, 150, 53, 4)?.cell.id, "10;4");
  assert.equal(pointAt(g, scatter, 150, 60, 4), null);
});
