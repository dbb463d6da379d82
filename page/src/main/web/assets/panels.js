/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Series } from "./api.js" */
/** @import { PanelSeries } from "./boardLoading.js" */
/** @import { Panel } from "./boardState.js" */
import { html } from "./lit-html.js";
import { kind, options, substituted, text } from "./boardState.js";

const NUMBER = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 5 });
const MOST_LISTED = 50;

/** @param {Series} series */
function last(series) {
  return series.values.findLast((value) => value !== null) ?? undefined;
}

/** Null for what is no number. @param {unknown} value */
function limit(value) {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/**
 * How bad a value is, as Tasseo has it: with critical below warning it is low values that are bad.
 *
 * @param {number | undefined} value
 * @param {Record<string, unknown>} given
 */
export function judged(value, given) {
  const warning = limit(given["warning"]);
  const critical = limit(given["critical"]);
  if (value === undefined) {
    return "unknown";
  }
  const isLow = warning !== undefined && critical !== undefined && critical < warning;
  /** @param {number | undefined} bound */
  const beyond = (bound) => bound !== undefined && (isLow ? value <= bound : value >= bound);
  return beyond(critical) ? "critical" : beyond(warning) ? "warning" : warning === undefined && critical === undefined ? "plain" : "good";
}

/** Colour is not all that tells them apart. */
const SIGNS = new Map([["critical", "‼"], ["warning", "!"], ["good", "✓"], ["unknown", "?"]]);

/** @param {Record<string, unknown>} given @param {number | undefined} value */
function shown(value, given) {
  const scaled = value === undefined ? undefined : value * (limit(given["scale"]) ?? 1);
  return html`${scaled === undefined ? "–" : NUMBER.format(scaled)}${text(given["unit"]) === "" ? "" : html` <small>${text(given["unit"])}</small>`}`;
}

/** @param {readonly Series[]} series @param {Record<string, unknown>} given */
function number(series, given) {
  const value = series[0] === undefined ? undefined : last(series[0]);
  const judgement = judged(value, given);
  return html`<p class="big ${judgement}"><span class="mark" role="img" aria-label=${judgement}>${SIGNS.get(judgement) ?? ""}</span>
    ${shown(value, given)}</p>`;
}

/** @param {readonly Series[]} series @param {Record<string, unknown>} given */
function meter(series, given) {
  const value = series[0] === undefined ? undefined : last(series[0]);
  const min = limit(given["min"]) ?? 0;
  const max = limit(given["max"]) ?? 100;
  const judgement = judged(value, given);
  return html`<p class="big ${judgement}"><span class="mark" role="img" aria-label=${judgement}>${SIGNS.get(judgement) ?? ""}</span>
      ${shown(value, given)}</p>
    <meter class=${judgement} min=${min} max=${max} value=${value ?? min} aria-label="between ${min} and ${max}"></meter>
    <p class="ends"><span>${NUMBER.format(min)}</span><span>${NUMBER.format(max)}</span></p>`;
}

/** @param {readonly Series[]} series @param {Record<string, unknown>} given */
function listed(series, given) {
  const rows = series.map((one) => ({ name: one.target, value: last(one) }))
    .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity)).slice(0, MOST_LISTED);
  return html`<table><tbody>${rows.map(({ name, value }) => {
    const judgement = judged(value, given);
    return html`<tr class=${judgement}><th scope="row">${name}</th><td>${SIGNS.get(judgement) ?? ""} ${shown(value, given)}</td></tr>`;
  })}</tbody></table>`;
}

/** Words, and addresses of the web as links. @param {string} written */
function prose(written) {
  return html`<p class="prose">${written.split(/(https?:\/\/[^\s<>"]+)/).map((part, i) => (i % 2 === 1
    ? html`<a href=${part} rel="noreferrer">${part}</a>` : part))}</p>`;
}

/** @param {string} tz */
function clock(tz) {
  const now = new Date();
  try {
    return html`<p class="big plain">${now.toLocaleTimeString(undefined, { timeZone: tz || undefined, hour: "2-digit", minute: "2-digit" })}</p>
      <p>${now.toLocaleDateString(undefined, { timeZone: tz || undefined, weekday: "long", day: "numeric", month: "long" })}</p>`;
  } catch {
    return html`<p class="big plain">${now.toISOString().slice(11, 16)}</p>`;
  }
}

/**
 * What is in a panel; a graph is drawn into its element afterwards.
 *
 * @param {Panel} panel
 * @param {PanelSeries | undefined} found undefined while it is awaited
 * @param {ReadonlyMap<string, string>} values of the variables
 * @param {string} tz
 * @returns {TemplateResult}
 */
export function panelView(panel, found, values, tz) {
  const given = options(panel);
  if (found !== undefined && found.problem !== "") {
    return html`<p class="error" role="status">${found.problem}</p>`;
  }
  const series = found?.series ?? [];
  switch (kind(panel)) {
    case "number":
      return number(series, given);
    case "meter":
      return meter(series, given);
    case "list":
      return listed(series, given);
    case "text":
      return prose(substituted(text(given["text"]), values));
    case "clock":
      return clock(text(given["zone"]) || tz);
    default:
      return html`<div class="chart" role="img" aria-label="Graph of ${series.map((one) => one.target).slice(0, 5).join(", ") || "nothing"}"></div>
        <p class="lines">${series.length === 0 && found !== undefined ? "No series." : ""}</p>`;
  }
}

/**
 * What a panel is called.
 *
 * @param {Panel} panel
 * @param {ReadonlyMap<string, string>} values
 */
export function panelTitle(panel, values) {
  return substituted(text(panel.params["title"]), values) || (kind(panel) === "text" || kind(panel) === "clock" ? "" : substituted(panel.targets[0] ?? "", values));
}
