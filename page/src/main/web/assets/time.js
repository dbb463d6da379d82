/** @import { Series } from "./api.js" */
/** @import { PageState } from "./state.js" */

/** @type {readonly (readonly [from: string, name: string])[]} */
export const RANGES = [
  ["-15min", "15 minutes"], ["-1h", "an hour"], ["-6h", "6 hours"], ["-24h", "a day"], ["-7d", "a week"],
  ["-30d", "30 days"], ["-1y", "a year"],
];

/** The names of time zones that the browser knows. */
export function zones() {
  return Intl.supportedValuesOf("timeZone");
}

/**
 * A time as a person reads it.
 *
 * @param {number} seconds since the epoch
 * @param {string} tz empty for the browser's own
 */
export function shownTime(seconds, tz) {
  try {
    return new Date(seconds * 1000).toLocaleString(undefined, { timeZone: tz || undefined });
  } catch {
    // The server knows zones that this browser does not.
    return new Date(seconds * 1000).toISOString();
  }
}

/**
 * A length of time in one unit, as retentions have it.
 *
 * @param {number} length in seconds
 */
export function shownLength(length) {
  const units = /** @type {const} */ ([[31536000, "y"], [604800, "w"], [86400, "d"], [3600, "h"], [60, "min"]]);
  const [unit, name] = units.find(([size]) => length >= size && length % size === 0) ?? [1, "s"];
  return `${length / unit}${name}`;
}

/** Seconds. */
const NEARLY_NOW = 5;

/** How far back c compares with, one after the other. */
const COMPARED = ["", "1h", "1d", "7d", "364d"];

/** @param {string} compare */
export function nextCompared(compare) {
  return COMPARED[(COMPARED.indexOf(compare) + 1) % COMPARED.length] ?? "";
}

/** @param {string} compare */
export function comparedName(compare) {
  const names = new Map([["1h", "an hour ago"], ["1d", "yesterday"], ["7d", "last week"], ["364d", "last year"]]);
  return compare === "" ? "nothing" : names.get(compare) ?? `${compare} ago`;
}

/**
 * Seconds that a length such as 7d or 90min is; 0 if it is none.
 *
 * @param {string} length
 */
export function seconds(length) {
  const parts = /^(\d+)(s|min|h|d|w|mon|y)$/.exec(length);
  const units = { s: 1, min: 60, h: 3600, d: 86400, w: 604800, mon: 30 * 86400, y: 365 * 86400 };
  return parts === null ? 0 : Number(parts[1]) * units[/** @type {keyof typeof units} */ (parts[2])];
}

/**
 * The range shown, in seconds since the epoch, as far as it can be told from what was drawn.
 *
 * @param {PageState} state
 * @param {{start: number, end: number} | undefined} drawn
 * @returns {{from: number, until: number}}
 */
export function range(state, drawn) {
  const now = Math.floor(Date.now() / 1000);
  /** @param {string} text @param {number} other */
  const time = (text, other) => {
    if (/^\d{9,}$/.test(text)) {
      return Number(text);
    }
    const back = seconds(text.replace(/^-/, ""));
    return text === "now" ? now : back > 0 ? now - back : other;
  };
  return { from: time(state.from, drawn?.start ?? now - 86400), until: time(state.until, drawn?.end ?? now) };
}

/**
 * What the first of some series covers; undefined if there is none.
 *
 * @param {readonly Series[]} series
 */
export function rangeOf(series) {
  const first = series[0];
  return first === undefined ? undefined : { start: first.start, end: first.start + first.step * first.values.length };
}

/**
 * The same range by a share of its length earlier or later, or made longer and shorter.
 *
 * @param {{from: number, until: number}} shown
 * @param {number} moved share of the length, below 0 for earlier
 * @param {number} stretched how many times as long
 * @returns {{from: string, until: string}}
 */
export function moved(shown, moved, stretched) {
  const length = shown.until - shown.from;
  if (moved === 0 && Math.abs(shown.until - Date.now() / 1000) < NEARLY_NOW) {
    // What ends now goes on to, and behind it there is nothing.
    return { from: `-${Math.max(1, Math.round((stretched * length) / 60))}min`, until: "now" };
  }
  const middle = (shown.from + shown.until) / 2 + moved * length;
  const half = Math.max(30, (stretched * length) / 2);
  return { from: String(Math.floor(middle - half)), until: String(Math.ceil(middle + half)) };
}
