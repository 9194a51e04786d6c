// What moves where: keeps the tracks on map, list and details in step with the server.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { byId, h, refill } from "./dom.js";
import * as format from "./format.js";
import { t, term } from "./i18n.js";
import { trackMark } from "./trackmarks.js";
import { nowMs, on, set, state } from "./store.js";

/** @typedef {import('./types.js').Track} Track */

const REFRESH_MS = 2_000;
const ROWS_MAX = 500;

/**
 * @typedef {object} TrackActs
 * @property {(id: string) => void} show
 * @property {(error: unknown) => void} failed
 */

/** @type {TrackActs} */
let acts;
/** @type {{total: number, tracks: Track[]}} */
let listed = { total: 0, tracks: [] };
let wanted = "";
let lastMs = 0;
let timer = 0;
let onMap = true;

/** @param {TrackActs} callbacks */
export function startTracks(callbacks) {
  acts = callbacks;
  on(["view", "language"], () => { if (state.view === "tracks") void loadList(); });
  on(["view", "language", "open"], drawList);
  on(["bounds", "filter"], later);
  void loadMap();
}

/**
 * Whether the map shows tracks.
 * @param {boolean} shown
 */
export function wantOnMap(shown) {
  onMap = shown;
  if (shown) void loadMap();
}

/** Something has moved: everything that shows tracks is read again, every two seconds at most. */
export function later() {
  if (timer) return;
  timer = window.setTimeout(async () => {
    timer = 0;
    lastMs = performance.now();
    if (document.hidden) return;
    await Promise.all([loadMap(), state.view === "tracks" ? loadList() : null]);
    if (state.open?.kind === "track") set({ trackPulse: state.trackPulse + 1 });
  }, Math.max(150, REFRESH_MS - (performance.now() - lastMs)));
}

/** A moment of the past, or null for now. */
const momentMs = () => state.filter.untilMs !== null && state.filter.untilMs < nowMs() ? state.filter.untilMs : null;

async function loadMap() {
  if (!onMap) return;
  try {
    const { features } = await api.trackMap(momentMs(), state.bounds);
    set({ tracks: features });
  } catch (error) {
    acts.failed(error);
  }
}

async function loadList() {
  try {
    listed = await api.tracks(state.language, ROWS_MAX);
    drawList();
  } catch (error) {
    acts.failed(error);
  }
}

function drawList() {
  if (state.view !== "tracks") return;
  const rows = listed.tracks.filter(fits).sort((a, b) => a.last === b.last ? (a.id < b.id ? -1 : 1) : a.last < b.last ? 1 : -1);
  refill(byId("queue"), ["tracks", state.language], () => [
    h("div", { class: "queue-head" }, h("h2", { id: "queue-title" }, t("tracks.title")), h("span", { class: "chip", id: "track-count" })),
    h("div", { class: "filters" }, h("label", { class: "wide always" }, t("queue.search"), h("input", {
      type: "search", id: "track-search", placeholder: t("tracks.searchHint"), value: wanted, autocomplete: "off", spellcheck: "false",
      oninput: (/** @type {Event} */ e) => { wanted = /** @type {HTMLInputElement} */ (e.target).value; drawList(); },
    }))),
    h("div", { class: "list", id: "list", tabindex: -1 }),
  ]);
  byId("track-count").textContent = rows.length === listed.total ? format.number(listed.total) : t("tracks.shown", { shown: format.number(rows.length), all: format.number(listed.total) });
  refill(byId("list"), [rows, state.open?.id, state.language], () => rows.length ? rows.map(row) : [h("p", { class: "empty" }, t(listed.total ? "tracks.none" : "tracks.noneYet"))]);
}

/** @param {Track} track */
function fits(track) {
  const text = [track.id, track.kindName, track.name ?? "", ...Object.values(track.identities ?? {})].join(" ").toLowerCase();
  return wanted.toLowerCase().split(" ").every((word) => text.includes(word));
}

/** @param {Track} track */
function row(track) {
  return h("button", {
    type: "button", id: `track-${track.id}`, class: "case-row track-row", "aria-current": state.open?.id === track.id ? "true" : null, onclick: () => acts.show(track.id),
  },
  h("span", { class: "first" }, trackMark(track.kind, track.lost), h("strong", {}, track.name ?? t("tracks.nameless")),
    track.flags.length > 0 && h("span", { class: "chip chip-doubt" }, t("tracks.doubtful")),
    track.lost && h("span", { class: "chip" }, t("tracks.lost")), h("span", { class: "when" }, format.age(track.ageS))),
  h("span", { class: "also" }, [track.kindName, movement(track.state), term("basis", track.basis), t("tracks.sources", { count: format.number(track.sources.length) })].join(" · ")));
}

/**
 * 12 m/s to 78°, or at rest.
 * @param {{speedMPS: number, courseDeg: number | null}} state
 */
export function movement({ speedMPS, courseDeg }) {
  if (courseDeg === null) return t("tracks.still");
  return t("tracks.moving", { speed: format.speed(speedMPS), course: format.course(courseDeg) });
}
