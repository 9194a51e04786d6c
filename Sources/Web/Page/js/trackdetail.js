// The details of one track: where, how surely, how it moves, from which sources, and what came of comparing them.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { byId, h } from "./dom.js";
import * as format from "./format.js";
import { t, term } from "./i18n.js";
import { on, set, state } from "./store.js";
import { SIGMAS_95 } from "./trackmap.js";
import { trackMark } from "./trackmarks.js";
import { movement } from "./tracks.js";

/** @typedef {import('./types.js').Track} Track */

/**
 * @typedef {object} Acts
 * @property {() => void} close
 * @property {(place: {latitudeDeg: number, longitudeDeg: number}) => void} toMap
 * @property {(error: unknown) => void} failed
 */

const REPORTS_SHOWN = 12;
/** @type {Acts} */
let acts;
/** Id of the track whose details are drawn; empty before they are. */
let drawn = "";

/** @param {Acts} callbacks */
export function startTrackDetail(callbacks) {
  acts = callbacks;
  on(["open", "language", "trackPulse"], load);
}

async function load() {
  const { open } = state;
  if (open?.kind !== "track") {
    drawn = "";
    return;
  }
  if (drawn !== open.id) {
    drawn = "";
    const known = state.tracks.find(({ properties: p }) => p.id === open.id && !p.part);
    byId("detail").replaceChildren(
      h("div", { class: "detail-head" }, h("h2", { id: "detail-title" }, known?.properties.name ?? open.id)),
      h("p", { class: "empty" }, t("detail.loading")));
  }
  try {
    const track = await api.track(open.id, state.language);
    const untilMs = Date.parse(track.last);
    const { points } = await api.trackPoints(open.id, untilMs - 600_000);
    if (state.open?.kind !== "track" || state.open.id !== open.id) return;
    draw(track, points);
  } catch (error) {
    acts.failed(error);
  }
}

/**
 * @param {Track} track
 * @param {import('./types.js').TrackPoint[]} points
 */
function draw(track, points) {
  drawn = track.id;
  const section = byId("detail");
  const focused = section.contains(document.activeElement) ? document.activeElement?.id : "";
  const top = section.scrollTop;
  section.replaceChildren(
    h("div", { class: "detail-head" },
      h("div", { class: "line" }, trackMark(track.kind, track.lost), h("span", {}, t(track.ended ? "tracks.ended" : track.lost ? "tracks.lost" : "tracks.followed")),
        h("button", { type: "button", class: "plain icon", id: "detail-close", "aria-label": t("detail.close"), onclick: acts.close }, "✗")),
      h("h2", { id: "detail-title" }, track.name ?? t("tracks.nameless")),
      h("div", { class: "line" }, h("span", { class: "id" }, track.id), h("span", {}, track.kindName ?? track.kind))),
    h("div", { class: "detail-body" },
      facts(track),
      track.flags?.length ? part(t("tracks.doubts"), h("ul", { class: "doubts" }, track.flags.map((flag) => h("li", {},
        h("span", {}, flag.text), also(`${format.second(flag.from)}–${format.second(flag.until)}`), h("span", { class: "code also" }, ` ${flag.observations.join(" ")}`))))) : null,
      track.namesakes?.length ? part(t("tracks.namesakes"), h("ul", { class: "matches" }, track.namesakes.map((id) => h("li", {}, linked(id))))) : null,
      track.sources && part(t("tracks.sourcesTitle"), sources(track)),
      track.joins?.length ? part(t("tracks.joinsTitle"), h("ul", { class: "history" }, track.joins.map((j) => h("li", {}, h("span", { class: "when" }, format.second(j.at)),
        h("span", {}, t(j.change === "joined" ? "tracks.joined" : "tracks.parted", { other: j.other === track.id ? j.track : j.other, distance: format.number(j.distance2, 1) })))))) : null,
      track.identities && Object.keys(track.identities).length ? part(t("tracks.names"), table(Object.entries(track.identities))) : null,
      points.length ? part(t("tracks.reports", { count: format.number(points.length) }), reports(points)) : null));
  section.scrollTop = top;
  if (focused) document.getElementById(focused)?.focus();
}

/**
 * @param {string} title
 * @param {Node} content
 */
const part = (title, content) => h("section", {}, h("h3", {}, title), content);

/** @param {string} id */
function linked(id) {
  return h("button", { type: "button", class: "link-like", onclick: () => set({ open: { kind: "track", id } }) }, id);
}

/** @param {string} text */
const also = (text) => h("span", { class: "also" }, ` ${text}`);

/** @param {Track} track */
function facts(track) {
  const { state: now } = track;
  /** @type {[string, ...(Node | string)[]][]} */
  const rows = [
    [t("tracks.last"), format.exact(track.last), also(`(${format.utc(track.last)}${track.ageS === undefined ? "" : `, ${t("tracks.ago", { age: format.age(track.ageS) })}`})`)],
    [t("detail.place"), format.position(now), h("span", {}, " ", h("button", { type: "button", class: "link-like", id: "track-to-map", onclick: () => acts.toMap(now) }, t("detail.toMap")))],
    [t("tracks.error"), errorWords(now)],
    [t("tracks.movement"), movement(now), now.speedSigmaMPS === undefined ? "" : also(`± ${format.speed(now.speedSigmaMPS)}`)],
  ];
  if (now.heightM !== null) rows.push([t("tracks.height"), `${format.number(now.heightM)} m`, now.climbMPS ? also(t("tracks.climb", { rate: format.number(now.climbMPS, 1) })) : ""]);
  if (track.basis) rows.push([t("tracks.basis"), term("basis", track.basis)]);
  if (track.existence !== undefined && track.basis === "found") rows.push([t("tracks.existence"), `${format.number(track.existence * 100, 1)} %`]);
  if (track.motion) {
    const most = Object.entries(track.motion).sort((a, b) => b[1] - a[1])[0];
    rows.push([t("tracks.manner"), `${term("manner", most[0])} (${format.number(most[1] * 100)} %)`]);
  }
  if (track.first) rows.push([t("tracks.first"), format.exact(track.first)]);
  return h("dl", { class: "facts" }, rows.flatMap(([name, ...value]) => [h("dt", {}, name), h("dd", {}, ...value)]));
}

/** @param {import('./types.js').TrackState} now */
function errorWords({ majorSigmaM, minorSigmaM, majorDeg }) {
  const [major, minor] = [majorSigmaM, minorSigmaM].map((sigma) => format.metres(SIGMAS_95 * sigma));
  return major === minor ? major : t("tracks.errorWords", { major, minor, direction: format.course(majorDeg) });
}

/** @param {Track} track */
function sources({ sources: all }) {
  return h("ul", { class: "evidence" }, all.map((source) => h("li", {},
    h("div", { class: "first" }, h("strong", {}, source.sensorName), h("span", {}, source.meansName), h("span", { class: "when" }, format.exact(source.last))),
    h("div", { class: "also" }, t("tracks.sourceReports", { count: format.number(source.reports) })))));
}

/** @param {[string, string][]} rows */
function table(rows) {
  return h("table", { class: "fields" }, h("tbody", {}, rows.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value)))));
}

/** @param {import('./types.js').TrackPoint[]} points */
function reports(points) {
  return h("ul", { class: "history" }, points.slice(-REPORTS_SHOWN).reverse().map((p) => h("li", {},
    h("span", { class: "when" }, format.second(p.at)),
    h("span", {}, `${p.sensor} · ${movement(p)}`, p.afterGap ? also(t("tracks.afterGap")) : null, h("span", { class: "code also" }, ` ${p.observation}`)))));
}
