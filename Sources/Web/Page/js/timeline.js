// The replay under the map: a slider over the mission's period, a histogram of alerts, play and step.
// SPDX-License-Identifier: Apache-2.0

import { byId, h, refill, s } from "./dom.js";
import * as format from "./format.js";
import { t } from "./i18n.js";
import { histogram, moved, nextHappening, span, SPEEDS, STEP_MS, WINDOWS_H } from "./replay.js";
import { on, setFilter, state } from "./store.js";

const BAR_MS = 30 * 60_000;
const TICK_MS = 6 * 3_600_000;
const FRAME_MS = 250;

let speed = SPEEDS[1];
/** @type {ReturnType<typeof setInterval> | null} */
let playing = null;

const within = () => state.mission?.period ? span(state.mission.period) : { fromMs: 0, untilMs: STEP_MS };
const atMs = () => state.filter.untilMs ?? within().untilMs;

export function startTimeline() {
  on(["mission", "language"], frame);
  on(["filter"], show);
  on(["alerts", "mission", "language"], bars);
}

/** @param {string} d */
const sign = (d) => s("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, s("path", { d }));

function frame() {
  if (!state.mission) return;
  refill(byId("replay"), [state.language, state.mission.period, state.mission.timeZone], parts);
  bars();
  show();
}

function parts() {
  const { fromMs, untilMs } = within();
  const button = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ d, /** @type {() => void} */ act) =>
    h("button", { type: "button", id, "aria-label": label, title: label, onclick: act }, sign(d));
  return [
    h("h2", { class: "unseen", id: "replay-title" }, t("time.title")),
    h("div", { class: "controls" },
      h("div", { class: "steps-buttons" },
        button("step-back", t("time.back"), "M3 3h2v10H3zM13 3v10L6 8z", () => happening(-1)),
        button("play", t("time.play"), "M4 2.5v11l9-5.5z", togglePlay),
        button("step-forward", t("time.forward"), "M11 3h2v10h-2zM3 3v10l7-5z", () => happening(1)),
        button("to-end", t("time.end"), "M2 3v10l5-5zM7 3v10l5-5zM12.5 3h2v10h-2z", () => go(untilMs))),
      h("p", { class: "shown", id: "time-shown" }),
      h("label", {}, t("time.window"), h("select", {
        id: "window",
        onchange: (/** @type {Event} */ e) => setWindow(Number(/** @type {HTMLSelectElement} */ (e.target).value)),
      }, WINDOWS_H.map((hours) => h("option", { value: hours, selected: (state.filter.windowMs ?? 0) === hours * 3_600_000 },
        hours ? t("time.hours", { hours }) : t("time.all"))))),
      h("label", {}, t("time.speed"), h("select", {
        id: "speed",
        onchange: (/** @type {Event} */ e) => { speed = Number(/** @type {HTMLSelectElement} */ (e.target).value); },
      }, SPEEDS.map((minutes) => h("option", { value: minutes, selected: minutes === speed }, t("time.perSecond", { minutes }))))),
      h("span", { class: "per", id: "bars-words" })),
    h("div", { class: "track" },
      s("svg", { id: "bars", preserveAspectRatio: "none", "aria-hidden": "true" }),
      h("input", {
        type: "range", id: "slider", min: fromMs, max: untilMs, step: STEP_MS, value: atMs(), "aria-label": t("time.slider"),
        oninput: (/** @type {Event} */ e) => { pause(); go(Number(/** @type {HTMLInputElement} */ (e.target).value)); },
      }),
      h("div", { class: "ticks", "aria-hidden": "true" }, ticks(fromMs, untilMs))),
  ];
}

/**
 * A label each six hours of mission time; midnight gets the day.
 * @param {number} fromMs
 * @param {number} untilMs
 */
function ticks(fromMs, untilMs) {
  const labels = [];
  for (let at = fromMs; at <= untilMs; at += 3_600_000) {
    const hour = Number(format.hour(at).slice(0, 2));
    if (hour % (TICK_MS / 3_600_000) !== 0) continue;
    const label = h("span", { class: hour % 12 && labels.length ? "between" : null }, hour === 0 ? format.day(at) : labels.length ? format.hour(at) : format.dayHour(at));
    const share = (at - fromMs) / (untilMs - fromMs);
    if (share > 0.97) continue;
    label.style.left = `calc(8px + ${share * 100}% - ${share * 16}px)`;
    if (share < 0.03) label.style.transform = "none";
    labels.push(label);
  }
  return labels;
}

function bars() {
  const svg = document.getElementById("bars");
  if (!svg || !state.mission) return;
  const range = within();
  const count = Math.max(1, Math.round((range.untilMs - range.fromMs) / BAR_MS));
  const heights = histogram([...state.alerts.values()].map((a) => Date.parse(a.happenedFrom)), range, count);
  const highest = Math.max(1, ...heights);
  svg.setAttribute("viewBox", `0 0 ${count} 28`);
  svg.replaceChildren(...heights.map((value, i) => s("rect", {
    x: i + 0.1, width: 0.8, y: 28 - value / highest * 27, height: value / highest * 27, "data-at": range.fromMs + i * BAR_MS,
  })));
  byId("bars-words").textContent = t("time.per", { minutes: BAR_MS / 60_000, highest: format.number(highest) });
  fade();
}

/** Bars outside of what is shown are pale. */
function fade() {
  const { untilMs, windowMs } = state.filter;
  for (const bar of document.querySelectorAll("#bars rect")) {
    const at = Number(bar.getAttribute("data-at"));
    const out = untilMs !== null && (at > untilMs || (windowMs !== null && at + BAR_MS < untilMs - windowMs));
    bar.classList.toggle("out", out);
  }
}

function show() {
  const slider = /** @type {HTMLInputElement | null} */ (document.getElementById("slider"));
  if (!slider) return;
  const at = atMs();
  slider.value = String(at);
  const words = state.filter.untilMs === null ? t("time.whole") : t("time.until", { time: format.dayHour(at) });
  slider.setAttribute("aria-valuetext", words);
  byId("time-shown").replaceChildren(words, " ", h("small", {}, state.filter.untilMs === null ? `${format.dayHour(within().fromMs)} – ${format.dayHour(at)}` : format.utc(at)));
  fade();
}

/**
 * Shows the period up to a time; the end of the slider without a window is the whole period.
 * @param {number} to
 */
function go(to) {
  const end = within().untilMs;
  setFilter({ untilMs: to >= end && state.filter.windowMs === null ? null : Math.min(to, end) });
}

/** @param {number} hours 0 is everything */
function setWindow(hours) {
  const windowMs = hours ? hours * 3_600_000 : null;
  const at = atMs();
  setFilter({ windowMs, untilMs: windowMs === null && at >= within().untilMs ? null : at });
}

/** @param {1 | -1} direction */
export function happening(direction) {
  pause();
  go(nextHappening([...state.alerts.values()].map((a) => Date.parse(a.happenedFrom)), atMs(), direction, within()));
}

export function togglePlay() {
  if (playing) return pause();
  const range = within();
  let at = atMs() >= range.untilMs ? range.fromMs : atMs();
  go(at);
  playing = setInterval(() => {
    at = moved(at, speed * 60_000 * FRAME_MS / 1000 / STEP_MS, range);
    go(at);
    if (at >= range.untilMs) pause();
  }, FRAME_MS);
  playButton();
}

export function pause() {
  if (playing) clearInterval(playing);
  playing = null;
  playButton();
}

function playButton() {
  const button = document.getElementById("play");
  if (!button) return;
  const label = t(playing ? "time.pause" : "time.play");
  button.setAttribute("aria-label", label);
  button.title = label;
  button.replaceChildren(sign(playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2.5v11l9-5.5z"));
}
