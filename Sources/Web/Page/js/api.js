// Talks to the server: every read and act of the page, and the stream of changes.
// SPDX-License-Identifier: Apache-2.0

/** @typedef {import('./types.js').Alert} Alert */

const ROOT = "/api/v1";

/** What the server said went wrong, and what to do next. */
export class ServerError extends Error {
  /**
   * @param {number} status 0 when the server could not be reached
   * @param {string} message
   * @param {string} next
   * @param {{field: string, was: any, is: any}[]} [changes] where somebody else was faster: what he changed
   */
  constructor(status, message, next, changes = []) {
    super(message);
    this.status = status;
    this.next = next;
    this.changes = changes;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function request(path, init = {}) {
  let answer;
  try {
    answer = await fetch(ROOT + path, { ...init, headers: { Accept: "application/json", ...init.headers } });
  } catch {
    throw new ServerError(0, "", "");
  }
  const body = await answer.json().catch(() => null);
  // The session has ended: the page begins again with signing in.
  if (answer.status === 401 && path !== "/session") location.reload();
  if (!answer.ok) throw new ServerError(answer.status, body?.error?.message ?? answer.statusText, body?.error?.next ?? "", body?.error?.changes ?? []);
  return body;
}

/**
 * @param {string} path
 * @param {object} body
 */
const post = (path, body) => request(path, {
  method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" },
});

/** @returns {Promise<import('./types.js').Session>} */
export const session = () => request("/session");

/** @param {object} body account and password @returns {Promise<import('./types.js').Session>} */
export const signIn = (body) => post("/session", body);

/** @returns {Promise<import('./types.js').Session>} */
export const signOut = () => request("/session", { method: "DELETE" });
/**
 * Any other question, by its path.
 * @param {string} path
 */
export const read = (path) => request(path);

/**
 * Any other act, by its path.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>}
 */
export const send = (path, body) => post(path, body);

/** @param {string} language @returns {Promise<import('./types.js').Mission>} */
export const mission = (language) => request(`/mission?language=${language}`);

/**
 * All alerts, page by page.
 * @param {string} language
 * @returns {Promise<Alert[]>}
 */
export async function alerts(language) {
  /** @type {Alert[]} */
  const all = [];
  let after = "";
  do {
    const page = await request(`/alerts?limit=1000&language=${language}${after && `&after=${encodeURIComponent(after)}`}`);
    all.push(...page.alerts);
    after = page.alerts.length ? page.next ?? "" : "";
  } while (after);
  return all;
}

/** @param {string} id @param {string} language @returns {Promise<import('./types.js').AlertDetail>} */
export const alert = (id, language) => request(`/alerts/${encodeURIComponent(id)}?language=${language}`);

/** @param {string} id @param {object} body @returns {Promise<Alert>} */
export const acknowledge = (id, body) => post(`/alerts/${encodeURIComponent(id)}/acknowledge`, body);

/** @param {string} id @param {object} body @returns {Promise<Alert>} */
export const action = (id, body) => post(`/alerts/${encodeURIComponent(id)}/action`, body);

/** @param {string} id @param {object} body @returns {Promise<Alert>} */
export const dismiss = (id, body) => post(`/alerts/${encodeURIComponent(id)}/dismiss`, body);

/** @returns {Promise<{cases: import('./types.js').Case[]}>} */
export const cases = () => request("/cases");

/** @param {string} id @param {string} language @returns {Promise<import('./types.js').CaseDetail>} */
export const caseOf = (id, language) => request(`/cases/${encodeURIComponent(id)}?language=${language}`);

/** @returns {Promise<{at: string, feeds: import('./types.js').FeedHealth[]}>} */
export const feeds = () => request("/feeds");

/** @param {string} language @returns {Promise<import('./types.js').LogState>} */
export const log = (language) => request(`/log?language=${language}`);

/** @param {string} language @returns {Promise<{sensors: import('./types.js').Sensor[]}>} */
export const sensors = (language) => request(`/sensors?language=${language}`);

/** @param {object} body @returns {Promise<import('./types.js').Case>} */
export const openCase = (body) => post("/cases", body);

/** @param {string} id @param {object} body @returns {Promise<import('./types.js').Case>} */
export const assign = (id, body) => post(`/cases/${encodeURIComponent(id)}/assign`, body);

/**
 * @param {"line" | "zones" | "sectors" | "events" | "observations"} layer
 * @returns {Promise<import('./types.js').FeatureCollection>}
 */
export const geo = (layer) => request(`/geo/${layer}`);

/**
 * What moves now.
 * @param {string} language
 * @param {number} limit
 * @returns {Promise<{total: number, tracks: import('./types.js').Track[]}>}
 */
export const tracks = (language, limit) => request(`/tracks?limit=${limit}&language=${language}`);

/** @param {string} id @param {string} language @returns {Promise<import('./types.js').Track>} */
export const track = (id, language) => request(`/tracks/${encodeURIComponent(id)}?language=${language}`);

/**
 * The steps of a track from a time on.
 * @param {string} id
 * @param {number} fromMs
 * @returns {Promise<{points: import('./types.js').TrackPoint[]}>}
 */
export const trackPoints = (id, fromMs) => request(`/tracks/${encodeURIComponent(id)}/points?from=${new Date(fromMs).toISOString()}&limit=1000`);

/**
 * Tracks in a box as points and trails, now or at a time.
 * @param {number | null} atMs
 * @param {number[] | null} box west, south, east, north
 * @returns {Promise<import('./types.js').FeatureCollection>}
 */
export function trackMap(atMs, box) {
  const query = new URLSearchParams();
  if (atMs !== null) query.set("at", new Date(atMs).toISOString());
  if (box) query.set("box", box.map((deg) => deg.toFixed(4)).join(","));
  return request(`/geo/tracks?${query}`);
}

/**
 * The story that is played; `story` is null where none is.
 * @param {string} language
 * @returns {Promise<import('./types.js').Exercise>}
 */
export const exercise = (language) => request(`/exercise?language=${language}`);

/**
 * Plays the next step, if so many were played when the trainer asked.
 * @param {number} after
 * @param {string} language
 * @returns {Promise<import('./types.js').Exercise>}
 */
export const playNext = (after, language) => post(`/exercise/next?language=${language}`, { after });

/** @param {string} name @returns {Promise<import('./types.js').FeatureCollection>} */
export async function basemap(name) {
  const answer = await fetch(`/basemap/${name}.geojson`);
  if (!answer.ok) throw new ServerError(answer.status, answer.statusText, "");
  return answer.json();
}

/**
 * Listens to what changes. The browser reconnects by itself and asks for what it missed.
 * @param {{alert: (a: Alert) => void, case: (c: import('./types.js').Case) => void,
 *   counts: (c: import('./types.js').Counts) => void, tracks: () => void, reset: () => void, link: (state: "live" | "lost") => void}} on
 */
export function changes(on) {
  const stream = new EventSource(`${ROOT}/changes`);
  stream.addEventListener("open", () => on.link("live"));
  stream.addEventListener("error", () => on.link("lost"));
  stream.addEventListener("alert", (e) => on.alert(JSON.parse(e.data)));
  stream.addEventListener("case", (e) => on.case(JSON.parse(e.data)));
  stream.addEventListener("counts", (e) => on.counts(JSON.parse(e.data)));
  stream.addEventListener("tracks", () => on.tracks());
  stream.addEventListener("reset", () => on.reset());
  return stream;
}
