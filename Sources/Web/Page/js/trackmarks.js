// The shapes of moving things, the same in the list and on the map: they point where the thing goes and say no side.
// SPDX-License-Identifier: Apache-2.0

import { s } from "./dom.js";

/**
 * Outlines in a box of 20 by 20, pointing up.
 * @type {Record<string, string>}
 */
const SHAPES = {
  aircraft: "M10 1.5 12 8l7 4v2l-7-2-.6 4.2L14 18v1l-4-1-4 1v-1l2.6-1.8L8 12l-7 2v-2l7-4Z",
  uav: "M10 2 17 17l-7-4-7 4Z",
  vessel: "M10 1.5c3 3 4.5 6 4.5 9V18h-9v-7.5c0-3 1.5-6 4.5-9Z",
  other: "M10 3 16 16H4Z",
};
const DOT = "M10 5.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z";

export const TRACK_KINDS = [...Object.keys(SHAPES), "dot"];

/** @param {string} kind */
const shape = (kind) => kind === "dot" ? DOT : SHAPES[kind] ?? SHAPES.other;

/**
 * The name of a kind's shape on the map.
 * @param {string} kind
 * @param {boolean} moves
 */
export const trackIcon = (kind, moves) => `track-${moves ? (kind in SHAPES ? kind : "other") : "dot"}`;

/**
 * @param {string} kind
 * @param {boolean} lost
 */
export function trackMark(kind, lost) {
  return s("svg", { class: `mark track-mark${lost ? " track-lost" : ""}`, viewBox: "0 0 20 20", width: 16, height: 16, "aria-hidden": "true" }, s("path", { d: shape(kind) }));
}

/**
 * @param {string} kind
 * @param {{colour: string, paper: string}} ink
 */
export function trackImage(kind, ink) {
  const scale = 2.2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(20 * scale);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.scale(scale, scale);
  context.lineJoin = "round";
  const path = new Path2D(shape(kind));
  context.strokeStyle = ink.paper;
  context.lineWidth = 3;
  context.stroke(path);
  context.fillStyle = ink.colour;
  context.fill(path);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
