// Which alerts are shown, in which order, and how many there are of each state.
// SPDX-License-Identifier: Apache-2.0

/** @typedef {import('./types.js').Alert} Alert */
/** @typedef {import('./types.js').Filter} Filter */
/** @typedef {import('./types.js').Order} Order */
/** @typedef {[number, number, number, number]} Bounds west, south, east, north in degrees */

/** @type {import('./types.js').AlertState[]} */
export const STATES = ["new", "acknowledged", "actioned", "false", "duplicate"];

/** @type {Record<string, number>} */
export const SEVERITY = { serious: 3, ordinary: 2, minor: 1, procedural: 0 };

/** @returns {Filter} */
export function noFilter() {
  return {
    state: "all", clause: "", sector: "", grade: "", verdict: "", text: "",
    inView: false, untilMs: null, windowMs: null,
  };
}

/**
 * Whether an alert lies in the window of time: it began no later than the end and was still going on after the start.
 * @param {{happenedFrom: string, happenedUntil: string}} alert
 * @param {number | null} untilMs
 * @param {number | null} windowMs
 */
export function inTime(alert, untilMs, windowMs) {
  if (untilMs === null) return true;
  if (Date.parse(alert.happenedFrom) > untilMs) return false;
  return windowMs === null || Date.parse(alert.happenedUntil) >= untilMs - windowMs;
}

/**
 * @param {Alert} alert
 * @param {Filter} filter
 * @param {Bounds | null} bounds of the map, for the filter "in map view"
 * @param {string} [words] what a text search also looks through, such as the place in words
 * @param {boolean} [anyState] leaves the state out, to count states
 */
export function matches(alert, filter, bounds, words = "", anyState = false) {
  if (!anyState && filter.state !== "all" && alert.state !== filter.state) return false;
  if (filter.clause && alert.clause.id !== filter.clause) return false;
  if (filter.sector && alert.sector !== filter.sector) return false;
  if (filter.grade && alert.grade !== filter.grade) return false;
  if (filter.verdict && alert.verdict !== filter.verdict) return false;
  if (!inTime(alert, filter.untilMs, filter.windowMs)) return false;
  if (filter.inView && bounds && (!alert.place || !within(alert.place, bounds))) return false;
  if (!filter.text.trim()) return true;
  const hay = `${alert.id} ${alert.event} ${alert.case ?? ""} ${alert.kindName} ${words}`.toLowerCase();
  return filter.text.toLowerCase().split(/\s+/).every((word) => hay.includes(word));
}

/**
 * @param {{latitudeDeg: number, longitudeDeg: number}} place
 * @param {Bounds} bounds
 */
export function within(place, [west, south, east, north]) {
  return place.longitudeDeg >= west && place.longitudeDeg <= east
    && place.latitudeDeg >= south && place.latitudeDeg <= north;
}

/**
 * A sorted copy. The identifier decides between equals, so the order never jumps.
 * @param {Alert[]} alerts
 * @param {Order} order
 */
export function sorted(alerts, order) {
  const late = (/** @type {Alert} */ a, /** @type {Alert} */ b) =>
    Date.parse(b.happenedFrom) - Date.parse(a.happenedFrom);
  const rules = {
    latest: late,
    oldest: (/** @type {Alert} */ a, /** @type {Alert} */ b) => late(b, a),
    severity: (/** @type {Alert} */ a, /** @type {Alert} */ b) =>
      (SEVERITY[b.class] ?? 0) - (SEVERITY[a.class] ?? 0) || late(a, b),
    distance: (/** @type {Alert} */ a, /** @type {Alert} */ b) =>
      (a.distanceToLineM ?? Infinity) - (b.distanceToLineM ?? Infinity),
  };
  return [...alerts].sort((a, b) => rules[order](a, b) || (a.id < b.id ? -1 : 1));
}

/**
 * How many alerts of each state the other filters let through.
 * @param {Iterable<Alert>} alerts
 * @param {(alert: Alert) => boolean} passes
 */
export function countStates(alerts, passes) {
  /** @type {Record<string, number>} */
  const counts = { all: 0, new: 0, acknowledged: 0, actioned: 0, false: 0, duplicate: 0 };
  for (const alert of alerts) {
    if (!passes(alert)) continue;
    counts.all += 1;
    counts[alert.state] += 1;
  }
  return counts;
}

/**
 * The index after a step of `by` from the selected one; the first when nothing is selected.
 * @param {string[]} ids
 * @param {string | null} selected
 * @param {number} by
 */
export function stepped(ids, selected, by) {
  if (!ids.length) return null;
  const at = selected === null ? -1 : ids.indexOf(selected);
  if (at < 0) return ids[by < 0 ? ids.length - 1 : 0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))];
}
