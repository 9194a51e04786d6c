// The keyboard: one letter for what an officer does most, never while typing.
// SPDX-License-Identifier: Apache-2.0

/**
 * @param {Record<string, () => void>} keys what each key does
 * @param {() => void} leave what Esc does outside of a field
 */
export function startKeys(keys, leave) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const at = /** @type {HTMLElement} */ (event.target);
    const typing = at.matches("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select");
    if (event.key === "Escape") {
      if (typing) at.blur();
      else leave();
      return;
    }
    if (typing) return;
    const inList = at.id === "list" || at === document.body;
    const name = inList && event.key === "ArrowDown" ? "j" : inList && event.key === "ArrowUp" ? "k" : event.key;
    if (name === "Enter" && !inList) return;
    const act = keys[name];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
