// The details of one alert: what, where, when, why the rule fired, what it rests on, what was done.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { byId, h, s } from "./dom.js";
import * as format from "./format.js";
import { t, term } from "./i18n.js";
import { observationProof, recordProof } from "./log.js";
import { mark } from "./marks.js";
import { on, placeWords, sectorName, set, sideWords, state } from "./store.js";

/** @typedef {import('./types.js').Alert} Alert */
/** @typedef {import('./types.js').AlertDetail} AlertDetail */

const FIRST_EVIDENCE = 8;

/**
 * @typedef {object} Acts
 * @property {(id: string) => void} acknowledge
 * @property {(id: string) => void} action
 * @property {(id: string) => void} dismiss
 * @property {(id: string) => void} openCase
 * @property {(id: string) => void} showCase
 * @property {(id: string) => void} showAlert
 * @property {(id: string) => void} toMap
 * @property {() => void} close
 * @property {(error: unknown) => void} failed
 */

/** @type {{id: string, language: string, detail: AlertDetail} | null} */
let loaded = null;
/** @type {Acts} */
let acts;

/** @param {Acts} callbacks */
export function startDetail(callbacks) {
  acts = callbacks;
  on(["open", "language"], load);
  on(["alerts"], refresh);
}

async function load() {
  const { open } = state;
  byId("room").dataset.detail = open ? "open" : "closed";
  if (!open) {
    loaded = null;
    byId("detail").replaceChildren(h("h2", { class: "unseen", id: "detail-title" }, t("tab.detail")), h("p", { class: "empty" }, t("detail.none")));
    return;
  }
  if (open.kind !== "alert") return;
  const known = state.alerts.get(open.id);
  if (known && loaded?.id !== open.id) {
    byId("detail").replaceChildren(head(known), h("p", { class: "empty" }, t("detail.loading")));
    byId("detail").scrollTop = 0;
  }
  try {
    const detail = await api.alert(open.id, state.language);
    if (state.open?.kind !== "alert" || state.open.id !== open.id) return;
    loaded = { id: open.id, language: state.language, detail };
    draw();
  } catch (error) {
    acts.failed(error);
  }
}

/** A change from the stream: the state at once, then the history from the server. */
function refresh() {
  if (!loaded || state.open?.kind !== "alert" || state.open.id !== loaded.id) return;
  const known = state.alerts.get(loaded.id);
  if (known && (known.state !== loaded.detail.state || known.case !== loaded.detail.case)) load();
}

function draw() {
  if (!loaded) return;
  const section = byId("detail");
  const { detail } = loaded;
  const focused = section.contains(document.activeElement) ? document.activeElement?.id : "";
  section.replaceChildren(head(detail), h("div", { class: "detail-body" },
    h("p", {}, detail.summary),
    facts(detail),
    h("div", { class: "clause-text" }, h("strong", {}, t("detail.clause", {
      clause: detail.clause.id, version: detail.clause.version, title: detail.clause.title,
    })), detail.clauseText),
    part(t("detail.derivation"), h("ol", { class: "steps" }, detail.derivation.map(derivationStep))),
    part(t("detail.exemptions"), exemptions(detail)),
    detail.proposedTask && part(t("detail.task"), h("p", { class: "task" }, detail.proposedTask.text)),
    part(t("detail.evidence", { count: format.number(detail.evidence.length) }), evidence(detail)),
    part(t("detail.history"), history(detail.history))));
  if (focused) (document.getElementById(focused) ?? section).focus();
}

/**
 * @param {string} title
 * @param {Node} content
 */
function part(title, content) {
  return h("section", {}, h("h3", {}, title), content);
}

/** @param {Alert} alert */
function head(alert) {
  const { id, state: now } = alert;
  const waiting = now === "new" || now === "acknowledged";
  return h("div", { class: "detail-head" },
    h("div", { class: "line" }, mark(alert.class, alert.verdict), h("span", {}, `${term("class", alert.class)}, ${term("verdict", alert.verdict)}`),
      h("span", { class: "chip", "data-state": now, id: "detail-state" }, term("state", now)),
      h("button", { type: "button", class: "plain icon", id: "detail-close", "aria-label": t("detail.close"), onclick: acts.close }, "✗")),
    h("h2", { id: "detail-title" }, placeWords(alert)),
    h("div", { class: "line" }, h("span", { class: "id" }, id), h("span", {}, alert.kindName)),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "strong", id: "do-acknowledge", disabled: now !== "new", onclick: () => acts.acknowledge(id) }, t("do.acknowledge"), h("kbd", { "aria-hidden": "true" }, "a")),
      h("button", { type: "button", id: "do-case", disabled: !waiting || Boolean(alert.case), onclick: () => acts.openCase(id) }, t("do.case"), h("kbd", { "aria-hidden": "true" }, "c")),
      h("button", { type: "button", id: "do-dismiss", disabled: !waiting, onclick: () => acts.dismiss(id) }, t("do.dismiss"), h("kbd", { "aria-hidden": "true" }, "d")),
      h("button", { type: "button", id: "do-action", disabled: !waiting, onclick: () => acts.action(id) }, t("do.action"))));
}

/** @param {AlertDetail} alert */
function facts(alert) {
  const same = alert.happenedFrom.slice(0, 16) === alert.happenedUntil.slice(0, 16);
  const late = Date.parse(alert.knownAt) - Date.parse(alert.happenedFrom);
  /** @type {[string, ...(Node | string)[]][]} */
  const rows = [
    [t("detail.happened"), same ? format.dayHour(alert.happenedFrom) : `${format.dayHour(alert.happenedFrom)} – ${format.hour(alert.happenedUntil)}`, also(`(${format.utc(alert.happenedFrom)})`)],
    [t("detail.known"), format.dayHour(alert.knownAt), late >= 60_000 ? also(`(${t("detail.knownAfter", { time: format.duration(late) })})`) : ""],
  ];
  if (alert.place) {
    rows.push([t("detail.place"), format.position(alert.place), ...(alert.place.sigmaM > 0 ? [also(t("detail.sigma", { distance: format.distance(alert.place.sigmaM) }))] : []), toMap(alert)]);
  }
  if (alert.distanceToLineM !== null) {
    rows.push([t("detail.toLine"), format.distance(alert.distanceToLineM), also(alert.side === "unknown"
      ? t("detail.lineVersionOnly", { version: alert.geometryVersion })
      : t("detail.lineVersion", { version: alert.geometryVersion, side: partyName(alert.side) }))]);
  }
  rows.push(
    [t("detail.sector"), sectorName(alert.sector)],
    [t("detail.grade"), alert.minGrade ? t("detail.gradeNeeds", { grade: alert.grade, min: alert.minGrade }) : alert.grade]);
  if (alert.matter) {
    rows.push([t("detail.cites"), h("span", { class: "code" }, alert.matter.cites.join(", ") || "–")]);
    if (alert.matter.party) rows.push([t("detail.party"), partyName(alert.matter.party)]);
  } else {
    rows.push([t("detail.count"), format.range(alert.count)], [t("detail.event"), h("span", { class: "code" }, alert.event)]);
  }
  if (alert.case) rows.push([t("detail.case"), linked(alert.case, () => acts.showCase(alert.case ?? ""))]);
  if (alert.replacedBy) rows.push([t("detail.replaced"), linked(alert.replacedBy, () => acts.showAlert(alert.replacedBy ?? ""))]);
  return h("dl", { class: "facts" }, rows.flatMap(([name, ...value]) => [h("dt", {}, name), h("dd", {}, ...value)]));
}

/** @param {string} text */
const also = (text) => h("span", { class: "also" }, ` ${text}`);

/** @param {"A" | "B" | "unknown"} side */
function partyName(side) {
  const name = side === "unknown" ? "" : state.mission?.parties?.[side]?.name ?? "";
  return name.endsWith(side) || !name ? side : `${side}, ${name}`;
}

/** @param {Alert} alert */
function toMap(alert) {
  return h("span", {}, " ", h("button", { type: "button", class: "link-like", onclick: () => acts.toMap(alert.id) }, t("detail.toMap")));
}

/**
 * @param {string} text
 * @param {() => void} go
 */
function linked(text, go) {
  return h("button", { type: "button", class: "link-like", onclick: go }, text);
}

/** @param {import('./types.js').Step} step */
function derivationStep(step) {
  const has = typeof step.measured === "number";
  const both = has && typeof step.threshold === "number";
  const sigma = step.unit === "m" ? step.sigma ?? 0 : 0;
  return h("li", {},
    h("span", { class: "outcome", "data-outcome": step.outcome }, term("outcome", step.outcome)),
    h("span", {}, step.text),
    has && h("span", { class: "measured" }, both
      ? t("detail.measured", { measured: format.measured(step.measured ?? 0, step.unit), threshold: `${step.comparison ?? ""} ${format.measured(step.threshold ?? 0, step.unit)}`.trim() })
      : t("detail.measuredOnly", { measured: format.measured(step.measured ?? 0, step.unit) })),
    both && step.unit === "m" && gauge(step.measured ?? 0, step.threshold ?? 0, sigma));
}

/**
 * The measured value against its threshold, with two standard deviations on either side.
 * @param {number} measured
 * @param {number} threshold
 * @param {number} sigma
 */
function gauge(measured, threshold, sigma) {
  const most = Math.max(measured + 2 * sigma, threshold) * 1.12 || 1;
  const x = (/** @type {number} */ value) => Math.max(0, Math.min(100, value / most * 100));
  return s("svg", { class: "gauge", viewBox: "0 0 100 14", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { class: "scale", x: 0, y: 6, width: 100, height: 2 }),
    sigma > 0 && s("rect", { class: "spread", x: x(measured - 2 * sigma), y: 3, width: Math.max(0.8, x(measured + 2 * sigma) - x(measured - 2 * sigma)), height: 8 }),
    s("rect", { class: "value", x: Math.max(0, x(measured) - 0.5), y: 2, width: 1, height: 10 }),
    s("line", { class: "limit", x1: x(threshold), x2: x(threshold), y1: 0, y2: 14, "vector-effect": "non-scaling-stroke" }));
}

/** @param {AlertDetail} detail */
function exemptions({ exemptions: all }) {
  if (!all.length) return h("p", {}, t("detail.noExemptions"));
  return h("ul", { class: "matches" }, all.map(({ text, matched, outcome }) => h("li", {},
    h("span", { class: "chip", "data-matched": String(matched) }, t(matched ? "detail.matched" : outcome === "undecided" ? "detail.toJudge" : "detail.notMatched")), h("span", {}, text))));
}

/** @param {AlertDetail} detail */
function evidence({ evidence: all, joins }) {
  const box = h("ul", { class: "evidence" });
  /** @param {number} from @param {number} until */
  const add = (from, until) => {
    for (const observation of all.slice(from, until)) box.append(evidenceItem(observation, joins.find((j) => j.observation === observation.id && observation !== all[0])));
  };
  add(0, FIRST_EVIDENCE);
  if (all.length <= FIRST_EVIDENCE) return box;
  const more = h("button", { type: "button", onclick: () => { more.remove(); add(FIRST_EVIDENCE, all.length); } },
    t("detail.more", { count: format.number(all.length - FIRST_EVIDENCE) }));
  return h("div", {}, box, more);
}

/**
 * @param {import('./types.js').Observation} observation
 * @param {{residualM: number, residualS: number, reason: string} | undefined} join
 */
function evidenceItem(observation, join) {
  const { sensor, sensorName, source, kindName, meansName, fields, raw, sha256 } = observation;
  return h("li", {},
    h("div", { class: "first" }, h("strong", {}, kindName), h("span", {}, meansName), h("span", { class: "when" }, format.dayHour(observation.happenedFrom))),
    h("div", { class: "also" }, [sensorName ?? sensor, source, observation.confidence, observation.place && `± ${format.distance(observation.place.sigmaM)}`].filter(Boolean).join(" · ")),
    join && h("div", { class: "also" }, t("detail.joined", { reason: join.reason, metres: format.distance(join.residualM), seconds: format.number(join.residualS) })),
    h("details", {}, h("summary", {}, t("detail.raw")),
      h("p", { class: "raw code" }, raw),
      h("table", { class: "fields" }, h("tbody", {},
        fieldRow("ID", observation.id),
        fieldRow(t("detail.observed"), `${format.exact(observation.observedAt)} (${format.utc(observation.observedAt)})`),
        fieldRow(t("detail.received"), `${format.exact(observation.receivedAt)} (${format.utc(observation.receivedAt)})`),
        observation.place && fieldRow(t("detail.place"), format.position(observation.place)),
        Object.entries(fields ?? {}).map(([name, value]) => fieldRow(name, String(value ?? ""))),
        fieldRow(t("detail.hash"), h("span", { class: "code" }, sha256)),
        fieldRow(t("log.inLog"), observationProof(observation.id))))));
}

/**
 * @param {string} name
 * @param {string | Node} value
 */
function fieldRow(name, value) {
  return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value));
}

/** @param {import('./types.js').HistoryEntry[]} entries */
export function history(entries) {
  if (!entries.length) return h("p", {}, t("detail.noHistory"));
  return h("ul", { class: "history" }, entries.map(({ at, actor, act, note, record }) => h("li", {},
    h("span", { class: "when" }, format.dayHour(at)),
    h("span", {}, `${actor}: ${term("act", act)}`, note && h("span", { class: "also" }, ` ${note}`), " ", recordProof(record)))));
}

/**
 * Words for a side on a line of an alert, for the other lists.
 * @param {Alert} alert
 */
export function shortLine(alert) {
  return [t("row.clause", { clause: alert.clause.id }), alert.distanceToLineM !== null && format.distance(alert.distanceToLineM), sideWords(alert.side)].filter(Boolean).join(" · ");
}

export function closeDetail() {
  set({ open: null });
}
