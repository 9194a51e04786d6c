// The alert queue: states with counts, filters, and a list that holds only the rows on screen.
// SPDX-License-Identifier: Apache-2.0

import { byId, h, refill } from "./dom.js";
import { noFilter, STATES, stepped } from "./filters.js";
import * as format from "./format.js";
import { t, term } from "./i18n.js";
import { mark, VERDICTS } from "./marks.js";
import { nowMs, on, placeWords, set, setFilter, sideWords, state, stateCounts, visible } from "./store.js";

/** @typedef {import('./types.js').Alert} Alert */

const ROW_PX = 46;
const SPARE_ROWS = 8;
const ACKNOWLEDGE_WITHIN_MS = 5 * 60_000;

/** @type {HTMLElement} */
let list;
/** @type {HTMLElement} */
let space;
/** How often the filters were cleared: their fields are then made anew. */
let cleared = 0;
/** Whether the rows must say the kind: with one kind only it would be the same on each. */
let severalKinds = false;
/** @type {(id: string) => void} */
let openAlert = () => {};

/** @param {(id: string) => void} open */
export function startQueue(open) {
  openAlert = open;
  on(["mission", "language", "view"], frame);
  on(["alerts", "filter", "bounds", "mission", "places", "language"], heads);
  on(["alerts", "filter", "order", "bounds", "selected", "places", "language", "view"], rows);
  on(["selected"], reveal);
}

function frame() {
  if (state.view !== "alerts") return;
  const { clauses, sectors } = state.mission ?? {};
  refill(byId("queue"), ["alerts", state.language, clauses, sectors, cleared], parts);
  heads();
  rows();
}

function parts() {
  list = h("div", {
    class: "list", id: "list", role: "listbox", tabindex: 0, "aria-labelledby": "queue-title", onscroll: rows, onclick: choose, ondblclick: openRow,
  });
  space = h("div", { class: "list-space", role: "presentation" });
  list.append(space);
  return [
    h("h2", { class: "unseen", id: "queue-title" }, t("queue.title")),
    h("div", { class: "states", id: "states", role: "group", "aria-label": t("queue.states") }),
    filters(),
    h("div", { class: "sum", id: "sum" }),
    list,
  ];
}

/**
 * @param {string} label
 * @param {"clause" | "sector" | "grade" | "verdict"} field
 * @param {[string, string][]} options value and words
 */
function choice(label, field, options) {
  const select = h("select", {
    id: `filter-${field}`,
    onchange: (/** @type {Event} */ e) => setFilter({ [field]: /** @type {HTMLSelectElement} */ (e.target).value }),
  }, h("option", { value: "" }, t("queue.any")),
  options.map(([value, text]) => h("option", { value, selected: state.filter[field] === value }, text)));
  return h("label", {}, label, select);
}

function filters() {
  const { mission } = state;
  const clauses = (mission?.clauses ?? []).filter((clause) => clause.evaluated);
  const order = h("select", {
    id: "order",
    onchange: (/** @type {Event} */ e) => set({ order: /** @type {any} */ (e.target).value }),
  }, ["latest", "oldest", "severity", "distance"].map((value) =>
    h("option", { value, selected: state.order === value }, term("order", value))));
  const box = h("div", { class: "filters", role: "group", "aria-label": t("queue.filters") },
    h("label", { class: "wide always" }, t("queue.search"), h("input", {
      type: "search", id: "search", placeholder: t("queue.searchHint"), value: state.filter.text, autocomplete: "off", spellcheck: "false",
      oninput: (/** @type {Event} */ e) => setFilter({ text: /** @type {HTMLInputElement} */ (e.target).value }),
    })),
    h("label", { class: "wide" }, t("queue.order"), order),
    choice(t("queue.clause"), "clause", clauses.map((c) => [c.id, `${c.id} ${c.title}`])),
    choice(t("queue.sector"), "sector", (mission?.sectors ?? []).map((s) => [s.id, s.name])),
    choice(t("queue.grade"), "grade", ["E0", "E1", "E2", "E3"].map((g) => [g, g])),
    choice(t("queue.verdict"), "verdict", VERDICTS.map((v) => [v, term("verdict", v)])),
    h("label", { class: "check wide" }, h("input", {
      type: "checkbox", id: "in-view", checked: state.filter.inView,
      onchange: (/** @type {Event} */ e) => setFilter({ inView: /** @type {HTMLInputElement} */ (e.target).checked }),
    }), t("queue.inView")),
    h("button", { type: "button", class: "wide", id: "clear", onclick: clear }, t("queue.reset")));
  box.append(h("button", {
    type: "button", class: "fold always plain wide",
    onclick: () => { box.dataset.open = String(box.dataset.open !== "true"); },
  }, t("queue.filters")));
  return box;
}

function clear() {
  cleared += 1;
  set({ filter: { ...noFilter(), untilMs: state.filter.untilMs, windowMs: state.filter.windowMs } });
  frame();
}

function heads() {
  const box = document.getElementById("states");
  if (!box || state.view !== "alerts") return;
  const counts = stateCounts();
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.filterState;
  const buttons = /** @type {const} */ (["all", ...STATES]).map((name) => h("button", {
    type: "button", "data-filter-state": name, "aria-pressed": String(state.filter.state === name), onclick: () => setFilter({ state: name }),
  }, h("strong", {}, format.number(counts[name])), term("state", name)));
  box.replaceChildren(...buttons);
  if (focused) buttons.find((button) => button.dataset.filterState === focused)?.focus();
  const waiting = longestNew();
  byId("sum").replaceChildren(
    h("span", { id: "shown", role: "status" }, t("queue.shown", {
      shown: format.number(visible().ids.length), all: format.number(state.alerts.size),
    })),
    ...(waiting ? [h("span", { class: "waiting" }, t("queue.waiting", { time: format.duration(waiting) }))] : []));
}

/** How long the oldest new alert has been known, when that is longer than the rule allows. */
function longestNew() {
  let oldest = Infinity;
  for (const alert of state.alerts.values()) {
    if (alert.state === "new") oldest = Math.min(oldest, Date.parse(alert.knownAt));
  }
  const waited = nowMs() - oldest;
  return waited > ACKNOWLEDGE_WITHIN_MS && Number.isFinite(waited) ? waited : 0;
}

function rows() {
  if (!list || !list.isConnected) return;
  const { ids, alerts } = visible();
  space.style.height = `${ids.length * ROW_PX}px`;
  const from = Math.max(0, Math.floor(list.scrollTop / ROW_PX) - SPARE_ROWS);
  const until = Math.min(ids.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW_PX) + SPARE_ROWS);
  const chosen = state.selected === null ? -1 : ids.indexOf(state.selected);
  severalKinds = new Set(Array.from(state.alerts.values(), (alert) => alert.kind)).size > 1;
  const shown = alerts.slice(from, until).map((alert, i) => row(alert, from + i, ids.length));
  if (chosen >= 0 && (chosen < from || chosen >= until)) shown.push(row(alerts[chosen], chosen, ids.length));
  space.replaceChildren(...(ids.length ? shown : []));
  list.querySelector(".empty")?.remove();
  if (!ids.length) list.append(h("p", { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, state.alerts.size ? t("queue.none") : t("queue.noneYet")));
  if (chosen >= 0) list.setAttribute("aria-activedescendant", `row-${ids[chosen]}`);
  else list.removeAttribute("aria-activedescendant");
}

/**
 * @param {Alert} alert
 * @param {number} index
 * @param {number} all
 */
function row(alert, index, all) {
  const signs = `${term("class", alert.class)}, ${term("verdict", alert.verdict)}`;
  const element = h("div", {
    class: "row", role: "option", id: `row-${alert.id}`, "data-id": alert.id, "data-state": alert.state,
    "aria-selected": String(alert.id === state.selected), "aria-posinset": index + 1, "aria-setsize": all, title: alert.summary,
  },
  mark(alert.class, alert.verdict),
  h("span", { class: "where" }, h("span", { class: "unseen" }, `${signs}, `), placeWords(alert)),
  h("span", { class: "when" }, format.dayHour(alert.happenedFrom)),
  h("span", { class: "what" }, [
    t("row.clause", { clause: alert.clause.id }),
    alert.distanceToLineM === null ? null : t("row.short", { distance: format.distance(alert.distanceToLineM), side: sideWords(alert.side) }),
    t("row.grade", { grade: alert.grade, min: alert.minGrade }),
    alert.count.max > 1 && t("row.count", { count: format.range(alert.count) }),
    severalKinds && alert.kindName,
  ].filter(Boolean).join(" · ")),
  h("span", { class: "chip", "data-state": alert.state }, term("state", alert.state)));
  element.style.top = `${index * ROW_PX}px`;
  return element;
}

/** @param {Event} event */
function rowId(event) {
  const element = /** @type {Element} */ (event.target).closest(".row");
  return element instanceof HTMLElement ? element.dataset.id ?? null : null;
}

/**
 * A click chooses and opens.
 * @param {Event} event
 */
function choose(event) {
  const id = rowId(event);
  if (!id) return;
  set({ selected: id });
  openAlert(id);
}

/** @param {Event} event */
function openRow(event) {
  const id = rowId(event);
  if (id) openAlert(id);
}

/** Scrolls the chosen row into view. */
function reveal() {
  if (!list || !list.isConnected || state.selected === null) return;
  const at = visible().ids.indexOf(state.selected);
  if (at < 0) return;
  const top = at * ROW_PX;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + ROW_PX > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW_PX - list.clientHeight;
  rows();
}

/**
 * Chooses the alert `by` rows away.
 * @param {number} by
 */
export function step(by) {
  const next = stepped(visible().ids, state.selected, by);
  if (next) set({ selected: next });
}
