// Can the record log be relied on? A light in the foot of the page, its reasons at one click, and the proof of any record.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { byId, h } from "./dom.js";
import * as format from "./format.js";
import { t } from "./i18n.js";
import { state } from "./store.js";

/** @typedef {import('./types.js').LogState} LogState */

const EVERY_MS = 5_000;

/** A shape for each colour. */
const SHAPES = { green: "●", yellow: "▲", red: "■" };

/** @type {LogState | null} */
let log = null;
/** @type {HTMLElement | null} */
let list = null;

/** Asks again and again, also while the dialog is shut. */
export function startLog() {
  const ask = async () => {
    try {
      log = await api.log(state.language);
      drawLight();
      list?.replaceChildren(...content());
    } catch {
      // The bar says already that the server does not answer.
    }
    setTimeout(ask, EVERY_MS);
  };
  ask();
}

/** The button of the foot; kept when the foot is drawn anew. */
export const button = h("button", { type: "button", class: "plain feeds", id: "log", onclick: show });

export function drawLight() {
  if (!log) return;
  button.dataset.state = log.light === "red" ? "bad" : "good";
  button.replaceChildren(light(log.light), ` ${t(`log.${log.light}`)}`);
}

/** @param {LogState["light"]} colour */
const light = (colour) => h("span", { class: "light", "data-light": colour, "aria-hidden": "true" }, SHAPES[colour]);

async function show() {
  if (document.querySelector("dialog")) return;
  list = h("div", { class: "log-state" }, ...content());
  const box = /** @type {HTMLDialogElement} */ (h("dialog", {
    class: "broad", "aria-labelledby": "log-title",
    onclose: () => {
      list = null;
      box.remove();
      byId("log").focus();
    },
  }, h("div", { class: "in" }, h("h2", { id: "log-title" }, t("log.title")), h("p", { class: "hint" }, t("log.what")), list,
    h("div", { class: "buttons" }, h("button", { type: "button", class: "strong", autofocus: true, onclick: () => box.close() }, t("detail.close"))))));
  document.body.append(box);
  box.showModal();
  try {
    log = await api.log(state.language);
    list?.replaceChildren(...content());
  } catch {
    // What was known before stays in view.
  }
}

function content() {
  if (!log) return [h("p", { class: "empty" }, t("log.none"))];
  const { witnesses } = log;
  return [
    h("p", { class: "first" }, light(log.light), h("strong", {}, ` ${t(`log.${log.light}`)}`)),
    h("ul", { class: "reasons" }, log.reasons.map((reason) => h("li", {}, reason))),
    h("table", { class: "fields" }, h("tbody", {},
      row(t("log.origin"), log.origin),
      row(t("log.key"), h("span", { class: "code" }, log.key)),
      row(t("log.entries"), t("log.entriesOf", { size: format.number(log.size ?? 0), all: format.number(log.entries) })),
      row(t("log.root"), h("span", { class: "code" }, log.root ?? "–")),
      row(t("log.published"), log.publishedAt ? format.exact(log.publishedAt) : "–"))),
    ...(witnesses.length ? [h("h3", {}, t("log.witnesses")), ...witnesses.map(witness)] : []),
    h("p", {}, h("a", { href: "/log/checkpoint", download: "checkpoint.txt" }, t("log.checkpoint")), " · ",
      h("a", { href: "verify.html", target: "_blank" }, t("log.verify"))),
  ];
}

/** @param {LogState["witnesses"][number]} witness */
function witness({ name, cosignsNewest, size, at, missingSince, note }) {
  const figures = [
    size === null ? t("log.never") : t("log.saw", { size: format.number(size), time: at ? format.exact(at) : "–" }),
    missingSince && !cosignsNewest ? t("log.missingSince", { time: format.exact(missingSince) }) : "", note,
  ].filter(Boolean);
  return h("section", { class: "feed", "data-witness": name },
    h("div", { class: "first" }, h("strong", {}, name),
      h("span", { class: "chip", "data-state": cosignsNewest ? "live" : "stale" }, t(cosignsNewest ? "log.signed" : "log.missing"))),
    h("div", { class: "also" }, figures.join(" · ")));
}

/**
 * @param {string} name
 * @param {string | Node} value
 */
const row = (name, value) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value));

/**
 * The link to the proof of a record of the log.
 * @param {number} record
 */
export const recordProof = (record) =>
  h("a", { class: "proof", href: `/api/v1/log/records/${record}/proof`, download: "", title: t("log.proofOfRecord", { record: format.number(record) }) }, `#${format.number(record)}`);

/**
 * The link to the proof of an observation.
 * @param {string} id
 */
export const observationProof = (id) =>
  h("a", { class: "proof", href: `/api/v1/observations/${encodeURIComponent(id)}/proof`, download: "" }, t("log.proof"));
