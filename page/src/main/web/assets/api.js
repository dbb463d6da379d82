/**
 * The server's answers.
 *
 * @typedef {object} Style
 * @property {string} [color]
 * @property {number} [alpha]
 * @property {number} [lineWidth]
 * @property {number} [dashed]
 * @property {boolean} [secondYAxis]
 * @property {boolean} [drawAsInfinite]
 * @property {boolean} [stacked]
 * @property {boolean} [invisible]
 *
 * @typedef {object} Series as format=columns has it
 * @property {string} target
 * @property {Style} style
 * @property {number} start seconds since the epoch
 * @property {number} step seconds
 * @property {(number | null)[]} values
 *
 * @typedef {object} Matches as /metrics/search has them
 * @property {number} total
 * @property {boolean} complete
 * @property {string[]} series
 * @property {{path: string, series: number}[]} branches
 *
 * @typedef {object} Node as /metrics/find has it
 * @property {string} id
 * @property {string} text
 * @property {number} leaf
 *
 * @typedef {object} FunctionDoc as /functions has it
 * @property {string} name
 * @property {string} function
 * @property {string} description
 * @property {string} group
 * @property {{name: string, type: string, required?: boolean}[]} params
 */

/** What the server said was wrong, in its own words. */
export class Refused extends Error {}

/**
 * @template T
 * @param {string} path
 * @param {URLSearchParams} query
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
async function ask(path, query, signal) {
  // Long targets do not fit into an address, so that all is asked for with POST.
  const answer = await fetch(path, { method: "POST", body: query, signal });
  if (!answer.ok) {
    const text = await answer.text();
    throw new Refused(sentence(text));
  }
  return answer.json();
}

/** @param {string} text */
function sentence(text) {
  try {
    return String(JSON.parse(text).error);
  } catch {
    return text.slice(0, 500);
  }
}

/**
 * @param {URLSearchParams} query of /render, without a format
 * @param {number} points how many values a series may have
 * @param {AbortSignal} signal
 * @returns {Promise<Series[]>}
 */
export function render(query, points, signal) {
  const asked = new URLSearchParams(query);
  asked.set("format", "columns");
  asked.set("maxDataPoints", String(points));
  return ask("render", asked, signal);
}

/**
 * @param {string} words
 * @param {AbortSignal} signal
 * @returns {Promise<Matches>}
 */
export function search(words, signal) {
  return ask("metrics/search", new URLSearchParams({ query: words, limit: "50" }), signal);
}

/**
 * What lies directly below a branch; at the top for an empty path.
 *
 * @param {string} path
 * @param {AbortSignal} signal
 * @returns {Promise<Node[]>}
 */
export function children(path, signal) {
  const query = path === "" ? "*" : `${path}.*`;
  return ask("metrics/find", new URLSearchParams({ query }), signal);
}

/** @type {Promise<FunctionDoc[]> | undefined} */
let known;

/** All functions, asked for once. @returns {Promise<FunctionDoc[]>} */
export function functions() {
  known ??= fetch("functions")
    .then((answer) => answer.json())
    .then((all) => Object.values(all));
  return known;
}
