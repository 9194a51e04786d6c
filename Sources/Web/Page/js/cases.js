// The list of cases and the details of one: clocks, alerts, who has it, what was done.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { history } from "./detail.js";
import { byId, h, refill } from "./dom.js";
import * as format from "./format.js";
import { t, term } from "./i18n.js";
import { mark } from "./marks.js";
import { on, placeWords, state } from "./store.js";

/**
 * @typedef {object} CaseActs
 * @property {(id: string) => void} show
 * @property {(id: string) => void} showAlert
 * @property {(id: string, assignee: string) => Promise<void>} assign
 * @property {() => void} close
 * @property {(error: unknown) => void} failed
 */

/** @type {CaseActs} */
let acts;
/** @type {import('./types.js').CaseDetail | null} */
let loaded = null;

/** @param {CaseActs} callbacks */
export function startCases(callbacks) {
  acts = callbacks;
  on(["view", "cases", "open", "language"], drawList);
  on(["open", "cases", "language"], load);
}

function drawList() {
  if (state.view !== "cases") return;
  const all = [...state.cases.values()].sort((a, b) => a.id < b.id ? 1 : -1);
  refill(byId("queue"), ["cases", state.language, state.open?.id, all], () => [
    h("div", { class: "queue-head" }, h("h2", { id: "queue-title" }, t("cases.title")), h("span", { class: "chip" }, format.number(all.length))),
    h("div", { class: "list", id: "list", tabindex: -1 }, all.length ? all.map(caseRow) : h("p", { class: "empty" }, t("cases.none"))),
  ]);
}

/** @param {import('./types.js').Case} c */
function caseRow(c) {
  return h("button", {
    type: "button", id: `case-${c.id}`, class: "case-row", "data-case": c.id, "aria-current": state.open?.id === c.id ? "true" : null, onclick: () => acts.show(c.id),
  },
  h("span", { class: "first" }, h("strong", {}, c.title), h("span", { class: "chip" }, term("case", c.state))),
  h("span", { class: "also" }, [c.id, c.clauses.map((id) => t("row.clause", { clause: id })).join(", "),
    alertsWords(c.alertCount), `${t("cases.assignee")}: ${c.assignee ?? t("cases.nobody")}`].join(" · ")));
}

/** @param {number} count */
const alertsWords = (count) => count === 1 ? t("cases.alert") : t("cases.alerts", { count: format.number(count) });

async function load() {
  const { open } = state;
  if (open?.kind !== "case") {
    loaded = null;
    return;
  }
  try {
    const found = await api.caseOf(open.id, state.language);
    if (state.open?.id !== open.id) return;
    loaded = found;
    draw();
  } catch (error) {
    acts.failed(error);
  }
}

function draw() {
  if (!loaded) return;
  const c = loaded;
  byId("detail").replaceChildren(
    h("div", { class: "detail-head" },
      h("div", { class: "line" }, h("span", { class: "id" }, c.id), h("span", { class: "chip" }, term("case", c.state)),
        h("button", { type: "button", class: "plain icon", id: "detail-close", "aria-label": t("detail.close"), onclick: acts.close }, "✗")),
      h("h2", { id: "detail-title" }, c.title),
      h("div", { class: "line" }, h("span", {}, t("cases.opened", { time: format.dayHour(c.openedAt), name: c.openedBy })))),
    h("div", { class: "detail-body" },
      h("p", {}, h("a", { href: `desk.html#case/${c.id}`, class: "button" }, t("cases.desk"))),
      assignForm(c),
      c.clocks.length > 0 && section(t("cases.clocks"), h("ul", { class: "clocks" }, c.clocks.map((clock) => h("li", {},
        h("span", {}, clock.name), h("span", { class: "chip", "data-state": clock.state }, term("clock", clock.state)),
        h("span", { class: "when" }, t("cases.due", { time: format.dayHour(clock.dueAt) })))))),
      section(alertsWords(c.alerts.length), h("ul", { class: "alert-links" }, c.alerts.map((alert) => h("li", {},
        h("button", { type: "button", onclick: () => acts.showAlert(alert.id) }, mark(alert.class, alert.verdict), placeWords(alert),
          h("span", { class: "when" }, format.dayHour(alert.happenedFrom))))))),
      section(t("detail.history"), history(c.history))));
}

/**
 * @param {string} title
 * @param {Node} content
 */
const section = (title, content) => h("section", {}, h("h3", {}, title), content);

/** @param {import('./types.js').Case} c */
function assignForm(c) {
  const input = /** @type {HTMLInputElement} */ (h("input", { type: "text", id: "assignee", value: c.assignee ?? "", autocomplete: "off", required: true }));
  return h("form", {
    class: "assign",
    onsubmit: (/** @type {Event} */ e) => {
      e.preventDefault();
      if (input.value.trim()) acts.assign(c.id, input.value.trim());
    },
  }, h("label", { for: "assignee" }, `${t("cases.assignee")} `), input, h("button", { type: "submit" }, t("do.save")));
}
