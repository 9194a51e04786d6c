// What the map looks like: layers from the bottom up, in the colours of the theme.
// SPDX-License-Identifier: Apache-2.0

import { trackLayers } from "./trackmap.js";

const REGULAR = ["Noto Sans"];
const BOLD = ["Noto Sans Bold"];

export const BASEMAP = ["land", "countries", "lakes", "rivers", "borders"];
export const OWN = ["zones", "sectors", "line", "events", "observations", "spot", "unreliable", "track-areas", "trails", "tracks"];
const COLOURS = [
  "water", "land", "river", "border", "town", "country", "line", "line-casing", "zone", "sector", "dot", "event",
  "serious", "ordinary", "minor", "procedural", "raised", "ink", "panel", "accent", "track", "doubt",
];

/**
 * The theme's colours as the style sheet has them.
 * @returns {Record<string, string>}
 */
export function colours() {
  const computed = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
}

/**
 * The name on the map: in the page's language, or both toponyms.
 * @param {string} language
 * @param {boolean} both
 */
export function townName(language, both) {
  if (!both) return ["get", language];
  return ["case", ["has", "names"], ["get", "names"], ["==", ["get", "uk"], ["get", "ru"]], ["get", "uk"], ["concat", ["get", "uk"], "\n", ["get", "ru"]]];
}

/**
 * @param {Record<string, string>} c colours
 * @param {string} language
 * @param {boolean} both
 * @returns {any[]}
 */
export function layers(c, language, both) {
  const worst = ["match", ["get", "worst"], 3, c.serious, 2, c.ordinary, 1, c.minor, c.procedural];
  const halo = { "text-halo-color": c.land, "text-halo-width": 1.4 };
  return [
    { id: "water", type: "background", paint: { "background-color": c.water } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": c.land } },
    { id: "country-area", type: "fill", source: "countries", filter: ["==", ["get", "kind"], "country"], paint: { "fill-color": c.land } },
    { id: "lakes", type: "fill", source: "lakes", filter: ["!", ["has", "former"]], paint: { "fill-color": c.water } },
    { id: "lakes-former", type: "line", source: "lakes", filter: ["has", "former"], paint: { "line-color": c.river, "line-width": 1, "line-dasharray": [2, 2] } },
    { id: "rivers", type: "line", source: "rivers", paint: { "line-color": c.river, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.6, 9, 1.8] } },
    { id: "zones-area", type: "fill", source: "zones", paint: { "fill-color": c.zone, "fill-opacity": 0.07 } },
    { id: "zones", type: "line", source: "zones", paint: { "line-color": c.zone, "line-width": 1, "line-dasharray": [5, 3] } },
    { id: "sectors", type: "line", source: "sectors", paint: { "line-color": c.sector, "line-width": 1.1, "line-dasharray": [2, 4], "line-opacity": 0.7 } },
    { id: "borders", type: "line", source: "borders", filter: ["!", ["get", "dashed"]], paint: { "line-color": c.border, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 1, 9, 1.8] } },
    { id: "borders-dashed", type: "line", source: "borders", filter: ["get", "dashed"], paint: { "line-color": c.border, "line-width": 1, "line-dasharray": [3, 2] } },
    { id: "observations", type: "circle", source: "observations", paint: { "circle-color": ["case", ["has", "moving"], c.accent, c.dot], "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, ["case", ["has", "moving"], 1, 1.3], 10, ["case", ["has", "moving"], 2.4, 3.4]], "circle-opacity": 0.75 } },
    { id: "events", type: "circle", source: "events", paint: { "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": c.event, "circle-stroke-width": 1.2, "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 2.4, 10, 6] } },
    { id: "line-casing", type: "line", source: "line", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": c["line-casing"], "line-width": ["interpolate", ["linear"], ["zoom"], 5, 3.4, 10, 6], "line-opacity": 0.85 } },
    { id: "line", type: "line", source: "line", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": c.line, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 1.5, 10, 2.6] } },
    ...[["far", 0, 7.3], ["near", 7.3, 24]].map(([from, minzoom, maxzoom]) => ({
      id: `sides-${from}`, type: "symbol", source: "sides", filter: ["==", ["get", "from"], from], minzoom, maxzoom,
      layout: { "text-field": ["get", "side"], "text-font": BOLD, "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": c.line, "text-halo-color": c["line-casing"], "text-halo-width": 1.8 },
    })),
    { id: "zone-names", type: "symbol", source: "zones", minzoom: 6, layout: { "symbol-placement": "line", "symbol-spacing": 420, "text-field": ["get", "words"], "text-font": REGULAR, "text-size": 11 }, paint: { "text-color": c.zone, ...halo } },
    { id: "towns-dot", type: "circle", source: "places", filter: ["<=", ["get", "class"], ["step", ["zoom"], 2, 6.2, 3, 7.4, 4]], paint: { "circle-color": c.town, "circle-radius": ["match", ["get", "class"], 1, 2.8, 2, 2.3, 1.8] } },
    {
      id: "towns", type: "symbol", source: "places", filter: ["<=", ["get", "class"], ["step", ["zoom"], 2, 6.2, 3, 7.4, 4]],
      layout: {
        "text-field": townName(language, both), "text-font": ["case", ["==", ["get", "class"], 1], ["literal", BOLD], ["literal", REGULAR]],
        "text-size": ["match", ["get", "class"], 1, 14, 2, 12.5, 11.5], "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.45, "text-justify": "auto", "symbol-sort-key": ["get", "class"], "text-padding": 3,
      },
      paint: { "text-color": c.town, ...halo },
    },
    {
      id: "country-names", type: "symbol", source: "countries", filter: ["==", ["get", "kind"], "label"],
      layout: { "text-field": ["get", language], "text-font": BOLD, "text-size": 15, "text-letter-spacing": 0.12, "text-max-width": 8 }, paint: { "text-color": c.country, ...halo },
    },
    { id: "sector-names", type: "symbol", source: "sector-names", maxzoom: 8, layout: { "text-field": ["get", "text"], "text-font": REGULAR, "text-size": 12 }, paint: { "text-color": c.sector, ...halo } },
    ...trackLayers(c, REGULAR),
    { id: "spot-area", type: "fill", source: "spot", filter: ["==", ["get", "part"], "sigma"], paint: { "fill-color": c.ink, "fill-opacity": 0.1 } },
    { id: "spot-line", type: "line", source: "spot", filter: ["==", ["get", "part"], "measure"], paint: { "line-color": c.ink, "line-width": 1.6, "line-dasharray": [2, 1.5] } },
    {
      id: "clusters", type: "circle", source: "alerts", filter: ["has", "point_count"],
      paint: { "circle-color": c.raised, "circle-stroke-color": worst, "circle-stroke-width": 2.4, "circle-radius": ["step", ["get", "point_count"], 10, 10, 12, 50, 15, 200, 18] },
    },
    { id: "cluster-counts", type: "symbol", source: "alerts", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": BOLD, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": c.ink } },
    {
      id: "alerts", type: "symbol", source: "alerts", filter: ["!", ["has", "point_count"]],
      layout: { "icon-image": ["get", "icon"], "icon-size": ["case", ["==", ["get", "state"], "new"], 1, 0.82], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "severity"] },
      paint: { "icon-opacity": ["match", ["get", "state"], ["false", "duplicate"], 0.4, 1] },
    },
    { id: "spot-ring", type: "circle", source: "spot", filter: ["==", ["get", "part"], "at"], paint: { "circle-color": "rgba(0,0,0,0)", "circle-radius": 15, "circle-stroke-color": c.ink, "circle-stroke-width": 2.4 } },
    { id: "spot-icon", type: "symbol", source: "spot", filter: ["==", ["get", "part"], "at"], layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "spot-words", type: "symbol", source: "spot", filter: ["==", ["get", "part"], "measure"], layout: { "symbol-placement": "line-center", "text-field": ["get", "text"], "text-font": BOLD, "text-size": 12, "text-offset": [0, -0.9], "text-allow-overlap": true }, paint: { "text-color": c.ink, "text-halo-color": c.land, "text-halo-width": 2 } },
  ];
}
