// The words of the referee's desk in the chosen language, and times in words.
// SPDX-License-Identifier: Apache-2.0

import { de } from "../i18n/desk.de.js";
import { en } from "../i18n/desk.en.js";

/** @typedef {keyof typeof en} Key */

/** @type {Record<string, Record<Key, string>>} */
const tables = { en, de };
let table = /** @type {Record<Key, string>} */ (en);

/** @param {string} language */
export function setDeskLanguage(language) {
  table = tables[language] ?? en;
}

/**
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function w(key, values = {}) {
  return table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * The words for a code of a list; the code itself where there are none.
 * @param {string} group
 * @param {string} code
 */
export const word = (group, code) => /** @type {Record<string, string>} */ (table)[`${group}.${code}`] ?? code;

/**
 * 40 s, 5 min, 2 h 10 min, 3 d 4 h: rounded down, so that nothing looks later than it is.
 * @param {number} ms
 */
export function duration(ms) {
  const s = Math.floor(ms / 1000);
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min`;
  const hours = Math.floor(min / 60);
  if (hours < 48) return min % 60 ? `${hours} h ${min % 60} min` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${hours / 24} d`;
}
