/** @import { TemplateResult } from "./lit-html.js" */
import { html } from "./lit-html.js";

/** @type {readonly (readonly [string, string])[]} */
export const KEYS = [
  ["/", "find metrics"], ["a", "add a target"], ["e", "edit the first target, or a board"], [".", "apply a function to the last target"],
  ["x", "why these numbers"], ["v", "mark events"],
  ["c", "compare with an hour, a day, a week, a year ago"], ["t", "time"], ["[ ]", "earlier, later"],
  ["+ −", "shorter, longer range"], ["z", "back"], ["r", "refresh now"], ["R", "refresh every 10 seconds"],
  ["1 … 9", "one line alone"], ["0", "all lines"], ["l", "another order of the legend"],
  ["← →", "in the graph: walk over the points, with Shift by ten"], ["s", "add the graph to a board; save a board"], ["f", "a board on all of the screen"], ["T", "light or dark"], ["u", "copy the address"], ["?", "these keys"],
];

/**
 * @param {boolean} open
 * @param {() => void} close
 * @returns {TemplateResult | string}
 */
export function helpView(open, close) {
  if (open) {
    // Only what is shown as modal keeps the focus from what it covers; it has to be in the page before.
    queueMicrotask(showModal);
  } else {
    // Gives the focus back, which just leaving the page would not.
    dialog()?.close();
  }
  return open
    ? html`<dialog class="help" aria-label="Keys" @cancel=${close}>
        <h2>Keys</h2>
        <dl>${KEYS.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
        <button @click=${close}>Close</button>
      </dialog>`
    : "";
}

/** @returns {HTMLDialogElement | null} */
function dialog() {
  return document.querySelector("dialog.help");
}

function showModal() {
  const shown = dialog();
  if (shown !== null && !shown.open) {
    shown.showModal();
  }
}
