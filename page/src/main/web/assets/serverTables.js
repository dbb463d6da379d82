/** @import { TemplateResult } from "./lit-html.js" */
import { html } from "./lit-html.js";
import { shownTime } from "./time.js";

const NUMBER = new Intl.NumberFormat();
const SHORT = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

/** @param {number} bytes */
function size(bytes) {
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return bytes < 0 ? "not known" : `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${["B", "kB", "MB", "GB", "TB"][power]}`;
}

/** @param {number} count */
function number(count) {
  return NUMBER.format(count);
}

/** @param {number} seconds */
function length(seconds) {
  return seconds < 120 ? `${Math.round(seconds)} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min`
    : seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

/**
 * @param {string} name
 * @param {readonly string[]} columns
 * @param {readonly TemplateResult[]} rows
 * @param {string} none what is said where there are none
 */
function table(name, columns, rows, none) {
  return rows.length === 0
    ? html`<p class="note">${none}</p>`
    : html`<table><caption class="unseen">${name}</caption><thead><tr>${columns.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
        <tbody>${rows}</tbody></table>`;
}

/** @param {string} name @param {string} value @param {string} [note] */
function figure(name, value, note = "") {
  return html`<div class="figure"><dt>${name}</dt><dd>${value}${note === "" ? "" : html` <small>${note}</small>`}</dd></div>`;
}

/**
 * The accounts, and what else is a number.
 *
 * @param {any} status
 * @param {any} before the status before, if there was one
 * @returns {TemplateResult}
 */
export function accounts(status, before) {
  const { points, series, queues, journal, disk, web, process } = status;
  const seconds = before === undefined ? 0 : status.now - before.now;
  /** @param {number} now @param {number} then */
  const rate = (now, then) => (seconds > 0 ? `${SHORT.format((now - then) / seconds)} a second` : "");
  return html`<section aria-label="Accounts">
    ${status.problems.length === 0 ? html`<p class="fine">✓ Nothing is wrong. Version ${status.version}, up for ${length(status.uptime)}.</p>`
      : html`<ul class="problems">${status.problems.map((/** @type {string} */ one) => html`<li class="error">⚠ ${one}</li>`)}</ul>`}
    <h2>Points since the start</h2>
    <dl class="figures sum">
      ${figure("received", number(points.received), rate(points.received, before?.points.received))}
      ${points.replayed > 0 ? figure("+ replayed from the journal", number(points.replayed)) : ""}
      ${figure("= stored", number(points.stored), rate(points.stored, before?.points.stored))}
      ${figure("+ waiting", number(points.waiting), queues.oldestWait > 0 ? `the oldest for ${length(queues.oldestWait)}` : "")}
      ${figure("+ dropped", number(points.dropped), rate(points.dropped, before?.points.dropped))}
      ${points.underWay === 0 ? "" : figure("+ on the way", number(points.underWay))}
    </dl>
    <dl class="figures">
      ${figure("series", number(series.known), `${number(series.created)} new since the start`)}
      ${figure("in the queues", `${number(queues.points)} points`, `of ${number(queues.series)} series, ${size(queues.bytes)} with all names`)}
      ${figure("senders connected", number(queues.senders), queues.sendersWait ? "made to wait: the queues are full" : "")}
      ${journal === null ? figure("journal", "none") : figure("journal", size(journal.bytes),
        `${journal.segments} segments${journal.full ? ", full" : ""}`)}
      ${figure("disk", `${size(disk.data.free)} free`, `of ${size(disk.data.bytes)}`)}
      ${figure("requests", number(web.requests), rate(web.requests, before?.web.requests))}
      ${figure("renders", number(web.renders), `${number(web.slowRenders)} slow, ${number(web.rendersRunning)} now, ${size(web.renderBytes)}`)}
      ${figure("answers kept", number(web.answersKept), size(web.answersKeptBytes))}
      ${figure("memory", size(process.residentBytes), `heap ${size(process.heapBytes)} of ${size(process.heapMaxBytes)}`)}
      ${figure("processor", length(process.cpuSeconds), seconds > 0
        ? `${Math.round((100 * (process.cpuSeconds - before.process.cpuSeconds)) / seconds)} % of one` : "")}
    </dl></section>`;
}

/** @param {any[]} examples @param {string} tz */
function examples(examples, tz) {
  return examples.length === 0 ? "" : html`<ul class="examples">${examples.map((one) => html`<li><code>${one.text}</code>
    <small>${one.expected}${one.sender === "" ? "" : `, from ${one.sender}`}, ${shownTime(one.time, tz)}</small></li>`)}</ul>`;
}

/**
 * What was dropped or refused, with examples.
 *
 * @param {any} answer
 * @param {string} tz
 * @returns {TemplateResult}
 */
export function dropped(answer, tz) {
  const rows = [...answer.dropped, ...answer.refused]
    .map((one) => ({ name: one.reason ?? one.kind, count: one.points ?? one.count, expected: one.expected ?? "", examples: one.examples }))
    .filter((one) => one.count > 0);
  return html`<section aria-label="Dropped and refused"><h2>Dropped and refused</h2>
    ${table("Dropped and refused", ["why", "how many", "examples"], rows.map((one) => html`<tr><th scope="row">${one.name}</th>
      <td class="number">${number(one.count)}</td><td>${one.expected === "" ? "" : `expected: ${one.expected}`}${examples(one.examples, tz)}</td></tr>`),
      "Nothing was.")}</section>`;
}

/**
 * @param {any} answer
 * @param {string} tz
 * @param {(sort: string) => void} sorted
 * @returns {TemplateResult}
 */
export function senders(answer, tz, sorted) {
  return html`<section aria-label="Senders"><h2>Who sends</h2>
    <span role="group" aria-label="Order">${["points", "bytes", "refused"].map((sort) => html`
      <button aria-pressed=${answer.sort === sort} @click=${() => sorted(sort)}>by ${sort}</button>`)}</span>
    ${table("Senders", ["address", "protocol", "points", "bytes", "refused", "last"], answer.senders.map((/** @type {any} */ one) => html`<tr>
      <th scope="row">${one.address ?? "withheld"}</th><td>${one.protocol}</td><td class="number">${number(one.points)}</td>
      <td class="number">${size(one.bytes)}</td><td class="number">${number(one.refused)}</td><td>${shownTime(one.last, tz)}</td></tr>`),
      "Nobody has sent anything since the start.")}</section>`;
}

/**
 * @param {any} answer
 * @param {(prefix: string) => void} opened
 * @returns {TemplateResult}
 */
export function names(answer, opened) {
  const steps = answer.prefix === "" ? [] : answer.prefix.split(".");
  return html`<section aria-label="Names"><h2>Where the names are</h2>
    <p><button @click=${() => opened("")}>all</button>${steps.map((/** @type {string} */ step, /** @type {number} */ i) => html` .
      <button @click=${() => opened(steps.slice(0, i + 1).join("."))}>${step}</button>`)}
      ${answer.complete ? "" : "more than "}${number(answer.series)} series, ${number(answer.children)} directly below</p>
    ${table("Largest branches", ["branch", "series", "share"], answer.largest.map((/** @type {any} */ one) => html`<tr>
      <th scope="row">${one.branch ? html`<button @click=${() => opened(one.path)}>${one.path}</button>`
        : html`<a href="?${new URLSearchParams({ target: one.path })}">${one.path}</a>`}</th>
      <td class="number">${number(one.series)}</td>
      <td class="number">${answer.series > 0 ? `${((100 * one.series) / answer.series).toFixed(1)} %` : ""}</td></tr>`), "None.")}
    ${answer.newest.length === 0 ? "" : html`<details><summary>new since the start</summary><ul>${answer.newest.slice(0, 20).map((/** @type {any} */ one) => html`
      <li><a href="?${new URLSearchParams({ target: one.name })}">${one.name}</a></li>`)}</ul></details>`}</section>`;
}

/** @param {any} one */
function query(one) {
  // The server tells of them as its log does: on one line, and cut where they are long.
  const targets = one.targets.split(" & ").map((/** @type {string} */ target) => ["target", target]);
  return html`<tr><td>${length((one.milliseconds ?? 0) / 1000)}</td><td class="number">${number(one.series)}</td>
    <td class="number">${number(one.points)}</td>
    <td><a href="?${new URLSearchParams([...targets, ["from", String(one.from)], ["until", String(one.until)]])}">${one.targets}</a></td>
    <td>${one.outcome ?? "goes on"}</td></tr>`;
}

/** @param {any} answer @returns {TemplateResult} */
export function queries(answer) {
  return html`<section aria-label="Queries"><h2>Slow queries</h2>
    ${table("Slow and running queries", ["took", "series", "points", "targets", "outcome"], [...answer.running, ...answer.slow].map(query),
      `None has taken ${answer.slowFrom / 1000} seconds or longer since the start.`)}</section>`;
}

/** @param {any} answer @returns {TemplateResult} */
export function rules(answer) {
  /** @param {any} one @param {TemplateResult} what */
  const row = (one, what) => html`<tr class=${one.series === 0 ? "unused" : ""}><th scope="row">${one.name}</th>
    <td>${one.line === 0 ? "none in the file" : one.line}</td><td><code>${one.pattern === "" ? "all others" : one.pattern}</code></td>${what}
    <td class="number">${number(one.series)}${one.series === 0 ? html` <small>matches nothing</small>` : ""}</td></tr>`;
  return html`<section aria-label="Rules"><h2>Rules of storage-schemas.conf</h2>
    ${answer.complete ? "" : html`<p class="note">The first ${number(answer.judged)} series are counted; it goes on when this is asked again.</p>`}
    ${table("Schemas", ["rule", "line", "pattern", "retentions", "series"],
      answer.schemas.map((/** @type {any} */ one) => row(one, html`<td>${one.retentions}</td>`)), "None.")}
    <h2>Rules of storage-aggregation.conf</h2>
    ${table("Aggregation", ["rule", "line", "pattern", "xFilesFactor", "method", "series"],
      answer.aggregation.map((/** @type {any} */ one) => row(one, html`<td>${one.xFilesFactor}</td><td>${one.aggregationMethod}</td>`)), "None.")}
  </section>`;
}
