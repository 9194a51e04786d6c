// The shapes of alerts, the same in the list, the legend and on the map: shape and colour say the class,
// the filling says the verdict.
// SPDX-License-Identifier: Apache-2.0

import { s } from "./dom.js";

/** @typedef {import('./types.js').ClauseClass} ClauseClass */
/** @typedef {import('./types.js').Verdict} Verdict */

/** Outlines in a box of 20 by 20. @type {Record<ClauseClass, string>} */
export const SHAPES = {
  serious: "M10 1.2 18.8 10 10 18.8 1.2 10Z",
  ordinary: "M10 2 18.6 17H1.4Z",
  minor: "M10 3.2a6.8 6.8 0 1 1 0 13.6 6.8 6.8 0 0 1 0-13.6Z",
  procedural: "M3.6 3.6h12.8v12.8H3.6Z",
};

/** A bar through the shape: an exemption matched. */
export const BAR = "M2 18 18 2";

/** @type {ClauseClass[]} */
export const CLASSES = ["serious", "ordinary", "minor", "procedural"];
/** @type {Verdict[]} */
export const VERDICTS = ["threshold_met", "undecided", "exempt"];

/**
 * @param {ClauseClass} kind
 * @param {Verdict} verdict
 * @param {number} [size] in pixels
 */
export function mark(kind, verdict, size = 16) {
  return s("svg", {
    class: `mark mark-${kind} mark-${verdict}`, viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true",
  }, s("path", { d: SHAPES[kind] ?? SHAPES.procedural }), verdict === "exempt" && s("path", { class: "mark-bar", d: BAR }));
}

/**
 * The same shape as pixels for the map.
 * @param {ClauseClass} kind
 * @param {Verdict} verdict
 * @param {{colour: string, paper: string}} ink
 */
export function markImage(kind, verdict, ink) {
  const scale = 2.2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(20 * scale);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.scale(scale, scale);
  context.lineJoin = "round";
  const path = new Path2D(SHAPES[kind]);
  context.strokeStyle = ink.paper;
  context.lineWidth = 3.4;
  context.stroke(path);
  context.fillStyle = verdict === "threshold_met" ? ink.colour : ink.paper;
  context.fill(path);
  context.strokeStyle = ink.colour;
  context.lineWidth = 2;
  context.stroke(path);
  if (verdict === "exempt") context.stroke(new Path2D(BAR));
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
