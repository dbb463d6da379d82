/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Change, PageState } from "./state.js" */
import { html, render as draw } from "./lit-html.js";
import { BoardView } from "./board.js";
import { Boards } from "./boards.js";
import { Graph } from "./graph.js";
import { Header } from "./header.js";
import { helpView } from "./help.js";
import { Server } from "./server.js";
import { fromQuery, isWall, toQuery, unescaped } from "./state.js";
import { applyTheme, nextTheme } from "./theme.js";
import { moved, range } from "./time.js";

/**
 * @typedef {object} View one of the things that the page can show
 * @property {() => TemplateResult} view
 * @property {() => Promise<boolean>} load asks for all that it shows; false if there was no answer at all
 * @property {() => void} reset forgets what was drawn in other colours, or on another element
 * @property {() => {start: number, end: number} | undefined} range what is drawn, in seconds since the epoch
 * @property {() => string} title
 * @property {ReadonlyMap<string, () => void>} keys
 *
 * @typedef {object} Page what the views may ask of the page
 * @property {() => PageState} state
 * @property {(part: Change, replaces?: boolean) => void} change goes to another state
 * @property {() => void} redraw
 * @property {(what: string) => void} tell shows a sentence until the next change
 */

const REFRESH_SECONDS = 10;
/** A server that does not answer is asked again so soon. */
const RETRY_SECONDS = 5;

const place = /** @type {HTMLElement} */ (document.getElementById("page"));
let state = arrived();
let told = "";
let helps = false;
let timer = 0;

/** @type {Page} */
const page = {
  state: () => state,
  change,
  redraw: view,
  tell(what) {
    told = what;
    view();
  },
};
const header = new Header(page, { refresh, theme: changeTheme, help });
const graph = new Graph(page);
/** What is shown instead of a graph, as the address names it. @type {ReadonlyMap<string, View>} */
const views = new Map(/** @type {[string, View][]} */ ([["boards", new Boards(page)], ["server", new Server(page)]]));
/** @type {View} */
const board = new BoardView(page);

/** What the address says. graphite-web had a dashboard's name behind a #, which no server sees and a redirect keeps. */
function arrived() {
  const named = fromQuery(location.search);
  const dashboard = /^#(.+)/.exec(location.hash)?.[1];
  return named.view === "boards" && dashboard !== undefined ? { ...named, view: "", board: unescaped(dashboard) } : named;
}

/** @returns {View} */
function shown() {
  return state.board === "" ? views.get(state.view) ?? graph : board;
}

/**
 * Goes to another state, notes it in the address, and has it drawn.
 *
 * @param {Change} part
 * @param {boolean} [replaces] whether Back leads over it, as it does over single keys
 */
function change(part, replaces = false) {
  state = { ...state, ...(typeof part === "function" ? part(state) : part) };
  const query = toQuery(state);
  history[replaces ? "replaceState" : "pushState"](null, "", query === "" ? location.pathname : `?${query}`);
  told = "";
  view();
  void load();
}

/** Shows what the address says. */
function arrive() {
  state = fromQuery(location.search);
  told = "";
  view();
  void load();
}

async function load() {
  clearTimeout(timer);
  const isAnswered = await shown().load();
  clearTimeout(timer);
  const seconds = isAnswered ? state.refresh : RETRY_SECONDS;
  if (seconds > 0 && document.visibilityState === "visible") {
    timer = window.setTimeout(() => void load(), seconds * 1000);
  }
}

/** @param {number} by share of the range @param {number} stretched how many times as long */
function move(by, stretched) {
  change(moved(range(state, shown().range()), by, stretched));
}

function refresh() {
  change({ refresh: state.refresh > 0 ? 0 : REFRESH_SECONDS }, true);
}

function changeTheme() {
  nextTheme();
  shown().reset();
  view();
}

function help() {
  helps = !helps;
  view();
}

function view() {
  // A wall shows a board and nothing else.
  draw(html`${isWall(state) ? "" : header.view(told)}${shown().view()}${helpView(helps, help)}`, place);
  document.title = shown().title();
  place.removeAttribute("aria-busy");
}

/** @type {ReadonlyMap<string, () => void>} */
const KEYS = new Map([
  ["t", () => /** @type {HTMLInputElement | null} */ (document.getElementById("time"))?.select()],
  ["[", () => move(-0.5, 1)],
  ["]", () => move(0.5, 1)],
  ["+", () => move(0, 0.5)],
  ["-", () => move(0, 2)],
  ["z", () => history.back()],
  ["r", () => void load()],
  ["R", refresh],
  ["T", changeTheme],
  ["u", () => void header.copyAddress()],
  ["?", help],
]);

addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Escape" && helps) {
    help();
    return;
  }
  const action = shown().keys.get(event.key) ?? KEYS.get(event.key);
  if (action === undefined || event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, select")) {
    return;
  }
  event.preventDefault();
  action();
});
addEventListener("popstate", arrive);
// Links to what this page shows do not load it anew.
addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest("a");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (link !== null && !elsewhere && !event.defaultPrevented && link.download === "" && link.origin === location.origin
    && link.pathname === location.pathname) {
    event.preventDefault();
    history.pushState(null, "", link.href);
    arrive();
  }
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state.refresh > 0) {
    void load();
  }
});

applyTheme();
view();
void load();
