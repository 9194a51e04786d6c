// Starts the referee's desk: settings, address, keyboard; draws the part that the address names.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { board } from "./deskboard.js";
import { casePage, cases } from "./deskcase.js";
import { docket } from "./deskdocket.js";
import { findingPage } from "./deskfinding.js";
import { calm, duty, failed, page } from "./deskparts.js";
import { portal, portalCase } from "./deskportal.js";
import { setDeskLanguage, w } from "./deskwords.js";
import { askDuty } from "./dialogs.js";
import { byId, h } from "./dom.js";
import { speakExercise, startExercise } from "./exercise.js";
import * as format from "./format.js";
import { languages, setLanguage, t, term } from "./i18n.js";
import { startKeys } from "./keys.js";
import * as session from "./session.js";
import { state } from "./store.js";

const address = new URL(location.href);
const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** @param {string} name */
const setting = (name) => {
  try {
    return localStorage.getItem(`truceline.${name}`) ?? "";
  } catch {
    return "";
  }
};

/** @param {string} name @param {string} value */
const keep = (name, value) => {
  try {
    localStorage.setItem(`truceline.${name}`, value);
  } catch {
    // The setting then lasts as long as the page.
  }
};

let theme = setting("theme") || "auto";

/** The parts of the address behind the hash. */
const place = () => location.hash.slice(1).split("/").map(decodeURIComponent);

/** What is drawn for an address. @returns {Promise<(Node | null)[]>} */
function content() {
  const [part, id = "", sub = ""] = place();
  const { language } = state;
  switch (part) {
    case "cases": return cases(language);
    case "case": return casePage(id, language);
    case "finding": return findingPage(id, language);
    case "party": return sub ? portalCase(id, sub, language) : portal(id, language);
    case "docket": return docket(language);
    case "board": return board(language);
    default: return session.party() ? portal(session.party(), language) : board(language);
  }
}

let drawing = 0;

async function draw() {
  const mine = ++drawing;
  try {
    const nodes = await content();
    if (mine !== drawing) return;
    calm();
    byId("main").replaceChildren(...nodes.filter((node) => node !== null));
    document.documentElement.dataset.ready = "";
  } catch (error) {
    failed(error);
  }
  drawBar();
}

function drawBar() {
  document.documentElement.lang = state.language;
  byId("skip").textContent = w("skip");
  byId("views").setAttribute("aria-label", w("nav"));
  byId("mission").textContent = state.mission ? `${state.mission.name} · ${w("times", { zone: state.mission.timeZone })}` : "";
  document.title = `${w("title")} – ${state.mission?.name ?? "Truceline"}`;
  const [part, id] = place();
  const at = part === "" && session.party() ? `party/${session.party()}` : part === "party" ? `party/${id}` : part === "case" || part === "finding" ? "cases" : part || "board";
  const own = session.party();
  const parts = own ? [[`party/${own}`, own === "A" ? w("nav.A") : w("nav.B")], ["docket", w("nav.docket")]]
    : [["board", w("nav.board")], ["cases", w("nav.cases")], ["party/A", w("nav.A")], ["party/B", w("nav.B")], ["docket", w("nav.docket")]];
  byId("views").replaceChildren(...(own ? [] : [h("a", { href: "./" }, w("nav.room"))]), ...parts
    .map(([to, words]) => h("a", { href: `#${to}`, "aria-current": at === to ? "page" : null }, words)),
  ...(session.reads("reports") ? [h("a", { href: "reports.html" }, w("nav.reports"))] : []));
  const pick = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string[][]} */ options, /** @type {string} */ chosen, /** @type {(value: string) => void} */ change) =>
    h("select", { id, "aria-label": label, onchange: (/** @type {Event} */ e) => change(/** @type {HTMLSelectElement} */ (e.target).value) }, options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  byId("tools").replaceChildren(
    h("button", { type: "button", id: "duty", onclick: session.account() ? session.end : changeDuty }, `${t("bar.duty")}: `, h("strong", {}, session.name() || duty.name || t("bar.nobody"))),
    pick("language", t("bar.language"), languages.map((code) => [code, code.toUpperCase()]), state.language, changeLanguage),
    pick("theme", t("bar.theme"), ["auto", "light", "dark"].map((name) => [name, term("theme", name)]), theme, (value) => {
      theme = value;
      keep("theme", value);
      applyTheme();
    }));
}

async function changeDuty() {
  const name = await askDuty(duty.name);
  if (name) duty.name = name;
  drawBar();
}

/** @param {string} wanted */
async function changeLanguage(wanted) {
  keep("language", wanted);
  await speak(wanted);
  await draw();
  await speakExercise();
}

/** @param {string} wanted */
async function speak(wanted) {
  state.language = languages.includes(wanted) ? wanted : "en";
  setLanguage(state.language);
  setDeskLanguage(state.language);
  format.setFormat(state.language, state.mission?.timeZone ?? "UTC");
  state.mission = await api.mission(state.language);
  format.setFormat(state.language, state.mission.timeZone);
}

function applyTheme() {
  document.documentElement.dataset.theme = theme === "light" || theme === "dark" ? theme : systemDark.matches ? "dark" : "light";
}

async function start() {
  applyTheme();
  systemDark.addEventListener("change", applyTheme);
  page.again = draw;
  addEventListener("hashchange", () => {
    draw().then(() => scrollTo(0, 0));
  });
  const go = (/** @type {string} */ to) => () => { location.hash = to; };
  startKeys({ b: go("#board"), c: go("#cases"), 1: go("#party/A"), 2: go("#party/B"), k: go("#docket") }, () => byId("main").focus());
  setLanguage(address.searchParams.get("language") || setting("language") || navigator.language.slice(0, 2));
  try {
    await session.begin();
    await speak(address.searchParams.get("language") || setting("language") || navigator.language.slice(0, 2));
  } catch (error) {
    failed(error);
  }
  await draw();
  await startExercise(draw).catch(failed);
}

start();
