/** @import { TemplateResult } from "./lit-html.js" */
/** @import { ExplainedTarget, Mistake } from "./api.js" */
/** @import { Problem } from "./loading.js" */
/** @import { Page } from "./page.js" */
/** @import { PageState } from "./state.js" */
import { html } from "./lit-html.js";
import { explainedView, summary } from "./explain.js";
import { pasted } from "./state.js";
import { TargetField } from "./targetField.js";

/** The targets, each a text that can be changed as one likes, with what the server says of it. */
export class Targets {
  #page;
  #askFunction;
  /** @type {TargetField[]} */
  #fields = [];

  /**
   * @param {Page} page
   * @param {(place: number) => void} askFunction opens the list of functions for a target
   */
  constructor(page, askFunction) {
    this.#page = page;
    this.#askFunction = askFunction;
  }

  /**
   * @param {readonly ExplainedTarget[]} explained those that are not hidden, as they were drawn last
   * @param {Problem | undefined} problem
   * @returns {TemplateResult}
   */
  view(explained, problem) {
    const state = this.#page.state();
    const drawn = state.targets.map((_, i) => i).filter((i) => !state.hidden.includes(i));
    return html`<section class="targets" aria-label="Targets">
      ${state.targets.map((target, i) => {
        const found = explained[drawn.indexOf(i)];
        return this.#row(target, i, found?.target === target.trim() ? found : undefined,
          problem?.target === i ? { at: problem.at ?? 0, error: problem.sentence } : undefined);
      })}
      <div class="target">
        <input id="add" aria-label="Add a target" placeholder="Add a target, or paste the address of a picture ( a )" spellcheck="false"
          autocapitalize="off" autocomplete="off" @keydown=${(/** @type {KeyboardEvent} */ e) => this.#added(e)}>
      </div>
    </section>`;
  }

  /**
   * @param {string} target
   * @param {number} i
   * @param {ExplainedTarget | undefined} found
   * @param {Mistake | undefined} refused
   */
  #row(target, i, found, refused) {
    const { hidden, explain } = this.#page.state();
    // The server leaves out the blanks at both ends.
    const blanks = target.length - target.trimStart().length;
    const told = refused ?? found?.mistake;
    const mistake = told === undefined ? undefined : { at: told.at + blanks, error: told.error };
    const field = this.#fields[i] ??= new TargetField(i, this.#page.redraw, (text) => this.#typed(i, text));
    return html`<div class="target ${hidden.includes(i) ? "off" : ""}">
      <button aria-pressed=${!hidden.includes(i)} title="show or hide" aria-label="Show target ${i + 1}"
        @click=${() => this.#page.change(({ hidden }) => ({ hidden: toggled(hidden, i) }))}>${hidden.includes(i) ? "○" : "●"}</button>
      <div class="edited">
        ${field.view(target, mistake)}
        ${found === undefined ? "" : html`<button class="summary" aria-expanded=${explain} title="why these numbers ( x )"
          @click=${() => this.#page.change({ explain: !explain }, true)}><span aria-hidden="true">${explain ? "▾" : "▸"}</span> ${summary(found)}</button>`}
        ${found !== undefined && explain ? explainedView(found, (part) => this.#replaced(i, part)) : ""}
      </div>
      <button title="apply a function ( . )" aria-label="Apply a function to target ${i + 1}" @click=${() => this.#askFunction(i)}>ƒ</button>
      <button title="remove" aria-label="Remove target ${i + 1}" @click=${() => this.#page.change((now) => without(now, i))}>✕</button>
    </div>`;
  }

  /** @param {number} place @param {string} text */
  #typed(place, text) {
    // Meanwhile others may have been added.
    this.#page.change(({ targets }) => ({ targets: targets.map((old, i) => (i === place ? text : old)) }), true);
  }

  /** @param {number} place @param {string} target */
  #replaced(place, target) {
    this.#page.change(({ targets }) => ({ targets: targets.map((old, i) => (i === place ? target : old)) }));
  }

  /** @param {KeyboardEvent} event */
  #added(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (event.key === "Escape") {
      field.blur();
    } else if (event.key === "Enter" && field.value.trim() !== "") {
      this.#page.change((now) => pasted(field.value, now));
      field.value = "";
    }
  }
}

/** @param {readonly number[]} places @param {number} place */
function toggled(places, place) {
  return places.includes(place) ? places.filter((one) => one !== place) : [...places, place].sort((a, b) => a - b);
}

/**
 * @param {PageState} state
 * @param {number} place
 * @returns {Partial<PageState>}
 */
function without(state, place) {
  return {
    targets: state.targets.filter((_, i) => i !== place),
    hidden: state.hidden.filter((one) => one !== place).map((one) => (one > place ? one - 1 : one)),
  };
}
