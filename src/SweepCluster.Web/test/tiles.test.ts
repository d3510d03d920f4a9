import assert from "node:assert/strict";
import { test } from "node:test";
import { coarsestLevel, levelFor, readTile, samplesAt, tilesOf } from "../src/map/tiles.js";

test("A map of 1024 by 1024 places fits one tile from level one on", () => {
  assert.equal(coarsestLevel(1024, 1024), 1);
  assert.equal(coarsestLevel(22, 5), 0);
  assert.equal(coarsestLevel(513, 2), 1);
  assert.equal(samplesAt(1025, 1), 513);
});

test("A level is as coarse as it may be while every pixel still has a sample", () => {
  assert.equal(levelFor(0.01, 3), 0);
  assert.equal(levelFor(1.99, 3), 0);
  assert.equal(levelFor(2, 3), 1);
  assert.equal(levelFor(1000, 3), 3);
});

test("Only tiles with places in sight are wanted", () => {
  assert.deepEqual(tilesOf(0, [500, 520], [0, 10]), [{ level: 0, column: 0, row: 0 }, { level: 0, column: 1, row: 0 }]);
  assert.deepEqual(tilesOf(1, [0, 1023], [0, 1023]), [{ level: 1, column: 0, row: 0 }]);
});

test("The last tile of a row is narrower, and its numbers begin at a multiple of four bytes", () => {
  const bytes = new ArrayBuffer(4 + 3 * 4);
  new Uint8Array(bytes).set([0, 5, 14], 0);
  new Float32Array(bytes, 4).set([0.25, 0.5, NaN]);
  const tile = readTile(bytes, 515, 1, { level: 0, column: 1, row: 0 });
  assert.deepEqual([tile.width, tile.height, [...tile.codes]], [3, 1, [0, 5, 14]]);
  assert.deepEqual([...tile.values!], [0.25, 0.5, NaN]);
  assert.equal(readTile(bytes.slice(0, 3), 515, 1, { level: 0, column: 1, row: 0 }).values, null);
});
