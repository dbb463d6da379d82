/** @import { Series } from "./api.js" */

/**
 * One axis of times and a column of values for each series, as uPlot takes them: series may have different steps.
 *
 * @param {readonly Series[]} series
 * @returns {{times: number[], values: (number | null | undefined)[][]}} null for no value; undefined where the series has
 *   no slot, over which a line goes on
 */
export function columns(series) {
  const first = series[0];
  if (first === undefined) {
    return { times: [], values: [] };
  }
  const alike = series.every(
    (one) => one.start === first.start && one.step === first.step && one.values.length === first.values.length);
  if (alike) {
    return { times: times(first), values: series.map((one) => one.values) };
  }
  const all = [...new Set(series.flatMap(times))].sort((a, b) => a - b);
  const place = new Map(all.map((time, i) => [time, i]));
  const values = series.map((one) => {
    /** @type {(number | null | undefined)[]} */
    const column = new Array(all.length).fill(undefined);
    one.values.forEach((value, i) => {
      column[place.get(one.start + i * one.step) ?? 0] = value;
    });
    return column;
  });
  return { times: all, values };
}

/** @param {Series} one */
function times(one) {
  return one.values.map((_, i) => one.start + i * one.step);
}
