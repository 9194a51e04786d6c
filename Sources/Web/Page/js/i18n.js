// The words of the page in the chosen language; words of the mission come from the server.
// SPDX-License-Identifier: Apache-2.0

import { de } from "../i18n/de.js";
import { en } from "../i18n/en.js";

/** @typedef {keyof typeof en} Key */

/** @type {Record<string, Record<Key, string>>} */
const tables = { en, de };
let table = /** @type {Record<Key, string>} */ (en);
export let language = "en";

/** @param {string} wanted */
export function setLanguage(wanted) {
  language = wanted in tables ? wanted : "en";
  table = tables[language];
}

export const languages = Object.keys(tables);

/**
 * The words for a key, with `{name}` filled in.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `{${name}}`));
}

/**
 * The words for a key made of two parts, such as a state; the second part itself where there is no such key.
 * @param {string} group
 * @param {string} name
 */
export function term(group, name) {
  return /** @type {Record<string, string>} */ (table)[`${group}.${name}`] ?? name;
}
