// The map: loads MapLibre, keeps its layers in step with the list, and says what was clicked.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { SEVERITY } from "./filters.js";
import * as format from "./format.js";
import { boundsOf, circle, inForceOrLast, nearestOnLines, offsetM } from "./geo.js";
import { t } from "./i18n.js";
import { BASEMAP, colours, layers, OWN } from "./mapstyle.js";
import { CLASSES, markImage, VERDICTS } from "./marks.js";
import { startTrackLayer, TRACK_LAYERS, trackImages } from "./trackmap.js";
import * as tracks from "./tracks.js";
import { nowMs, on, set, state, visible } from "./store.js";

/** @typedef {import('./types.js').Feature} Feature */
/** @typedef {import('./types.js').Alert} Alert */

const WINDOW = [[20, 43], [46, 54]];
const CLOSE_ZOOM = 9.3;
const LABEL_OFF_LINE_M = 95_000;

/** @type {any} */
let map = null;
/** @type {(id: string) => void} */
let openAlert = () => {};
/** @type {(id: string) => void} */
let openTrack = () => {};
const shown = { alerts: true, tracks: true, events: false, observations: false, sectors: true };
/**
 * Zones on the map by identifier and offset; the nearest to the line at the start.
 * @type {Set<string>}
 */
const wantedZones = new Set();
let zonesChosen = false;
let bothNames = false;

/** Whether this browser can draw the map. */
export function hasWebgl() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

/** @param {Feature[]} features */
const collection = (features) => ({ type: "FeatureCollection", features });

async function library() {
  const sheet = h("link", { rel: "stylesheet", href: "vendor/maplibre-gl.css" });
  const script = h("script", { src: "vendor/maplibre-gl.js" });
  const done = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("vendor/maplibre-gl.js")));
  });
  document.head.prepend(sheet);
  document.head.append(script);
  // Labels are drawn with the page's fonts; without them here first, others would be baked in.
  await Promise.all([done, document.fonts.load('16px "Noto Sans"'), document.fonts.load('700 16px "Noto Sans Bold"')]);
  return /** @type {any} */ (globalThis).maplibregl;
}

/**
 * @param {HTMLElement} container
 * @param {(id: string) => void} open an alert
 * @param {(id: string) => void} follow a track
 */
export async function startMap(container, open, follow) {
  openAlert = open;
  openTrack = follow;
  const maplibregl = await library();
  const bounds = boundsOf(state.geometry.line) ?? [22, 44, 41, 53];
  const canvas = h("div", { class: "canvas", id: "canvas" });
  container.prepend(canvas);
  map = new maplibregl.Map({
    container: canvas, style: style(), bounds: [[bounds[0], bounds[1]], [bounds[2], bounds[3]]], fitBoundsOptions: { padding: 36 },
    maxBounds: reach(bounds), maxZoom: 14, dragRotate: false, pitchWithRotate: false, touchPitch: false, attributionControl: false,
    fadeDuration: 0, renderWorldCopies: false, locale: { "Map.Title": t("map.canvas") },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 110, unit: "metric" }), "bottom-right");
  /** @type {any} */ (globalThis).trucelineMap = map;
  map.on("load", () => ready(maplibregl));
  map.once("idle", () => { document.documentElement.dataset.map = "idle"; });
  listen(maplibregl);
}

/**
 * How far the map goes: where the base map has ground, else around the line.
 * @param {number[]} line west, south, east, north
 */
function reach([west, south, east, north]) {
  const [[left, bottom], [right, top]] = WINDOW;
  const isOnBaseMap = west >= left && south >= bottom && east <= right && north <= top;
  return isOnBaseMap ? WINDOW : [[west - 8, south - 6], [east + 8, north + 6]];
}

function style() {
  const own = Object.fromEntries(OWN.map((name) => [name, { type: "geojson", data: collection([]) }]));
  const base = Object.fromEntries(BASEMAP.map((name) => [name, { type: "geojson", data: new URL(`basemap/${name}.geojson`, document.baseURI).href, tolerance: 0.2 }]));
  return {
    version: 8,
    sources: {
      ...base, ...own,
      places: { type: "geojson", data: collection(state.places) },
      sides: { type: "geojson", data: collection([]) },
      "sector-names": { type: "geojson", data: collection([]) },
      alerts: {
        type: "geojson", data: collection([]), cluster: true, clusterRadius: 34, clusterMaxZoom: 8, maxzoom: 12, buffer: 32,
        clusterProperties: { worst: ["max", ["get", "severity"]] },
      },
    },
    layers: layers(colours(), state.language, bothNames),
  };
}

/** @param {any} maplibregl */
function ready(maplibregl) {
  images();
  startTrackLayer(map, colours());
  geometry();
  drawAlerts();
  drawSpot(false);
  visibility();
  showTime();
  on(["alerts", "filter", "order", "bounds", "places"], drawAlerts);
  on(["filter"], showTime);
  on(["geometry"], () => { drawnVersion = ""; });
  on(["filter", "geometry", "mission"], geometry);
  on(["selected"], () => drawSpot(true));
  on(["theme"], restyle);
  on(["language"], restyle);
  map.on("moveend", tellBounds);
  tellBounds();
  void maplibregl;
}

function tellBounds() {
  const box = map.getBounds();
  set({ bounds: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()] });
}

function images() {
  const c = colours();
  for (const kind of CLASSES) {
    for (const verdict of VERDICTS) {
      const name = `${kind}-${verdict}`;
      const image = markImage(kind, verdict, { colour: c[kind], paper: c.raised });
      if (!image) continue;
      if (map.hasImage(name)) map.updateImage(name, image);
      else map.addImage(name, image, { pixelRatio: 2.2 });
    }
  }
}

/** New colours or words on the layers that are there. */
function restyle() {
  images();
  trackImages(map, colours());
  for (const layer of layers(colours(), state.language, bothNames)) {
    for (const [name, value] of Object.entries(layer.paint ?? {})) map.setPaintProperty(layer.id, name, value);
    if (layer.layout?.["text-field"]) map.setLayoutProperty(layer.id, "text-field", layer.layout["text-field"]);
  }
  geometry();
  drawSpot(false);
}

const shownMs = () => state.filter.untilMs ?? nowMs();
let drawnVersion = "";

/** The line in force at the time shown, zones, sectors with their names. */
function geometry() {
  zoneChoices();
  const line = inForceOrLast(state.geometry.line, shownMs());
  const version = `${line.map((f) => f.properties.version).join()} ${state.language} ${[...wantedZones].join()} ${state.geometry.sectors.length}`;
  if (version === drawnVersion) return;
  drawnVersion = version;
  map.getSource("line").setData(collection(line));
  map.getSource("sides").setData(collection(sides(line)));
  map.getSource("zones").setData(collection(shownZones()));
  map.getSource("sectors").setData(collection(state.geometry.sectors));
  map.getSource("sector-names").setData(collection(state.geometry.sectors.map((f) => {
    const ring = (f.geometry.type === "MultiPolygon" ? f.geometry.coordinates[0][0] : f.geometry.coordinates[0]).slice(1);
    const middle = [0, 1].map((i) => ring.reduce((/** @type {number} */ sum, /** @type {number[]} */ p) => sum + p[i], 0) / ring.length);
    return { type: "Feature", properties: { text: f.properties.name?.[state.language] ?? f.properties.name?.en ?? f.properties.id }, geometry: { type: "Point", coordinates: besideLine(middle, line) } };
  })));
}

/**
 * A place for a name, moved away from the line, where alerts are dense.
 * @param {number[]} middle
 * @param {Feature[]} line
 */
function besideLine(middle, line) {
  const at = /** @type {[number, number]} */ (middle);
  const near = nearestOnLines(at, line);
  if (!near || near.distanceM > LABEL_OFF_LINE_M || near.distanceM < 1) return at;
  const stretch = LABEL_OFF_LINE_M / near.distanceM;
  return [0, 1].map((i) => near.at[i] + (at[i] - near.at[i]) * stretch);
}

/**
 * Letters on both sides of the line that say which party is where: far ones for the whole line, near ones for a part.
 * @param {Feature[]} lines
 * @returns {Feature[]}
 */
function sides(lines) {
  return [...letters(lines, "far", 170_000, 30_000), ...letters(lines, "near", 55_000, 10_500)];
}

/**
 * @param {Feature[]} lines
 * @param {"far" | "near"} from
 * @param {number} everyM
 * @param {number} offM
 * @returns {Feature[]}
 */
function letters(lines, from, everyM, offM) {
  const found = [];
  for (const line of lines) {
    const path = line.geometry.coordinates;
    let left = everyM / 2;
    for (let i = 1; i < path.length; i += 1) {
      const [east, north] = offsetM(path[i - 1], path[i]);
      left -= Math.hypot(east, north);
      if (left > 0) continue;
      left = everyM;
      const [e, n] = offsetM(path[Math.max(0, i - 20)], path[Math.min(path.length - 1, i + 20)]);
      const length = Math.hypot(e, n) || 1;
      const shift = offM / 111_195;
      const shrink = Math.cos(path[i][1] * Math.PI / 180);
      for (const [side, sign] of /** @type {[string, number][]} */ ([[line.properties.left, 1], [line.properties.left === "B" ? "A" : "B", -1]])) {
        found.push(/** @type {Feature} */ ({
          type: "Feature", properties: { side, from },
          geometry: { type: "Point", coordinates: [path[i][0] - sign * n / length * shift / shrink, path[i][1] + sign * e / length * shift] },
        }));
      }
    }
  }
  return found;
}

/** @param {Alert} alert @returns {Feature} */
function point(alert) {
  return {
    type: "Feature",
    properties: { id: alert.id, state: alert.state, icon: `${alert.class}-${alert.verdict}`, severity: SEVERITY[alert.class] ?? 0 },
    geometry: { type: "Point", coordinates: [alert.place?.longitudeDeg ?? 0, alert.place?.latitudeDeg ?? 0] },
  };
}

/** @type {Alert[] | null} */
let drawn = null;

function drawAlerts() {
  const { alerts } = visible();
  if (alerts === drawn) return;
  drawn = alerts;
  map.getSource("alerts").setData(collection(alerts.filter((alert) => alert.place).map(point)));
}

/** Events and observations of the window of time. */
function showTime() {
  const { untilMs, windowMs } = state.filter;
  for (const layer of ["events", "observations"]) {
    const parts = [];
    if (untilMs !== null) parts.push(["<=", ["get", "atMs"], untilMs]);
    if (untilMs !== null && windowMs !== null) parts.push([">=", ["get", "atMs"], untilMs - windowMs]);
    map.setFilter(layer, parts.length ? ["all", ...parts] : null);
  }
}

/**
 * The ring, the uncertainty and the way to the line of the chosen alert.
 * @param {boolean} move brings it into view
 */
function drawSpot(move) {
  const alert = state.selected === null ? undefined : state.alerts.get(state.selected);
  if (!alert?.place) {
    map.getSource("spot").setData(collection([]));
    return;
  }
  const { longitudeDeg, latitudeDeg, sigmaM } = alert.place;
  /** @type {[number, number]} */
  const at = [longitudeDeg, latitudeDeg];
  const near = nearestOnLines(at, inForceOrLast(state.geometry.line, Date.parse(alert.happenedFrom)));
  /** @type {Feature[]} */
  const features = [
    { type: "Feature", properties: { part: "at", icon: `${alert.class}-${alert.verdict}` }, geometry: { type: "Point", coordinates: at } },
    { type: "Feature", properties: { part: "sigma" }, geometry: { type: "Polygon", coordinates: [circle(at, 2 * sigmaM)] } },
  ];
  if (near && alert.distanceToLineM !== null) {
    features.push({
      type: "Feature", properties: { part: "measure", text: t("map.fromLine", { distance: format.distance(alert.distanceToLineM) }) },
      geometry: { type: "LineString", coordinates: [at, near.at].sort((a, b) => a[0] - b[0]) },
    });
  }
  map.getSource("spot").setData(collection(features));
  // The details open in the same round; what they cover is known after it.
  if (move) requestAnimationFrame(() => { if (!comfortably(at)) go(at, map.getZoom(), 400); });
}

/**
 * Whether a position is in view, not at the very edge.
 * @param {[number, number]} at
 */
function comfortably(at) {
  const { x, y } = map.project(at);
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return x > 40 && y > 40 && x < width - 40 - covered() && y < height - 40;
}

/** How much of the map lies under the details, in pixels from the right. */
function covered() {
  const over = byId("detail").getBoundingClientRect();
  const under = map.getContainer().getBoundingClientRect();
  return over.width > 0 && over.left > under.left ? Math.max(0, under.right - over.left) : 0;
}

/**
 * @param {[number, number]} at
 * @param {number} zoom
 * @param {number} duration in milliseconds
 */
function go(at, zoom, duration) {
  map.easeTo({ center: at, zoom, duration, offset: [-covered() / 2, 0] });
}

/**
 * Goes close to an alert.
 * @param {string} id
 */
export function flyTo(id) {
  const alert = state.alerts.get(id);
  const place = alert?.place;
  if (!map || !place) return;
  requestAnimationFrame(() => go([place.longitudeDeg, place.latitudeDeg], Math.max(map.getZoom(), CLOSE_ZOOM), 600));
}

/**
 * Goes to a place.
 * @param {{latitudeDeg: number, longitudeDeg: number}} place
 */
export function flyToPlace(place) {
  if (map) requestAnimationFrame(() => go([place.longitudeDeg, place.latitudeDeg], Math.max(map.getZoom(), CLOSE_ZOOM), 600));
}

/** The whole line. */
export function wholeLine() {
  const box = boundsOf(state.geometry.line);
  if (map && box) map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding: 36, duration: 500 });
}

/** @param {number} by */
export function zoomBy(by) {
  map?.easeTo({ zoom: map.getZoom() + by, duration: 250 });
}

/** The map must know when its place on the page changed. */
export function resized() {
  map?.resize();
}

/**
 * Layers that can be turned on and off. Events and observations are fetched when first wanted.
 * @param {keyof typeof shown} name
 * @param {boolean} wanted
 */
export async function showLayer(name, wanted) {
  shown[name] = wanted;
  if (name === "tracks") tracks.wantOnMap(wanted);
  if (!map) return;
  if (wanted && (name === "events" || name === "observations") && !fetched.has(name)) {
    fetched.add(name);
    map.getSource(name).setData(await api.geo(name));
  }
  visibility();
}

/** @type {Set<string>} */
const fetched = new Set();

/** @param {Feature} zone */
const zoneKey = (zone) => `${zone.properties.id} ${zone.properties.offsetM ?? ""}`;

/** Zones in force, nearest to the line first. */
export function zoneChoices() {
  const zones = inForceOrLast(state.geometry.zones, shownMs()).sort((a, b) => (a.properties.offsetM ?? 0) - (b.properties.offsetM ?? 0));
  if (!zonesChosen && zones.length) wantedZones.add(zoneKey(zones[0]));
  zonesChosen ||= zones.length > 0;
  return zones.map((zone) => ({ key: zoneKey(zone), shown: wantedZones.has(zoneKey(zone)), words: zoneWords(zone) }));
}

/**
 * BZ, 7.5 km.
 * @param {Feature} zone
 */
function zoneWords({ properties: { name, offsetM } }) {
  return offsetM ? `${name}, ${format.distance(offsetM)}` : name;
}

/**
 * @param {string} key
 * @param {boolean} wanted
 */
export function showZone(key, wanted) {
  if (wanted) wantedZones.add(key);
  else wantedZones.delete(key);
  if (map) geometry();
}

function shownZones() {
  return inForceOrLast(state.geometry.zones, shownMs()).filter((zone) => wantedZones.has(zoneKey(zone)))
    .map((zone) => ({ ...zone, properties: { ...zone.properties, words: zoneWords(zone) } }));
}

/** @param {boolean} wanted */
export function showBothNames(wanted) {
  bothNames = wanted;
  if (map) restyle();
}

export const isShown = (/** @type {keyof typeof shown} */ name) => shown[name];

function visibility() {
  /** @type {Record<string, string[]>} */
  const groups = {
    alerts: ["alerts", "clusters", "cluster-counts"], events: ["events"], observations: ["observations"],
    sectors: ["sectors", "sector-names"], tracks: TRACK_LAYERS,
  };
  for (const [name, ids] of Object.entries(groups)) {
    for (const id of ids) map.setLayoutProperty(id, "visibility", shown[/** @type {keyof typeof shown} */ (name)] ? "visible" : "none");
  }
}

/** @param {any} maplibregl */
function listen(maplibregl) {
  map.on("click", "alerts", (/** @type {any} */ e) => {
    const { id } = e.features[0].properties;
    set({ selected: id });
    openAlert(id);
  });
  map.on("click", "clusters", async (/** @type {any} */ e) => {
    const { properties, geometry: { coordinates } } = e.features[0];
    const zoom = await map.getSource("alerts").getClusterExpansionZoom(properties.cluster_id);
    map.easeTo({ center: coordinates, zoom: zoom + 0.2, duration: 400 });
  });
  map.on("click", "tracks", (/** @type {any} */ e) => {
    if (!map.queryRenderedFeatures(e.point, { layers: ["alerts", "clusters"] }).length) openTrack(e.features[0].properties.id);
  });
  map.on("click", "events", (/** @type {any} */ e) => {
    if (map.queryRenderedFeatures(e.point, { layers: ["alerts", "clusters", "tracks"] }).length) return;
    const { id, atMs, grade, count } = e.features[0].properties;
    new maplibregl.Popup({ maxWidth: "260px" }).setLngLat(e.lngLat).setDOMContent(h("div", {},
      h("strong", {}, t("map.event", { id })), h("div", {}, `${format.dayHour(atMs)} · ${grade} · ${t("row.count", { count: format.number(count) })}`))).addTo(map);
  });
  map.on("click", "observations", (/** @type {any} */ e) => {
    if (map.queryRenderedFeatures(e.point, { layers: ["alerts", "clusters", "tracks", "events"] }).length) return;
    const { id, atMs, sensor, who } = e.features[0].properties;
    new maplibregl.Popup({ maxWidth: "260px" }).setLngLat(e.lngLat).setDOMContent(h("div", {},
      h("strong", {}, who ? `${who} · ${sensor}` : sensor), h("div", {}, `${format.dayHour(atMs)} (${format.utc(atMs)})`), h("div", { class: "code" }, id))).addTo(map);
  });
  for (const layer of ["alerts", "clusters", "tracks", "events", "observations"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}
