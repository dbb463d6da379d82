/** @import { Board, Panel } from "./boardState.js" */
/** @import { PanelSeries } from "./boardLoading.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { find } from "./api.js";
import { loadBoard, saveBoard } from "./boardApi.js";
import { PanelForms, savingView } from "./boardEditing.js";
import { panelSeries } from "./boardLoading.js";
import { emptyBoard, kind, substituted, writtenBoard } from "./boardState.js";
import { PanelCharts, namesView } from "./panelCharts.js";
import { panelTitle, panelView } from "./panels.js";
import { isWall } from "./state.js";
import { rangeOf } from "./time.js";

/** Widths are rounded up to so many pixels. */
const SHARED_WIDTH = 100;

/** A board: panels that are asked for together, share range and cursor, and can be changed and saved. */
export class BoardView {
  #page;
  #forms;
  /** The name that the board was asked for by; empty for none yet. */
  #asked = "";
  /** @type {Board | undefined} */
  #board;
  /** @type {string} */
  #tag = "";
  #isChanged = false;
  /** Boards that were changed and left, with the tags of what they were made from. @type {Map<string, {board: Board, tag: string}>} */
  #drafts = new Map();
  #isOvertaken = false;
  #isEdited = false;
  #problem = "";
  /** @type {readonly PanelSeries[]} */
  #found = [];
  /** What the variables with a query can be. @type {Map<string, readonly string[]>} */
  #choices = new Map();
  #charts;
  #request = new AbortController();

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.#charts = new PanelCharts((from, until) => page.change({ from: String(from), until: String(until) }));
    this.#forms = new PanelForms(page, (change) => this.#change(change));
    addEventListener("beforeunload", (event) => {
      if (this.#isChanged || this.#drafts.size > 0) {
        event.preventDefault();
      }
    });
    document.addEventListener("fullscreenchange", () => {
      if (document.fullscreenElement === null && isWall(page.state())) {
        page.change({ view: "" });
      }
    });
  }

  /** @type {ReadonlyMap<string, () => void>} */
  keys = new Map([
    ["e", () => this.#edit()],
    ["s", () => void this.#save(this.#tag)],
    ["f", () => this.#wall()],
    ["Escape", () => isWall(this.#page.state()) && this.#wall()],
  ].map(([key, action]) => /** @type {[string, () => void]} */ ([key, action])));

  title() {
    return `${this.#isChanged ? "* " : ""}${this.#page.state().board} – Plumbago`;
  }

  range() {
    return rangeOf(this.#found.flatMap((one) => one.series));
  }

  reset() {
    this.#charts.reset();
    this.#draw();
  }

  #draw() {
    this.#charts.draw(this.#found, this.#page.state());
  }

  async load() {
    this.#request.abort();
    this.#request = new AbortController();
    const signal = this.#request.signal;
    performance.mark("asked");
    try {
      if (this.#asked !== this.#page.state().board && !await this.#open(this.#page.state().board)) {
        return true;
      }
      const board = this.#board;
      if (board === undefined) {
        return true;
      }
      await this.#choose(board);
      // Walls of nearly one width share an answer.
      const width = Math.max(1, Math.ceil((document.querySelector(".panel")?.clientWidth ?? 400) / SHARED_WIDTH)) * SHARED_WIDTH;
      this.#found = await panelSeries(board.panels, this.#values(), this.#page.state(), width, signal);
      this.#problem = "";
      this.#page.redraw();
      this.#draw();
      performance.measure("drawn", "asked");
      return true;
    } catch (e) {
      if (/** @type {Error} */ (e).name === "AbortError") {
        return true;
      }
      this.#problem = /** @type {Error} */ (e).message;
      this.#page.redraw();
      return false;
    }
  }

  /**
   * Gets a board, and takes over its range where the address has none.
   *
   * @param {string} name
   * @returns {Promise<boolean>} false if that begins anew
   */
  async #open(name) {
    const draft = this.#drafts.get(name);
    const loaded = draft ?? await loadBoard(name);
    if (this.#isChanged && this.#board !== undefined) {
      this.#drafts.set(this.#asked, { board: this.#board, tag: this.#tag });
    }
    this.#drafts.delete(name);
    this.#asked = name;
    this.#board = loaded?.board ?? emptyBoard(name);
    this.#tag = loaded?.tag ?? "";
    this.#isChanged = draft !== undefined;
    this.#isOvertaken = false;
    this.#isEdited = loaded === undefined;
    this.#found = [];
    this.#choices.clear();
    this.#forms.close();
    this.#page.redraw();
    if (!new URLSearchParams(location.search).has("from")) {
      const { from, until, refresh } = this.#board;
      this.#page.change((now) => ({ from, until, refresh: now.refresh || refresh }), true);
      return false;
    }
    return true;
  }

  /** Asks for what variables can be. @param {Board} board */
  async #choose(board) {
    await Promise.all(board.variables.filter((one) => one.query !== "" && !this.#choices.has(one.name)).map(async ({ name, query }) => {
      this.#choices.set(name, (await find(query)).map((node) => node.text));
    }));
  }

  /** The values of all variables. */
  #values() {
    const given = new Map(this.#page.state().variables);
    return new Map((this.#board?.variables ?? []).map((one) => (
      [one.name, given.get(one.name) ?? (one.value || this.#possible(one)[0] || "")])));
  }

  /** @param {Board["variables"][number]} one */
  #possible(one) {
    return one.query === "" ? one.values : this.#choices.get(one.name) ?? [];
  }

  /** @param {(board: Board) => Board} change */
  #change(change) {
    if (this.#board !== undefined) {
      this.#board = change(this.#board);
      this.#isChanged = true;
      this.#page.redraw();
      void this.load();
    }
  }

  #edit() {
    this.#isEdited = !this.#isEdited;
    this.#forms.close();
    this.#page.redraw();
  }

  #wall() {
    const is = isWall(this.#page.state());
    if (is) {
      void document.exitFullscreen?.().catch(() => {});
    } else {
      void document.documentElement.requestFullscreen?.().catch(() => {});
    }
    this.#page.change({ view: is ? "" : "wall" });
  }

  /** @param {string | undefined} tag of what is saved over; undefined for whatever is there */
  async #save(tag) {
    const board = this.#board;
    if (board === undefined) {
      return;
    }
    const saved = await saveBoard(board, tag);
    this.#isOvertaken = saved.isOvertaken;
    if (saved.problem === "") {
      this.#tag = saved.tag;
      // What was changed while it was on its way is not saved yet.
      this.#isChanged = this.#board !== board;
    }
    this.#page.tell(saved.problem === "" ? "Saved." : saved.problem);
  }

  /** Has the board begin with the time that is shown. */
  #keepTime() {
    const { from, until, refresh } = this.#page.state();
    this.#change((board) => ({ ...board, from, until, refresh }));
  }

  /** @param {string} name */
  async #saveAs(name) {
    if (this.#board !== undefined && name !== "") {
      this.#board = { ...this.#board, name, isReadOnly: false, notes: [] };
      await this.#save("");
      if (!this.#isChanged) {
        this.#asked = name;
        this.#page.change({ board: name });
        this.#page.tell("Saved.");
      }
    }
  }

  #loadTheirs() {
    this.#isChanged = false;
    this.#asked = "";
    void this.load();
  }

  view() {
    const board = this.#board;
    if (board === undefined) {
      return html`<main class="board"><p class="status error" role="status">${this.#problem}</p></main>`;
    }
    const wall = isWall(this.#page.state());
    return html`<main class="board ${wall ? "wall" : ""}">
      ${wall ? "" : html`<div class="board-head"><h1>${board.name}${this.#isChanged ? html` <small>changed, not saved</small>` : ""}</h1>
        ${savingView(board, { isChanged: this.#isChanged, isEdited: this.#isEdited, isOvertaken: this.#isOvertaken }, {
          edit: () => this.#edit(), wall: () => this.#wall(), save: () => void this.#save(this.#tag), saveOver: () => void this.#save(undefined),
          saveAs: (name) => void this.#saveAs(name), loadTheirs: () => this.#loadTheirs(), json: () => this.#download(board), keepTime: () => this.#keepTime(),
        })}</div>`}
      ${this.#problem === "" ? "" : html`<p class="status error" role="status">${this.#problem}</p>`}
      ${board.notes.length === 0 || wall ? "" : html`<details class="notes"><summary>${board.notes.length} lines could not be taken over</summary>
        <ul>${board.notes.map((note) => html`<li>${note}</li>`)}</ul></details>`}
      ${this.#variables(board)}
      <div class="panels">${board.panels.map((panel, i) => this.#panel(panel, i))}</div>
      ${board.panels.length === 0 ? html`<p>${this.#tag === "" ? "There is no board of this name; saving makes one." : "There is nothing on this board yet."}</p>` : ""}
      ${this.#isEdited && !wall ? this.#forms.boardView(board) : ""}
    </main>`;
  }

  /** @param {Board} board */
  #variables(board) {
    const values = this.#values();
    return board.variables.length === 0 ? "" : html`<p class="variables">${board.variables.map((one) => {
      const value = values.get(one.name) ?? "";
      const possible = [...new Set([...this.#possible(one), value])];
      return html`<label>${one.name} <select @change=${(/** @type {Event} */ e) => this.#set(one.name, /** @type {HTMLSelectElement} */ (e.target).value)}>
        ${possible.map((each) => html`<option value=${each} .selected=${each === value}>${each}</option>`)}</select></label>`;
    })}</p>`;
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    this.#page.change(({ variables }) => ({ variables: [...variables.filter(([other]) => other !== name), [name, value]] }));
  }

  /** @param {Panel} panel @param {number} i */
  #panel(panel, i) {
    const values = this.#values();
    const found = this.#found[i];
    const { tz } = this.#page.state();
    const title = panel.odd === undefined ? panelTitle(panel, values) : "not known here";
    return html`<section class="panel ${kind(panel)}" aria-label=${title || `Panel ${i + 1}`}>
      <h2>${panel.targets.length === 0 ? title : html`<a href=${this.#large(panel, values)} title="as a graph">${title}</a>`}</h2>
      ${panelView(panel, found, values, tz)}
      ${kind(panel) === "graph" ? namesView(found) : ""}
      ${this.#isEdited ? this.#forms.panelView(panel, i, this.#board?.panels.length ?? 0) : ""}
    </section>`;
  }

  /** The same as a graph of its own. @param {Panel} panel @param {ReadonlyMap<string, string>} values */
  #large(panel, values) {
    const { from, until, tz, compare } = this.#page.state();
    const query = new URLSearchParams(panel.targets.map((target) => ["target", substituted(target, values)]));
    const { panel: _, width: __, height: ___, ...looks } = panel.params;
    Object.entries({ from, until, tz, compare, ...looks })
      .filter(([name, value]) => ["string", "number", "boolean"].includes(typeof value) && value !== "" && !name.startsWith("_"))
      .forEach(([name, value]) => query.set(name, substituted(String(value), values)));
    return `./?${query}`;
  }

  /** @param {Board} board */
  #download(board) {
    const text = JSON.stringify(writtenBoard(board), null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${board.name}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }
}
