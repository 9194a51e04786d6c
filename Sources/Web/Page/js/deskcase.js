// The case page: state and what is missing, claim against evidence for and against, gaps, tasks, times, place.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { inset } from "./deskmap.js";
import { act, actions, actWith, button, card, chip, choices, clockTable, lines, proof } from "./deskparts.js";
import { duration, w, word } from "./deskwords.js";

const STATES = ["open", "verification_tasked", "verified", "with_parties", "determination", "closed"];
const GRADES = ["E0", "E1", "E2", "E3"].map((grade) => [grade, grade]);
const IMPEDIMENTS = [
  "denial", "conditional_access", "delay", "expulsion", "mines_uxo", "fire_near_patrol", "fire_at_asset", "gnss_interference", "loss_of_control",
  "camera_outage", "airspace_refused", "weather", "administrative",
];

/** @param {string} language */
export async function cases(language) {
  const { cases: all } = await api.read(`/cases?language=${language}`);
  return [h("h1", {}, w("nav.cases")), h("section", { class: "card" }, all.length ? lines(all.reverse(), (/** @type {any} */ c) => h("div", { class: "first" },
    h("a", { href: `#case/${c.id}` }, c.id), h("strong", {}, c.title), chip("case", c.state))) : h("p", {}, w("case.nocases")))];
}

/**
 * @param {string} id
 * @param {string} language
 */
export async function casePage(id, language) {
  const c = await api.read(`/cases/${id}?language=${language}`);
  const path = `/cases/${id}`;
  return [
    head(c, path),
    h("div", { class: "cols" },
      h("div", { class: "stack" }, claim(c, path), tasks(c, path), findings(c, path), parties(c, path), commission(c, path)),
      h("div", { class: "stack" }, await place(c), card(w("case.clocks"), clockTable(c.clocks, false, w("case.clocks"))), guarantee(c, path), times(c), gaps(c, path), log(c))),
  ];
}

/** @param {any} c @param {string} path */
function head(c, path) {
  const at = STATES.indexOf(c.state === "not_verifiable" ? "verified" : c.state);
  return h("section", { class: "card" },
    h("div", { class: "head-line" }, h("span", { class: "also" }, c.id), chip("case", c.state)),
    h("h1", {}, c.title),
    h("p", { class: "also" }, w("case.openedBy", { time: format.dayHour(c.openedAt), name: c.openedBy }), " · ",
      c.accepted ? w("case.accepted", { name: c.accepted.by }) : w("case.notAccepted"), " · ",
      w(c.events.length === 1 ? "case.event" : "case.events", { events: c.events.length, alerts: c.alertCount })),
    h("ol", { class: "stepper", "aria-label": w("case.states") }, STATES.map((state, i) => h("li", { "data-done": i < at, "aria-current": i === at ? "step" : null },
      word("case", i === at ? c.state : state)))),
    c.proposal ? waiting(c, path) : next(c, path));
}

/** @param {any} c @param {string} path */
function waiting(c, path) {
  const { to, reason, proposed } = c.proposal;
  return h("div", { class: "warn" }, h("p", {}, w("case.waiting", { to: word("case", to), name: proposed.by, reason })), actions(
    button(w("case.approve"), () => act(`${path}/steps/approve`), "strong"),
    button(w("case.decline"), () => actWith(w("case.decline"), [{ name: "reason", label: w("form.reason"), kind: "area" }], `${path}/steps/decline`))));
}

/** @param {any} c @param {string} path */
function next(c, path) {
  const steps = c.next.map((/** @type {any} */ step) => h("div", {},
    h("h2", {}, `${w("case.next")}: ${word("case", step.to)}`),
    step.missing.length ? h("ul", { class: "missing" }, step.missing.map((/** @type {any} */ m) => h("li", {}, m.what, h("span", { class: "also" }, ` – ${m.next}`)))) : h("p", {}, w("case.ready")),
    step.to !== "verification_tasked" && actions(propose(step, path))));
  return h("div", {}, ...steps, actions(
    !c.accepted && button(w("case.accept"), () => act(`${path}/accept`), "strong"),
    c.state === "closed" && button(w("case.reopen"), () => actWith(w("case.reopen"), [
      { name: "decision", label: w("form.decision"), value: "D-" }, { name: "reason", label: w("form.reason"), kind: "area" },
    ], `${path}/reopen`))));
}

/** @param {any} step @param {string} path */
function propose(step, path) {
  const title = w("case.propose", { to: word("case", step.to) });
  const made = button(title, () => actWith(title, [{ name: "reason", label: w("form.reason"), kind: "area" }], `${path}/steps`, (values) => ({ ...values, to: step.to })));
  made.toggleAttribute("disabled", step.missing.length > 0);
  return made;
}

/** @param {any} c @param {string} path */
function claim(c, path) {
  const of = (/** @type {string} */ bearing) => c.evidence.filter((/** @type {any} */ e) => e.bearing === bearing);
  const column = (/** @type {"for" | "against" | "neutral"} */ bearing) => h("div", {}, h("h3", {}, w(`case.${bearing}`)), lines(of(bearing), (e) => evidence(e, path)));
  return card(w("case.claim"),
    h("div", { class: "claim" }, c.candidates.map((/** @type {any} */ clause) => h("div", {}, h("strong", {}, `${w("form.clause")} ${clause.id} v${clause.version}: ${clause.title}`), h("p", {}, clause.text)))),
    h("div", { class: "both" }, column("for"), column("against")),
    of("neutral").length > 0 && column("neutral"),
    actions(button(w("case.addEvidence"), () => actWith(w("case.addEvidence"), [
      { name: "kind", label: w("form.kind"), kind: "select", options: choices("ev", ["observation", "event", "file", "statement", "document"]) },
      { name: "reference", label: w("form.reference") }, { name: "bearing", label: w("form.bearing"), kind: "select", options: choices("bearing", ["for", "against", "neutral"]) },
      { name: "grade", label: w("form.grade"), kind: "select", options: GRADES }, { name: "summary", label: w("form.summary"), kind: "area" }, { name: "restricted", label: w("form.restricted"), kind: "tick" },
    ], `${path}/evidence`))));
}

/** @param {any} item @param {string} path */
function evidence(item, path) {
  return h("div", {}, h("div", { class: "first" }, h("span", { class: "grade" }, `${item.id} ${item.grade}`), h("span", { class: "also" }, `${word("ev", item.kind)} ${item.reference}`)),
    h("p", {}, item.summary), h("p", { class: "also" }, `${item.noted.by}, ${format.dayHour(item.noted.at)} `, proof(item.noted.record)),
    actions(button(w("case.mark"), () => actWith(`${item.id}: ${w("case.mark")}`, [
      { name: "disputed", label: w("form.disputed"), kind: "tick", value: String(item.disputed) }, { name: "restricted", label: w("form.restricted"), kind: "tick", value: String(item.restricted) },
      { name: "reason", label: w("form.reason"), kind: "area" },
    ], `${path}/evidence/${item.id}/mark`), "link-like")));
}

/** @param {any} c @param {string} path */
function tasks(c, path) {
  return card(w("case.tasks"), lines(c.tasks, task), actions(button(w("case.addTask"), () => actWith(w("case.addTask"), [
    { name: "kind", label: w("form.kind"), kind: "select", options: choices("task", ["patrol", "uav", "camera", "liaison"]) },
    { name: "to", label: w("form.to") }, { name: "asked", label: w("form.asked"), kind: "area" }, { name: "due", label: w("clock.due"), kind: "time", optional: true },
  ], `${path}/tasks`))));
}

/** @param {any} task */
function task(task) {
  const at = `/tasks/${task.id}`;
  const is = (/** @type {string[]} */ ...states) => states.includes(task.state);
  return h("div", {}, h("div", { class: "first" }, h("strong", {}, `${task.id} · ${word("task", task.kind)} · ${task.to}`), chip("task", task.state)),
    h("p", {}, task.asked), task.result && h("p", { class: "claim" }, task.result),
    task.reason && h("p", { class: "also" }, [task.impediment && word("imp", task.impediment), task.reason].filter(Boolean).join(": ")),
    is("proposed", "approved", "under_way") && actions(
      is("proposed") && button(w("task.approve"), () => act(`${at}/approve`), "strong"),
      is("approved") && button(w("task.start"), () => act(`${at}/start`), "strong"),
      is("under_way") && button(w("task.report"), () => actWith(`${task.id}: ${w("task.report")}`, [
        { name: "text", label: w("form.text"), kind: "area" }, { name: "bearing", label: w("form.bearing"), kind: "select", options: choices("bearing", ["for", "against", "neutral"]) },
        { name: "grade", label: w("form.grade"), kind: "select", options: GRADES, value: "E3" }, { name: "restricted", label: w("form.restricted"), kind: "tick" },
      ], `${at}/done`), "strong"),
      is("approved", "under_way") && button(w("task.block"), () => actWith(`${task.id}: ${w("task.block")}`, [
        { name: "impediment", label: w("form.impediment"), kind: "select", options: choices("imp", IMPEDIMENTS) }, { name: "reason", label: w("form.reason"), kind: "area" },
      ], `${at}/block`)),
      is("proposed", "approved") && button(w("case.decline"), () => actWith(`${task.id}: ${w("case.decline")}`, [{ name: "reason", label: w("form.reason"), kind: "area" }], `${at}/decline`))));
}

/** @param {any} c @param {string} path */
function findings(c, path) {
  return card(w("case.findings"), lines(c.findings, (/** @type {any} */ f) => h("div", {},
    h("div", { class: "first" }, h("a", { href: `#finding/${f.id}` }, `${f.id} v${f.version}`), chip("finding", f.state)),
    h("p", {}, f.summary), h("p", { class: "also" }, [f.occurrence, f.clauseJudgement, f.responsibility].filter(Boolean).map((v) => word("value", v)).join(" · ")))),
  actions(button(w("case.draft"), async () => {
    const receipt = await act(`${path}/findings`, { content: { clause: c.candidates[0] && { id: c.candidates[0].id, version: c.candidates[0].version } } });
    if (receipt) location.hash = `#finding/${receipt.finding}`;
  })));
}

/** @param {any} c @param {string} path */
function parties(c, path) {
  const notice = (/** @type {string} */ party) => button(w("case.notice", { party }), () => actWith(w("case.notice", { party }), [
    { name: "asked", label: w("form.asked"), kind: "area" }, { name: "place", label: w("form.place"), optional: true },
  ], `${path}/notices`, (values) => ({ ...values, party })));
  const line = (/** @type {any} */ n) => h("div", {}, h("div", { class: "first" }, h("strong", {}, `${word("value", n.party)} · ${n.notice}`), h("span", { class: "also" }, w("portal.due", { time: format.dayHour(n.dueAt) }))),
    h("p", {}, n.asked), h("p", { class: "also" }, n.acknowledged ? w("portal.acknowledged", { time: format.dayHour(n.acknowledged.at) }) : "–"),
    !n.extended && actions(button(w("case.extend"), () => actWith(`${word("value", n.party)}: ${w("case.extend")}`, [
      { name: "until", label: w("form.until"), kind: "time" }, { name: "reason", label: w("form.reason"), kind: "area" },
    ], `${path}/notices/extend`, (values) => ({ ...values, party: n.party, notice: n.notice })), "link-like")));
  return card(w("case.notices"), h("div", { class: "both" }, ...["A", "B"].map((party) => h("div", {}, h("h3", {}, word("value", party)),
    lines(c.notices.filter((/** @type {any} */ n) => n.party === party), line),
    ...c.answers.filter((/** @type {any} */ a) => a.party === party).map((/** @type {any} */ a) => answer(a, c.tasks)), actions(notice(party))))),
  c.refusedAnswers.length > 0 && h("div", {}, h("h3", {}, w("case.refused")), lines(c.refusedAnswers, (/** @type {any} */ r) => h("p", {}, `${word("value", r.party)}: ${word("kind", r.kind)}, ${format.dayHour(r.came.at)}`))));
}

/**
 * @param {any} a
 * @param {any[]} tasks for the Mission, which considers each point; null where it is only shown
 */
export function answer(a, tasks) {
  return h("div", { class: "claim" }, h("div", { class: "first" }, h("strong", {}, `${a.id} · ${word("kind", a.kind)}`), a.finding && h("span", { class: "also" }, a.finding)),
    h("p", { class: "also" }, w("portal.filed", { time: format.dayHour(a.filed[0].filed.at) }), a.lateMs > 0 && h("strong", {}, `, ${w("portal.lateBy", { time: duration(a.lateMs) })}`), " ", proof(a.filed[0].filed.record)),
    h("ol", { class: "lines" }, a.points.map((/** @type {any} */ p, /** @type {number} */ i) => h("li", {}, h("p", {}, `${i + 1}. ${p.text}`),
      p.outcome ? h("p", { class: "also" }, `${word("value", p.outcome)}: ${p.reason}${p.task ? ` (${p.task})` : ""}`)
        : tasks && actions(button(w("case.consider"), () => actWith(`${a.id}, ${w("form.point")} ${i + 1}`, [
          { name: "outcome", label: w("form.outcome"), kind: "select", options: choices("value", ["rejected", "accepted", "joint_verification"]) },
          { name: "reason", label: w("form.reason"), kind: "area" },
          { name: "task", label: w("form.task"), kind: "select", optional: true, options: [["", "–"], ...tasks.map((t) => [t.id, `${t.id} ${t.to}`])] },
        ], `/answers/${a.id}/consider`, (values) => ({ ...values, point: i + 1 })), "link-like"))))));
}

/** @param {any} c @param {string} path */
function commission(c, path) {
  void path;
  const first = c.candidates[0];
  return card(w("case.docket"), lines(c.docket, (/** @type {any} */ d) => h("div", {}, h("div", { class: "first" }, h("a", { href: "#docket" }, d.id), h("span", { class: "chip" }, word("docket", d.question)), d.decision && h("span", { class: "chip" }, d.decision.decision)), h("p", {}, d.text))),
    actions(button(w("case.file"), () => actWith(w("case.file"), [
      { name: "question", label: w("docket.question"), kind: "select", options: choices("docket", ["fact", "interpretation", "responsibility"]) },
      { name: "text", label: w("form.text"), kind: "area" }, { name: "meeting", label: w("form.meeting"), kind: "time" },
      { name: "finding", label: w("form.finding"), kind: "select", optional: true, options: [["", "–"], ...c.findings.map((/** @type {any} */ f) => [f.id, f.id])] },
    ], "/docket", (values) => ({ ...values, case: c.id, clause: { id: first?.id, version: first?.version } })))));
}

/** @param {any} c */
async function place(c) {
  return card(w("case.place"), await inset(c.alerts), h("p", { class: "also" }, w("map.note")));
}

/** @param {any} c @param {string} path */
function guarantee(c, path) {
  return c.guarantee && card(w("case.guarantee"),
    lines(c.guarantee.notices, (/** @type {any} */ n) => h("p", {}, `${word("stage", n.stage)}: ${n.guarantors.join(", ")}, ${format.dayHour(n.given.at)}`)),
    actions(button(w("case.guarantors"), () => actWith(w("case.guarantors"), [
      { name: "stage", label: w("form.stage"), kind: "select", options: choices("stage", ["first_knowledge", "interim", "issued"]) }, { name: "guarantors", label: w("form.guarantors"), kind: "lines" },
    ], `${path}/guarantors`, (values) => ({ ...values, reference: c.guarantee.happenedAt })))));
}

/** @param {any} c */
const times = (c) => card(w("case.timeline"), lines(c.timeline, (/** @type {any} */ e) => h("div", { class: "first" },
  h("span", {}, format.exact(e.at)), h("strong", {}, word("time", e.kind)), h("span", { class: "also" }, e.subject, " ", e.words))));

/** @param {any} c @param {string} path */
function gaps(c, path) {
  return card(w("case.gaps"), c.gaps.length ? lines(c.gaps, (/** @type {any} */ g) => h("div", {}, h("strong", {}, g.sensor), ` ${format.dayHour(g.from)} – ${format.dayHour(g.until)}`, h("p", { class: "also" }, g.reason))) : h("p", { class: "also" }, w("case.noGaps")),
    actions(button(w("case.addGap"), () => actWith(w("case.addGap"), [
      { name: "sensor", label: w("form.sensor") }, { name: "from", label: w("form.from"), kind: "time" }, { name: "until", label: w("form.until"), kind: "time" }, { name: "reason", label: w("form.reason"), kind: "area" },
    ], `${path}/gaps`))));
}

/** @param {any} c */
const log = (c) => card(w("case.history"), h("details", {}, h("summary", {}, format.number(c.history.length)), lines(c.history, (/** @type {any} */ e) => h("div", {},
  h("strong", {}, e.act), " ", h("span", { class: "also" }, `${e.actor}, ${format.dayHour(e.at)} `, proof(e.record)), e.note && h("p", {}, e.note)))));
