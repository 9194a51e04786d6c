// The bar of an exercise: which story is played, what just happened, and the next step. Where none is played it is not there.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { h, refill } from "./dom.js";
import * as format from "./format.js";
import { language, t } from "./i18n.js";

/** How often the page asks whether somebody else went on. */
const LOOK_EVERY_MS = 4_000;

/** @type {import("./types.js").Exercise | null} */
let exercise = null;
let isPlaying = false;
let trouble = "";
/** @type {() => unknown} */
let again = () => null;

/**
 * Shows the bar in the page's head, where an exercise is played.
 * @param {() => unknown} redraw called after a step
 */
export async function startExercise(redraw) {
  again = redraw;
  const found = await api.exercise(language);
  if (!found.story) return;
  exercise = found;
  document.querySelector("header")?.append(h("section", { class: "exercise", id: "exercise", "aria-labelledby": "exercise-title" }));
  draw();
  setInterval(look, LOOK_EVERY_MS);
}

/** The words in another language. */
export async function speakExercise() {
  if (!exercise?.story) return;
  exercise = await api.exercise(language);
  draw();
}

/** Somebody may have gone on from another page. */
async function look() {
  if (isPlaying || document.hidden) return;
  const before = exercise?.played;
  const found = await api.exercise(language).catch(() => null);
  if (!found || isPlaying) return;
  exercise = found;
  draw();
  if (found.played !== before) await again();
}

async function next() {
  if (!exercise || isPlaying) return;
  isPlaying = true;
  draw();
  try {
    exercise = await api.playNext(exercise.played ?? 0, language);
    trouble = "";
    await again();
  } catch (error) {
    trouble = error instanceof api.ServerError ? `${error.message} ${error.next}` : String(error);
  } finally {
    isPlaying = false;
    draw();
  }
}

function draw() {
  const box = document.getElementById("exercise");
  if (!box || !exercise?.story) return;
  const { story, steps = [], played = 0 } = exercise;
  const last = steps[played - 1];
  const following = steps[played];
  refill(box, [exercise, isPlaying, trouble, language], () => [
    h("h2", { id: "exercise-title" }, h("span", { class: "drill" }, t("exercise.sign")), ` ${story.number}. ${story.title}`),
    h("p", { class: "exercise-now", role: "status" }, h("strong", {}, t("exercise.step", { done: played, all: steps.length })),
      last ? ` ${format.exact(last.at)} · ${last.text} ` : ` ${t("exercise.empty")} `, last ? verdict(last) : null),
    h("details", { class: "exercise-more", open: isOpen(box) }, h("summary", {}, t("exercise.more")), h("p", {}, story.teaches),
      h("ol", {}, steps.slice(0, played).map(done)), following && h("p", { class: "also" }, t("exercise.next", { text: following.text }))),
    h("p", { class: "exercise-go" }, trouble && h("span", { role: "alert", class: "exercise-wrong" }, trouble),
      following ? h("button", { type: "button", id: "exercise-next", class: "strong", disabled: isPlaying, onclick: next }, isPlaying ? t("exercise.playing") : t("exercise.go"))
        : h("span", { class: "also" }, t("exercise.over"))),
  ]);
}

/** @param {Element} box */
const isOpen = (box) => Boolean(/** @type {HTMLDetailsElement | null} */ (box.querySelector("details"))?.open);

/** @param {import("./types.js").ExerciseStep} step */
function verdict(step) {
  if (step.failures.length) return h("span", { class: "exercise-wrong" }, t("exercise.wrong", { words: step.failures.join("; ") }));
  return step.checked ? h("span", { class: "exercise-right" }, t("exercise.right", { count: step.checked })) : null;
}

/** @param {import("./types.js").ExerciseStep} step */
const done = (step) => h("li", {}, `${format.exact(step.at)} · ${step.text}`,
  step.done.length > 0 && h("span", { class: "also" }, ` ${step.done.join("; ")}`), step.failures.length > 0 && verdict(step));
