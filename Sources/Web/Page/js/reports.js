// The report desk: days, one report with its words, locked figures that open their rows, and its steps.
// SPDX-License-Identifier: Apache-2.0

import { reportWords } from "../i18n/reports.js";
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { startExercise } from "./exercise.js";
import * as format from "./format.js";
import { setLanguage } from "./i18n.js";
import * as session from "./session.js";

/**
 * @typedef {{words?: string, figure?: string, text?: string, rows?: number}} Piece
 * @typedef {{text: string, at: string, by: string}} Version
 * @typedef {{key: string, section: number, sectionTitle: string, made: string, template: string, pieces: Piece[], versions: Version[]}} Paragraph
 * @typedef {{number: number, table: string, row: string, was: string, is: string, reason: string, decidedBy: string}} Erratum
 * @typedef {{state: string, freeze: {treeSize: number, digest: string} | null, errata: Erratum[], history: {at: string, actor: string, type: string, note: string}[]}} Recorded
 * @typedef {{id: string, record: Recorded | null, number?: string, from?: string, until?: string, event?: string, provisional?: boolean, untranslated?: string[], paragraphs: Paragraph[]}} Report
 * @typedef {{id: string, number: string, date: string, state: string, over: boolean}} Day
 */

const ROOT = "/api/v1/reports";
const LANGUAGES = ["en", "de", "uk"];

const state = {
  language: "en",
  /** @type {Day[]} */ days: [],
  /** @type {{id: string, state: string, date?: string, event?: string}[]} */ drafted: [],
  /** @type {Report | null} */ report: null,
  /** @type {string} */ editing: "",
};

/** The mission's. */
let zone = "UTC";

/** @param {string} key @param {Record<string, string | number>} [values] */
const w = (key, values = {}) => (reportWords[state.language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/** @param {string} name @param {string} [value] */
function setting(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`truceline.${name}`, value);
    return localStorage.getItem(`truceline.${name}`) ?? "";
  } catch {
    return value ?? "";
  }
}

/**
 * 24 Jun 2026, 19:30:00 (UTC+3), in the mission's zone
 * @param {string} at
 */
const moment = (at) => `${format.exact(at)} (${format.offset(at)})`;

// ---- Server

/** @param {string} path @param {object} [body] */
async function request(path, body) {
  const answer = await fetch(ROOT + path, body ? { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : {})
    .catch(() => null);
  const json = answer ? await answer.json().catch(() => null) : null;
  if (!answer) throw new Error(w("offline"));
  if (!answer.ok) throw new Error(`${json?.error?.message ?? answer.statusText} ${json?.error?.next ?? ""}`.trim());
  return json;
}

/**
 * Runs a piece of work and tells what went wrong.
 * @param {() => Promise<void>} work
 */
async function trying(work) {
  const trouble = byId("trouble");
  try {
    await work();
    trouble.hidden = true;
  } catch (error) {
    trouble.textContent = error instanceof Error ? error.message : String(error);
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  }
}

async function loadList() {
  const list = await request("");
  state.days = list.days;
  state.drafted = list.reports;
  drawDays();
}

/** @param {string} id */
async function open(id) {
  state.report = await request(`/${encodeURIComponent(id)}?language=${state.language}`);
  history.replaceState(null, "", `#${id}`);
  drawDays();
  drawReport();
}

/** @param {string} step @param {Record<string, string | number>} [more] */
function act(step, more = {}) {
  return trying(async () => {
    const actor = session.account() || setting("duty");
    if (!actor) {
      byId("actor").focus();
      throw new Error(w("need"));
    }
    const { report } = state;
    if (!report) return;
    await request(step === "draft" ? "" : `/${report.id}/${step}`, { actor, ...more });
    state.editing = "";
    await loadList();
    await open(report.id);
    byId("toast").textContent = w("done");
    byId("report").focus();
  });
}

// ---- Drawing

function drawBar() {
  document.documentElement.lang = state.language;
  document.title = `${w("title")} – Truceline`;
  byId("skip").textContent = w("skip");
  byId("heading").textContent = w("title");
  byId("home").setAttribute("href", "./");
  byId("days").setAttribute("aria-label", w("days"));
  byId("tools").replaceChildren(
    session.account() ? h("button", { type: "button", onclick: session.end }, session.name()) : h("label", {}, w("name"), h("input", {
      type: "text", id: "actor", value: setting("duty"), autocomplete: "off", maxlength: 80,
      onchange: (/** @type {Event} */ e) => setting("duty", /** @type {HTMLInputElement} */ (e.target).value.trim()),
    })),
    h("label", {}, w("language"), h("select", {
      id: "language", onchange: (/** @type {Event} */ e) => changeLanguage(/** @type {HTMLSelectElement} */ (e.target).value),
    }, LANGUAGES.map((code) => h("option", { value: code, selected: code === state.language }, code.toUpperCase())))));
}

/** @param {string} wanted */
function changeLanguage(wanted) {
  state.language = wanted;
  state.editing = "";
  setting("reportLanguage", wanted);
  format.setFormat(wanted, zone);
  drawBar();
  drawDays();
  const { report } = state;
  return report ? trying(() => open(report.id)) : undefined;
}

function drawDays() {
  const spots = state.drafted.filter((one) => one.event);
  byId("days").replaceChildren(
    h("h2", {}, w("days")),
    state.days.length ? h("ul", {}, state.days.map((day) => entry(day.id, day.date, day.over ? w(`state.${day.state}`) : w("open")))) : h("p", { class: "empty" }, w("empty")),
    ...(spots.length ? [h("h2", {}, w("drafted")), h("ul", {}, spots.map((one) => entry(one.id, one.id, w(`state.${one.state}`))))] : []));
}

/** @param {string} id @param {string} name @param {string} words */
const entry = (id, name, words) => h("li", {}, h("button", {
  type: "button", "data-report": id, "aria-current": state.report?.id === id ? "true" : null, onclick: () => trying(() => open(id)),
}, h("strong", {}, name), h("span", { class: "chip" }, words)));

function drawReport() {
  const { report } = state;
  if (!report) {
    byId("report").replaceChildren(h("p", { class: "empty" }, w("none")));
    return;
  }
  const { record } = report;
  const parts = [];
  let section = 0;
  for (const paragraph of report.paragraphs) {
    if (!report.event && paragraph.section !== section) parts.push(h("h3", {}, `${paragraph.section}. ${paragraph.sectionTitle}`));
    section = paragraph.section;
    parts.push(paragraphBox(report, paragraph));
  }
  byId("report").replaceChildren(
    h("h2", {}, report.number ?? report.id, " ", h("span", { class: "chip", id: "state" }, w(`state.${record?.state ?? "none"}`))),
    ...(report.from && report.until ? [h("p", { class: "soft" }, w("from", { from: moment(report.from), until: moment(report.until) }))] : []),
    ...(report.provisional ? [h("p", { class: "soft" }, w("provisional"))] : []),
    ...(record?.freeze ? [h("p", { class: "soft" }, w("frozen", { size: record.freeze.treeSize, digest: record.freeze.digest }))] : []),
    steps(report),
    ...parts,
    ...(record?.errata.length ? [h("h3", {}, w("errata")), errata(record.errata)] : []),
    ...(record ? [h("h3", {}, w("history")), h("ul", {}, record.history.map((one) => h("li", {}, `${moment(one.at)}: ${one.type}, ${one.actor}`, one.note && one.note !== report.id ? ` – ${one.note}` : "")))] : []));
}

/** @param {Report} report */
function steps(report) {
  const now = report.record?.state;
  const button = (/** @type {string} */ step, /** @type {() => void} */ go) => h("button", { type: "button", class: "strong", "data-step": step, onclick: go }, w(step));
  const day = state.days.find((one) => one.id === report.id);
  const link = (/** @type {string} */ format, /** @type {string} */ words) => h("a", {
    class: "button", target: "_blank", href: `${ROOT}/${report.id}/document?format=${format}&language=${state.language}`,
  }, words);
  return h("div", { class: "steps" },
    !now && day && button("draft", () => act("draft", { date: day.date })),
    now === "draft" && button("clear", () => act("clear", { note: "" })),
    now === "cleared" && button("issue", () => act("issue")),
    now === "cleared" && button("return", () => form("return", [["reason", w("reason")]])),
    now === "issued" && button("erratum", () => form("errata", [["table", w("table")], ["row", w("row")], ["was", w("was")], ["is", w("is")], ["reason", w("reason")], ["decided_by", w("decided")]])),
    link("html", w("preview")), link("pdf", "PDF"), link("json", "JSON"), !report.event && link("csv&table=T1", "CSV T1"), !report.event && link("csv&table=T2", "CSV T2"));
}

/** @param {Report} report @param {Paragraph} paragraph */
function paragraphBox(report, paragraph) {
  const canEdit = report.record?.state === "draft";
  const isBehind = report.untranslated?.includes(paragraph.key);
  if (state.editing === paragraph.key && canEdit) return editor(paragraph);
  return h("div", { class: "paragraph", "data-paragraph": paragraph.key, "data-edited": paragraph.versions.length > 0, "data-behind": isBehind },
    h("p", {}, paragraph.pieces.map((piece) => piece.figure === undefined ? piece.words ?? "" : figure(report, piece))),
    (canEdit || paragraph.versions.length > 0) && h("div", { class: "also" },
      canEdit && h("button", {
        type: "button", class: "link-like", "data-edit": paragraph.key, onclick: () => {
          state.editing = paragraph.key;
          drawReport();
          byId("words").focus();
        },
      }, w("edit")),
      isBehind && h("span", {}, w("behind")),
      paragraph.versions.length > 0 && h("details", {}, h("summary", {}, w("versions", { count: paragraph.versions.length })),
        h("ol", {}, h("li", {}, `${w("made")}: ${paragraph.made}`), paragraph.versions.map((one) => h("li", {}, `${w("by", { name: one.by, time: moment(one.at) })}: ${one.text}`))))));
}

/**
 * A number is a way to its rows.
 * @param {Report} report
 * @param {Piece} piece
 */
function figure(report, piece) {
  if (!piece.rows) return h("span", { class: "figure" }, piece.text ?? "");
  return h("button", { type: "button", class: "figure", "data-figure": piece.figure, onclick: () => trying(() => showRows(report, piece)) }, piece.text ?? "");
}

/** @param {Paragraph} paragraph */
function editor(paragraph) {
  const words = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "words", "aria-describedby": "locked" }, paragraph.template));
  const names = [...new Set(paragraph.made.match(/\{[^}]+\}/g) ?? [])];
  const leave = () => {
    state.editing = "";
    drawReport();
  };
  return h("form", {
    class: "paragraph", "data-paragraph": paragraph.key,
    onsubmit: (/** @type {Event} */ e) => {
      e.preventDefault();
      act("prose", { paragraph: paragraph.key, language: state.language, text: words.value, after: paragraph.versions.length });
    },
    onkeydown: (/** @type {KeyboardEvent} */ e) => { if (e.key === "Escape") leave(); },
  },
  h("label", { for: "words" }, `${w("edit")} (${state.language.toUpperCase()})`), words,
  h("p", { class: "soft", id: "locked" }, w("locked")),
  names.length > 0 && h("div", { class: "figures", role: "group", "aria-label": w("insert") }, names.map((name) => h("button", {
    type: "button", onclick: () => {
      words.setRangeText(name, words.selectionStart, words.selectionEnd, "end");
      words.focus();
    },
  }, name))),
  h("div", { class: "steps" }, h("button", { type: "submit", class: "strong", id: "save" }, w("save")), h("button", { type: "button", onclick: leave }, w("cancel"))));
}

/** @param {Erratum[]} all */
const errata = (all) => h("table", { class: "errata" },
  h("thead", {}, h("tr", {}, ["№", w("table"), w("row"), w("was"), w("is"), w("reason"), w("decided")].map((name) => h("th", { scope: "col" }, name)))),
  h("tbody", {}, all.map((one) => h("tr", {}, [one.number, one.table, one.row, one.was, one.is, one.reason, one.decidedBy].map((value) => h("td", {}, value))))));

// ---- Dialogs

/** @param {string} title @param {Node[]} content */
function dialog(title, content) {
  const box = /** @type {HTMLDialogElement} */ (h("dialog", { "aria-labelledby": "dialog-title", onclose: () => box.remove() },
    h("div", { class: "in form" }, h("h2", { id: "dialog-title" }, title), ...content)));
  document.body.append(box);
  box.showModal();
  return box;
}

/** @param {Report} report @param {Piece} piece */
async function showRows(report, piece) {
  const answer = await request(`/${report.id}/rows?figure=${encodeURIComponent(piece.figure ?? "")}&language=${state.language}`);
  const rest = answer.total - answer.rows.length;
  const box = dialog(w("rows", { count: answer.total, figure: answer.text }), [
    h("ul", { class: "rows", tabindex: 0 }, answer.rows.map((/** @type {any} */ row) => h("li", { "data-row": row.id }, row.id,
      row.event ? ` · ${moment(row.event.happenedFrom)} · ${row.event.kind} · ${row.event.count.min}–${row.event.count.max} · ${row.event.grade}` : ""))),
    ...(rest > 0 ? [h("p", {}, w("more", { count: rest }))] : []),
    h("div", { class: "buttons" }, h("button", { type: "button", class: "strong", autofocus: true, onclick: () => box.close() }, w("close"))),
  ]);
}

/** @param {string} step @param {string[][]} fields */
function form(step, fields) {
  const entries = /** @type {HTMLFormElement} */ (h("form", {
    onsubmit: (/** @type {Event} */ e) => {
      e.preventDefault();
      box.close();
      act(step, Object.fromEntries([...new FormData(entries)].map(([name, value]) => [name, String(value)])));
    },
  }, fields.map(([name, words]) => h("label", {}, words, h("input", { type: "text", name, required: true, autocomplete: "off" }))),
  h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => box.close() }, w("cancel")), h("button", { type: "submit", class: "strong" }, w("save")))));
  const box = dialog(w(step === "errata" ? "erratum" : step), [entries]);
}

// ---- Start

function start() {
  const wanted = new URL(location.href).searchParams.get("language") || setting("reportLanguage") || navigator.language.slice(0, 2);
  state.language = LANGUAGES.includes(wanted) ? wanted : "en";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const theme = setting("theme");
    document.documentElement.dataset.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
  };
  dark.addEventListener("change", paint);
  paint();
  setLanguage(state.language === "uk" ? "en" : state.language);
  drawBar();
  drawReport();
  trying(async () => {
    await session.begin();
    zone = (await api.mission("en")).timeZone;
    format.setFormat(state.language, zone);
    drawBar();
    await loadList();
    const first = decodeURIComponent(location.hash.slice(1)) || state.days[0]?.id;
    if (first) await open(first);
    await startExercise(async () => {
      await loadList();
      if (state.report) await open(state.report.id);
    });
  }).finally(() => { document.documentElement.dataset.ready = "1"; });
}

start();
