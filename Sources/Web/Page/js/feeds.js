// Are the feeds alive? A sum in the foot of the page, and a list with reasons at one click.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { byId, h } from "./dom.js";
import * as format from "./format.js";
import { t, term } from "./i18n.js";
import { state } from "./store.js";

/** @typedef {import('./types.js').FeedHealth} FeedHealth */

const EVERY_MS = 5_000;

/** @type {FeedHealth[]} */
let feeds = [];
/** @type {import('./types.js').Sensor[]} */
let sensors = [];
/** @type {HTMLElement | null} */
let list = null;

/** Asks again and again, also while the list is shut: the foot shows a feed that has gone silent. */
export function startFeeds() {
  const ask = async () => {
    try {
      feeds = (await api.feeds()).feeds;
      drawSum();
      if (list) {
        sensors = (await api.sensors(state.language)).sensors;
        list?.replaceChildren(...rows(), ...radars());
      }
    } catch {
      // The bar says already that the server does not answer.
    }
    setTimeout(ask, EVERY_MS);
  };
  ask();
}

/** The button of the foot; kept when the foot is drawn anew. */
export const button = h("button", { type: "button", class: "plain feeds", id: "feeds", onclick: show });

export function drawSum() {
  const bad = feeds.filter(({ state }) => state === "stale" || state === "down");
  button.dataset.state = bad.length ? "bad" : "good";
  button.textContent = bad.length
    ? t("feeds.bad", { count: format.number(bad.length), all: format.number(feeds.length) })
    : t("feeds.good", { count: format.number(feeds.length) });
}

function show() {
  if (document.querySelector("dialog")) return;
  list = h("div", { class: "feed-list" }, ...rows(), ...radars());
  void api.sensors(state.language).then((found) => {
    sensors = found.sensors;
    list?.replaceChildren(...rows(), ...radars());
  }, () => {});
  const box = /** @type {HTMLDialogElement} */ (h("dialog", {
    class: "broad", "aria-labelledby": "feeds-title",
    onclose: () => {
      list = null;
      box.remove();
      byId("feeds").focus();
    },
  }, h("div", { class: "in" }, h("h2", { id: "feeds-title" }, t("feeds.title")), h("p", { class: "hint" }, t("feeds.what")), list,
    h("div", { class: "buttons" }, h("button", { type: "button", class: "strong", autofocus: true, onclick: () => box.close() }, t("detail.close"))))));
  document.body.append(box);
  box.showModal();
}

const rows = () => feeds.length ? feeds.map(row) : [h("p", { class: "empty" }, t("feeds.none"))];

/** @param {FeedHealth} feed */
function row(feed) {
  const figures = [
    t("feeds.messages", { count: format.number(feed.messages) }), t("feeds.observations", { count: format.number(feed.observations) }),
    feed.lastMessageAt ? t("feeds.last", { time: format.exact(feed.lastMessageAt) }) : t("feeds.never"),
    feed.state === "live" || feed.state === "stale" ? t("feeds.rate", { rate: format.number(feed.ratePerS, 1) }) : "",
    feed.clockOffsetMs === undefined ? "" : t("feeds.offset", { seconds: format.number(feed.clockOffsetMs / 1000, 1) }),
  ].filter(Boolean);
  return h("section", { class: "feed", "data-feed": feed.name },
    h("div", { class: "first" }, h("strong", {}, feed.name), h("span", { class: "chip", "data-state": feed.state }, term("feed", feed.state))),
    h("div", { class: "also" }, `${feed.format} · ${place(feed.source)}${feed.note ? ` · ${feed.note}` : ""}`),
    h("div", { class: "also" }, figures.join(" · ")),
    feed.rejected ? h("details", {}, h("summary", {}, t("feeds.rejected", { count: format.number(feed.rejected) })),
      h("ul", {}, Object.entries(feed.rejectsByReason).map(([reason, count]) => h("li", {}, `${format.number(count)} × ${reason}`)))) : null);
}

/** What was found of the radars' constant errors. */
function radars() {
  const known = sensors.filter(({ registration }) => registration);
  if (!known.length) return [];
  return [h("h3", {}, t("feeds.radars")), h("p", { class: "hint" }, t("feeds.radarsWhat")), ...known.map(radar)];
}

/** @param {import('./types.js').Sensor} sensor */
function radar({ name, id, registration: r }) {
  return h("section", { class: "feed", "data-sensor": id },
    h("div", { class: "first" }, h("strong", {}, name)),
    h("div", { class: "also" }, r ? [
      t("feeds.range", { value: signed(r.rangeM, 0), sigma: format.number(r.rangeSigmaM) }),
      t("feeds.azimuth", { value: signed(r.azimuthDeg, 2), sigma: format.number(r.azimuthSigmaDeg, 2) }),
      t("feeds.time", { value: signed(r.timeS, 2), sigma: format.number(r.timeSigmaS, 2) }),
      t("feeds.compared", { count: format.number(r.compared), passed: format.number(r.passedOver) }),
    ].join(" · ") : ""));
}

/**
 * @param {number} value
 * @param {number} decimals
 */
const signed = (value, decimals) => `${value < 0 ? "−" : "+"}${format.number(Math.abs(value), decimals)}`;

/**
 * A file by its last two names; the whole path helps nobody on a screen.
 * @param {string} source
 */
const place = (source) => source.startsWith("/") ? `…/${source.split("/").slice(-2).join("/")}` : source;
