/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { server } from "./api.js";
import { problem } from "./loading.js";
import { accounts, dropped, names, queries, rules, senders } from "./serverTables.js";
import { keepToken } from "./token.js";

/** What the server knows of itself: its accounts, what was dropped, who sends, where the names are, what is slow, and the rules. */
export class Server {
  #page;
  #asked = new AbortController();
  /** Branch whose children are counted. */
  #prefix = "";
  #sort = "points";
  #problem = "";
  /** The answers by what was asked. @type {Map<string, any>} */
  #answers = new Map();
  /** The status before the last, for what has changed since. @type {any} */
  #before;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** @type {ReadonlyMap<string, () => void>} */
  keys = new Map();

  title() {
    return "Server – Plumbago";
  }

  range() {
    return undefined;
  }

  reset() {
    // There is nothing drawn.
  }

  async load() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const signal = this.#asked.signal;
    const limited = new URLSearchParams({ limit: "20" });
    const paths = ["status", "dropped", `senders?${new URLSearchParams({ sort: this.#sort, limit: "20" })}`,
      `names?${this.#prefix === "" ? limited : new URLSearchParams({ prefix: this.#prefix, limit: "20" })}`, "queries", "rules"];
    try {
      await Promise.all(paths.map(async (path) => {
        const answer = await server(path, signal);
        const what = path.replace(/\?.*/, "");
        if (what === "status") {
          this.#before = this.#answers.get(what);
        }
        this.#answers.set(what, answer);
        this.#page.redraw();
      }));
      this.#problem = "";
      this.#page.redraw();
      return true;
    } catch (e) {
      if (/** @type {Error} */ (e).name === "AbortError") {
        return true;
      }
      const { sentence, isAway } = problem(e, this.#page.state());
      this.#problem = sentence;
      this.#page.redraw();
      return !isAway;
    }
  }

  view() {
    const { refresh } = this.#page.state();
    const status = this.#answers.get("status");
    const withheld = this.#answers.get("dropped")?.withheld ?? "";
    return html`<main class="server">
      <h1>Server</h1>
      <p class="status ${this.#problem === "" ? "" : "error"}" role="status">${this.#problem}${
        refresh === 0 && this.#problem === "" ? "As it was when this was opened; ↻ keeps it up to date." : ""}</p>
      ${withheld === "" ? "" : html`<form class="withheld" @submit=${(/** @type {Event} */ e) => this.#given(e)}>
        <label>Who sent what is left out: ${withheld}. Token <input name="token" type="password" autocomplete="off" size="20"></label> <button>use</button></form>`}
      ${status === undefined ? "" : accounts(status, this.#before)}
      ${this.#section("dropped", (answer) => dropped(answer, this.#page.state().tz))}
      ${this.#section("senders", (answer) => senders(answer, this.#page.state().tz, (sort) => {
        this.#sort = sort;
        void this.load();
      }))}
      ${this.#section("names", (answer) => names(answer, (prefix) => {
        this.#prefix = prefix;
        void this.load();
      }))}
      ${this.#section("queries", queries)}
      ${this.#section("rules", rules)}
    </main>`;
  }

  /** @param {string} what @param {(answer: any) => unknown} shown */
  #section(what, shown) {
    const answer = this.#answers.get(what);
    return answer === undefined ? "" : shown(answer);
  }

  /** @param {Event} event */
  #given(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    keepToken(String(new FormData(form).get("token")));
    form.reset();
    void this.load();
  }
}
