import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRoute, sweepAddress } from "../src/app/router.js";
import { AxisLayout } from "../src/map/axis.js";
import { placesOfPixels } from "../src/map/raster.js";
import { clamped, moved, showing, wholeMap, zoomed } from "../src/map/viewport.js";
import { fixedAxes, sliceOf } from "../src/sweep/slices.js";

test("Zooming keeps the point under the pointer where it is and never leaves the map", () => {
  const view = zoomed(wholeMap, 2, 0.5, 0.25, 0.01);
  assert.deepEqual(view, { x0: 0.25, x1: 0.75, y0: 0.125, y1: 0.625 });
  assert.deepEqual(zoomed(view, 0.01, 0.5, 0.5, 0.01), wholeMap);
  const closest = zoomed(wholeMap, 1e6, 0.5, 0.5, 0.01);
  assert.ok(Math.abs(closest.x1 - closest.x0 - 0.01) < 1e-12);
});

test("Moving stops at the border", () => {
  assert.deepEqual(moved({ x0: 0, x1: 0.5, y0: 0, y1: 0.5 }, -1, 0.5), { x0: 0, x1: 0.5, y0: 0.25, y1: 0.75 });
  assert.deepEqual(clamped({ x0: 0.9, x1: 1.3, y0: -1, y1: 3 }).y1, 1);
});

test("A chosen cell comes into sight, and one that is in sight moves nothing", () => {
  const view = { x0: 0.4, x1: 0.6, y0: 0.4, y1: 0.6 };
  assert.deepEqual(showing(view, 0.5, 0.5), view);
  assert.ok(showing(view, 0.7, 0.5).x1 > 0.7);
});

test("Every pixel shows the place under its middle, rows upwards", () => {
  const axis = new AxisLayout({ name: "x", scale: "linear", values: ["0", "1"] });
  assert.deepEqual([...placesOfPixels(axis, 0, 1, 4, false)], [0, 0, 1, 1]);
  assert.deepEqual([...placesOfPixels(axis, 0, 1, 4, true)], [1, 1, 0, 0]);
  assert.deepEqual([...placesOfPixels(axis, 0.4, 0.6, 2, false)], [0, 1]);
});

test("Sliders name the slice that has their values", () => {
  const slices = [["1", "a"], ["1", "b"], ["2", "a"]].map(([depth, kind], index) => ({ index, fixed: { depth: depth!, kind: kind! }, columns: 1, rows: 1, cells: 1 }));
  assert.deepEqual(fixedAxes(slices), [{ name: "depth", values: ["1", "2"] }, { name: "kind", values: ["a", "b"] }]);
  assert.equal(sliceOf(slices, { depth: "2", kind: "a" }), 2);
  assert.equal(sliceOf(slices, { depth: "2", kind: "b" }), -1);
});

test("Addresses lead to pages and back", () => {
  assert.deepEqual(parseRoute(sweepAddress("a b/c")), { name: "sweep", id: "a b/c" });
  assert.deepEqual([parseRoute(""), parseRoute("#/workers"), parseRoute("#/nowhere")].map(route => route.name), ["sweeps", "workers", "unknown"]);
});
