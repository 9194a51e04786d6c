// Where a case's events lie, drawn as SVG: line, towns, error circles, scale. It needs no WebGL.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { s } from "./dom.js";
import { inForceOrLast } from "./geo.js";
import { state } from "./store.js";
import { w } from "./deskwords.js";

const [WIDTH, HEIGHT] = [480, 320];
const DEG_M = 111_320;
/** @type {Promise<any[]> | null} */
let ground = null;

/**
 * @param {number[][]} points
 * @param {number} errorM
 */
function frame(points, errorM) {
  const [lons, lats] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
  const shrink = Math.cos(middle[1] * Math.PI / 180);
  const spanM = Math.max((Math.max(...lons) - Math.min(...lons)) * shrink * DEG_M * HEIGHT / WIDTH, (Math.max(...lats) - Math.min(...lats)) * DEG_M, errorM * 4, 8_000) * 1.5;
  const scale = HEIGHT / spanM;
  return { scale, project: (/** @type {number[]} */ [lon, lat]) => [WIDTH / 2 + (lon - middle[0]) * shrink * DEG_M * scale, HEIGHT / 2 - (lat - middle[1]) * DEG_M * scale] };
}

/** @param {any[]} alerts */
export async function inset(alerts) {
  ground ??= Promise.all([api.geo("line"), api.basemap("places")]).then((all) => all.map((c) => c.features));
  const [line, places] = await ground;
  const events = [...new Map(alerts.map((a) => [a.event, a])).values()];
  if (!events.length) return s("svg", { class: "inset", viewBox: "0 0 1 1", role: "img", "aria-label": w("map.label") });
  const points = events.map((a) => [a.place.longitudeDeg, a.place.latitudeDeg]);
  const { scale, project } = frame(points, Math.max(...events.map((a) => a.place.sigmaM)));
  const inside = (/** @type {number[]} */ [x, y]) => x > 0 && y > 0 && x < WIDTH - 60 && y < HEIGHT;
  const path = (/** @type {any} */ part) => typeof part[0][0] === "number" ? `M${part.map((/** @type {number[]} */ at) => project(at).map((v) => v.toFixed(1)).join(" ")).join("L")}` : part.map(path).join("");
  const towns = places.filter((/** @type {import("./types.js").Feature} */ f) => inside(project(f.geometry.coordinates))).slice(0, 12);
  const km = [200, 100, 50, 20, 10, 5, 2].find((n) => n * 1000 * scale < WIDTH / 3) ?? 1;
  return s("svg", { class: "inset", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": w("map.label") },
    s("path", { class: "i-line", d: inForceOrLast(line, Date.parse(events[0].happenedFrom)).map((f) => path(f.geometry.coordinates)).join("") }),
    towns.flatMap((/** @type {import("./types.js").Feature} */ f) => {
      const [x, y] = project(f.geometry.coordinates);
      return [s("circle", { class: "i-town", cx: x, cy: y, r: 2.5 }), s("text", { x: x + 5, y: y + 4 }, f.properties[state.language] ?? f.properties.en)];
    }),
    events.map((a) => {
      const [cx, cy] = project([a.place.longitudeDeg, a.place.latitudeDeg]);
      return s("g", {}, s("title", {}, `${a.event} ${a.kindName}`), s("circle", { class: "i-error", cx, cy, r: Math.max(4, a.place.sigmaM * 1.96 * scale) }), s("circle", { class: "i-event", cx, cy, r: 3 }));
    }),
    s("line", { class: "i-scale", x1: 12, y1: HEIGHT - 12, x2: 12 + km * 1000 * scale, y2: HEIGHT - 12 }), s("text", { x: 12, y: HEIGHT - 18 }, w("map.km", { km })));
}
