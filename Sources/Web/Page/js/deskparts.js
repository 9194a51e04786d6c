// What the pages of the desk are made of: cards, lines, clocks, dialogs with fields, acts with a name.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { askDuty } from "./dialogs.js";
import { byId, h } from "./dom.js";
import * as format from "./format.js";
import { duration, w, word } from "./deskwords.js";
import * as session from "./session.js";

/** @typedef {{name: string, label: string, kind?: "text" | "area" | "select" | "tick" | "time" | "lines", options?: string[][], value?: string, optional?: boolean}} Field */

/** Who acts: the account, where people sign in; else the name that was given, kept as on the first page. */
export const duty = {
  get name() {
    if (session.account()) return session.account();
    try {
      return localStorage.getItem("truceline.duty") ?? "";
    } catch {
      return held;
    }
  },
  set name(name) {
    held = name;
    try {
      localStorage.setItem("truceline.duty", name);
    } catch {
      // It then lasts as long as the page.
    }
  },
};
let held = "";

/** Draws the page anew; set by the page's start. @type {{again: () => Promise<void>}} */
export const page = { again: async () => {} };

/** @param {unknown} error */
export function failed(error) {
  const trouble = byId("trouble");
  if (!(error instanceof api.ServerError)) throw error;
  trouble.textContent = `${error.message} ${error.next}`.trim();
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
}

export const calm = () => { byId("trouble").hidden = true; };

let toastTimer = 0;

/** @param {string} text */
export function say(text) {
  byId("toast").textContent = text;
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => { byId("toast").textContent = ""; }, 6000);
}

/**
 * Does something in the name of who is on duty, then draws anew.
 * @param {string} path
 * @param {object} [members]
 * @returns {Promise<any>} the receipt; null where it was refused or left
 */
export async function act(path, members = {}) {
  const actor = duty.name || await askDuty("");
  if (!actor) return null;
  duty.name = actor;
  try {
    const receipt = await api.send(path, { actor, ...members });
    calm();
    await page.again();
    say(w("done", { type: receipt.type }));
    return receipt;
  } catch (error) {
    failed(error);
    return null;
  }
}

/**
 * Asks for the members of an act and does it.
 * @param {string} title
 * @param {Field[]} fields
 * @param {string} path
 * @param {(values: Record<string, any>) => object} [shape]
 */
export async function actWith(title, fields, path, shape = (values) => values) {
  const values = await ask(title, fields);
  return values ? act(path, shape(values)) : null;
}

/**
 * Shows a dialog with fields and answers with their values; empty optional ones are left out.
 * @param {string} title
 * @param {Field[]} fields
 * @returns {Promise<Record<string, any> | null>}
 */
export function ask(title, fields) {
  return new Promise((resolve) => {
    /** @type {Record<string, any> | null} */
    let answer = null;
    const form = /** @type {HTMLFormElement} */ (h("form", {
      method: "dialog", class: "fields", onsubmit: () => { answer = valuesOf(form, fields); },
    }, h("h2", { id: "ask-title" }, title), ...fields.map((field, at) => labelled(field, at === 0)), h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => box.close() }, w("form.cancel")), h("button", { type: "submit", class: "strong" }, w("form.send")))));
    const box = /** @type {HTMLDialogElement} */ (h("dialog", {
      "aria-labelledby": "ask-title",
      onclose: () => {
        box.remove();
        resolve(answer);
      },
    }, form));
    document.body.append(box);
    box.showModal();
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 */
export function valuesOf(form, fields) {
  const data = new FormData(form);
  /** @type {Record<string, any>} */
  const values = {};
  for (const { name, kind, optional } of fields) {
    const text = String(data.get(name) ?? "").trim();
    if (kind === "tick") values[name] = data.has(name);
    else if (kind === "lines") values[name] = text.split("\n").map((line) => line.trim()).filter(Boolean);
    else if (text || !optional) values[name] = kind === "time" && text ? new Date(text).toISOString() : text;
  }
  return values;
}

/**
 * @param {Field} field
 * @param {boolean} [first]
 */
export function labelled(field, first = false) {
  const { name, label, kind = "text", options = [], value = "", optional } = field;
  const common = { name, autofocus: first, required: !optional && kind !== "tick" && kind !== "lines" };
  if (kind === "tick") return h("label", { class: "tick" }, h("input", { type: "checkbox", name, checked: value === "true" }), label);
  if (kind === "select") {
    return h("label", {}, label, h("select", common, options.map(([code, words]) => h("option", { value: code, selected: code === value }, words))));
  }
  if (kind === "area" || kind === "lines") return h("label", {}, label, h("textarea", { ...common, rows: 3 }, value));
  return h("label", {}, label, h("input", { type: kind === "time" ? "datetime-local" : "text", autocomplete: "off", value, ...common }));
}

/**
 * @param {string} group
 * @param {string[]} codes
 */
export const choices = (group, codes) => codes.map((code) => [code, word(group, code)]);

/**
 * @param {string} title
 * @param {...(Node | false | null | (Node | false | null)[])} content
 */
export function card(title, ...content) {
  return h("section", { class: "card" }, h("h2", {}, title), ...content);
}

/** @param {string} text @param {() => unknown} go @param {string} [kind] */
export const button = (text, go, kind = "") => h("button", { type: "button", class: kind || null, onclick: go }, text);

/** @param {...(Node | false | null)} buttons */
export const actions = (...buttons) => h("div", { class: "actions" }, ...buttons);

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Node} line
 */
export const lines = (items, line) => items.length ? h("ul", { class: "lines" }, items.map((item) => h("li", {}, line(item)))) : h("p", { class: "also" }, w("none"));

/** @param {string} group @param {string} code */
export const chip = (group, code) => h("span", { class: "chip", "data-state": code }, word(group, code));

/** @param {any} clock */
export function clockChip(clock) {
  const late = clock.lateMs === null ? "" : duration(clock.lateMs);
  return h("span", { class: "chip", "data-state": clock.state }, w(/** @type {any} */ (`clock.${clock.state}`), { time: late }));
}

/** @param {any} clock what it is about, as a link where there is a page for it */
function subject(clock) {
  if (clock.subject.startsWith("AL-")) return h("a", { href: `./#${clock.subject}` }, clock.subject);
  const at = clock.case ? `#case/${clock.case}` : clock.subject.startsWith("DK-") ? "#docket" : "#board";
  return h("a", { href: at }, clock.subject);
}

/**
 * @param {any[]} clocks
 * @param {boolean} withSubject
 * @param {string} label
 */
export function clockTable(clocks, withSubject, label) {
  if (!clocks.length) return h("p", { class: "also" }, w("none"));
  const heads = [w("clock.due"), w("clock.state"), w("clock.what"), ...(withSubject ? [w("clock.about")] : [])];
  return h("div", { class: "wrap", tabindex: 0, role: "region", "aria-label": label }, h("table", { class: "clocks-table" },
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, clocks.map((clock) => h("tr", {},
      h("td", {}, format.dayHour(clock.dueAt)), h("td", {}, clockChip(clock)),
      h("td", {}, clock.name, clock.party ? `: ${word("value", clock.party)}` : "", clock.reference ? h("span", { class: "also" }, ` ${w("clock.from", { what: word("ref", clock.reference) })}`) : ""),
      withSubject && h("td", {}, subject(clock)))))));
}

/** @param {any} deed @param {string} what */
export const deed = (deed, what) => deed ? h("p", { class: "also" }, w("finding.by", { what, name: deed.by, time: format.dayHour(deed.at) }), " ", proof(deed.record)) : null;

/** @param {number} record */
export const proof = (record) => h("a", { href: `/api/v1/log/records/${record}/proof`, download: "" }, `#${format.number(record)}`);
