// Starts the page: reads the settings, loads the mission, joins list, map, details and keyboard.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { startCases } from "./cases.js";
import { startDetail } from "./detail.js";
import { askCase, askDismiss, askDuty, showHelp, signs } from "./dialogs.js";
import { byId, h, refill } from "./dom.js";
import * as feeds from "./feeds.js";
import * as log from "./log.js";
import { speakExercise, startExercise } from "./exercise.js";
import * as format from "./format.js";
import { languages, setLanguage, t, term } from "./i18n.js";
import { startKeys } from "./keys.js";
import * as map from "./map.js";
import { startQueue, step } from "./queue.js";
import * as session from "./session.js";
import { sketchNote, startSketch } from "./sketch.js";
import { nowMs, on, placeWords, putAlert, putCase, set, state } from "./store.js";
import { happening, startTimeline, togglePlay } from "./timeline.js";
import { startTrackDetail } from "./trackdetail.js";
import * as tracks from "./tracks.js";

const CLOCK_MS = 30_000;
const address = new URL(location.href);
const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** A setting that outlives the page; nothing is kept where the browser forbids it. */
const settings = {
  /** @param {string} name */
  read: (name) => {
    try {
      return localStorage.getItem(`truceline.${name}`) ?? "";
    } catch {
      return "";
    }
  },
  /** @param {string} name @param {string} value */
  write: (name, value) => {
    try {
      localStorage.setItem(`truceline.${name}`, value);
    } catch {
      // The setting then lasts as long as the page.
    }
  },
};

let duty = settings.read("duty");
let themeChoice = settings.read("theme") || "auto";

// ---- Bar, notice, foot

function drawBar() {
  document.documentElement.lang = state.language;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(/** @type {any} */ (/** @type {HTMLElement} */ (element).dataset.t));
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(/** @type {any} */ (/** @type {HTMLElement} */ (element).dataset.label)));
  }
  const { mission } = state;
  document.title = mission ? `${mission.name} – Truceline` : "Truceline";
  byId("mission").textContent = mission?.name ?? t("app.loading");
  byId("notice").textContent = mission?.notice ?? "";
  byId("notice").hidden = !mission?.notice;
  byId("clock").replaceChildren(...(mission ? [
    h("span", { class: "unseen" }, `${t("bar.clock")}: `), h("strong", {}, format.dayHour(mission.now)), h("span", { class: "more" }, ` ${format.utc(mission.now)} · ${t("bar.cut", { time: mission.dataCut })}`),
  ] : []));
  refill(byId("views"), [state.language, state.view, state.alerts.size, state.cases.size], () => [
    view("alerts", t("bar.alerts"), state.alerts.size), view("cases", t("bar.cases"), state.cases.size), view("tracks", t("bar.tracks"), null),
    h("a", { class: "button", id: "view-desk", href: "desk.html" }, t("bar.desk")),
    h("a", { class: "button", id: "view-reports", href: "reports.html" }, t("bar.reports")),
  ]);
  refill(byId("tools"), [state.language, duty, themeChoice], () => [
    h("button", { type: "button", id: "duty", onclick: session.account() ? session.end : changeDuty }, `${t("bar.duty")}: `, h("strong", {}, session.name() || duty || t("bar.nobody"))),
    pick("language", t("bar.language"), languages.map((code) => [code, code.toUpperCase()]), state.language, changeLanguage),
    pick("theme", t("bar.theme"), ["auto", "light", "dark"].map((name) => [name, term("theme", name)]), themeChoice, changeTheme),
    h("button", { type: "button", class: "icon", id: "help", "aria-label": t("bar.help"), title: t("bar.help"), onclick: showHelp }, "?"),
  ]);
  drawTabs();
  drawFoot();
}

/**
 * @param {"alerts" | "cases" | "tracks"} name
 * @param {string} words
 * @param {number | null} count
 */
function view(name, words, count) {
  return h("button", {
    type: "button", id: `view-${name}`, "aria-pressed": String(state.view === name), onclick: () => set({ view: name, tab: "queue" }),
  }, words, count !== null && h("span", { class: "also" }, format.number(count)));
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string[][]} options
 * @param {string} chosen
 * @param {(value: string) => void} change
 */
function pick(id, label, options, chosen, change) {
  return h("select", {
    id, "aria-label": label, title: label, onchange: (/** @type {Event} */ e) => change(/** @type {HTMLSelectElement} */ (e.target).value),
  }, options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
}

function drawTabs() {
  byId("room").dataset.tab = state.tab;
  refill(byId("tabs"), [state.language, state.tab], () => /** @type {const} */ (["queue", "map", "detail"]).map((name) => h("button", {
    type: "button", id: `tab-${name}`, "aria-pressed": String(state.tab === name), onclick: () => set({ tab: name }),
  }, t(`tab.${name}`))));
  map.resized();
}

function drawLink() {
  const link = byId("link");
  link.dataset.state = state.link;
  link.textContent = t(`bar.${state.link}`);
}

function drawFoot() {
  const { mission } = state;
  feeds.drawSum();
  log.drawLight();
  byId("foot").replaceChildren(
    h("span", { class: "disclaimer" }, mission?.disclaimer || t("map.disclaimer")),
    h("span", {}, t("map.credits")),
    ...(mission ? [
      h("span", { class: "zone" }, t("foot.zone", { zone: mission.timeZone, offset: format.offset(nowMs()) })),
      h("span", {}, t("foot.observations", { count: format.number(mission.counts.observations) })),
      h("span", {}, t("foot.rejected", { count: format.number(mission.counts.rejected) })),
      h("span", {}, t("foot.events", { count: format.number(mission.counts.events) })),
    ] : []),
    feeds.button,
    log.button,
    h("span", { class: "about" }, t("foot.about")));
}

// ---- Settings

/** @param {string} wanted */
async function changeLanguage(wanted) {
  setLanguage(wanted);
  settings.write("language", wanted);
  format.setFormat(wanted, state.mission?.timeZone ?? "UTC");
  set({ language: wanted });
  await load();
  drawMapTools();
  await speakExercise();
}

/** @param {string} wanted */
function changeTheme(wanted) {
  themeChoice = wanted;
  settings.write("theme", wanted);
  applyTheme();
  drawBar();
}

function applyTheme() {
  const theme = themeChoice === "light" || themeChoice === "dark" ? themeChoice : systemDark.matches ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
  set({ theme });
}

async function changeDuty() {
  const name = await askDuty(duty);
  if (!name) return null;
  duty = name;
  settings.write("duty", name);
  drawBar();
  return name;
}

const whoActs = async () => session.account() || duty || changeDuty();

// ---- Messages

let toastTimer = 0;

/** @param {string} text */
function say(text) {
  byId("toast").textContent = text;
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => { byId("toast").textContent = ""; }, 5000);
}

/** @param {unknown} error */
function failed(error) {
  const trouble = byId("trouble");
  if (error instanceof api.ServerError) trouble.textContent = error.status === 0 ? t("app.offline") : `${error.message} ${error.next}`.trim();
  else throw error;
  trouble.hidden = false;
}

const calm = () => { byId("trouble").hidden = true; };

// ---- Acts

/**
 * Does something to an alert and shows what came of it.
 * @param {() => Promise<import('./types.js').Alert>} act
 * @param {(alert: import('./types.js').Alert) => string} words
 */
async function act(act, words) {
  try {
    const alert = await act();
    calm();
    putAlert(alert);
    say(words(alert));
  } catch (error) {
    failed(error);
  }
}

/** The alert that the keys act on. */
const target = () => state.open?.kind === "alert" ? state.open.id : state.selected;

/** @param {string | null} id */
const known = (id) => id === null ? undefined : state.alerts.get(id);

/** @param {string | null} id */
async function acknowledge(id) {
  const alert = known(id);
  const actor = alert?.state === "new" ? await whoActs() : null;
  if (alert && actor) await act(() => api.acknowledge(alert.id, { actor }), (a) => t("done.acknowledged", { id: a.id }));
}

/** @param {string | null} id */
async function markActioned(id) {
  const alert = known(id);
  const actor = alert ? await whoActs() : null;
  if (alert && actor) await act(() => api.action(alert.id, { actor }), (a) => t("done.actioned", { id: a.id }));
}

/** @param {string | null} id */
async function dismiss(id) {
  const alert = known(id);
  if (!alert || (alert.state !== "new" && alert.state !== "acknowledged")) return;
  const actor = await whoActs();
  const answer = actor && await askDismiss(alert.id);
  if (!answer) return;
  const body = { actor, as: answer.as, reason: answer.reason, ...(answer.as === "duplicate" ? { of: answer.of } : {}) };
  await act(() => api.dismiss(alert.id, body), (a) => t(answer.as === "duplicate" ? "done.duplicate" : "done.false", { id: a.id }));
}

/** @param {string | null} id */
async function openCase(id) {
  const alert = known(id);
  if (!alert || alert.case || (alert.state !== "new" && alert.state !== "acknowledged")) return;
  const actor = await whoActs();
  const answer = actor && await askCase(alert.id, `${alert.kindName}, ${placeWords(alert)}, ${format.dayHour(alert.happenedFrom)}`);
  if (!answer) return;
  try {
    const opened = await api.openCase({ actor, title: answer.title, alerts: [alert.id], ...(answer.note ? { note: answer.note } : {}) });
    calm();
    putCase(opened);
    const fresh = await api.alert(alert.id, state.language);
    putAlert(fresh);
    say(t("done.case", { id: opened.id }));
  } catch (error) {
    failed(error);
  }
}

/** @param {string} id @param {string} assignee */
async function assign(id, assignee) {
  const actor = await whoActs();
  if (!actor) return;
  try {
    putCase(await api.assign(id, { actor, assignee }));
    say(t("done.assigned", { id, name: assignee }));
  } catch (error) {
    failed(error);
  }
}

/** @param {string} id */
function showAlert(id) {
  set({ selected: id, open: { kind: "alert", id }, view: "alerts", tab: "detail" });
}

/** @param {string} id */
function showCase(id) {
  set({ open: { kind: "case", id }, view: "cases", tab: "detail" });
}

/** @param {string} id */
function showTrack(id) {
  set({ open: { kind: "track", id }, tab: "detail" });
}

function close() {
  if (state.open) set({ open: null, tab: "queue" });
  document.getElementById("list")?.focus();
}

// ---- Loading

/** @type {Promise<void> | null} */
let loading = null;

/** Reads mission, alerts and cases; calls that come meanwhile wait for the same answer. */
function load() {
  loading ??= (async () => {
    try {
      const language = state.language;
      const [mission, alerts, { cases }] = await Promise.all([api.mission(language), api.alerts(language), api.cases()]);
      format.setFormat(language, mission.timeZone);
      set({ mission, alerts: new Map(alerts.map((a) => [a.id, a])), cases: new Map(cases.map((c) => [c.id, c])) });
      calm();
    } catch (error) {
      failed(error);
    }
  })().finally(() => { loading = null; });
  return loading;
}

async function loadGeometry() {
  const [places, line, zones, sectors] = await Promise.all([api.basemap("places"), api.geo("line"), api.geo("zones"), api.geo("sectors")]);
  set({ places: places.features, geometry: { line: line.features, zones: zones.features, sectors: sectors.features } });
}

function listen() {
  api.changes({
    alert: async (alert) => {
      await loading;
      putAlert(state.alerts.has(alert.id) || state.language === "en" ? alert : await api.alert(alert.id, state.language));
    },
    case: async (changed) => {
      await loading;
      putCase(changed);
    },
    counts: (counts) => { if (state.mission) set({ mission: { ...state.mission, counts } }); },
    tracks: tracks.later,
    reset: async () => {
      await load();
      await loadGeometry();
      say(t("done.reset"));
    },
    link: (link) => {
      if (link === "live" && state.link === "lost") load();
      set({ link });
    },
  });
}

// ---- Map

function drawMapTools() {
  const box = byId("map");
  box.querySelectorAll(".map-tools, .panel-box").forEach((old) => old.remove());
  if (document.documentElement.dataset.map === "sketch") {
    box.append(signBox());
    return;
  }
  const check = (/** @type {Parameters<typeof map.showLayer>[0]} */ name) => h("label", {}, h("input", {
    type: "checkbox", id: `layer-${name}`, checked: map.isShown(name),
    onchange: (/** @type {Event} */ e) => map.showLayer(name, /** @type {HTMLInputElement} */ (e.target).checked).catch(failed),
  }), t(`layer.${name}`));
  const button = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {() => void} */ go) =>
    h("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick: go }, sign);
  box.append(
    h("details", { class: "panel-box box-layers" }, h("summary", {}, t("map.layers")), h("div", { class: "in" },
      /** @type {const} */ (["alerts", "tracks", "events", "observations", "sectors"]).map(check),
      map.zoneChoices().map(({ key, shown, words }) => h("label", {}, h("input", {
        type: "checkbox", checked: shown, onchange: (/** @type {Event} */ e) => map.showZone(key, /** @type {HTMLInputElement} */ (e.target).checked),
      }), `${t("layer.zone")} ${words}`)),
      h("label", {}, h("input", { type: "checkbox", id: "both-names", onchange: (/** @type {Event} */ e) => map.showBothNames(/** @type {HTMLInputElement} */ (e.target).checked) }), t("map.bothNames")))),
    signBox(),
    h("div", { class: "map-tools" },
      h("div", { class: "stack" }, button(t("map.in"), "+", () => map.zoomBy(1)), button(t("map.out"), "−", () => map.zoomBy(-1))),
      h("button", { type: "button", id: "whole", onclick: map.wholeLine }, t("map.whole"), h("kbd", { "aria-hidden": "true" }, "w"))));
}

function signBox() {
  return h("details", { class: "panel-box box-signs" }, h("summary", {}, t("map.signs")), h("div", { class: "in" }, signs()));
}

async function startPicture() {
  const box = byId("map");
  const off = address.searchParams.get("map") === "off";
  if (!off && map.hasWebgl()) {
    const wait = h("p", { class: "map-wait" }, t("map.loading"));
    box.append(wait);
    try {
      await map.startMap(box, showAlert, showTrack);
      return;
    } catch (error) {
      console.warn("map:", error);
    } finally {
      wait.remove();
      drawMapTools();
    }
  }
  const reason = off ? "map.off" : map.hasWebgl() ? "map.failed" : "map.noWebgl";
  await startSketch(box, showAlert);
  const note = sketchNote(t(reason));
  box.append(note);
  on(["language"], () => { note.textContent = t(reason); });
  drawMapTools();
}

// ---- Start

function chooseLook() {
  const wanted = address.searchParams.get("language") || settings.read("language") || (navigator.languages ?? []).map((code) => code.slice(0, 2)).find((code) => languages.includes(code)) || "en";
  setLanguage(wanted);
  state.language = languages.includes(wanted) ? wanted : "en";
  format.setFormat(state.language, "UTC");
  systemDark.addEventListener("change", applyTheme);
  applyTheme();
}

function start() {
  on(["mission", "language", "view", "alerts", "cases"], drawBar);
  on(["link", "language"], drawLink);
  on(["tab", "open"], drawTabs);
  on(["open"], () => history.replaceState(null, "", state.open ? `#${state.open.id}` : `${location.pathname}${location.search}`));
  startQueue(showAlert);
  feeds.startFeeds();
  log.startLog();
  startTimeline();
  startDetail({ acknowledge, action: markActioned, dismiss, openCase, showCase, showAlert, toMap: (id) => { set({ tab: "map" }); map.flyTo(id); }, close, failed });
  tracks.startTracks({ show: showTrack, failed });
  startTrackDetail({ close, toMap: (place) => { set({ tab: "map" }); map.flyToPlace(place); }, failed });
  startCases({ show: showCase, showAlert, assign, close, failed });
  startKeys({
    j: () => move(1), k: () => move(-1), Enter: () => { if (state.selected) { showAlert(state.selected); map.flyTo(state.selected); } },
    a: () => acknowledge(target()), d: () => dismiss(target()), c: () => openCase(target()), "?": showHelp, "/": search,
    p: togglePlay, ",": () => happening(-1), ".": () => happening(1), w: map.wholeLine,
  }, close);
  drawBar();
  drawLink();
  listen();
}

/**
 * Moves in the list; open details follow.
 * @param {number} by
 */
function move(by) {
  document.getElementById("list")?.focus({ preventScroll: true });
  step(by);
  if (state.open?.kind === "alert" && state.selected) set({ open: { kind: "alert", id: state.selected } });
}

function search() {
  set({ view: "alerts", tab: "queue" });
  queueMicrotask(() => queueMicrotask(() => document.getElementById("search")?.focus()));
}

/** The mission's clock and counts go on when nothing else changes. */
async function refreshClock() {
  if (document.hidden || loading) return;
  try {
    set({ mission: await api.mission(state.language) });
  } catch {
    // The stream of changes says so when the server is gone.
  }
}

async function openFromAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (state.alerts.has(id)) showAlert(id);
  else if (state.cases.has(id)) showCase(id);
  else if (id.startsWith("TR-")) showTrack(id);
}

chooseLook();
await session.begin();
start();
await Promise.all([load(), loadGeometry().catch(failed)]);
await openFromAddress();
await startExercise(load).catch(failed);
document.documentElement.dataset.ready = "1";
setInterval(refreshClock, CLOCK_MS);
await startPicture().catch(failed);
