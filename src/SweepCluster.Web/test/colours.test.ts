import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contrast, numberScale, pixel, shareOf } from "../src/map/colours.js";

test("A colour becomes a pixel with red in its lowest byte", () => assert.equal(pixel("#2FAF87"), 0xff87af2f));

test("Numbers that span more than a factor of thirty are shown on a logarithmic scale", () => {
  assert.deepEqual(numberScale(1, 40, false), { low: 1, high: 40, isLog: true });
  assert.equal(numberScale(0, 40, false)?.isLog, false);
  assert.equal(numberScale(2, 40, false)?.isLog, false);
  assert.equal(numberScale(null, null, false), null);
  assert.deepEqual(numberScale(0.4, 0.5, true), { low: 0, high: 1, isLog: false });
});

test("Shares go from the low end to the high end and no further", () => {
  const scale = { low: 1, high: 100, isLog: true };
  assert.deepEqual([0.5, 1, 10, 100, 500].map(value => shareOf(scale, value)), [0, 0, 0.5, 1, 1]);
  assert.equal(shareOf({ low: 3, high: 3, isLog: false }, 3), 0.5);
});

// Words on grounds, as the style sheet pairs them.
const pairs: [string, string][] = [
  ["ink", "page"], ["ink", "panel"], ["ink", "raised"], ["grey", "page"], ["grey", "panel"], ["grey", "raised"], ["accent", "page"], ["accent", "panel"],
  ["on-accent", "accent"], ["accent", "accent-wash"], ["good", "good-wash"], ["bad", "bad-wash"], ["warn", "warn-wash"], ["bad", "page"], ["bad", "raised"], ["good", "page"], ["bad", "panel"],
];

for (const theme of ["light", "dark"]) {
  test(`Words have a contrast of at least 4.5 in ${theme} colours`, () => {
    const css = readFileSync("src/styles/base.css", "utf8");
    const block = theme === "light" ? css.slice(0, css.indexOf("@media")) : css.slice(css.indexOf(':root[data-theme="dark"]'));
    const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)![1]!;
    for (const [word, ground] of pairs) {
      const found = contrast(colour(word), colour(ground));
      assert.ok(found >= 4.5, `${word} on ${ground}: ${found.toFixed(2)}`);
    }
  });
}
