/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Line } from "./chart.js" */
import { html } from "./lit-html.js";
import { swatch } from "./chart.js";

const NUMBER = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 5 });
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });

/** What the legend can be in order of; change only where something is compared. */
export const SORTS = ["name", "cursor", "last", "min", "max", "avg", "change"];

/** @param {number | null | undefined} value */
function number(value) {
  return value === null || value === undefined ? "–" : NUMBER.format(value);
}

/** @param {number | null | undefined} share */
function percent(share) {
  return share === null || share === undefined ? "" : PERCENT.format(share);
}

/**
 * @param {Line} line
 * @param {number | null} cursor
 * @returns {Record<string, number | null | undefined>}
 */
function figures(line, cursor) {
  const values = line.series.values;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let count = 0;
  let last;
  for (const value of values) {
    if (value !== null) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      count++;
      last = value;
    }
  }
  const none = count === 0;
  return {
    cursor: cursor === null ? undefined : values[Math.floor((cursor - line.series.start) / line.series.step)],
    last,
    min: none ? undefined : min,
    max: none ? undefined : max,
    avg: none ? undefined : sum / count,
  };
}

/**
 * By how much of itself a value has changed, at the cursor, or on average where there is none.
 *
 * @param {Record<string, number | null | undefined>} now
 * @param {Record<string, number | null | undefined> | undefined} then
 */
function change(now, then) {
  const by = now["cursor"] === undefined ? "avg" : "cursor";
  const [value, before] = [now[by], then?.[by]];
  return typeof value === "number" && typeof before === "number" && before !== 0 ? (value - before) / Math.abs(before) : undefined;
}

/**
 * A table of the lines with numbers. A click on a name shows that line alone, and all again.
 *
 * @param {readonly Line[]} lines
 * @param {number | null} cursor the time under the cursor, in seconds since the epoch
 * @param {string} sort
 * @param {(sort: string) => void} sorted
 * @param {(place: number) => void} isolated
 * @returns {TemplateResult}
 */
export function legendView(lines, cursor, sort, sorted, isolated) {
  const rows = lines.map((line, place) => ({ line, place, figures: figures(line, cursor) }));
  const isCompared = lines.some((line) => line.past);
  if (isCompared) {
    const then = new Map(rows.filter(({ line }) => line.past).map((row) => [row.line.place, row.figures]));
    rows.filter(({ line }) => !line.past).forEach((row) => {
      row.figures["change"] = change(row.figures, then.get(row.line.place));
    });
  }
  const headings = SORTS.filter((name) => name !== "change" || isCompared);
  if (sort === "name") {
    rows.sort((a, b) => (a.line.series.target < b.line.series.target ? -1 : 1));
  } else if (SORTS.includes(sort)) {
    rows.sort((a, b) => (b.figures[sort] ?? -Infinity) - (a.figures[sort] ?? -Infinity));
  }
  return html`<table class="legend"><thead><tr>${headings.map((name) => html`
      <th scope="col" aria-sort=${sort === name ? (name === "name" ? "ascending" : "descending") : "none"}>
        <button @click=${() => sorted(sort === name ? "" : name)}>${name === "name" ? "series" : name}</button></th>`)}
    </tr></thead><tbody>${rows.map(({ line, place, figures }) => {
      return html`<tr class=${line.shown ? "" : "off"}>
        <th scope="row"><button class="name" aria-pressed=${line.shown} @click=${() => isolated(place)}>${swatch(line)}${line.series.target}</button></th>
        ${headings.slice(1).map((name) => html`<td>${name === "change" ? percent(figures[name]) : number(figures[name])}</td>`)}</tr>`;
    })}</tbody></table>`;
}
