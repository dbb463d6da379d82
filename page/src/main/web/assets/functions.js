/** @import { TemplateResult } from "./lit-html.js" */
/** @import { FunctionDoc } from "./api.js" */
import { html } from "./lit-html.js";
import { functions } from "./api.js";
import { firstSentence } from "./completion.js";
import { firstArgument } from "./targetText.js";

/** Takes series as its first argument. @param {FunctionDoc} one */
function takesSeries(one) {
  return /^series/i.test(one.params[0]?.type ?? "");
}

/**
 * A target in a function, and where what must be written then stands.
 *
 * @param {FunctionDoc} one
 * @param {string} target
 */
export function wrapped(one, target) {
  const others = one.params.slice(1).filter((param) => param.required);
  return `${one.name}(${[target, ...others.map((param) => placeholder(param.type))].join(",")})`;
}

/**
 * A target without its outermost function.
 *
 * @param {string} target
 */
export function unwrapped(target) {
  return firstArgument(target);
}

/** @param {string} type */
function placeholder(type) {
  return /int|float|node|number/i.test(type) ? "1" : /bool/i.test(type) ? "true" : "''";
}

/** The list of functions that a target can be put into, found by what they are called and do; and the way out of one. */
export class FunctionList {
  /** @type {FunctionDoc[]} */
  #all = [];
  #text = "";
  #active = 0;
  #target = -1;
  #changed;
  #chosen;
  #undone;

  /**
   * @param {() => void} changed
   * @param {(place: number, one: FunctionDoc) => void} chosen
   * @param {(place: number) => void} undone the outermost function is to go
   */
  constructor(changed, chosen, undone) {
    this.#changed = changed;
    this.#chosen = chosen;
    this.#undone = undone;
  }

  /** @param {number} place of the target */
  async open(place) {
    this.#target = place;
    this.#text = "";
    this.#active = 0;
    this.#all = (await functions()).filter(takesSeries);
    this.#changed();
    document.getElementById("function")?.focus();
  }

  close() {
    this.#target = -1;
    this.#changed();
  }

  #found() {
    const words = this.#text.toLowerCase().split(/\s+/);
    const fitting = this.#all.filter((one) => {
      const text = `${one.name} ${one.group} ${one.description}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const first = words[0] ?? "";
    const rank = (/** @type {FunctionDoc} */ one) => {
      const at = one.name.toLowerCase().indexOf(first);
      return at < 0 ? 1000 : at;
    };
    return fitting.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)).slice(0, 40);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const found = this.#found();
    const step = new Map([["ArrowDown", 1], ["ArrowUp", -1]]).get(event.key);
    const one = found[this.#active];
    if (step !== undefined) {
      this.#active = Math.max(0, Math.min(found.length - 1, this.#active + step));
    } else if (event.key === "Enter" && one !== undefined) {
      this.#choose(one);
    } else if (event.key === "Backspace" && this.#text === "") {
      this.#undone(this.#target);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
    this.#changed();
  }

  /** @param {FunctionDoc} one */
  #choose(one) {
    const place = this.#target;
    this.close();
    this.#chosen(place, one);
  }

  /** @returns {TemplateResult | string} */
  view() {
    if (this.#target < 0) {
      return "";
    }
    const found = this.#found();
    return html`<section class="functions" role="dialog" aria-label="Apply a function">
      <input id="function" type="search" role="combobox" aria-expanded="true" aria-controls="function-list" autocomplete="off"
        aria-activedescendant=${found.length > 0 ? `function-${this.#active}` : ""} aria-label="Find a function" spellcheck="false"
        placeholder="What it does: sum, moving, alias… (Backspace takes the outermost away)" .value=${this.#text}
        @input=${(/** @type {Event} */ e) => {
          this.#text = /** @type {HTMLInputElement} */ (e.target).value;
          this.#active = 0;
          this.#changed();
        }} @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}>
      <ul id="function-list" role="listbox" aria-label="Functions">${found.map((one, i) => html`
        <li id="function-${i}" role="option" aria-selected=${i === this.#active} @click=${() => this.#choose(one)}>
          <b>${one.function}</b> <small>${one.group}</small><br>${firstSentence(one.description)}</li>`)}</ul>
    </section>`;
  }
}

