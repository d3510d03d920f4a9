import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseBefore } from "../src/api/backoff.js";
import { EventParser } from "../src/api/sse.js";

test("Events are whole however the stream is cut", () => {
  const text = ": hello\n\nid: 7\nevent: finished\ndata: {\"a\":\ndata: 1}\n\nevent: progress\r\ndata: x\r\n\r\n";
  for (const size of [1, 3, 1000]) {
    const parser = new EventParser();
    const events = [];
    for (let i = 0; i < text.length; i += size) events.push(...parser.take(text.slice(i, i + size)));
    assert.deepEqual(events, [{ id: "7", kind: "finished", data: "{\"a\":\n1}" }, { id: null, kind: "progress", data: "x" }]);
  }
});

test("Pauses double up to half a minute, and no two pages keep the same step", () => {
  assert.deepEqual([0, 1, 2, 9].map(attempt => pauseBefore(attempt, 0.5)), [1000, 2000, 4000, 30_000]);
  assert.deepEqual([pauseBefore(0, 0), pauseBefore(0, 1)], [750, 1250]);
});
