import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, number, setting, whole } from "../src/format/numbers.js";
import { ago, seconds } from "../src/format/times.js";

test("Numbers have four significant digits and a real minus; what is unknown is a dash", () => {
  assert.deepEqual([0.95234, -2, 0, 0.000123, 12345678, null, NaN].map(value => number(value)), ["0.9523", "−2", "0", "1.23e−4", "1.23e7", "–", "–"]);
  assert.deepEqual([whole(1234567), whole(null)], ["1,234,567", "–"]);
});

test("A long real setting is shortened, words stay", () => {
  assert.deepEqual(["0.840896415", "adam", "22", "-3"].map(setting), ["0.8409", "adam", "22", "−3"]);
});

test("Durations are told in the unit that people would say", () => {
  assert.deepEqual([0.0065, 12.34, 600, 7200, null].map(seconds), ["6.5 ms", "12.3 s", "10 min", "2 h", "–"]);
  const now = new Date("2026-01-01T12:00:00Z");
  assert.deepEqual([1, 60, 600, 7200].map(s => ago(new Date(now.getTime() - s * 1000), now)), ["now", "60 s ago", "10 min ago", "2 h ago"]);
});

test("Bytes are told in binary units", () => assert.deepEqual([0, 512, 1536, 24 * 2 ** 30].map(bytes), ["0 B", "512 B", "1.5 KiB", "24 GiB"]));
