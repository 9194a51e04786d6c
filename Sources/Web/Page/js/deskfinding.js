// The finding: its text, the editor with the revision it was opened on, what changed, and the release per audience with its preview.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { answer } from "./deskcase.js";
import { act, actions, actWith, button, calm, card, chip, choices, deed, duty, failed, labelled, lines, page, say } from "./deskparts.js";
import { duration, w, word } from "./deskwords.js";

/** @typedef {import('./deskparts.js').Field} Field */

const TEXTS = ["summary", "occurrence_reasons", "exemption", "clause_reasons", "responsibility_reasons", "limits"];
const AUDIENCES = ["A", "B", "guarantors", "public"];
const REASONS = ["source_protection", "personal_data", "safety"];

// A text that is being written, with the revision that it was begun on.
/** @type {{id: string, revision: number, content: any, changes: any[]} | null} */
let writing = null;
// What is withheld in the release that is being prepared, by item.
/** @type {Record<string, string>} */
let choice = {};
let audience = "A";
/** @type {any} */
let preview = null;

/** @param {any} value */
const shown = (value) => value === null || value === undefined ? "–" : Array.isArray(value) ? value.join(", ")
  : typeof value === "object" ? `${value.id} v${value.version}` : word("value", value);

/**
 * @param {string} id
 * @param {string} language
 */
export async function findingPage(id, language) {
  const f = await api.read(`/findings/${id}?language=${language}`);
  const c = await api.read(`/cases/${f.case}?language=${language}`);
  const last = f.text.at(-1);
  if (writing?.id !== id) writing = null;
  const older = f.text.length > 1 ? await api.read(`/findings/${id}/diff`) : null;
  return [
    head(f, last),
    h("div", { class: "cols" },
      h("div", { class: "stack" },
        writing ? editor(f, c, last) : text(f, last),
        older && card(w("finding.diff", { number: older.to }), h("p", { class: "also" }, older.reason), diff(older.changes)),
        card(w("case.notices"), f.answers.length ? h("div", { class: "stack" }, f.answers.map((/** @type {any} */ a) => answer(a, c.tasks))) : h("p", { class: "also" }, w("none")))),
      h("div", { class: "stack" }, steps(f, last), release(f, c), versions(f))),
  ];
}

/** @param {any} f @param {any} last */
function head(f, last) {
  return h("section", { class: "card" },
    h("div", { class: "head-line" }, h("span", { class: "also" }, f.id), chip("finding", f.state), h("span", { class: "also" }, w("finding.version", { number: last.version }), " · ", w("finding.revision", { number: last.revision })),
      h("a", { href: `#case/${f.case}` }, f.case)),
    h("h1", {}, f.summary || f.id),
    ...f.answeredBeside.map(beside));
}

/** @param {any} b what stands beside a finding wherever it is shown */
export const beside = (b) => h("p", { class: b.contests ? "beside" : "also" }, w("finding.beside", {
  verb: w(b.contests ? "finding.contestedBy" : "finding.answeredBy"), party: b.party, time: format.dayHour(b.at), late: b.lateMs > 0 ? w("finding.late", { time: duration(b.lateMs) }) : "",
}), ` · ${word("kind", b.kind)} · ${b.answer}`);

/** @param {any} content */
const facts = (content) => h("dl", { class: "facts" }, Object.entries(content).flatMap(([name, value]) => [h("dt", {}, word("field", name)), h("dd", {}, shown(value))]));

/** @param {any} f @param {any} last */
function text(f, last) {
  const isDraft = last.state === "draft";
  return card(w("finding.read"),
    !f.attribution && h("p", { class: "also" }, w("finding.attribution")), facts(last.content),
    last.missing.length > 0 && h("div", {}, h("h3", {}, w("finding.missing")), h("ul", { class: "missing" }, last.missing.map((/** @type {string} */ m) => h("li", {}, m)))),
    actions(isDraft && button(w("finding.edit"), () => begin(f, last), "strong")));
}

/** @param {any} f @param {any} last */
function begin(f, last) {
  writing = { id: f.id, revision: last.revision, content: last.content, changes: [] };
  page.again();
}

/**
 * The form; what somebody else changed meanwhile stands above it.
 * @param {any} f @param {any} c @param {any} last
 */
function editor(f, c, last) {
  const { content, changes, revision } = /** @type {NonNullable<typeof writing>} */ (writing);
  const select = (/** @type {string} */ name, /** @type {string[]} */ codes) => labelled({
    name, label: word("field", name), kind: "select", optional: true, options: [["", w("field.choose")], ...choices("value", codes)], value: content[name] ?? "",
  });
  const area = (/** @type {string} */ name) => labelled({ name, label: word("field", name), kind: "area", optional: true, value: content[name] ?? "" });
  const clauses = c.candidates.map((/** @type {any} */ k) => [`${k.id} ${k.version}`, `${k.id} v${k.version} ${k.title}`]);
  const chosen = content.clause ? `${content.clause.id} ${content.clause.version}` : "";
  const form = /** @type {HTMLFormElement} */ (h("form", { class: "fields", id: "editor", onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); save(form, f, last); } },
    area("summary"),
    h("fieldset", {}, h("legend", {}, `1 ${word("field", "occurrence")}`), select("occurrence", ["established", "probable", "possible", "not_established"]), area("occurrence_reasons")),
    h("fieldset", {}, h("legend", {}, `2 ${word("field", "clause")}`), h("div", { class: "pair" },
      labelled({ name: "clause", label: word("field", "clause"), kind: "select", optional: true, options: [["", w("field.choose")], ...clauses], value: chosen }),
      select("clause_judgement", ["breach", "no_breach", "unclear"])), area("exemption"), area("clause_reasons")),
    h("fieldset", {}, h("legend", {}, `3 ${word("field", "responsibility")}`), h("div", { class: "pair" },
      select("responsibility", f.attribution ? ["A", "B", "both", "other", "not_attributable"] : ["outside_mandate"]),
      select("intent", ["accidental", "local_initiative", "ordered", "not_assessed"])), area("responsibility_reasons")),
    area("limits"),
    h("fieldset", {}, h("legend", {}, word("field", "evidence")), c.evidence.length ? c.evidence.map((/** @type {any} */ e) => h("label", { class: "tick" },
      h("input", { type: "checkbox", name: "evidence", value: e.id, checked: (content.evidence ?? []).includes(e.id) }), `${e.id} ${e.grade} ${e.summary}`)) : h("p", { class: "also" }, w("none"))),
    actions(h("button", { type: "submit", class: "strong" }, w("finding.save")), button(w("form.cancel"), () => { writing = null; page.again(); }))));
  return card(w("finding.edit"), h("p", { class: "also" }, w("finding.revision", { number: revision })),
    changes.length > 0 && h("div", { class: "warn", role: "status" }, h("p", {}, w("finding.conflict")), diff(changes), h("p", {}, w("finding.conflictHint"))), form);
}

/** @param {HTMLFormElement} form */
function contentOf(form) {
  const data = new FormData(form);
  /** @type {Record<string, any>} */
  const content = {};
  for (const name of ["summary", "occurrence", "occurrence_reasons", "clause", "clause_judgement", "exemption", "clause_reasons", "responsibility", "intent", "responsibility_reasons", "limits"]) {
    const value = String(data.get(name) ?? "").trim();
    if (value) content[name] = value;
  }
  if (content.clause) {
    const [id, version] = content.clause.split(" ");
    content.clause = { id, version: Number(version) };
  }
  const evidence = data.getAll("evidence").map(String);
  if (evidence.length) content.evidence = evidence;
  return content;
}

/** @param {HTMLFormElement} form @param {any} f @param {any} last */
async function save(form, f, last) {
  if (!writing) return;
  const content = contentOf(form);
  try {
    const receipt = await api.send(`/findings/${f.id}/revise`, { actor: duty.name, version: last.version, on_revision: writing.revision, content });
    calm();
    writing = null;
    await page.again();
    say(w("done", { type: receipt.type }));
  } catch (error) {
    if (error instanceof api.ServerError && error.changes.length && writing) {
      const now = await api.read(`/findings/${f.id}`);
      writing = { ...writing, content, changes: error.changes, revision: now.text.at(-1).revision };
      await page.again();
    }
    failed(error);
  }
}

/** @param {any[]} changes */
const diff = (changes) => h("div", { class: "diff" }, changes.map(({ field, was, is }) => h("div", {},
  h("strong", {}, word("field", field)),
  h("div", {}, h("span", { class: "also" }, `${w("finding.was")} `), h("del", {}, shown(was))),
  h("div", {}, h("span", { class: "also" }, `${w("finding.is")} `), h("ins", {}, shown(is))))));

/** @param {any} f @param {any} last */
function steps(f, last) {
  const at = `/findings/${f.id}`;
  const version = last.version;
  const is = (/** @type {string[]} */ ...states) => states.includes(last.state);
  return card(w("case.next"),
    h("p", { class: "also" }, w("finding.drafters", { names: last.drafters.join(", ") })),
    deed(last.reviewed, word("finding", "reviewed")), deed(last.interim, word("finding", "interim")), deed(last.issued, word("finding", "issued")), deed(f.madeFinal, word("finding", "final")),
    actions(
      is("draft") && button(w("finding.review"), () => act(`${at}/review`, { version, revision: last.revision }), "strong"),
      is("draft", "reviewed") && button(w("finding.return"), () => actWith(w("finding.return"), [{ name: "reason", label: w("form.reason"), kind: "area" }], `${at}/return`, (values) => ({ ...values, version }))),
      is("reviewed") && button(w("finding.makeInterim"), () => act(`${at}/interim`, { version }), "strong"),
      is("interim", "reviewed") && button(w("finding.issue"), () => act(`${at}/issue`, { version }), is("interim") ? "strong" : ""),
      f.state === "issued" && button(w("finding.unanswered.do"), () => act(`${at}/unanswered`)),
      ["contested", "accepted", "unanswered"].includes(f.state) && button(w("finding.final.do"), () => act(`${at}/final`), "strong"),
      is("interim", "issued") && button(w("finding.new"), () => actWith(w("finding.new"), [{ name: "reason", label: w("form.reason"), kind: "area" }], `${at}/versions`, (values) => ({ ...values, content: last.content })))));
}

// ---- Release

/** @param {any} f @param {any} c */
function release(f, c) {
  const version = f.text.toReversed().find((/** @type {any} */ v) => v.state === "interim" || v.state === "issued");
  if (!version) return card(w("finding.release"), h("p", { class: "also" }, w("finding.notReleased")));
  const cited = c.evidence.filter((/** @type {any} */ e) => (version.content.evidence ?? []).includes(e.id));
  for (const e of cited) if (e.restricted) choice[e.id] ??= "source_protection";
  const released = (/** @type {string} */ to) => version.releases.toReversed().find((/** @type {any} */ r) => r.audience === to);
  const row = (/** @type {string} */ item, /** @type {string} */ words, /** @type {boolean} */ must) => labelled({
    name: item, label: words, kind: "select", optional: true, value: choice[item] ?? "", options: [...(must ? [] : [["", w("finding.show")]]), ...choices("value", REASONS)],
  });
  const form = /** @type {HTMLFormElement} */ (h("form", {
    class: "fields", id: "release", onchange: () => { preview = null; }, onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); look(form, f, version); },
  },
  labelled({ name: "to", label: w("form.to"), kind: "select", options: choices("value", AUDIENCES), value: audience }),
  h("details", {}, h("summary", {}, w("finding.withhold")), h("div", { class: "fields" },
    cited.map((/** @type {any} */ e) => row(e.id, `${e.id} ${e.grade} ${e.summary}`, e.restricted)),
    TEXTS.filter((name) => version.content[name]).map((name) => row(name, word("field", name), false)))),
  actions(h("button", { type: "submit" }, w("finding.preview")))));
  return card(`${w("finding.release")} · ${w("finding.version", { number: version.version })}`,
    h("ul", { class: "lines" }, AUDIENCES.map((to) => h("li", {}, h("strong", {}, word("value", to)), " ", h("span", { class: "also" },
      released(to) ? `${w("finding.released", { time: format.dayHour(released(to).released.at) })} · ${w("finding.withheld")}: ${released(to).withheld}` : w("finding.notReleased"))))),
    form, preview && preview.finding === f.id && shownTo(f));
}

/** @param {HTMLFormElement} form @param {any} f @param {any} version */
async function look(form, f, version) {
  const data = new FormData(form);
  audience = String(data.get("to"));
  choice = Object.fromEntries([...data].filter(([name, value]) => name !== "to" && value).map(([name, value]) => [name, String(value)]));
  try {
    preview = await api.send(`/findings/${f.id}/preview`, { to: audience, version: version.version, withheld: withheld() });
    calm();
    await page.again();
  } catch (error) {
    failed(error);
  }
}

const withheld = () => Object.entries(choice).map(([item, reason]) => ({ item, reason }));

/** @param {any} f */
function shownTo(f) {
  return h("div", { class: "claim", id: "preview" }, h("h3", {}, w("finding.previewFor", { audience: word("value", preview.audience) })), shownFinding(preview),
    actions(button(w("finding.releaseDo"), async () => {
      const made = await act(`/findings/${f.id}/release`, { to: preview.audience, version: preview.version, withheld: withheld(), digest: preview.digest });
      if (made) {
        preview = null;
        await page.again();
      }
    }, "strong")));
}

/** @param {any} r what an audience gets */
export function shownFinding(r) {
  return h("div", {}, facts(r.fields), lines(r.evidence, (/** @type {any} */ e) => h("div", {}, h("span", { class: "grade" }, `${e.item} ${e.grade} `), e.summary)),
    r.withheld.length > 0 && h("div", {}, h("h3", {}, w("finding.withheld")), lines(r.withheld, (/** @type {any} */ x) => h("div", {}, h("strong", {}, /^E\d/.test(x.item) ? x.item : word("field", x.item)), ` ${word("value", x.reason)}`,
      x.commitment && h("p", { class: "code" }, `${w("finding.commitment")} ${x.commitment}`)))),
    h("p", { class: "code also" }, `${w("finding.digest")} ${r.digest}`));
}

/** @param {any} f */
const versions = (f) => card(w("finding.versions"), lines(f.text, (/** @type {any} */ v) => h("div", {},
  h("div", { class: "first" }, h("strong", {}, w("finding.version", { number: v.version })), h("span", { class: "chip" }, word("finding", v.state)), h("span", { class: "also" }, v.reason)),
  v.keptDrafts.length > 0 && h("details", {}, h("summary", {}, `${w("finding.kept")}: ${v.keptDrafts.length}`), v.keptDrafts.map((/** @type {any} */ k) => h("div", { class: "claim" },
    h("p", { class: "also" }, `${k.kept.by}, ${format.dayHour(k.kept.at)}, ${w("finding.revision", { number: k.onRevision })}`), facts(k.content)))))));
