// Who has signed in? Asked for before anything else where the mission has accounts.
// SPDX-License-Identifier: Apache-2.0

import * as api from "./api.js";
import { askSignIn, askSignOut } from "./dialogs.js";
import { t } from "./i18n.js";

/** @type {import('./types.js').Session} */
let session = { needed: false };

/** The account that acts; an empty text where the mission has none. */
export const account = () => session.account ?? "";

/** The person's name, as the account says. */
export const name = () => session.name ?? "";

/**
 * Whether the account may make a record of that type; without accounts everybody may.
 * @param {string} type
 */
export const may = (type) => !session.needed || (session.may ?? []).includes(type);

/**
 * Whether the account may read that area.
 * @param {string} area
 */
export const reads = (area) => !session.needed || (session.reads ?? []).includes(area);

/** Whose officer has signed in: A, B or an empty text. */
export const party = () => session.party ?? "";

/** Asks for account and password until they are right. */
export async function begin() {
  session = await api.session();
  let trouble = "";
  let last = "";
  while (session.needed && !session.account) {
    const answer = await askSignIn(last, trouble);
    if (!answer) continue;
    last = answer.account;
    try {
      session = await api.signIn(answer);
    } catch (error) {
      if (!(error instanceof api.ServerError)) throw error;
      trouble = error.status === 0 ? t("app.offline") : `${error.message} ${error.next}`;
    }
  }
}

/** Asks whether to sign out, and does. */
export async function end() {
  if (!(await askSignOut(name()))) return;
  await api.signOut();
  location.reload();
}
