// The questions the page asks: who is on duty, why an alert is dismissed, what a case is called; and the help.
// SPDX-License-Identifier: Apache-2.0

import { h } from "./dom.js";
import { t, term } from "./i18n.js";
import { CLASSES, mark, VERDICTS } from "./marks.js";

/**
 * Shows a dialog and answers with its fields, or null when it is left.
 * @param {string} title
 * @param {Node[]} body
 * @param {string} save
 * @returns {Promise<Record<string, string> | null>}
 */
function ask(title, body, save) {
  return new Promise((resolve) => {
    /** @type {Record<string, string> | null} */
    let answer = null;
    const form = /** @type {HTMLFormElement} */ (h("form", {
      method: "dialog",
      onsubmit: () => {
        answer = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
      },
    }, h("h2", { id: "ask-title" }, title), ...body, h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => box.close() }, t("do.cancel")),
      h("button", { type: "submit", class: "strong" }, save))));
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
 * @param {string} label
 * @param {string} name
 * @param {Record<string, any>} [properties]
 */
function field(label, name, properties = {}) {
  return h("label", {}, label, h("input", { type: "text", name, autocomplete: "off", ...properties }));
}

const note = () => h("label", {}, t("do.note"), h("textarea", { name: "note", placeholder: t("do.noteHint") }));

/** @param {string} current */
export async function askDuty(current) {
  const answer = await ask(t("ask.duty"), [
    h("p", { class: "hint" }, t("ask.dutyWhy")), field(t("ask.name"), "name", { required: true, value: current, maxlength: 80, autofocus: true }),
  ], t("do.save"));
  return answer?.name || null;
}

/**
 * @param {string} account what was given last
 * @param {string} trouble why that was not right; empty at first
 */
export async function askSignIn(account, trouble) {
  const answer = await ask(t("ask.signIn"), [
    h("p", { class: "hint" }, t("ask.signInWhy")),
    h("p", { class: "trouble", role: "alert", hidden: trouble === "" }, trouble),
    field(t("ask.account"), "account", { required: true, value: account, maxlength: 32, autocomplete: "username", autofocus: account === "" }),
    field(t("ask.password"), "password", { required: true, type: "password", maxlength: 1024, autocomplete: "current-password", autofocus: account !== "" }),
  ], t("ask.signInDo"));
  return answer && { account: answer.account, password: answer.password };
}

/** @param {string} name */
export const askSignOut = (name) => ask(t("ask.signOut"), [h("p", { class: "hint" }, t("ask.signOutWhy", { name }))], t("ask.signOut"));

/** @param {string} id */
export function askDismiss(id) {
  const of = h("label", { hidden: true }, t("ask.of"), h("input", { type: "text", name: "of", placeholder: "AL-", autocomplete: "off", pattern: "\\s*AL-\\S+\\s*" }));
  const choose = (/** @type {Event} */ e) => {
    const twin = /** @type {HTMLInputElement} */ (e.target).value === "duplicate";
    of.toggleAttribute("hidden", !twin);
    /** @type {HTMLInputElement} */ (of.querySelector("input")).required = twin;
  };
  const radio = (/** @type {string} */ value, /** @type {string} */ text, /** @type {boolean} */ on) =>
    h("label", {}, h("input", { type: "radio", name: "as", value, checked: on, autofocus: on, onchange: choose }), text);
  return ask(t("ask.dismiss", { id }), [
    h("fieldset", {}, h("legend", {}, t("ask.as")), radio("false", t("ask.false"), true), radio("duplicate", t("ask.duplicate"), false)),
    of,
    h("label", {}, t("ask.reason"), h("textarea", { name: "reason", required: true })),
  ], t("do.dismiss").replace(" …", ""));
}

/**
 * @param {string} id
 * @param {string} title
 */
export function askCase(id, title) {
  return ask(t("ask.case"), [
    h("p", { class: "hint" }, t("ask.caseWhat", { id })), field(t("ask.title"), "title", { required: true, value: title, maxlength: 200, autofocus: true }), note(),
  ], t("do.case").replace(" …", ""));
}

/** The list of signs, for the help and the map. */
export function signs() {
  return h("ul", { class: "signs" },
    CLASSES.map((kind) => h("li", {}, mark(kind, "threshold_met"), term("class", kind))),
    VERDICTS.map((verdict) => h("li", {}, mark("ordinary", verdict), term("verdict", verdict))));
}

export function showHelp() {
  if (document.querySelector("dialog")) return;
  /** @type {[string[], string][]} */
  const keys = [
    [["j", "k"], t("help.next")], [["Enter"], t("help.open")], [["a"], t("help.acknowledge")], [["d"], t("help.dismiss")],
    [["c"], t("help.case")], [["/"], t("help.search")], [["p"], t("help.play")], [[",", "."], t("help.step")], [["w"], t("help.map")],
    [["?"], t("help.help")], [["Esc"], t("help.close")],
  ];
  const box = /** @type {HTMLDialogElement} */ (h("dialog", { class: "broad", "aria-labelledby": "help-title", onclose: () => box.remove() },
    h("div", { class: "in" }, h("h2", { id: "help-title" }, t("help.title")),
      h("div", { class: "columns" },
        h("section", {}, h("h3", {}, t("help.keys")), h("dl", { class: "keys" }, keys.flatMap(([names, words]) => [
          h("dt", {}, names.flatMap((name, i) => [i ? " " : "", h("kbd", {}, name)])), h("dd", {}, words)]))),
        h("section", {}, h("h3", {}, t("help.signs")), h("p", { class: "hint" }, t("help.shape")), signs(),
          h("p", {}, h("a", { href: "third-party.txt", class: "button plain" }, t("help.licences"))))),
      h("div", { class: "buttons" }, h("button", { type: "button", class: "strong", autofocus: true, onclick: () => box.close() }, t("detail.close"))))));
  document.body.append(box);
  box.showModal();
}
