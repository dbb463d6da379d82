/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Matches, Node } from "./api.js" */
import { html } from "./lit-html.js";
import { children, search } from "./api.js";

/**
 * @typedef {object} Row
 * @property {string} path
 * @property {string} text
 * @property {boolean} leaf
 * @property {number} series below a branch that was found; 0 where it is not known
 * @property {number} level in the tree
 * @property {boolean} open
 */

const COUNT = new Intl.NumberFormat();

/** The name search: the tree where nothing is typed, and else what holds all words; a combobox after the ARIA pattern. */
export class Finder {
  #text = "";
  /** @type {Row[]} */
  #rows = [];
  /** @type {Matches | undefined} */
  #matches;
  #active = -1;
  #asked = new AbortController();
  #changed;
  #toggled;
  #isChosen;

  /**
   * @param {() => void} changed
   * @param {(path: string) => void} toggled
   * @param {(path: string) => boolean} isChosen
   */
  constructor(changed, toggled, isChosen) {
    this.#changed = changed;
    this.#toggled = toggled;
    this.#isChosen = isChosen;
  }

  /** Whether there are no names at all, as far as was seen. */
  isEmpty = false;

  /** Looks for what stands in the field. */
  async look() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const signal = this.#asked.signal;
    try {
      if (this.#text.trim() === "") {
        this.#matches = undefined;
        this.#rows = (await children("", signal)).map((node) => treeRow(node, 0));
        this.isEmpty = this.#rows.length === 0;
      } else {
        this.#matches = await search(this.#text, signal);
        this.#rows = matchRows(this.#matches);
        this.isEmpty = false;
      }
      this.#active = this.#rows.length > 0 ? 0 : -1;
      this.#changed();
    } catch (e) {
      if (/** @type {Error} */ (e).name !== "AbortError") {
        this.#rows = [];
        this.#changed();
      }
    }
  }

  /** Searches as if it was typed. @param {string} text */
  search(text) {
    this.type(text);
    document.getElementById("find")?.focus();
  }

  /** @param {string} text */
  type(text) {
    this.#text = text;
    void this.look();
  }

  /** @param {number} place */
  async #choose(place) {
    const row = this.#rows[place];
    if (row === undefined) {
      return;
    }
    this.#active = place;
    if (row.leaf) {
      this.#toggled(row.path);
    } else {
      await this.#fold(place);
    }
  }

  /** Opens a branch below itself, or closes it. @param {number} place */
  async #fold(place) {
    const row = this.#rows[place];
    if (row === undefined || row.leaf) {
      return;
    }
    if (row.open) {
      row.open = false;
      const end = this.#rows.findIndex((other, i) => i > place && other.level <= row.level);
      this.#rows.splice(place + 1, (end < 0 ? this.#rows.length : end) - place - 1);
    } else {
      const below = await children(row.path, this.#asked.signal);
      row.open = true;
      this.#rows.splice(place + 1, 0, ...below.map((node) => treeRow(node, row.level + 1)));
    }
    this.#changed();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const row = this.#rows[this.#active];
    const step = new Map([["ArrowDown", 1], ["ArrowUp", -1], ["PageDown", 10], ["PageUp", -10]]).get(event.key);
    if (step !== undefined && this.#rows.length > 0) {
      this.#active = Math.max(0, Math.min(this.#rows.length - 1, this.#active + step));
    } else if (event.key === "Enter") {
      void this.#choose(this.#active);
    } else if (row !== undefined && !row.leaf && event.key === (row.open ? "ArrowLeft" : "ArrowRight")) {
      void this.#fold(this.#active);
    } else if (event.key === "Escape") {
      /** @type {HTMLElement} */ (event.target).blur();
    } else {
      return;
    }
    event.preventDefault();
    this.#changed();
    document.getElementById(`found-${this.#active}`)?.scrollIntoView({ block: "nearest" });
  }

  /** @returns {TemplateResult} */
  view() {
    const active = this.#active >= 0 ? `found-${this.#active}` : "";
    return html`<section class="finder" aria-label="Find metrics">
      <input id="find" type="search" role="combobox" aria-expanded=${this.#rows.length > 0} aria-controls="found"
        aria-autocomplete="list" aria-activedescendant=${active} autocomplete="off" autocapitalize="off" spellcheck="false"
        placeholder="Find metrics ( / )" aria-label="Find metrics" .value=${this.#text}
        @input=${(/** @type {Event} */ e) => this.type(/** @type {HTMLInputElement} */ (e.target).value)}
        @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}>
      <p class="note" role="status">${this.#note()}</p>
      <ul id="found" role="listbox" aria-label="Metrics">${this.#rows.map((row, i) => this.#rowView(row, i))}</ul>
    </section>`;
  }

  #note() {
    if (this.#matches === undefined) {
      return "";
    }
    const { total, complete } = this.#matches;
    return total === 0 ? "No name holds all of these words." : `${complete ? "" : "more than "}${COUNT.format(total)} series`;
  }

  /** @param {Row} row @param {number} i */
  #rowView(row, i) {
    const chosen = row.leaf && this.#isChosen(row.path);
    return html`<li id="found-${i}" role="option" class="level-${Math.min(row.level, 9)}" aria-selected=${i === this.#active}
      title=${row.path} @click=${() => void this.#choose(i)}>
      <span aria-hidden="true">${row.leaf ? (chosen ? "■" : "□") : row.open ? "▾" : "▸"}</span>
      <bdi>${row.text}</bdi>${row.series > 0 ? html` <small>${COUNT.format(row.series)}</small>` : ""}
      ${chosen ? html`<span class="unseen">in the graph</span>` : ""}</li>`;
  }
}

/** @param {Node} node @param {number} level @returns {Row} */
function treeRow(node, level) {
  return { path: node.id, text: node.text, leaf: node.leaf === 1, series: 0, level, open: false };
}

/** Branches first, since each stands for many. @param {Matches} found @returns {Row[]} */
function matchRows(found) {
  return [
    ...found.branches.map((one) => (
      { path: one.path, text: one.path, leaf: false, series: one.series, level: 0, open: false })),
    ...found.series.map((path) => ({ path, text: path, leaf: true, series: 0, level: 0, open: false })),
  ];
}
