// The words: every language has every key, with the same things to fill in; numbers and times as they are written.
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { de as deskDe } from "../../Sources/Web/Page/i18n/desk.de.js";
import { en as deskEn } from "../../Sources/Web/Page/i18n/desk.en.js";
import { de } from "../../Sources/Web/Page/i18n/de.js";
import { en } from "../../Sources/Web/Page/i18n/en.js";
import * as format from "../../Sources/Web/Page/js/format.js";
import { histogram, moved, nextHappening, span, STEP_MS } from "../../Sources/Web/Page/js/replay.js";

const page = new URL("../../Sources/Web/Page/", import.meta.url);
const blanks = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();

test("German has every key of English, no other, none empty, with the same blanks", () => {
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    const other = /** @type {Record<string, string>} */ (de)[key];
    assert.ok(text && other, key);
    assert.deepEqual(blanks(other), blanks(text), key);
  }
});

test("every key that the page asks for exists, and every key is asked for", () => {
  const sources = readdirSync(new URL("js/", page)).map((name) => readFileSync(new URL(`js/${name}`, page), "utf8")).join("\n") + readFileSync(new URL("index.html", page), "utf8");
  const asked = new Set([...sources.matchAll(/\bt\(\s*"([\w.]+)"/g), ...sources.matchAll(/data-(?:t|label)="([\w.]+)"/g)].map((m) => m[1]));
  for (const key of asked) assert.ok(key in en, `${key} is asked for`);
  const groups = new Set([...sources.matchAll(/\bterm\("(\w+)"/g), ...sources.matchAll(/\bt\(`(\w+)\.\$\{/g)].map((m) => `${m[1]}.`));
  for (const key of Object.keys(en)) {
    const used = sources.includes(`"${key}"`) || [...groups].some((group) => key.startsWith(group));
    assert.ok(used, `${key} is never used`);
  }
});

test("distances carry their unit and no false precision", () => {
  format.setFormat("en", "Europe/Kyiv");
  assert.deepEqual([4, 844, 996, 2_440, 9_949, 9_960, 31_400].map(format.distance), ["0 m", "840 m", "1.0 km", "2.4 km", "9.9 km", "10 km", "31 km"]);
  format.setFormat("de", "Europe/Kyiv");
  assert.equal(format.distance(2_440), "2,4 km");
});

test("times stand in the mission's zone, summer and winter", () => {
  format.setFormat("en", "Europe/Kyiv");
  assert.equal(format.dayHour("2026-06-24T22:05:00Z"), "25 Jun 01:05");
  assert.equal(format.hour("2026-06-24T21:00:00Z"), "00:00");
  assert.equal(format.utc("2026-06-24T22:05:00Z"), "22:05 UTC");
  assert.equal(format.offset("2026-06-24T22:05:00Z"), "UTC+3");
  assert.equal(format.offset("2026-12-24T22:05:00Z"), "UTC+2");
});

test("durations, counts and positions read as people write them", () => {
  format.setFormat("en", "Europe/Kyiv");
  assert.deepEqual([59_999, 35 * 60_000, 245 * 60_000, 51 * 3_600_000, -5].map(format.duration), ["0 min", "35 min", "4 h 05 min", "2 d 3 h", "0 min"]);
  assert.equal(format.range({ min: 4, max: 6 }), "4–6");
  assert.equal(format.range({ min: 1200, max: 1200 }), "1,200");
  assert.equal(format.position({ latitudeDeg: 48.5, longitudeDeg: -0.25 }), "48.5000° N, 0.2500° W");
  assert.deepEqual([format.measured(14_700, "m"), format.measured(5_000, "m"), format.measured(5_010, "m")], ["15 km", "5 km", "5.0 km"]);
  assert.equal(format.measured(2, "rounds"), "2 rounds");
});

const day = { fromMs: 0, untilMs: 24 * 3_600_000 };

test("the slider holds the whole period on whole steps", () => {
  const { fromMs, untilMs } = span({ from: "2026-06-24T00:03:00Z", until: "2026-06-24T23:58:00Z" });
  assert.equal(new Date(fromMs).toISOString(), "2026-06-24T00:00:00.000Z");
  assert.equal(new Date(untilMs).toISOString(), "2026-06-25T00:00:00.000Z");
  assert.equal(moved(0, -1, day), 0);
  assert.equal(moved(day.untilMs - 1, 1, day), day.untilMs);
});

test("a step goes to the next happening and to the end after the last", () => {
  const times = [STEP_MS * 3 - 5, STEP_MS * 10];
  assert.equal(nextHappening(times, 0, 1, day), STEP_MS * 3);
  assert.equal(nextHappening(times, STEP_MS * 3, 1, day), STEP_MS * 10);
  assert.equal(nextHappening(times, STEP_MS * 10, 1, day), day.untilMs);
  assert.equal(nextHappening(times, STEP_MS * 10, -1, day), STEP_MS * 3);
  assert.equal(nextHappening(times, STEP_MS * 3, -1, day), 0);
});

test("the histogram counts each time once, the last moment too, and nothing outside", () => {
  assert.deepEqual(histogram([0, 1, day.untilMs, day.untilMs + 1, -1], day, 4), [2, 0, 0, 1]);
});

test("the desk's words stand in every language, with the same blanks, and each is used", () => {
  assert.deepEqual(Object.keys(deskDe), Object.keys(deskEn));
  const sources = readdirSync(new URL("js/", page)).filter((name) => name.startsWith("desk")).map((name) => readFileSync(new URL(`js/${name}`, page), "utf8")).join("\n");
  const asked = new Set([...sources.matchAll(/\bw\(\s*"([\w.]+)"/g)].map((m) => m[1]));
  for (const key of asked) assert.ok(key in deskEn, `${key} is asked for`);
  const groups = [...sources.matchAll(/\b(?:word|chip|choices)\(\s*"(\w+)"/g), ...sources.matchAll(/\bw\([^"]*`(\w+)\.\$\{/g)].map((m) => `${m[1]}.`);
  for (const [key, text] of Object.entries(deskEn)) {
    assert.deepEqual(blanks(/** @type {Record<string, string>} */ (deskDe)[key]), blanks(text), key);
    assert.ok(sources.includes(`"${key}"`) || groups.some((group) => key.startsWith(group)), `${key} is never used`);
  }
});
