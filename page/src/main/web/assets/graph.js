/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Line } from "./chart.js" */
/** @import { Loaded, Problem } from "./loading.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { addToBoardView, askForBoard } from "./addToBoard.js";
import { Chart } from "./chart.js";
import { eventsView } from "./events.js";
import { Finder } from "./finder.js";
import { FunctionList, unwrapped, wrapped } from "./functions.js";
import { SORTS, legendView } from "./legend.js";
import { nothingView } from "./nothing.js";
import { Loading, NOTHING, problem } from "./loading.js";
import { Targets } from "./targets.js";
import { nextCompared, range, rangeOf, shownTime } from "./time.js";

/** More lines than these nobody tells apart. */
const MOST_LINES = 200;
/** Who waits longer, in milliseconds, is shown that there is something to wait for. */
const SHOWN_AS_SLOW = 200;
/** A page without metrics looks for the first one so often, in milliseconds. */
const LOOK_FOR_FIRST = 1000;

/** The graph: finder, targets, chart and legend. */
export class Graph {
  #page;
  #finder;
  #targets;
  #functions;
  #loading = new Loading();
  /** @type {Loaded} */
  #loaded = NOTHING;
  /** @type {Problem | undefined} */
  #problem;
  /** Whether what was drawn last is shown, and not what is written. */
  #isHalf = false;
  /** Place of the line that is shown alone; below 0 for all. */
  #isolated = -1;
  /** @type {number | null} */
  #cursor = null;
  /** @type {Chart | undefined} */
  #chart;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.#finder = new Finder(page.redraw, (path) => this.#toggle(path), (path) => page.state().targets.includes(path));
    this.#targets = new Targets(page, (place) => void this.#functions.open(place));
    this.#functions = new FunctionList(page.redraw,
      (place, one) => this.#retarget(place, (target) => wrapped(one, target)),
      (place) => this.#retarget(place, unwrapped));
    void this.#waitForFirst();
  }

  /** @type {ReadonlyMap<string, () => void>} */
  keys = new Map([
    ["/", () => document.getElementById("find")?.focus()],
    ["a", () => document.getElementById("add")?.focus()],
    ["e", () => document.getElementById("target-0")?.focus()],
    [".", () => {
      const last = this.#page.state().targets.length - 1;
      if (last >= 0) {
        void this.#functions.open(last);
      }
    }],
    ["c", () => this.#page.change({ compare: nextCompared(this.#page.state().compare) })],
    ["x", () => this.#page.change((now) => ({ explain: !now.explain }), true)],
    ["v", () => this.#page.change((now) => ({ events: now.events === "" ? "*" : "" }))],
    ["s", askForBoard],
    ["l", () => this.#page.change(({ sort }) => ({ sort: ["", ...SORTS][SORTS.indexOf(sort) + 2] ?? "" }), true)],
    ["0", () => this.#isolate(this.#isolated)],
    ...Array.from({ length: 9 }, (_, i) => /** @type {[string, () => void]} */ ([String(i + 1), () => this.#isolate(i)])),
    ["Escape", () => this.#functions.close()],
  ]);

  title() {
    const target = this.#page.state().targets[0];
    return target === undefined ? "Plumbago" : `${target} – Plumbago`;
  }

  range() {
    return rangeOf(this.#loaded.series);
  }

  reset() {
    this.#chart?.reset();
    this.#draw();
  }

  async load() {
    performance.mark("asked");
    const state = this.#page.state();
    const slow = setTimeout(() => this.#busy(true), SHOWN_AS_SLOW);
    try {
      const width = Math.max(100, document.querySelector(".chart")?.clientWidth ?? 800);
      const loaded = await this.#loading.load(state, width);
      if (loaded === undefined) {
        return true;
      }
      this.#isHalf = loaded.targets.some((one) => one.mistake !== undefined) && this.#loaded.series.length > 0;
      // Of a target that is half written the server takes the beginning, which draws something else.
      this.#loaded = this.#isHalf ? { ...this.#loaded, targets: loaded.targets } : loaded;
      this.#problem = undefined;
      if (this.#isolated >= this.#lines().length) {
        this.#isolated = -1;
      }
      this.#draw();
      this.#page.redraw();
      performance.measure("drawn", "asked");
      return true;
    } catch (e) {
      this.#problem = problem(e, state);
      this.#page.redraw();
      return !this.#problem.isAway;
    } finally {
      clearTimeout(slow);
      this.#busy(false);
    }
  }

  /** @param {boolean} is whether an answer is waited for longer than one would not notice */
  #busy(is) {
    document.querySelector(".chart")?.setAttribute("aria-busy", String(is));
  }

  /** @returns {TemplateResult} */
  view() {
    const state = this.#page.state();
    const { series, targets, happenings, warning } = this.#loaded;
    return html`
      ${this.#finder.view()}
      <main>
        ${this.#finder.isEmpty && state.targets.length === 0 ? first() : ""}
        ${this.#targets.view(targets, this.#problem)}
        ${this.#functions.view()}
        <p class="status ${this.#problem === undefined ? "" : "error"}" role="status">${this.#status()}</p>
        <p class="at" aria-hidden="true">${this.#cursor === null || series.length === 0 ? "" : shownTime(this.#cursor, state.tz)}</p>
        ${warning === "" ? "" : html`<p class="warning" role="status">Not all could be read: ${warning}</p>`}
        <div class="chart" role="application" tabindex="0" aria-roledescription="graph" aria-label=${this.#spoken()}
          @keydown=${(/** @type {KeyboardEvent} */ e) => this.#walk(e)}></div>
        ${nothingView(this.#page, targets, (text) => this.#finder.search(text))}
        ${series.length > 0
          ? legendView(this.#lines(), this.#cursor, state.sort, (sort) => this.#page.change({ sort }, true), (i) => this.#isolate(i))
          : ""}
        ${state.targets.length > 0 ? addToBoardView(this.#page) : ""}
        ${eventsView(this.#page, happenings)}
      </main>`;
  }

  /** @param {string} path */
  #toggle(path) {
    this.#page.change(({ targets }) => {
      const at = targets.indexOf(path);
      return { targets: at < 0 ? [...targets, path] : targets.filter((_, i) => i !== at), hidden: [] };
    });
  }

  /** @param {number} place @param {(target: string) => string} by */
  #retarget(place, by) {
    this.#page.change(({ targets }) => ({ targets: targets.map((old, i) => (i === place ? by(old) : old)) }));
  }

  /** @returns {Line[]} */
  #lines() {
    /** @param {Loaded["series"]} series @param {boolean} isPast */
    const of = (series, isPast) => series.slice(0, MOST_LINES).map((one, i) => (
      { series: one, place: i, past: isPast, shown: true }));
    const all = [...of(this.#loaded.series, false), ...of(this.#loaded.past, true)];
    const alone = this.#isolated;
    return all.map((line, i) => ({ ...line, shown: alone < 0 || alone === i || (line.past && alone === line.place) }));
  }

  #draw() {
    const where = /** @type {HTMLElement | null} */ (document.querySelector(".chart"));
    if (where === null) {
      return;
    }
    if (this.#chart?.place !== where) {
      // Another view was shown meanwhile.
      this.#chart?.destroy();
      this.#chart = undefined;
    }
    this.#chart ??= new Chart(
      where,
      (from, until) => this.#page.change({ from: String(from), until: String(until) }),
      (at) => {
        this.#cursor = at;
        this.#page.redraw();
      });
    const state = this.#page.state();
    this.#chart.show(this.#lines(), state.tz, this.#loaded.happenings, range(state, this.range()));
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const step = new Map([["ArrowLeft", -1], ["ArrowRight", 1]]).get(event.key);
    if (step !== undefined) {
      event.preventDefault();
      this.#chart?.walk(event.shiftKey ? 10 * step : step);
    }
  }

  /** @param {number} i */
  #isolate(i) {
    if (i >= this.#lines().length) {
      return;
    }
    this.#isolated = this.#isolated === i ? -1 : i;
    this.#draw();
    this.#page.redraw();
  }

  #status() {
    const { series } = this.#loaded;
    if (this.#problem !== undefined) {
      return this.#problem.target === undefined ? this.#problem.sentence : series.length > 0 ? "What was drawn last is shown." : "";
    }
    if (this.#isHalf) {
      return "What was drawn last is shown.";
    }
    if (series.length === 0) {
      return this.#page.state().targets.length > 0 ? "No series." : "";
    }
    const points = series.reduce((sum, one) => sum + one.values.length, 0);
    const limited = series.length > MOST_LINES ? `, of which ${MOST_LINES} are drawn` : "";
    return `${series.length} series${limited}, ${points} points`;
  }

  /** For those who cannot see it. */
  #spoken() {
    const series = this.#loaded.series[0];
    const last = series?.values.filter((value) => value !== null).at(-1);
    const at = this.#cursor === null ? "" : `, at ${shownTime(this.#cursor, this.#page.state().tz)}`;
    return `Graph of ${this.#loaded.series.length} series`
      + (last === undefined ? "" : `, the last value of ${series?.target} is ${last}`) + at;
  }

  /** Looks for names until there is one. */
  async #waitForFirst() {
    await this.#finder.look();
    if (this.#finder.isEmpty) {
      setTimeout(() => void this.#waitForFirst(), LOOK_FOR_FIRST);
    }
  }
}

/** What a server that has no metrics yet shows. */
function first() {
  const host = location.hostname || "localhost";
  return html`<section class="first" aria-label="First steps">
    <h1>No metrics yet</h1>
    <p>Send one, and it appears here:</p>
    <pre>echo "test 10 $(date +%s)" | nc -w1 ${host} 2003</pre>
    <p>2003 is the usual port of <code>LINE_RECEIVER_PORT</code>; the start has told which it is.</p>
  </section>`;
}
