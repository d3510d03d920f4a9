import assert from "node:assert/strict";
import { test } from "node:test";
import { AxisLayout } from "../src/map/axis.js";
import { linearValues, logValues, ticks } from "../src/map/ticks.js";

const log = new AxisLayout({ name: "B", scale: "log", values: ["1", "10", "100"] });
const listed = new AxisLayout({ name: "degree", scale: "listed", values: ["2", "8", "3"] });
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("Tiles of a logarithmic axis meet half-way between decades", () => {
  near(log.edges[0]!, 0);
  near(log.edges[1]!, 1 / 3);
  near(log.centres[1]!, 0.5);
  near(log.valueAt(0.5), 10);
  near(log.placeOf(10), 0.5);
});

test("Uneven values of a linear axis have tiles of uneven width", () => {
  const axis = new AxisLayout({ name: "x", scale: "linear", values: ["0", "1", "4"] });
  const [a, b, c] = [axis.edges[1]! - axis.edges[0]!, axis.edges[2]! - axis.edges[1]!, axis.edges[3]! - axis.edges[2]!];
  near(b / a, 2);
  near(c / a, 3);
});

test("Listed values stand in equal steps, in their own order", () => {
  near(listed.centres[0]!, 1 / 6);
  near(listed.centres[2]!, 5 / 6);
  assert.deepEqual(ticks(listed, 0, 1, 3).map(tick => tick.label), ["2", "8", "3"]);
});

test("A share finds its place, and the ends find the outermost", () => {
  assert.deepEqual([-1, 0, 0.32, 0.34, 0.99, 2].map(share => log.indexAt(share)), [0, 0, 0, 1, 2, 2]);
});

test("A single value and no axis at all are one place", () => {
  for (const axis of [new AxisLayout(null), new AxisLayout({ name: "x", scale: "linear", values: ["3"] })]) {
    assert.deepEqual([axis.count, axis.edges[0], axis.edges[1], axis.indexAt(0.7)], [1, 0, 1, 0]);
  }
});

test("A fraction of a place lies between centres", () => near(log.along(0.5), (log.centres[0]! + log.centres[1]!) / 2));

test("Round numbers mark a linear axis", () => {
  assert.deepEqual(linearValues(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(linearValues(-0.3, 0.3, 4), [-0.2, 0, 0.2]);
});

test("Decades mark a logarithmic axis, with 2 and 5 where there is room", () => {
  assert.deepEqual(logValues(0.5, 64, 8), [0.5, 1, 2, 5, 10, 20, 50]);
  assert.deepEqual(logValues(1e-6, 1, 4), [1e-6, 1e-4, 0.01, 1]);
  assert.deepEqual(logValues(2, 4, 4), [2, 2.5, 3, 3.5, 4].filter(value => linearValues(2, 4, 4).includes(value)));
});
