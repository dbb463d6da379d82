/** @import { Series } from "./api.js" */
/** @import { PageState } from "./state.js" */
/** @import { Line } from "./chart.js" */
import { html, render as draw } from "./lit-html.js";
import { Refused, render } from "./api.js";
import { Chart } from "./chart.js";
import { copyView } from "./copy.js";
import { Finder } from "./finder.js";
import { FunctionList, wrapped } from "./functions.js";
import { helpView } from "./help.js";
import { legendView } from "./legend.js";
import { fromQuery, renderQuery, toQuery } from "./state.js";
import { targetsView } from "./targets.js";
import { applyTheme, nextTheme, themeName } from "./theme.js";
import { RANGES, comparedName, moved, nextCompared, range, seconds } from "./time.js";

/** More lines than these nobody tells apart. */
const MOST_LINES = 200;
/** A page without metrics looks for the first one so often, in milliseconds. */
const LOOK_FOR_FIRST = 1000;
const REFRESH_SECONDS = 10;

const place = /** @type {HTMLElement} */ (document.getElementById("page"));
let state = fromQuery(location.search);
/** @type {readonly Series[]} */
let shown = [];
/** @type {readonly Series[]} */
let past = [];
/** Place of the line that is shown alone; below 0 for all. */
let isolated = -1;
/** @type {number | null} */
let cursor = null;
let problem = "";
let told = "";
let helps = false;
let asked = new AbortController();
let timer = 0;
/** @type {Chart | undefined} */
let chart;

const finder = new Finder(view, toggle, (path) => state.targets.includes(path));
const functionList = new FunctionList(view, (target, one) =>
  change({ targets: state.targets.map((old, i) => (i === target ? wrapped(one, old) : old)) }));

/**
 * Goes to another state, notes it in the address, and has it drawn.
 *
 * @param {import("./state.js").Change} part
 * @param {boolean} [replaces] whether Back leads over it, as it does over single keys
 */
function change(part, replaces = false) {
  state = { ...state, ...(typeof part === "function" ? part(state) : part) };
  const query = toQuery(state);
  history[replaces ? "replaceState" : "pushState"](null, "", query === "" ? location.pathname : `?${query}`);
  isolated = -1;
  told = "";
  view();
  void load();
}

/** @param {string} path */
function toggle(path) {
  const at = state.targets.indexOf(path);
  change({ targets: at < 0 ? [...state.targets, path] : state.targets.filter((_, i) => i !== at), hidden: [] });
}

async function load() {
  asked.abort();
  clearTimeout(timer);
  asked = new AbortController();
  const query = renderQuery(state);
  if (!query.has("target")) {
    shown = [];
    past = [];
    problem = "";
    drawChart();
    view();
    return;
  }
  performance.mark("asked");
  try {
    const width = Math.max(100, chartPlace()?.clientWidth ?? 800);
    [shown, past] = await Promise.all([render(query, width, asked.signal), compared(query, width, asked.signal)]);
    problem = shown.length === 0 ? "Nothing has this name, or points in this range." : "";
    drawChart();
    view();
    performance.measure("drawn", "asked");
  } catch (e) {
    if (/** @type {Error} */ (e).name === "AbortError") {
      return;
    }
    problem = e instanceof Refused ? e.message : `No answer since ${new Date().toLocaleTimeString()}.`;
    view();
  }
  again();
}

/**
 * The same targets, some time ago, moved to now.
 *
 * @param {URLSearchParams} query
 * @param {number} width
 * @param {AbortSignal} signal
 * @returns {Promise<readonly Series[]>}
 */
async function compared(query, width, signal) {
  if (seconds(state.compare) === 0) {
    return [];
  }
  const earlier = new URLSearchParams(query);
  earlier.delete("target");
  query.getAll("target").forEach((target) => earlier.append("target", `timeShift(${target},"${state.compare}")`));
  return render(earlier, width, signal);
}

/** Has it drawn again later, if that was asked for and somebody can see it. */
function again() {
  clearTimeout(timer);
  if (state.refresh > 0 && document.visibilityState === "visible") {
    timer = window.setTimeout(() => void load(), state.refresh * 1000);
  }
}

/** @returns {Line[]} */
function lines() {
  /** @param {readonly Series[]} series @param {boolean} isPast */
  const of = (series, isPast) => series.slice(0, MOST_LINES).map((one, i) => (
    { series: one, place: i, past: isPast, shown: true }));
  const all = [...of(shown, false), ...of(past, true)];
  return all.map((line, i) => ({ ...line, shown: isolated < 0 || isolated === i || (line.past && isolated === line.place) }));
}

/** @returns {HTMLElement | null} */
function chartPlace() {
  return document.querySelector(".chart");
}

function drawChart() {
  const where = chartPlace();
  if (where === null) {
    return;
  }
  chart ??= new Chart(
    where,
    (from, until) => change({ from: String(from), until: String(until) }),
    (at) => {
      cursor = at;
      view();
    });
  chart.show(lines());
}

function drawnRange() {
  const first = shown[0];
  return first === undefined ? undefined : { start: first.start, end: first.start + first.step * first.values.length };
}

/** @param {number} by share of the range @param {number} stretched */
function move(by, stretched) {
  change(moved(range(state, drawnRange()), by, stretched));
}

/** @param {number} i */
function isolate(i) {
  isolated = isolated === i ? -1 : i;
  drawChart();
  view();
}

/** @param {string} what */
function tell(what) {
  told = what;
  view();
}

function status() {
  if (problem !== "") {
    return problem;
  }
  if (told !== "") {
    return told;
  }
  const points = shown.reduce((sum, one) => sum + one.values.length, 0);
  const limited = shown.length > MOST_LINES ? `, of which ${MOST_LINES} are drawn` : "";
  return shown.length === 0 ? "" : `${shown.length} series${limited}, ${points} points`;
}

/** For those who cannot see it. */
function spoken() {
  const series = shown[0];
  const last = series?.values.filter((value) => value !== null).at(-1);
  return `Graph of ${shown.length} series` + (last === undefined ? "" : `, the last value of ${series?.target} is ${last}`);
}

function header() {
  return html`<header>
    <a class="brand" href="./">Plumbago</a>
    <label>from <input id="time" size="13" spellcheck="false" .value=${state.from}
      @change=${(/** @type {Event} */ e) => change({ from: /** @type {HTMLInputElement} */ (e.target).value })}></label>
    <label>until <input size="13" spellcheck="false" .value=${state.until}
      @change=${(/** @type {Event} */ e) => change({ until: /** @type {HTMLInputElement} */ (e.target).value })}></label>
    <span class="ranges" role="group" aria-label="Time range">${RANGES.map(([from, name]) => html`
      <button aria-pressed=${state.from === from && state.until === "now"} title=${name}
        @click=${() => change({ from, until: "now" })}>${from.slice(1)}</button>`)}</span>
    <button title="compare ( c )" aria-pressed=${state.compare !== ""} @click=${() => change({ compare: nextCompared(state.compare) })}>
      compare: ${comparedName(state.compare)}</button>
    <button title="refresh by itself ( R )" aria-pressed=${state.refresh > 0} @click=${refresh}>
      ↻ ${state.refresh > 0 ? `${state.refresh} s` : "off"}</button>
    ${copyView(state, tell)}
    <button title="light or dark ( T )" @click=${changeTheme}>${themeName()}</button>
    <button title="keys ( ? )" @click=${help}>?</button>
  </header>`;
}

function refresh() {
  change({ refresh: state.refresh > 0 ? 0 : REFRESH_SECONDS }, true);
}

function changeTheme() {
  nextTheme();
  chart?.reset();
  drawChart();
  view();
}

function help() {
  helps = !helps;
  view();
}

/** What a server that has no metrics yet shows. */
function first() {
  const host = location.hostname || "localhost";
  return html`<section class="first" aria-label="First steps">
    <h1>No metrics yet</h1>
    <p>Send one, and it appears here:</p>
    <pre>echo "test 10 $(date +%s)" | nc -w1 ${host} 2003</pre>
  </section>`;
}

function view() {
  draw(
    html`${header()}
      ${finder.view()}
      <main>
        ${finder.isEmpty && state.targets.length === 0 ? first() : ""}
        ${targetsView(state, change, (i) => void functionList.open(i))}
        ${functionList.view()}
        <p class="status ${problem === "" ? "" : "error"}" role="status">${status()}</p>
        <div class="chart" role="img" aria-label=${spoken()}></div>
        ${shown.length > 0 ? legendView(lines(), cursor, state.sort, (sort) => change({ sort }, true), isolate) : ""}
      </main>
      ${helpView(helps, help)}`,
    place,
  );
  document.title = state.targets.length === 0 ? "Plumbago" : `${state.targets[0]} – Plumbago`;
  place.removeAttribute("aria-busy");
}

/** Looks for names until there is one. */
async function waitForFirst() {
  await finder.look();
  if (finder.isEmpty) {
    setTimeout(() => void waitForFirst(), LOOK_FOR_FIRST);
  }
}

/** @type {ReadonlyMap<string, () => void>} */
const KEYS = new Map([
  ["/", () => document.getElementById("find")?.focus()],
  ["a", () => document.getElementById("add")?.focus()],
  ["t", () => /** @type {HTMLInputElement | null} */ (document.getElementById("time"))?.select()],
  [".", () => state.targets.length > 0 && void functionList.open(state.targets.length - 1)],
  ["c", () => change({ compare: nextCompared(state.compare) })],
  ["[", () => move(-0.5, 1)],
  ["]", () => move(0.5, 1)],
  ["+", () => move(0, 0.5)],
  ["-", () => move(0, 2)],
  ["z", () => history.back()],
  ["r", () => void load()],
  ["R", refresh],
  ["0", () => isolate(isolated)],
  ["T", changeTheme],
  ["u", () => void navigator.clipboard?.writeText(location.href).then(() => tell("Copied: address of this page."), () => tell(location.href))],
  ["?", help],
  ["Escape", () => {
    helps = false;
    functionList.close();
  }],
]);

addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const action = KEYS.get(event.key);
  if (action === undefined || event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea")) {
    return;
  }
  event.preventDefault();
  action();
});
addEventListener("popstate", () => {
  state = fromQuery(location.search);
  view();
  void load();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state.refresh > 0) {
    void load();
  }
});

applyTheme();
view();
void waitForFirst();
void load();
