/** @import { TemplateResult } from "./lit-html.js" */
/** @import { PageState } from "./state.js" */
import { html } from "./lit-html.js";
import { renderQuery } from "./state.js";

/** The address of the server, below which all others are. */
function base() {
  return new URL(".", document.baseURI).href;
}

/** @param {PageState} state @param {string} format */
export function renderUrl(state, format) {
  const query = renderQuery(state);
  query.set("format", format);
  if (format === "png" || format === "svg") {
    query.set("width", "800");
    query.set("height", "400");
  }
  return `${base()}render?${query}`;
}

/** For a shell. @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @type {readonly (readonly [string, (state: PageState) => string])[]} */
const KINDS = [
  ["address of this page", () => location.href],
  ["picture (PNG)", (state) => renderUrl(state, "png")],
  ["picture (SVG)", (state) => renderUrl(state, "svg")],
  ["data (JSON)", (state) => renderUrl(state, "json")],
  ["data (CSV)", (state) => renderUrl(state, "csv")],
  ["curl", (state) => `curl ${quoted(renderUrl(state, "json"))}`],
  ["Markdown picture", (state) => `![graph](${renderUrl(state, "png")})`],
  ["Grafana targets", (state) => JSON.stringify(
    state.targets.map((target, i) => ({ refId: String.fromCharCode(65 + (i % 26)), target })))],
];

/**
 * @param {PageState} state
 * @param {(what: string) => void} told called with a sentence on what came of it
 * @returns {TemplateResult}
 */
export function copyView(state, told) {
  return html`<details class="menu"><summary>Copy</summary><ul>${KINDS.map(([name, text]) => html`
    <li><button @click=${(/** @type {Event} */ e) => {
      /** @type {HTMLElement} */ (e.target).closest("details")?.removeAttribute("open");
      void copy(text(state), name, told);
    }}>${name}</button></li>`)}</ul></details>`;
}

/**
 * @param {string} text
 * @param {string} name
 * @param {(what: string) => void} told
 */
export async function copy(text, name, told) {
  try {
    await navigator.clipboard.writeText(text);
    told(`Copied: ${name}.`);
  } catch {
    // Only pages of https and of this machine may write to the clipboard.
    told(text);
  }
}
