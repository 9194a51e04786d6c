// The shift board: which clocks run, who called, what was alleged, what the last shift left.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { act, actions, actWith, button, card, choices, clockChip, clockTable, lines } from "./deskparts.js";
import { w, word } from "./deskwords.js";

/** @param {string} language */
export async function board(language) {
  const [clocks, work, { calls }, { shifts }, { allegations }] = await Promise.all([
    api.read(`/clocks?limit=20&language=${language}`), api.read(`/clocks?limit=200&alerts=no&language=${language}`), api.read(`/hotline?language=${language}`), api.read("/shifts"), api.read("/allegations"),
  ]);
  return [
    h("h1", {}, w("board.title")),
    h("div", { class: "cols" },
      h("div", { class: "stack" },
        clockCard(w("board.clocks"), work), clockCard(w("board.oldest"), clocks)),
      h("div", { class: "stack" },
        card(w("board.hotline"), lines(calls, callLine), actions(button(w("board.call"), logCall))),
        card(w("board.allegations"), lines(allegations, allegationLine), actions(button(w("board.allege"), () => allege("/allegations", true)))),
        card(w("board.shifts"), lines(shifts, shiftLine), actions(button(w("board.handover"), () => actWith(w("board.handover"), [
          { name: "to", label: w("form.to") }, { name: "text", label: w("form.text"), kind: "area" },
        ], "/shifts")))))),
  ];
}

/** @param {string} title @param {any} list */
const clockCard = (title, list) => card(title, h("p", { class: "also" }, w("board.overdue", { count: format.number(list.overdue), total: format.number(list.total) })), clockTable(list.clocks, true, title));

/** @param {any} call */
function callLine(call) {
  const isOpen = call.answeredAt === null;
  return h("div", {}, h("div", { class: "first" }, h("strong", {}, `${call.id} · ${word("value", call.party)}`), clockChip(call.clock)),
    h("p", {}, call.about),
    h("p", { class: "also" }, `${format.dayHour(call.calledAt)} · ${word("dir", call.direction)} · ${call.caller}${isOpen ? "" : ` · ${w("board.answered")} ${format.dayHour(call.answeredAt)}, ${call.answeredBy}`}`),
    isOpen && actions(button(w("board.answered"), () => actWith(`${call.id}: ${w("board.answered")}`, [{ name: "answered_by", label: w("form.by") }], `/hotline/${call.id}/answer`))));
}

const logCall = () => actWith(w("board.call"), [
  { name: "party", label: w("form.party"), kind: "select", options: choices("value", ["A", "B"]) },
  { name: "direction", label: w("form.direction"), kind: "select", options: choices("dir", ["from_party", "to_party"]) },
  { name: "caller", label: w("form.caller") }, { name: "about", label: w("form.about"), kind: "area" },
], "/hotline");

/**
 * @param {string} path
 * @param {boolean} withSource
 */
export const allege = (path, withSource) => actWith(w("portal.allege"), [
  .../** @type {import('./deskparts.js').Field[]} */ (withSource ? [{ name: "source", label: w("form.source"), kind: "select", options: choices("value", ["A", "B", "hotline", "public"]) }] : []),
  { name: "text", label: w("form.text"), kind: "area" },
  { name: "against", label: w("form.against"), kind: "select", optional: true, options: [["", "–"], ...choices("value", ["A", "B"])] },
  { name: "clause", label: w("form.clause"), optional: true }, { name: "from", label: w("form.from"), kind: "time", optional: true }, { name: "place", label: w("form.place"), optional: true },
], path);

/** @param {any} allegation */
function allegationLine(allegation) {
  const { id, state } = allegation;
  const isOpen = state === "logged" || state === "no_match";
  return h("div", {}, h("div", { class: "first" }, h("strong", {}, `${id} · ${word("value", allegation.source)}`), h("span", { class: "chip" }, allegation.case ?? "", " ", state)),
    h("p", {}, allegation.text), allegation.reply && h("p", { class: "also" }, allegation.reply),
    state !== "answered" && actions(
      isOpen && button(w("board.match"), () => actWith(`${id}: ${w("board.match")}`, [{ name: "case", label: w("form.case"), value: "CS-" }], `/allegations/${id}/match`)),
      state === "logged" && button(w("board.unmatched"), () => actWith(`${id}: ${w("board.unmatched")}`, [{ name: "reason", label: w("form.reason"), kind: "area" }], `/allegations/${id}/unmatched`)),
      state !== "logged" && button(w("board.reply"), () => actWith(`${id}: ${w("board.reply")}`, [{ name: "text", label: w("form.text"), kind: "area" }], `/allegations/${id}/answer`))));
}

/** @param {any} shift */
function shiftLine(shift) {
  return h("div", {}, h("div", { class: "first" }, h("strong", {}, shift.id), `${shift.handedOver.by} → ${shift.to}`),
    h("p", {}, shift.text), h("p", { class: "also" }, format.dayHour(shift.handedOver.at), shift.takenOver ? ` · ${shift.takenOver.by} ${format.dayHour(shift.takenOver.at)}` : ""),
    !shift.takenOver && actions(button(w("board.takeover"), () => act(`/shifts/${shift.id}/take-over`))));
}
