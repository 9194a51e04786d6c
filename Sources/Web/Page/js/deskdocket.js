// The commission's docket: questions with the papers of both sides, earlier decisions, and what was decided.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { actions, actWith, button, card, choices, clockTable, lines, proof } from "./deskparts.js";
import { duration, w, word } from "./deskwords.js";

/** @param {string} language */
export async function docket(language) {
  const { docket: items, interpretations } = await api.read(`/docket?language=${language}`);
  return [
    h("h1", {}, w("docket.title")),
    ...(items.length ? items.toReversed().map(item) : [h("section", { class: "card" }, h("p", {}, w("none")))]),
    interpretations.length > 0 && card(w("docket.notes"), lines(interpretations, (/** @type {any} */ n) => h("div", {}, h("strong", {}, `${w("form.clause")} ${n.clause.id} v${n.clause.version}`), ` ${n.decision}`, h("p", {}, n.text)))),
  ].filter(Boolean);
}

/** @param {any} d */
function item(d) {
  const paper = (/** @type {string} */ side) => h("div", {}, h("h3", {}, side === "mission" ? "Mission" : word("value", side)),
    lines(d.papers.filter((/** @type {any} */ p) => p.side === side), (p) => h("div", {}, h("p", {}, p.text), h("p", { class: "also" }, w("portal.filed", { time: format.dayHour(p.filed.at) }), p.lateMs > 0 ? `, ${w("portal.lateBy", { time: duration(p.lateMs) })} ` : " ", proof(p.filed.record)))));
  return h("section", { class: "card" },
    h("div", { class: "head-line" }, h("h2", {}, d.id), h("span", { class: "chip" }, word("docket", d.question)), d.case && h("a", { href: `#case/${d.case}` }, d.case), d.finding && h("a", { href: `#finding/${d.finding}` }, d.finding)),
    h("p", {}, d.text), h("p", { class: "also" }, w("docket.meeting", { time: format.dayHour(d.meetingAt), due: format.dayHour(d.papersDueAt) })),
    h("p", { class: "claim" }, h("strong", {}, `${w("form.clause")} ${d.clause.id} v${d.clause.version} ${d.clause.title} `), d.clause.text),
    h("h3", {}, w("docket.papers")), h("div", { class: "both" }, paper("A"), paper("B")), d.papers.some((/** @type {any} */ p) => p.side === "mission") && paper("mission"),
    d.earlier.length > 0 && h("div", {}, h("h3", {}, w("docket.earlier")), lines(d.earlier, (/** @type {any} */ e) => h("p", {}, `${e.decision} (${e.item}, ${e.clause}): ${e.text}`))),
    d.decision ? decision(d) : h("div", {}, clockTable(d.clocks, false, `${w("case.clocks")} ${d.id}`), actions(button(w("docket.decide"), () => decide(d), "strong"))));
}

/** @param {any} d */
function decision(d) {
  const x = d.decision;
  return h("div", { class: "beside" }, h("h3", {}, w("docket.decision", { number: x.decision })),
    h("p", {}, h("strong", {}, `${word("docket", x.manner)} · ${word("docket", x.effect)} `), x.text),
    x.votes.length > 0 && h("p", { class: "also" }, `${w("docket.votes")}: ${x.votes.map((/** @type {any} */ v) => `${v.member} (${v.side}): ${v.vote}`).join(", ")}`),
    x.position_a && h("div", { class: "both" }, h("p", {}, h("strong", {}, `${w("docket.position", { party: "A" })} `), x.position_a), h("p", {}, h("strong", {}, `${w("docket.position", { party: "B" })} `), x.position_b)),
    x.dissent && h("p", { class: "also" }, `${w("docket.dissent")}: ${x.dissent}`));
}

/** @param {any} d */
const decide = (d) => actWith(`${d.id}: ${w("docket.decide")}`, [
  { name: "manner", label: w("form.manner"), kind: "select", options: choices("docket", ["consensus", "chair_statement"]) },
  { name: "effect", label: w("docket.effect"), kind: "select", options: choices("docket", ["none", "interpretation", "correct_finding", "reopen_case"]) },
  { name: "text", label: w("form.text"), kind: "area" }, { name: "votes", label: `${w("docket.votes")} (A: N. N.: yes)`, kind: "lines" },
  { name: "position_a", label: w("docket.position", { party: "A" }), kind: "area", optional: true }, { name: "position_b", label: w("docket.position", { party: "B" }), kind: "area", optional: true },
  { name: "dissent", label: w("docket.dissent"), optional: true },
], `/docket/${d.id}/decide`, (values) => ({
  ...values, votes: values.votes.map((/** @type {string} */ line) => {
    const [side, member, vote] = line.split(":").map((part) => part.trim());
    return { side, member, vote };
  }),
}));
