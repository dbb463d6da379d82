/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { copy, copyView } from "./copy.js";
import { themeName } from "./theme.js";
import { RANGES, comparedName, nextCompared, zones } from "./time.js";

/** @type {readonly (readonly [view: string, name: string])[]} */
const VIEWS = [["", "Graph"], ["boards", "Boards"], ["server", "Server"]];

/** @param {Event} event */
function typed(event) {
  return /** @type {HTMLInputElement} */ (event.target).value.trim();
}

/** All zones that the browser knows; made once, since the rest of the page is drawn again at every move of the cursor. */
const ZONES = (() => {
  const list = document.createElement("datalist");
  list.id = "zones";
  list.append(...zones().map((zone) => Object.assign(document.createElement("option"), { value: zone })));
  return list;
})();

/** What is above every view: where one is, the time, and what concerns all that is shown. */
export class Header {
  #page;
  #actions;

  /**
   * @param {Page} page
   * @param {{refresh: () => void, theme: () => void, help: () => void}} actions
   */
  constructor(page, actions) {
    this.#page = page;
    this.#actions = actions;
  }

  /**
   * @param {string} told a sentence on what was done last
   * @returns {TemplateResult}
   */
  view(told) {
    const state = this.#page.state();
    return html`<header>
      <a class="brand" href="./">Plumbago</a>
      <nav aria-label="Views">${VIEWS.map(([view, name]) => html`<a href=${view === "" ? "./" : `./?view=${view}`}
        aria-current=${(state.board === "" ? state.view : "boards") === view ? "page" : "false"}
        @click=${(/** @type {MouseEvent} */ e) => this.#go(e, view)}>${name}</a>`)}</nav>
      ${this.#time()}
      <button title="compare ( c )" aria-pressed=${state.compare !== ""}
        @click=${() => this.#page.change({ compare: nextCompared(state.compare) })}>compare: ${comparedName(state.compare)}</button>
      <button title="refresh by itself ( R )" aria-pressed=${state.refresh > 0} @click=${this.#actions.refresh}>
        ↻ ${state.refresh > 0 ? `${state.refresh} s` : "off"}</button>
      ${copyView(state, this.#page.tell)}
      <button title="light or dark ( T )" @click=${this.#actions.theme}>${themeName()}</button>
      <button title="keys ( ? )" aria-label="Keys" @click=${this.#actions.help}>?</button>
      <p class="told" role="status">${told}</p>
    </header>`;
  }

  /** Without leaving the page, unless another tab is asked for. @param {MouseEvent} event @param {string} view */
  #go(event, view) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#page.change({ view, board: "" });
    }
  }

  copyAddress() {
    return copy(location.href, "address of this page", this.#page.tell);
  }

  #time() {
    const { from, until, tz } = this.#page.state();
    const change = this.#page.change;
    return html`
      <label>from <input id="time" size="9" spellcheck="false" .value=${from}
        @change=${(/** @type {Event} */ e) => change({ from: typed(e) || "-24h" })}></label>
      <label>until <input size="9" spellcheck="false" .value=${until}
        @change=${(/** @type {Event} */ e) => change({ until: typed(e) || "now" })}></label>
      <span class="ranges" role="group" aria-label="Time range">${RANGES.map(([back, name]) => html`
        <button aria-pressed=${from === back && until === "now"} title=${name} aria-label="last ${name}"
          @click=${() => change({ from: back, until: "now" })}>${back.slice(1)}</button>`)}</span>
      <label>zone <input size="9" spellcheck="false" list="zones" placeholder="this browser's" .value=${tz}
        @change=${(/** @type {Event} */ e) => change({ tz: typed(e) })}></label>
      ${ZONES}`;
  }
}
