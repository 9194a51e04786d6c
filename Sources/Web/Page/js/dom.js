// Builds elements without markup strings, so that nothing from the server is ever read as HTML.
// SPDX-License-Identifier: Apache-2.0

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * @param {Element} element
 * @param {Record<string, any>} properties `on…` are listeners, the rest are attributes; null and false are left out
 * @param {(Child | Child[])[]} children
 */
function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  fill(element, properties, children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function s(tag, properties = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  fill(element, properties, children);
  return element;
}

/** What each element was last filled for. @type {WeakMap<Element, string>} */
const filled = new WeakMap();

/**
 * Fills an element anew only when the key changed, so that what is focused, typed or scrolled in it stays.
 * @param {Element} element
 * @param {unknown} key anything that JSON can hold
 * @param {() => (Node | string)[]} build
 */
export function refill(element, key, build) {
  const text = JSON.stringify(key);
  if (filled.get(element) === text) return;
  filled.set(element, text);
  const focused = element.contains(document.activeElement) ? document.activeElement?.id : "";
  element.replaceChildren(...build());
  if (focused) document.getElementById(focused)?.focus();
}

/**
 * The element with this id; a page without it is broken, so it is an error.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element ${id}`);
  return element;
}
