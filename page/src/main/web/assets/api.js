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
 * @property {number} index of the target that gave it, among those of the request
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
 * @typedef {object} Parameter of a function
 * @property {string} name
 * @property {string} type
 * @property {boolean} [required]
 * @property {boolean} [multiple]
 * @property {unknown} [default]
 * @property {unknown[]} [options] all that may stand there
 * @property {unknown[]} [suggestions] what may stand there
 *
 * @typedef {object} FunctionDoc as /functions has it
 * @property {string} name
 * @property {string} function
 * @property {string} description
 * @property {string} group
 * @property {Parameter[]} params
 *
 * @typedef {object} Count
 * @property {number} series
 * @property {number} points
 * @property {number} nulls
 *
 * @typedef {Count & {example: string, secondsPerPoint: number, waitingPoints: number, newest?: number, aggregationMethod?: string,
 *   xFilesFactor?: number, archives?: {secondsPerPoint: number, points: number}[]}} ArchiveUse
 *
 * @typedef {Count & {ms: number, function?: string, call?: string, path?: string, from?: number, until?: number,
 *   reads?: ArchiveUse[], of?: Step[]}} Step a call of a target, or a read
 *
 * @typedef {Count & {target: string, ms: number, mistake?: Mistake, of: Step[],
 *   consolidation: {function: string, valuesPerPoint: number, step: number, series: number}[]}} ExplainedTarget
 *
 * @typedef {object} Mistake
 * @property {number} at characters of the target before it
 * @property {string} error
 *
 * @typedef {object} Explained as explain=1 has it
 * @property {ExplainedTarget[]} targets
 * @property {Series[]} series
 * @property {string} warning what could not be read; empty if all could
 *
 * @typedef {object} Happening an event, as /events/get_data has it
 * @property {number} when seconds since the epoch
 * @property {string} what
 * @property {string} data
 * @property {string[]} tags
 */
import { authorization } from "./token.js";

/**
 * What the server said was wrong, in its own words.
 */
export class Refused extends Error {
  /**
   * @param {string} sentence
   * @param {number | undefined} target which target of the request it is about, from 0; undefined for none
   * @param {number | undefined} at characters of the target before it
   */
  constructor(sentence, target, at) {
    super(sentence);
    this.target = target;
    this.at = at;
  }
}

/**
 * @template T
 * @param {string} path
 * @param {URLSearchParams} query
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
async function ask(path, query, signal) {
  return (await answered(path, query, signal)).json();
}

/** @param {string} path @param {URLSearchParams} query @param {AbortSignal} signal */
async function answered(path, query, signal) {
  // Long targets do not fit into an address, so that all is asked for with POST.
  const answer = await fetch(path, { method: "POST", body: query, signal });
  if (!answer.ok) {
    throw await refused(answer);
  }
  return answer;
}

/** What an answer refuses; it has words in any case, also where a proxy gave it. @param {Response} answer */
export async function refused(answer) {
  const text = await answer.text();
  const words = text.slice(0, 500) || `The server answered with status ${answer.status}.`;
  try {
    const { error, target, at } = JSON.parse(text);
    return new Refused(String(error ?? words), target, at);
  } catch {
    return new Refused(words, undefined, undefined);
  }
}

/**
 * @param {URLSearchParams} query of /render, without a format
 * @param {number} points how many values a series may have
 * @param {AbortSignal} signal
 * @returns {Promise<Series[]>}
 */
export function render(query, points, signal) {
  return ask("render", columns(query, points), signal);
}

/**
 * The same, with how the numbers came about.
 *
 * @param {URLSearchParams} query
 * @param {number} points
 * @param {AbortSignal} signal
 * @returns {Promise<Explained>}
 */
export async function explained(query, points, signal) {
  const asked = columns(query, points);
  asked.set("explain", "1");
  const answer = await answered("render", asked, signal);
  return { ...await answer.json(), warning: answer.headers.get("X-Plumbago-Warning") ?? "" };
}

/** @param {URLSearchParams} query @param {number} points */
function columns(query, points) {
  const asked = new URLSearchParams(query);
  asked.set("format", "columns");
  asked.set("maxDataPoints", String(points));
  return asked;
}

/**
 * @param {string} tags with blanks between them; * for any event
 * @param {number} from seconds since the epoch
 * @param {number} until seconds since the epoch
 * @param {AbortSignal} signal
 * @returns {Promise<Happening[]>}
 */
export async function events(tags, from, until, signal) {
  const query = new URLSearchParams({ from: String(from), until: String(until), set: "union" });
  if (tags !== "*") {
    query.set("tags", tags);
  }
  const answer = await fetch(`events/get_data?${query}`, { signal });
  return answer.ok ? answer.json() : [];
}

/**
 * Says that something happened now.
 *
 * @param {string} what
 * @param {string} tagged with blanks between the tags
 * @returns {Promise<string>} what went wrong; empty if nothing did
 */
export async function addEvent(what, tagged) {
  const body = JSON.stringify({ what, tags: tagged.split(/\s+/).filter((tag) => tag !== ""), data: "" });
  const answer = await fetch("events/", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return answer.ok ? "" : (await refused(answer)).message;
}

/**
 * What tags there are, or what values one of them has.
 *
 * @param {string} tag empty for tags
 * @param {string} prefix
 * @param {readonly string[]} among expressions that the series must fit
 * @returns {Promise<string[]>}
 */
export async function tags(tag, prefix, among) {
  const query = new URLSearchParams(among.map((one) => ["expr", one]));
  query.set("limit", "50");
  if (tag !== "") {
    query.set("tag", tag);
  }
  query.set(tag === "" ? "tagPrefix" : "valuePrefix", prefix);
  const answer = await fetch(`tags/autoComplete/${tag === "" ? "tags" : "values"}?${query}`);
  return answer.ok ? answer.json() : [];
}

/**
 * Names that a path expression finds.
 *
 * @param {string} query
 * @returns {Promise<Node[]>}
 */
export function find(query) {
  return ask("metrics/find", new URLSearchParams({ query }), new AbortController().signal);
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

/**
 * What the server knows of itself.
 *
 * @param {string} path below /server
 * @param {AbortSignal} signal
 * @returns {Promise<any>} as docs/server-pages.md has it
 */
export async function server(path, signal) {
  const answer = await fetch(`server/${path}`, { signal, headers: authorization() });
  if (!answer.ok) {
    throw await refused(answer);
  }
  return answer.json();
}
