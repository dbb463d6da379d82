/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { boardNames, deleteBoard, saveBoard } from "./boardApi.js";
import { importedBoard } from "./boardImport.js";
import { emptyBoard } from "./boardState.js";
import { keepToken } from "./token.js";

/** @param {Event} event */
function field(event) {
  return /** @type {HTMLInputElement} */ (event.target);
}

/** The list of boards: find, make, take over, delete. */
export class Boards {
  #page;
  /** @type {readonly string[]} */
  #names = [];
  #words = "";
  #problem = "";
  /** The one that is to be deleted, when that is confirmed. */
  #doomed = "";
  #needsToken = false;
  /** The one that was to be deleted last. */
  #refused = "";

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** @type {ReadonlyMap<string, () => void>} */
  keys = new Map([["/", () => document.getElementById("find-board")?.focus()]]);

  title() {
    return "Boards – Plumbago";
  }

  range() {
    return undefined;
  }

  reset() {
    // There is nothing drawn.
  }

  async load() {
    const words = this.#words;
    try {
      const names = await boardNames(words);
      if (words === this.#words) {
        this.#names = names;
        this.#problem = "";
      }
      return true;
    } catch (e) {
      this.#problem = /** @type {Error} */ (e).message;
      return false;
    } finally {
      this.#page.redraw();
    }
  }

  view() {
    return html`<main class="boards">
      <h1>Boards</h1>
      <p class="status ${this.#problem === "" ? "" : "error"}" role="status">${this.#problem === ""
        ? `${this.#names.length} ${this.#names.length === 1 ? "board" : "boards"}` : this.#problem}</p>
      <input id="find-board" type="search" aria-label="Find boards" placeholder="Find boards ( / )" spellcheck="false" .value=${this.#words}
        @input=${(/** @type {Event} */ e) => {
          this.#words = field(e).value;
          void this.load();
        }} @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}>
      <ul class="board-list">${this.#names.map((name) => this.#row(name))}</ul>
      ${this.#needsToken ? html`<form @submit=${(/** @type {Event} */ e) => this.#tokenGiven(e)}>
        <label>Token of who administers <input name="token" type="password" autocomplete="off" size="20"></label> <button>use</button></form>` : ""}
      <form class="new-board" @submit=${(/** @type {Event} */ e) => void this.#make(e)}>
        <h2>New board</h2>
        <label>name <input name="name" required maxlength="200" spellcheck="false"></label>
        <label>taken over from (a dashboard of graphite-web as JSON, a board of this page, or a file of Tasseo; empty for none)
          <textarea name="source" rows="3" spellcheck="false"></textarea></label>
        <label>or from a file <input type="file" accept=".json,.js,text/*" @change=${(/** @type {Event} */ e) => void read(e)}></label>
        <button>make</button>
      </form>
    </main>`;
  }

  /** @param {string} name */
  #row(name) {
    const address = `./?${new URLSearchParams({ board: name })}`;
    return html`<li><a href=${address}>${name}</a>
      ${this.#doomed === name
        ? html`<span>delete it for good? <button @click=${() => void this.#delete(name)}>delete</button>
            <button @click=${() => this.#doom("")}>keep</button></span>`
        : html`<button title="delete" @click=${() => this.#doom(name)}>✕<span class="unseen">delete ${name}</span></button>`}</li>`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const [first] = this.#names;
    if (event.key === "Enter" && first !== undefined) {
      this.#page.change({ view: "", board: first, variables: [] });
    }
  }

  /** @param {string} name */
  #doom(name) {
    this.#doomed = name;
    this.#page.redraw();
  }

  /** @param {string} name */
  async #delete(name) {
    const { problem, needsToken } = await deleteBoard(name);
    this.#refused = name;
    this.#doomed = "";
    this.#needsToken = needsToken;
    await this.load();
    this.#problem = problem;
    this.#page.redraw();
  }

  /** @param {Event} event */
  #tokenGiven(event) {
    event.preventDefault();
    keepToken(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("token")));
    void this.#delete(this.#refused);
  }

  /** @param {Event} event */
  async #make(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const name = String(given.get("name")).trim();
    const source = String(given.get("source")).trim();
    const board = source === "" ? emptyBoard(name) : importedBoard(source, name);
    const problem = board === undefined
      ? "This is neither a dashboard of graphite-web nor one of Tasseo: expected {\"graphs\": […]} or var metrics = […]."
      : (await saveBoard(board, "")).problem;
    if (problem === "") {
      this.#page.change({ view: "", board: name, variables: [] });
    } else {
      this.#problem = problem;
      this.#page.redraw();
    }
  }
}

/** A file's text becomes what is taken over. @param {Event} event */
async function read(event) {
  const input = field(event);
  const area = input.form?.elements.namedItem("source");
  const file = input.files?.[0];
  if (file !== undefined && area instanceof HTMLTextAreaElement) {
    area.value = await file.text();
  }
}
