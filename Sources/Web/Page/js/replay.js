// The arithmetic of the time slider: steps, the histogram below it, and how far a play goes.
// SPDX-License-Identifier: Apache-2.0

export const STEP_MS = 10 * 60_000;

/** Mission time that passes in a second of playing, in minutes. */
export const SPEEDS = [10, 30, 60, 120];

/** How much of the past stays on show, in hours; 0 is everything. */
export const WINDOWS_H = [0, 1, 3, 6, 12, 24];

/**
 * The start and end of the slider, on whole steps that hold the period.
 * @param {{from: string, until: string}} period
 */
export function span(period) {
  const from = Math.floor(Date.parse(period.from) / STEP_MS) * STEP_MS;
  const until = Math.ceil(Date.parse(period.until) / STEP_MS) * STEP_MS;
  return { fromMs: from, untilMs: Math.max(until, from + STEP_MS) };
}

/**
 * One step or more from a time, kept inside.
 * @param {number} atMs
 * @param {number} steps
 * @param {{fromMs: number, untilMs: number}} within
 */
export function moved(atMs, steps, within) {
  return Math.min(within.untilMs, Math.max(within.fromMs, atMs + steps * STEP_MS));
}

/**
 * The next or previous time at which something happened, so that a step never shows an empty change.
 * @param {number[]} timesMs
 * @param {number} atMs
 * @param {1 | -1} direction
 * @param {{fromMs: number, untilMs: number}} within
 */
export function nextHappening(timesMs, atMs, direction, within) {
  const stops = timesMs.map((t) => Math.ceil(t / STEP_MS) * STEP_MS)
    .filter((t) => direction > 0 ? t > atMs : t < atMs);
  if (!stops.length) return direction > 0 ? within.untilMs : within.fromMs;
  return direction > 0 ? Math.min(...stops) : Math.max(...stops);
}

/**
 * How many times fall into each of `bars` equal parts.
 * @param {number[]} timesMs
 * @param {{fromMs: number, untilMs: number}} within
 * @param {number} bars
 */
export function histogram(timesMs, within, bars) {
  const counts = new Array(bars).fill(0);
  const width = (within.untilMs - within.fromMs) / bars;
  for (const time of timesMs) {
    if (time < within.fromMs || time > within.untilMs) continue;
    counts[Math.min(bars - 1, Math.floor((time - within.fromMs) / width))] += 1;
  }
  return counts;
}
