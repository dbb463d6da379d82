/** @import { ExplainedTarget, Happening, Series } from "./api.js" */
/** @import { PageState } from "./state.js" */
import { Refused, events, explained, render } from "./api.js";
import { renderQuery } from "./state.js";
import { range, rangeOf, seconds } from "./time.js";

/**
 * @typedef {object} Loaded what a graph is drawn of
 * @property {readonly Series[]} series
 * @property {readonly Series[]} past the same some time ago, moved to now
 * @property {readonly ExplainedTarget[]} targets those that are not hidden
 * @property {readonly Happening[]} happenings
 * @property {string} warning what could not be read; empty if all could
 */

/** @type {Loaded} */
export const NOTHING = { series: [], past: [], targets: [], happenings: [], warning: "" };

/**
 * Where the server found a mistake, by the place of the target in the state.
 *
 * @typedef {object} Problem
 * @property {string} sentence
 * @property {number | undefined} target
 * @property {number | undefined} at
 * @property {boolean} isAway whether there was no answer at all
 */

/** Asks the server for what a state shows; who asks again is not answered to what was asked before. */
export class Loading {
  #asked = new AbortController();

  /**
   * @param {PageState} state
   * @param {number} width of the chart in pixels
   * @returns {Promise<Loaded | undefined>} undefined if something else was asked meanwhile
   */
  async load(state, width) {
    this.#asked.abort();
    this.#asked = new AbortController();
    const signal = this.#asked.signal;
    const query = renderQuery(state);
    if (!query.has("target")) {
      return NOTHING;
    }
    try {
      const [now, past] = await Promise.all([explained(query, width, signal), compared(state, query, width, signal)]);
      const { from, until } = range(state, rangeOf(now.series));
      const happenings = state.events === "" ? [] : await events(state.events, from, until, signal);
      return { series: now.series, past, targets: now.targets, happenings, warning: now.warning };
    } catch (e) {
      if (/** @type {Error} */ (e).name === "AbortError") {
        return undefined;
      }
      throw e;
    }
  }
}

/**
 * @param {PageState} state
 * @param {URLSearchParams} query
 * @param {number} width
 * @param {AbortSignal} signal
 * @returns {Promise<readonly Series[]>}
 */
async function compared(state, query, width, signal) {
  if (seconds(state.compare) === 0) {
    return [];
  }
  const earlier = new URLSearchParams(query);
  earlier.delete("target");
  query.getAll("target").forEach((target) => earlier.append("target", `timeShift(${target},"${state.compare}")`));
  return render(earlier, width, signal);
}

/**
 * What went wrong, in words for people; the target is counted among all of the state, hidden ones too.
 *
 * @param {unknown} thrown
 * @param {PageState} state
 * @returns {Problem}
 */
export function problem(thrown, state) {
  if (!(thrown instanceof Refused)) {
    return { sentence: `No answer since ${new Date().toLocaleTimeString()}.`, target: undefined, at: undefined, isAway: true };
  }
  const asked = state.targets.map((_, i) => i).filter((i) => !state.hidden.includes(i));
  const target = thrown.target === undefined ? undefined : asked[thrown.target];
  return { sentence: thrown.message, target, at: thrown.at, isAway: false };
}
