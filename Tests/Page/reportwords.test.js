// The words of the report desk: all three languages have every key, and every key is asked for.
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { reportWords } from "../../Sources/Web/Page/i18n/reports.js";

const source = readFileSync(new URL("../../Sources/Web/Page/js/reports.js", import.meta.url), "utf8");
const blanks = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();

test("every language has the same keys with the same blanks, none empty", () => {
  for (const words of Object.values(reportWords)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(reportWords.en).sort());
    for (const [key, text] of Object.entries(words)) {
      assert.ok(text, key);
      assert.deepEqual(blanks(text), blanks(reportWords.en[key]), key);
    }
  }
});

test("every key that the desk asks for exists, and every key is asked for", () => {
  const asked = [...source.matchAll(/\bw\(\s*"([\w.]+)"/g)].map((m) => m[1]);
  for (const key of asked) assert.ok(key in reportWords.en, `${key} is asked for`);
  for (const key of Object.keys(reportWords.en)) {
    assert.ok(source.includes(`"${key}"`) || key.startsWith("state."), `${key} is never used`);
  }
});
