// What a party sees and hands in. One page for A and B: the letter is the only difference.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { allege } from "./deskboard.js";
import { answer } from "./deskcase.js";
import { beside, shownFinding } from "./deskfinding.js";
import { act, actions, actWith, button, card, chip, choices, clockChip, lines } from "./deskparts.js";
import { w, word } from "./deskwords.js";

const KINDS = ["accept", "accept_with_explanation", "dispute_occurrence", "dispute_clause", "dispute_responsibility", "joint_verification", "counter_allegation"];
const FIGURES = /** @type {const} */ (["findings", "contested", "accepted", "unanswered", "final", "changed", "medianHours"]);

// The last receipt, so that it can be saved.
/** @type {any} */
let receipt = null;

/** @param {any} made */
const keep = (made) => {
  if (!made) return;
  receipt = made;
  dispatchEvent(new HashChangeEvent("hashchange"));
};

/** A receipt with the log's proof to take away. */
function receiptCard() {
  if (!receipt) return null;
  const href = `data:text/plain;charset=utf-8,${encodeURIComponent(receipt.proof ?? "")}`;
  return h("p", { class: "warn", role: "status" }, w("portal.receipt", { record: receipt.record, time: format.exact(receipt.at) }), " ",
    receipt.proof && h("a", { href, download: `record-${receipt.record}.tlog-proof` }, w("portal.proof")));
}

/**
 * @param {string} party
 * @param {string} language
 */
export async function portal(party, language) {
  const p = await api.read(`/parties/${party}?language=${language}`);
  return [
    h("div", {}, h("h1", {}, w("portal.title", { party }), p.name && p.name !== w("nav.A") ? ` – ${p.name}` : ""), h("p", { class: "also" }, w("portal.same"))),
    receiptCard(),
    h("div", { class: "cols" },
      h("div", { class: "stack" },
        card(w("portal.cases"), lines(p.cases, (/** @type {any} */ c) => h("div", {},
          h("div", { class: "first" }, h("a", { href: `#party/${party}/${c.case}` }, c.case), chip("case", c.state), c.clock && clockChip(c.clock)),
          h("p", {}, c.candidates.map((/** @type {any} */ k) => `${w("form.clause")} ${k.id} v${k.version} ${k.title}`).join(", ")),
          h("p", { class: "also" }, c.place, c.clock ? ` · ${w("portal.due", { time: format.dayHour(c.clock.dueAt) })}` : "")))),
        card(w("docket.title"), lines(p.docket, (/** @type {any} */ d) => docketLine(d, party)))),
      h("div", { class: "stack" },
        card(w("portal.allegations"), lines(p.allegations, (/** @type {any} */ a) => h("div", {}, h("div", { class: "first" }, h("strong", {}, a.id), h("span", { class: "chip" }, a.state)), h("p", {}, a.text), a.reply && h("p", { class: "claim" }, a.reply))),
          actions(button(w("portal.allege"), async () => keep(await allege(`/parties/${party}/allegations`, false))))),
        figures(p.figures))),
  ];
}

/** @param {any} all */
function figures(all) {
  const names = [w("portal.count"), w("portal.contested"), w("portal.accepted"), w("portal.unanswered"), w("portal.final"), w("portal.changed"), w("portal.median")];
  return card(w("portal.figures"), h("div", { class: "wrap", tabindex: 0, role: "region", "aria-label": w("portal.figures") }, h("table", { class: "clocks-table" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, w("portal.side")), ["A", "B"].map((side) => h("th", { scope: "col" }, word("value", side))))),
    h("tbody", {}, FIGURES.map((key, i) => h("tr", {}, h("th", { scope: "row" }, names[i]), ["A", "B"].map((side) => h("td", {}, all[side][key] ?? "–"))))))));
}

/** @param {any} d @param {string} party */
function docketLine(d, party) {
  return h("div", {}, h("div", { class: "first" }, h("strong", {}, d.id), h("span", { class: "chip" }, word("docket", d.question))), h("p", {}, d.text),
    h("p", { class: "also" }, w("docket.meeting", { time: format.dayHour(d.meetingAt), due: format.dayHour(d.papersDueAt) })),
    d.decision ? h("p", { class: "claim" }, `${w("docket.decision", { number: d.decision.decision })}: ${d.decision.text}`)
      : actions(button(w("portal.paper"), async () => keep(await actWith(`${d.id}: ${w("portal.paper")}`, [{ name: "text", label: w("form.text"), kind: "area" }], `/parties/${party}/docket/${d.id}/papers`)))));
}

/**
 * @param {string} party
 * @param {string} id
 * @param {string} language
 */
export async function portalCase(party, id, language) {
  const c = await api.read(`/parties/${party}/cases/${id}?language=${language}`);
  const path = `/parties/${party}`;
  return [
    h("div", {}, h("p", {}, h("a", { href: `#party/${party}` }, w("portal.title", { party }))), h("h1", {}, `${c.case} · ${c.place}`), h("div", { class: "head-line" }, chip("case", c.state), c.clock && clockChip(c.clock), c.clock && h("span", { class: "also" }, w("portal.due", { time: format.exact(c.clock.dueAt) })))),
    receiptCard(),
    h("div", { class: "cols" },
      h("div", { class: "stack" },
        card(w("portal.findings"), c.findings.length ? h("div", { class: "stack" }, c.findings.map((/** @type {any} */ f) => h("div", {},
          h("div", { class: "first" }, h("strong", {}, `${f.finding} v${f.version}`), chip("finding", f.state)), ...f.answers.map(beside), shownFinding(f),
          actions(button(w("portal.answer"), () => reply(path, id, f), "strong"))))) : h("p", { class: "also" }, w("none")), h("p", { class: "also" }, w("portal.withheldHint"))),
        card(w("portal.clause"), ...c.candidates.map((/** @type {any} */ k) => h("div", { class: "claim" }, h("strong", {}, `${k.id} v${k.version} ${k.title}`), h("p", {}, k.text))))),
      h("div", { class: "stack" },
        card(w("portal.notices"), lines(c.notices, (/** @type {any} */ n) => h("div", {}, h("p", {}, n.asked), h("p", { class: "also" }, w("portal.due", { time: format.exact(n.dueAt) })),
          n.acknowledged ? h("p", { class: "also" }, w("portal.acknowledged", { time: format.exact(n.acknowledged.at) }))
            : actions(button(w("portal.acknowledge"), async () => keep(await act(`${path}/cases/${id}/acknowledge`, { notice: n.notice })), "strong")))),
        actions(button(w("portal.answer"), () => reply(path, id, null)))),
        card(w("portal.yours"), ...(c.answers.length ? c.answers.map((/** @type {any} */ a) => h("div", {}, answer(a, /** @type {any} */ (null)),
          actions(button(w("portal.add"), async () => keep(await actWith(w("portal.add"), [{ name: "points", label: w("form.points"), kind: "lines" }], `${path}/answers/${a.id}/add`, (values) => ({ statement: { points: values.points } }))))))) : [h("p", { class: "also" }, w("none"))])),
        card(w("portal.other"), ...(c.otherSide.length ? c.otherSide.map((/** @type {any} */ a) => answer(a, /** @type {any} */ (null))) : [h("p", { class: "also" }, w("none"))])))),
  ];
}

/** @param {string} path @param {string} id @param {any} f */
async function reply(path, id, f) {
  keep(await actWith(`${w("portal.answer")}: ${f ? `${f.finding} v${f.version}` : id}`, [
    { name: "kind", label: w("form.kind"), kind: "select", options: choices("kind", KINDS) },
    { name: "points", label: w("form.points"), kind: "lines" }, { name: "discipline", label: w("form.discipline"), optional: true },
    { name: "channel", label: w("form.channel"), optional: true }, { name: "usedAt", label: w("form.usedAt"), kind: "time", optional: true }, { name: "reply", label: w("form.reply"), optional: true },
  ], `${path}/cases/${id}/answers`, ({ kind, points, discipline, channel, usedAt, reply }) => ({
    kind, ...(f ? { finding: { id: f.finding, version: f.version } } : {}),
    statement: { points, ...(discipline ? { discipline } : {}), ...(channel && usedAt ? { return_fire: { channel, at: usedAt, reply: reply ?? "" } } : {}) },
  })));
}
