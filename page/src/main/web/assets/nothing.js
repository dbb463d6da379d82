/** @import { TemplateResult } from "./lit-html.js" */
/** @import { ExplainedTarget, Step } from "./api.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { find } from "./api.js";

/** How many series a path names, as far as it was asked; undefined while the answer is awaited. @type {Map<string, number | undefined>} */
const named = new Map();
/** It only has to hold what is shown. */
const MOST_KNOWN = 100;

/** The reads that gave nothing. @param {readonly Step[]} steps @returns {string[]} */
function empty(steps) {
  return steps.flatMap((step) => (step.path !== undefined && step.series === 0 ? [step.path] : empty(step.of ?? [])));
}

/** @param {string} path @param {() => void} changed */
function ask(path, changed) {
  if (named.has(path)) {
    return;
  }
  if (named.size >= MOST_KNOWN) {
    named.clear();
  }
  named.set(path, undefined);
  find(path).then((nodes) => {
    named.set(path, nodes.filter((node) => node.leaf === 1).length);
    changed();
  }, () => named.delete(path));
}

/** The words of a path that a search may find something like it by. @param {string} path */
function words(path) {
  return path.split(/[^A-Za-z0-9_-]+/).filter((word) => word.length > 1).slice(-3).join(" ");
}

/**
 * Why targets have given nothing, and a way on.
 *
 * @param {Page} page
 * @param {readonly ExplainedTarget[]} targets
 * @param {(text: string) => void} search
 * @returns {TemplateResult[]}
 */
export function nothingView(page, targets, search) {
  const paths = targets.filter((target) => target.series === 0).flatMap((target) => empty(target.of));
  return [...new Set(paths)].slice(0, 3).map((path) => {
    ask(path, page.redraw);
    const count = named.get(path);
    if (count === undefined) {
      return html``;
    }
    return count > 0
      ? html`<p class="nothing"><code>${path}</code> names ${count} series, and none has a point in this range.
          <button @click=${() => page.change({ from: "-1y", until: "now" })}>look at the last year</button></p>`
      : html`<p class="nothing"><code>${path}</code> names no series.
          <button @click=${() => search(words(path))}>find ${words(path)}</button></p>`;
  });
}
