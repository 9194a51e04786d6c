// The situation sketch that stands in for the map without WebGL: land, borders, towns, line and alerts as SVG.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h, s } from "./dom.js";
import { boundsOf, inForceOrLast } from "./geo.js";
import { t } from "./i18n.js";
import { BAR, SHAPES } from "./marks.js";
import { nowMs, on, set, state, visible } from "./store.js";

/** @typedef {import('./types.js').Feature} Feature */
/** @typedef {(at: number[]) => [number, number]} Project */

/** @type {Feature[]} */
let land = [];
/** @type {Feature[]} */
let borders = [];
/** @type {SVGElement} */
let svg;
/** @type {(id: string) => void} */
let openAlert = () => {};

/**
 * @param {HTMLElement} container
 * @param {(id: string) => void} open
 */
export async function startSketch(container, open) {
  openAlert = open;
  svg = s("svg", { class: "sketch", role: "img" });
  container.prepend(svg);
  [land, borders] = (await Promise.all([api.basemap("land"), api.basemap("borders")])).map((c) => c.features);
  draw();
  on(["alerts", "filter", "order", "selected", "language", "places", "geometry"], draw);
  new ResizeObserver(draw).observe(container);
  document.documentElement.dataset.map = "sketch";
}

/**
 * Fits the line into the window, upright, with a margin.
 * @returns {Project}
 */
function projection() {
  const { clientWidth: width, clientHeight: height } = /** @type {HTMLElement} */ (svg.parentElement);
  const [west, south, east, north] = boundsOf(state.geometry.line) ?? [22, 44, 41, 53];
  const shrink = Math.cos((south + north) / 2 * Math.PI / 180);
  const scale = Math.min((width - 90) / ((east - west) * shrink), (height - 90) / (north - south));
  return (/** @type {number[]} */ [lon, lat]) => [
    width / 2 + (lon - (west + east) / 2) * shrink * scale,
    height / 2 + 14 - (lat - (south + north) / 2) * scale,
  ];
}

/**
 * @param {any} part coordinates of a line, a polygon or several
 * @param {Project} project
 * @returns {string}
 */
function path(part, project) {
  if (typeof part[0][0] !== "number") return part.map((/** @type {any} */ p) => path(p, project)).join("");
  return `M${part.map((/** @type {number[]} */ at) => project(at).map((v) => v.toFixed(1)).join(" ")).join("L")}`;
}

function draw() {
  const { clientWidth: width, clientHeight: height } = /** @type {HTMLElement} */ (svg.parentElement);
  if (!width || !height) return;
  const project = projection();
  const all = (/** @type {Feature[]} */ features) => features.map((f) => path(f.geometry.coordinates, project)).join("");
  const line = inForceOrLast(state.geometry.line, state.filter.untilMs ?? nowMs());
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", t("map.title"));
  svg.replaceChildren(
    s("path", { class: "s-land", d: all(land), "fill-rule": "evenodd" }),
    s("path", { class: "s-border", d: all(borders) }),
    s("path", { class: "s-sector", d: all(state.geometry.sectors) }),
    s("path", { class: "s-line", d: all(line) }),
    ...towns(project),
    ...visible().alerts.filter((alert) => alert.place).map((alert) => alertMark(alert, project)),
    ...chosen(project));
}

/** @param {Project} project */
function towns(project) {
  return state.places.filter((f) => f.properties.class <= 2).flatMap((f) => {
    const [x, y] = project(f.geometry.coordinates);
    return [s("circle", { class: "s-town", cx: x, cy: y, r: 2 }), s("text", { x: x + 5, y: y + 4 }, f.properties[state.language] ?? f.properties.en)];
  });
}

/**
 * @param {import('./types.js').Alert} alert
 * @param {Project} project
 */
function alertMark(alert, project) {
  const [x, y] = project([alert.place?.longitudeDeg ?? 0, alert.place?.latitudeDeg ?? 0]);
  return s("g", {
    class: `s-mark mark-${alert.class} mark-${alert.verdict}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(.62) translate(-10 -10)`,
    onclick: () => {
      set({ selected: alert.id });
      openAlert(alert.id);
    },
  }, s("path", { d: SHAPES[alert.class] ?? SHAPES.procedural }), alert.verdict === "exempt" && s("path", { d: BAR }));
}

/** @param {Project} project */
function chosen(project) {
  const alert = state.selected === null ? undefined : state.alerts.get(state.selected);
  if (!alert?.place) return [];
  const [cx, cy] = project([alert.place.longitudeDeg, alert.place.latitudeDeg]);
  return [s("circle", { class: "s-chosen", cx, cy, r: 12 })];
}

/**
 * The line that says why there is a sketch.
 * @param {string} reason
 */
export function sketchNote(reason) {
  return h("p", { class: "map-note", role: "note" }, reason);
}
