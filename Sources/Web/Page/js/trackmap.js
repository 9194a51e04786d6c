// Tracks on the map: marks that point where things go, their trails, and how sure their places are.
// SPDX-License-Identifier: Apache-2.0

import { circle, ellipse } from "./geo.js";
import { on, state } from "./store.js";
import { TRACK_KINDS, trackIcon, trackImage } from "./trackmarks.js";

/** @typedef {import('./types.js').Feature} Feature */

/** 95 % of the places lie within so many standard deviations in two dimensions. */
export const SIGMAS_95 = 2.448;

/** @param {Feature[]} features */
const collection = (features) => ({ type: "FeatureCollection", features });

/**
 * @param {any} map
 * @param {Record<string, string>} c colours
 */
export function startTrackLayer(map, c) {
  trackImages(map, c);
  draw(map);
  on(["tracks", "open"], () => draw(map));
}

/**
 * @param {any} map
 * @param {Record<string, string>} c colours
 */
export function trackImages(map, c) {
  for (const kind of TRACK_KINDS) {
    const image = trackImage(kind, { colour: c.track, paper: c.raised });
    if (!image) continue;
    const name = `track-${kind}`;
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: 2.2 });
  }
}

/** @param {any} map */
function draw(map) {
  /** @type {Feature[]} */
  const points = [];
  /** @type {Feature[]} */
  const areas = [];
  /** @type {Feature[]} */
  const trails = [];
  /** @type {Feature[]} */
  const unreliable = [];
  const chosen = state.open?.kind === "track" ? state.open.id : "";
  for (const feature of state.tracks) {
    const { properties: p, geometry } = feature;
    if (p.part === "unreliable") {
      const words = state.language === "de" ? p.german : p.english;
      unreliable.push({ type: "Feature", properties: { words }, geometry: { type: "Polygon", coordinates: [circle(geometry.coordinates, p.radiusM)] } });
      continue;
    }
    if (p.part === "trail") {
      trails.push({ ...feature, properties: { ...p, chosen: p.id === chosen } });
      continue;
    }
    points.push({ ...feature, properties: { ...p, icon: trackIcon(p.kind, p.courseDeg !== undefined), turn: p.courseDeg ?? 0, chosen: p.id === chosen } });
    areas.push({
      type: "Feature", properties: { id: p.id, chosen: p.id === chosen },
      geometry: { type: "Polygon", coordinates: [ellipse(geometry.coordinates, SIGMAS_95 * p.majorM, SIGMAS_95 * p.minorM, p.majorDeg)] },
    });
  }
  map.getSource("tracks").setData(collection(points));
  map.getSource("track-areas").setData(collection(areas));
  map.getSource("trails").setData(collection(trails));
  map.getSource("unreliable").setData(collection(unreliable));
}

export const TRACK_LAYERS = ["unreliable", "unreliable-edge", "unreliable-words", "track-doubts", "track-areas", "track-areas-edge", "trails", "track-ring", "tracks", "track-names"];

/**
 * @param {Record<string, string>} c colours
 * @param {string[]} font
 * @returns {any[]}
 */
export function trackLayers(c, font) {
  const faint = ["case", ["get", "lost"], 0.45, 1];
  return [
    { id: "unreliable", type: "fill", source: "unreliable", paint: { "fill-color": c.doubt, "fill-opacity": 0.1 } },
    { id: "unreliable-edge", type: "line", source: "unreliable", paint: { "line-color": c.doubt, "line-width": 1.6, "line-dasharray": [3, 2] } },
    { id: "unreliable-words", type: "symbol", source: "unreliable", layout: { "symbol-placement": "line", "text-field": ["get", "words"], "text-font": font, "text-size": 11.5, "text-offset": [0, -0.8] }, paint: { "text-color": c.doubt, "text-halo-color": c.land, "text-halo-width": 1.6 } },
    { id: "track-areas", type: "fill", source: "track-areas", minzoom: 7, paint: { "fill-color": c.track, "fill-opacity": ["case", ["get", "chosen"], 0.18, 0.07] } },
    { id: "track-areas-edge", type: "line", source: "track-areas", minzoom: 7, paint: { "line-color": c.track, "line-width": ["case", ["get", "chosen"], 1.6, 0.6], "line-opacity": 0.7 } },
    { id: "trails", type: "line", source: "trails", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": c.track, "line-width": ["case", ["get", "chosen"], 2.6, 1.3], "line-opacity": ["case", ["get", "chosen"], 0.95, ["get", "lost"], 0.3, 0.6] } },
    { id: "track-ring", type: "circle", source: "tracks", filter: ["get", "chosen"], paint: { "circle-color": "rgba(0,0,0,0)", "circle-radius": 14, "circle-stroke-color": c.ink, "circle-stroke-width": 2.2 } },
    { id: "track-doubts", type: "circle", source: "tracks", filter: ["has", "doubted"], paint: { "circle-color": "rgba(0,0,0,0)", "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 6, 9, 10], "circle-stroke-color": c.doubt, "circle-stroke-width": 2 } },
    {
      id: "tracks", type: "symbol", source: "tracks",
      layout: { "icon-image": ["get", "icon"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", "icon-size": ["interpolate", ["linear"], ["zoom"], 5, 0.5, 9, 0.85], "icon-allow-overlap": true, "icon-ignore-placement": true },
      paint: { "icon-opacity": faint },
    },
    {
      id: "track-names", type: "symbol", source: "tracks", minzoom: 7.5,
      layout: { "text-field": ["coalesce", ["get", "name"], ""], "text-font": font, "text-size": 11, "text-offset": [0, 1.1], "text-anchor": "top", "text-optional": true },
      paint: { "text-color": c.track, "text-halo-color": c.land, "text-halo-width": 1.4, "text-opacity": faint },
    },
  ];
}
