/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { boardNames, loadBoard, saveBoard } from "./boardApi.js";
import { emptyBoard } from "./boardState.js";

/** The names there are, as far as they were asked for. @type {readonly string[]} */
let names = [];

/** Opens it, and has one type a name. */
export function askForBoard() {
  const menu = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".add-to-board"));
  if (menu !== null) {
    menu.open = true;
    menu.querySelector("input")?.focus();
  }
}

/**
 * A menu that keeps what is drawn as a panel of a board.
 *
 * @param {Page} page
 * @returns {TemplateResult}
 */
export function addToBoardView(page) {
  return html`<details class="menu add-to-board" @toggle=${(/** @type {Event} */ e) => void opened(e, page)}>
    <summary title="keep as a panel ( s )">Add to board</summary>
    <form @submit=${(/** @type {Event} */ e) => void add(e, page)}>
      <input name="board" required maxlength="200" list="board-names" aria-label="Name of the board" placeholder="board" autocomplete="off">
      <datalist id="board-names">${names.map((name) => html`<option value=${name}></option>`)}</datalist>
      <input name="title" maxlength="200" aria-label="Title of the panel" placeholder="title">
      <button>add</button>
    </form></details>`;
}

/** @param {Event} event @param {Page} page */
async function opened(event, page) {
  if (/** @type {HTMLDetailsElement} */ (event.target).open) {
    names = await boardNames("").catch(() => []);
    page.redraw();
  }
}

/** @param {Event} event @param {Page} page */
async function add(event, page) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const given = new FormData(form);
  const name = String(given.get("board")).trim();
  const title = String(given.get("title")).trim();
  const { targets, hidden, from, until } = page.state();
  const panel = { targets: targets.filter((_, i) => !hidden.includes(i)), params: title === "" ? {} : { title } };
  try {
    const loaded = await loadBoard(name);
    const board = loaded?.board ?? { ...emptyBoard(name), from, until };
    const saved = await saveBoard({ ...board, panels: [...board.panels, panel] }, loaded?.tag ?? "");
    page.tell(saved.problem === "" ? `Added to the board ${name}.` : saved.problem);
    if (saved.problem === "") {
      form.closest("details")?.removeAttribute("open");
      form.reset();
    }
  } catch (e) {
    page.tell(/** @type {Error} */ (e).message);
  }
}
