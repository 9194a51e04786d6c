// Distances, towns in words, the line in force.
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { boundsOf, circle, compass, distanceM, inForce, inForceOrLast, nearestOnLines, nearestPlace } from "../../Sources/Web/Page/js/geo.js";

const file = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const places = file("Sources/Web/Page/basemap/places.geojson").features;

test("Kharkiv to Kyiv is 409 km within 1 %", () => {
  const metres = distanceM([36.2304, 49.9935], [30.5234, 50.4501]);
  assert.ok(Math.abs(metres - 409_000) < 4_090, `${metres}`);
});

test("directions are right in all quarters", () => {
  const from = /** @type {[number, number]} */ ([37, 48]);
  assert.deepEqual([[37, 49], [38, 48], [37, 47], [36, 48], [38, 48.67], [36, 47.33]].map((to) => compass(from, /** @type {any} */ (to))), ["N", "E", "S", "W", "NE", "SW"]);
});

test("a place takes its name from the town beside it", () => {
  const near = nearestPlace([37.26, 48.2], places);
  assert.equal(near?.place.properties.en, "Pokrovsk");
  assert.equal(near?.direction, "SE");
  assert.ok(near && near.distanceM > 8_000 && near.distanceM < 12_000);
});

test("the nearest point of a line lies on its segment, not only on its corners", () => {
  const straight = { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [[36, 48], [38, 48]] } };
  const near = nearestOnLines([37, 48.1], [/** @type {any} */ (straight)]);
  assert.ok(near && Math.abs(near.at[0] - 37) < 0.001 && Math.abs(near.at[1] - 48) < 1e-9);
  assert.ok(near && Math.abs(near.distanceM - 11_120) < 20);
  assert.equal(nearestOnLines([37, 48], []), null);
});

test("one version of the line is in force at a time, midnight belongs to the new one", () => {
  const version = (/** @type {string} */ name, /** @type {number} */ fromMs, /** @type {number | undefined} */ untilMs) =>
    /** @type {any} */ ({ type: "Feature", properties: { version: name, fromMs, untilMs }, geometry: { type: "LineString", coordinates: [[36, 48], [37, 48]] } });
  const lines = [version("one", 1000, 2000), version("two", 2000, 3000)];
  const names = (/** @type {any[]} */ found) => found.map((f) => f.properties.version);
  assert.deepEqual([999, 1000, 1999, 2000, 2999, 3000].map((at) => names(inForce(lines, at)).join()), ["", "one", "one", "two", "two", ""]);
  assert.deepEqual(names(inForceOrLast(lines, 5000)), ["two"]);
  assert.deepEqual(names(inForce([version("open", 0, undefined)], 9e15)), ["open"]);
  assert.deepEqual(inForceOrLast([], 5000), []);
});

test("a ring of uncertainty is closed and has its radius all round", () => {
  const ring = circle([37, 48], 1000);
  assert.deepEqual(ring[0].map((v) => v.toFixed(6)), ring[48].map((v) => v.toFixed(6)));
  for (const point of ring) assert.ok(Math.abs(distanceM([37, 48], point) - 1000) < 5);
});

test("bounds hold every position, and nothing has no bounds", () => {
  assert.deepEqual(boundsOf([{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[[1, 2], [3, -4], [1, 2]]] } }]), [1, -4, 3, 2]);
  assert.equal(boundsOf([]), null);
});

test("the cities that maps get wrong are in Ukraine", () => {
  const ukraine = file("Sources/Web/Page/basemap/countries.geojson").features.find((/** @type {any} */ f) => f.properties.kind === "country" && f.properties.id === "UA");
  const rings = ukraine.geometry.type === "Polygon" ? [ukraine.geometry.coordinates[0]] : ukraine.geometry.coordinates.map((/** @type {any} */ p) => p[0]);
  const inside = (/** @type {number[]} */ [x, y]) => rings.some((/** @type {number[][]} */ ring) => {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) odd = !odd;
    }
    return odd;
  });
  for (const name of ["Simferopol", "Donetsk", "Luhansk", "Kherson", "Melitopol"]) {
    const town = places.find((/** @type {any} */ f) => f.properties.en === name);
    assert.ok(inside(town.geometry.coordinates), name);
  }
  assert.ok(inside([33.55, 44.6]), "Sevastopol, a little inland of the label's point on the shore");
  assert.ok(!inside([36.6, 50.6]), "Belgorod is not");
});
