// What the page knows and shows, in one place; parts of the page listen for the fields they draw.
// SPDX-License-Identifier: Apache-2.0

import { countStates, matches, noFilter, sorted } from "./filters.js";
import { distance } from "./format.js";
import { nearestPlace } from "./geo.js";
import { language, t, term } from "./i18n.js";

/** @typedef {import('./types.js').Alert} Alert */
/** @typedef {import('./types.js').Feature} Feature */

/**
 * @typedef {object} State
 * @property {import('./types.js').Mission | null} mission
 * @property {Map<string, Alert>} alerts
 * @property {Map<string, import('./types.js').Case>} cases
 * @property {import('./types.js').Filter} filter
 * @property {import('./types.js').Order} order
 * @property {import('./filters.js').Bounds | null} bounds of the map view
 * @property {string | null} selected alert chosen in the list or on the map
 * @property {{kind: "alert" | "case" | "track", id: string} | null} open what the details show
 * @property {"alerts" | "cases" | "tracks"} view
 * @property {"queue" | "map" | "detail"} tab for narrow screens
 * @property {string} language
 * @property {"light" | "dark"} theme in force
 * @property {"connecting" | "live" | "lost"} link
 * @property {Feature[]} places
 * @property {Feature[]} tracks points and trails of what moves in the view
 * @property {number} trackPulse grows when tracks have moved
 * @property {Record<"line" | "zones" | "sectors", Feature[]>} geometry
 */

/** @type {State} */
export const state = {
  mission: null, alerts: new Map(), cases: new Map(), filter: noFilter(), order: "latest", bounds: null,
  selected: null, open: null, view: "alerts", tab: "queue", language: "en", theme: "light", link: "connecting",
  places: [], tracks: [], trackPulse: 0, geometry: { line: [], zones: [], sectors: [] },
};

/** @type {{keys: Set<keyof State>, draw: (changed: Set<keyof State>) => void}[]} */
const listeners = [];
/** @type {Set<keyof State>} */
let changed = new Set();

/**
 * Calls `draw` once after each round of changes that touches one of the fields.
 * @param {(keyof State)[]} keys
 * @param {(changed: Set<keyof State>) => void} draw
 */
export function on(keys, draw) {
  listeners.push({ keys: new Set(keys), draw });
}

/** @param {Partial<State>} patch */
export function set(patch) {
  const waiting = changed.size > 0;
  for (const key of /** @type {(keyof State)[]} */ (Object.keys(patch))) {
    if (state[key] === patch[key] && typeof patch[key] !== "object") continue;
    /** @type {any} */ (state)[key] = patch[key];
    changed.add(key);
  }
  if (!waiting && changed.size > 0) queueMicrotask(tell);
}

function tell() {
  const round = changed;
  changed = new Set();
  for (const { keys, draw } of listeners) {
    if ([...round].some((key) => keys.has(key))) draw(round);
  }
}

/** @param {Partial<import('./types.js').Filter>} patch */
export function setFilter(patch) {
  set({ filter: { ...state.filter, ...patch } });
}

/**
 * Takes in a changed alert. Words stay as they were read in the page's language.
 * @param {Alert} alert
 */
export function putAlert(alert) {
  const known = state.alerts.get(alert.id);
  const words = known && { kindName: known.kindName, summary: known.summary, clause: known.clause };
  const alerts = new Map(state.alerts);
  alerts.set(alert.id, { ...alert, ...words });
  set({ alerts });
}

/** @param {import('./types.js').Case} changedCase */
export function putCase(changedCase) {
  const cases = new Map(state.cases);
  cases.set(changedCase.id, { ...cases.get(changedCase.id), ...changedCase });
  set({ cases });
}

/** @type {Map<string, string>} */
const words = new Map();

/**
 * Where an alert is, in words: "12 km SE of Pokrovsk".
 * @param {Alert} alert
 */
export function placeWords(alert) {
  // What has no place is named by what it is.
  if (!alert.place) return alert.summary;
  const { latitudeDeg, longitudeDeg } = alert.place;
  const key = `${language} ${latitudeDeg} ${longitudeDeg} ${state.places.length}`;
  let found = words.get(key);
  if (found === undefined) {
    const near = nearestPlace([longitudeDeg, latitudeDeg], state.places);
    const town = near && (near.place.properties[language] ?? near.place.properties.en);
    if (!near) found = alert.event;
    else if (near.distanceM < 2_500) found = t("place.at", { town });
    else {
      found = t("place.near", {
        distance: distance(Math.max(1000, Math.round(near.distanceM / 1000) * 1000)).replace(/[.,]0(?= )/, ""), town, direction: term("compass", near.direction),
      });
    }
    words.set(key, found);
  }
  return found;
}

/** @type {{inputs: any[], ids: string[], alerts: Alert[]}} */
let last = { inputs: [], ids: [], alerts: [] };

/** The alerts that pass the filters, in order; computed again only when something it depends on changed. */
export function visible() {
  const { alerts, filter, order, places } = state;
  const inputs = [alerts, filter, order, places, language, filter.inView && state.bounds];
  if (inputs.some((value, i) => value !== last.inputs[i])) {
    const shown = sorted([...alerts.values()].filter((a) => matches(a, filter, state.bounds, placeWords(a))), order);
    last = { inputs, alerts: shown, ids: shown.map((a) => a.id) };
  }
  return last;
}

/** How many alerts each state has under the other filters. */
export function stateCounts() {
  return countStates(state.alerts.values(), (a) => matches(a, state.filter, state.bounds, placeWords(a), true));
}

/** The mission's clock in milliseconds. */
export const nowMs = () => state.mission ? Date.parse(state.mission.now) : 0;

/**
 * The name of a sector; the code itself when the mission has none of that code.
 * @param {string | null} id
 */
export function sectorName(id) {
  if (!id) return t("detail.noSector");
  return state.mission?.sectors.find((sector) => sector.id === id)?.name ?? id;
}

/**
 * "side B", with the mission's name for the party.
 * @param {string} side
 */
export function sideWords(side) {
  return side === "A" || side === "B" ? t("row.side", { side }) : t("row.sideUnknown");
}
