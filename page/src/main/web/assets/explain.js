/** @import { TemplateResult } from "./lit-html.js" */
/** @import { ArchiveUse, ExplainedTarget, Step } from "./api.js" */
import { html } from "./lit-html.js";
import { shownLength } from "./time.js";

const NUMBER = new Intl.NumberFormat();

/** @param {number} count @param {string} one */
function counted(count, one) {
  return `${NUMBER.format(count)} ${one}${count === 1 || one === "series" ? "" : "s"}`;
}

/** @param {number} ms */
function time(ms) {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** All reads below a step. @param {readonly Step[]} steps @returns {ArchiveUse[]} */
function reads(steps) {
  return steps.flatMap((step) => [...(step.reads ?? []), ...reads(step.of ?? [])]);
}

/** As retentions are written: 60s:7d. @param {ArchiveUse} use */
function archive(use) {
  const one = use.archives?.find((each) => each.secondsPerPoint === use.secondsPerPoint);
  return one === undefined
    ? shownLength(use.secondsPerPoint)
    : `${shownLength(one.secondsPerPoint)}:${shownLength(one.secondsPerPoint * one.points)}`;
}

/** How long ago. @param {number} newest seconds since the epoch */
function age(newest) {
  const seconds = Math.max(0, Math.round(Date.now() / 1000 - newest));
  return seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/**
 * How a target's numbers came about, in a line.
 *
 * @param {ExplainedTarget} target
 */
export function summary(target) {
  const all = reads(target.of);
  const sources = [...new Set(all.map(archive))].slice(0, 3).join(", ");
  const waiting = all.reduce((sum, one) => sum + one.waitingPoints, 0);
  const newest = Math.max(0, ...all.map((one) => one.newest ?? 0));
  const read = all.reduce((sum, one) => sum + one.series, 0);
  const folded = target.consolidation.filter((one) => one.valuesPerPoint > 1);
  return [
    counted(target.series, "series"),
    read > 0 && read !== target.series ? `of ${counted(read, "series")} read` : "",
    sources === "" ? "" : `from ${sources}`,
    `${counted(target.points, "point")}${target.nulls > 0 ? `, ${NUMBER.format(target.nulls)} missing` : ""}`,
    ...folded.slice(0, 2).map((one) => `${one.function} of ${one.valuesPerPoint} for this width`),
    waiting > 0 ? `${counted(waiting, "point")} in the queue` : "",
    newest > 0 ? `last one ${age(newest)} ago` : "",
    time(target.ms),
  ].filter((part) => part !== "").join(" · ");
}

/**
 * The calls of a target and what was read for them.
 *
 * @param {ExplainedTarget} target
 * @param {(part: string) => void} replaced called with a part of the target that is to be drawn in its place
 * @returns {TemplateResult}
 */
export function explainedView(target, replaced) {
  return html`<table class="explained"><caption class="unseen">How ${target.target} came about</caption>
    <thead><tr><th scope="col">call</th><th scope="col">series</th><th scope="col">points</th><th scope="col">missing</th>
      <th scope="col">time</th><th scope="col">itself</th></tr></thead>
    <tbody>${target.of.map((step) => rows(step, 0, replaced))}</tbody></table>`;
}

/**
 * @param {Step} step
 * @param {number} level
 * @param {(part: string) => void} replaced
 * @returns {unknown}
 */
function rows(step, level, replaced) {
  const written = step.call ?? step.path ?? "";
  const within = (step.of ?? []).reduce((sum, one) => sum + one.ms, 0);
  return [
    html`<tr><th scope="row" class="level-${Math.min(level, 9)}"><button title="show this alone" @click=${() => replaced(written)}>${written}</button></th>
      <td>${NUMBER.format(step.series)}</td><td>${NUMBER.format(step.points)}</td><td>${NUMBER.format(step.nulls)}</td>
      <td>${time(step.ms)}</td><td>${time(Math.max(0, step.ms - within))}</td></tr>`,
    ...(step.reads ?? []).map((use) => html`<tr class="read"><td colspan="6" class="level-${Math.min(level + 1, 9)}">${source(use)}</td></tr>`),
    ...(step.of ?? []).map((one) => rows(one, level + 1, replaced)),
  ];
}

/** The archives of some series, the one that was read in bold. @param {ArchiveUse} use */
function source(use) {
  const archives = use.archives?.map((one, i) => {
    const text = `${shownLength(one.secondsPerPoint)}:${shownLength(one.secondsPerPoint * one.points)}`;
    return html`${i > 0 ? ", " : ""}${one.secondsPerPoint === use.secondsPerPoint ? html`<b>${text}</b>` : text}`;
  });
  const stored = use.aggregationMethod === undefined
    ? ""
    : `, stored by ${use.aggregationMethod}, xFilesFactor ${use.xFilesFactor}`;
  const waiting = use.waitingPoints > 0 ? `, ${counted(use.waitingPoints, "point")} in the queue` : "";
  const last = use.newest === undefined ? ", no point in this range" : `, last one ${age(use.newest)} ago`;
  return html`${use.series > 1 ? `${counted(use.series, "series")} such as ${use.example}` : use.example}:
    ${archives ?? `a point each ${shownLength(use.secondsPerPoint)}`}${stored}, ${NUMBER.format(use.nulls)} of
    ${counted(use.points, "point")} missing${waiting}${last}`;
}
