// Which alerts the queue shows, in which order, and where a step leads.
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";

import { countStates, inTime, matches, noFilter, sorted, stepped } from "../../Sources/Web/Page/js/filters.js";

const base = {
  id: "AL-1", state: "new", verdict: "undecided", class: "ordinary", clause: { id: "1", version: 1, title: "Fire" }, event: "EV-1",
  kind: "explosion", kindName: "Explosion", happenedFrom: "2026-06-24T10:00:00Z", happenedUntil: "2026-06-24T10:30:00Z",
  knownAt: "2026-06-24T10:31:00Z", place: { latitudeDeg: 48, longitudeDeg: 37, sigmaM: 200 }, sector: "east", side: "A",
  distanceToLineM: 2000, grade: "E1", minGrade: "E2", count: { min: 1, max: 1 }, summary: "", case: null, replacedBy: null,
};
const alert = (/** @type {object} */ changes) => ({ ...base, ...changes });
const at = (/** @type {string} */ time) => Date.parse(`2026-06-24T${time}:00Z`);

test("an alert is in the window while it was going on, at both edges too", () => {
  assert.equal(inTime(base, at("09:59"), null), false);
  assert.equal(inTime(base, at("10:00"), null), true);
  assert.equal(inTime(base, at("12:30"), 2 * 3_600_000), true);
  assert.equal(inTime(base, at("12:31"), 2 * 3_600_000), false);
  assert.equal(inTime(base, null, 1), true);
});

test("each filter alone keeps an alert out", () => {
  assert.equal(matches(base, noFilter(), null), true);
  for (const change of [{ state: "false" }, { clause: "2" }, { sector: "north" }, { grade: "E2" }, { verdict: "exempt" }, { text: "bakhmut" }]) {
    assert.equal(matches(base, { ...noFilter(), ...change }, null), false, JSON.stringify(change));
  }
});

test("the map view keeps out what lies beyond its edge, and only when asked", () => {
  const bounds = [36, 47, 36.9, 49];
  assert.equal(matches(base, noFilter(), bounds), true);
  assert.equal(matches(base, { ...noFilter(), inView: true }, bounds), false);
  assert.equal(matches(base, { ...noFilter(), inView: true }, [36, 47, 37, 49]), true);
});

test("a search needs all of its words, in any case, also in the place in words", () => {
  const filter = { ...noFilter(), text: " EXPLOSION  pokrovsk" };
  assert.equal(matches(base, filter, null, "12 km SE of Pokrovsk"), true);
  assert.equal(matches(base, filter, null, "12 km SE of Sumy"), false);
});

test("orders put the right one first and never depend on the order they came in", () => {
  const late = alert({ id: "AL-2", happenedFrom: "2026-06-24T11:00:00Z", class: "minor", distanceToLineM: 9000 });
  const grave = alert({ id: "AL-3", class: "serious", distanceToLineM: null });
  const first = (/** @type {any} */ order) => [sorted([base, late, grave], order)[0].id, sorted([grave, late, base], order)[0].id];
  assert.deepEqual(first("latest"), ["AL-2", "AL-2"]);
  assert.deepEqual(first("oldest"), ["AL-1", "AL-1"]);
  assert.deepEqual(first("severity"), ["AL-3", "AL-3"]);
  assert.deepEqual(first("distance"), ["AL-1", "AL-1"]);
  assert.equal(sorted([grave, base], "distance")[1].id, "AL-3", "without a distance it comes last");
});

test("states are counted under the other filters", () => {
  const alerts = [base, alert({ id: "AL-2", state: "false" }), alert({ id: "AL-3", sector: "north" })];
  const counts = countStates(alerts, (a) => a.sector === "east");
  assert.deepEqual([counts.all, counts.new, counts.false, counts.actioned], [2, 1, 1, 0]);
});

test("a step stays in the list and starts at an end", () => {
  const ids = ["a", "b", "c"];
  assert.equal(stepped(ids, null, 1), "a");
  assert.equal(stepped(ids, null, -1), "c");
  assert.equal(stepped(ids, "b", 1), "c");
  assert.equal(stepped(ids, "c", 1), "c");
  assert.equal(stepped(ids, "gone", 1), "a");
  assert.equal(stepped([], "a", 1), null);
});
