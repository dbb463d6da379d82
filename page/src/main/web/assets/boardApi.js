/** @import { Board } from "./boardState.js" */
import { refused } from "./api.js";
import { authorization } from "./token.js";
import { readBoard, writtenBoard } from "./boardState.js";

/**
 * @typedef {object} Loaded
 * @property {Board} board
 * @property {string} tag of what the server had; empty if it had none
 */

/**
 * The names of the boards that have all words.
 *
 * @param {string} words
 * @returns {Promise<string[]>}
 */
export async function boardNames(words) {
  const answer = await fetch(`dashboard/find?${new URLSearchParams({ query: words })}`);
  if (!answer.ok) {
    throw await refused(answer);
  }
  return (await answer.json()).dashboards.map((/** @type {{name: string}} */ one) => one.name);
}

/**
 * @param {string} name
 * @returns {Promise<Loaded | undefined>} undefined if there is none
 */
export async function loadBoard(name) {
  const answer = await fetch(`dashboard/load/${encodeURIComponent(name)}`);
  if (!answer.ok) {
    throw await refused(answer);
  }
  const { state } = await answer.json();
  return state === undefined ? undefined : { board: readBoard(name, state), tag: answer.headers.get("ETag") ?? "" };
}

/**
 * @typedef {object} Saved
 * @property {string} problem why it is not saved; empty if it is
 * @property {boolean} isOvertaken whether somebody else saved meanwhile
 * @property {string} tag
 */

/**
 * @param {Board} board
 * @param {string | undefined} tag of what it was made from; empty for one that may not be there yet, undefined to save over any
 * @returns {Promise<Saved>}
 */
export async function saveBoard(board, tag) {
  /** @type {Record<string, string>} */
  const condition = tag === undefined ? {} : tag === "" ? { "If-None-Match": "*" } : { "If-Match": tag };
  const body = new URLSearchParams({ state: JSON.stringify(writtenBoard(board)) });
  const answer = await fetch(`dashboard/save/${encodeURIComponent(board.name)}`, { method: "POST", headers: condition, body });
  return answer.ok
    ? { problem: "", isOvertaken: false, tag: answer.headers.get("ETag") ?? "" }
    : { problem: (await refused(answer)).message, isOvertaken: answer.status === 412, tag: "" };
}

/**
 * Deletes one, which only those may who administer.
 *
 * @param {string} name
 * @returns {Promise<{problem: string, needsToken: boolean}>}
 */
export async function deleteBoard(name) {
  const answer = await fetch(`dashboard/delete/${encodeURIComponent(name)}`, { method: "POST", headers: authorization() });
  return answer.ok ? { problem: "", needsToken: false } : { problem: (await refused(answer)).message, needsToken: answer.status === 403 };
}
