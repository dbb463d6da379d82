/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Change, PageState } from "./state.js" */
import { html } from "./lit-html.js";
import { pasted } from "./state.js";

/** A target is drawn so many milliseconds after the last key. */
const PAUSE = 150;

let waiting = 0;

/**
 * The targets, each a text that can be changed as one likes.
 *
 * @param {PageState} state
 * @param {(part: Change, replace?: boolean) => void} change
 * @param {(place: number) => void} askFunction opens the list of functions for a target
 * @returns {TemplateResult}
 */
export function targetsView(state, change, askFunction) {
  return html`<section class="targets" aria-label="Targets">
    ${state.targets.map((target, i) => html`<div class="target">
      <button aria-pressed=${!state.hidden.includes(i)} title="show or hide" aria-label="Show target ${i + 1}"
        @click=${() => change({ hidden: toggled(state.hidden, i) })}>${state.hidden.includes(i) ? "○" : "●"}</button>
      <textarea rows=${Math.min(5, target.split("\n").length)} spellcheck="false" autocapitalize="off" aria-label="Target ${i + 1}"
        .value=${target} @input=${(/** @type {Event} */ e) => typed(e, i, change)}></textarea>
      <button title="apply a function ( . )" @click=${() => askFunction(i)}>ƒ<span class="unseen">unction for target ${i + 1}</span></button>
      <button title="remove" @click=${() => change(without(state, i))}>✕<span class="unseen">remove target ${i + 1}</span></button>
    </div>`)}
    <div class="target">
      <input id="add" aria-label="Add a target" placeholder="Add a target, or paste the address of a picture ( a )" spellcheck="false"
        autocapitalize="off" autocomplete="off" @keydown=${(/** @type {KeyboardEvent} */ e) => added(e, state, change)}>
    </div>
  </section>`;
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
export function without(state, place) {
  return {
    targets: state.targets.filter((_, i) => i !== place),
    hidden: state.hidden.filter((one) => one !== place).map((one) => (one > place ? one - 1 : one)),
  };
}

/**
 * @param {Event} event
 * @param {number} place
 * @param {(part: Change, replace?: boolean) => void} change
 */
function typed(event, place, change) {
  const text = /** @type {HTMLTextAreaElement} */ (event.target).value;
  clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    if (text.trim() !== "") {
      // Meanwhile others may have been added.
      change((now) => ({ targets: now.targets.map((old, i) => (i === place ? text : old)) }), true);
    }
  }, PAUSE);
}

/**
 * @param {KeyboardEvent} event
 * @param {PageState} state
 * @param {(part: Change, replace?: boolean) => void} change
 */
function added(event, state, change) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (event.key === "Escape") {
    field.blur();
  } else if (event.key === "Enter" && field.value.trim() !== "") {
    change(pasted(field.value, state));
    field.value = "";
  }
}
