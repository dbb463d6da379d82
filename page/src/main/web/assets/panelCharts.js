/** @import { TemplateResult } from "./lit-html.js" */
/** @import { PanelSeries } from "./boardLoading.js" */
/** @import { Line } from "./chart.js" */
/** @import { PageState } from "./state.js" */
import { html } from "./lit-html.js";
import { Chart, swatch } from "./chart.js";
import { isWall } from "./state.js";
import { range, rangeOf } from "./time.js";

const HEIGHT = 190;
const HEIGHT_ON_WALL = 260;
/** Of a panel's lines so many are named below it. */
const MOST_NAMED = 8;

/** The charts of a board's panels, by the elements that they are drawn in. They share one cursor. */
export class PanelCharts {
  #zoomed;
  /** @type {Map<Element, Chart>} */
  #charts = new Map();

  /** @param {(from: number, until: number) => void} zoomed called with a range that was brushed, in seconds since the epoch */
  constructor(zoomed) {
    this.#zoomed = zoomed;
  }

  /** Forgets what was drawn in other colours. */
  reset() {
    this.#charts.forEach((chart) => chart.reset());
  }

  /**
   * Draws the panels that are on the page.
   *
   * @param {readonly PanelSeries[]} found by the place of the panel
   * @param {PageState} state
   */
  draw(found, state) {
    for (const [element, chart] of this.#charts) {
      if (!element.isConnected) {
        chart.destroy();
        this.#charts.delete(element);
      }
    }
    document.querySelectorAll(".panel").forEach((element, i) => {
      const place = /** @type {HTMLElement | null} */ (element.querySelector(".chart"));
      const drawn = found[i];
      if (place !== null && drawn !== undefined) {
        this.#chart(place, state).show(lines(drawn), state.tz, [], range(state, rangeOf(drawn.series)));
      }
    });
  }

  /** @param {HTMLElement} place @param {PageState} state */
  #chart(place, state) {
    const height = isWall(state) ? HEIGHT_ON_WALL : HEIGHT;
    const chart = this.#charts.get(place) ?? new Chart(place, this.#zoomed, () => {}, { height, sync: "board" });
    this.#charts.set(place, chart);
    return chart;
  }
}

/** @param {PanelSeries} found @returns {Line[]} */
function lines(found) {
  /** @param {PanelSeries["series"]} series @param {boolean} past */
  const of = (series, past) => series.map((one, place) => ({ series: one, place, past, shown: true }));
  return [...of(found.series, false), ...of(found.past, true)];
}

/**
 * The lines of a panel, below it.
 *
 * @param {PanelSeries | undefined} found
 * @returns {TemplateResult}
 */
export function namesView(found) {
  const series = found?.series ?? [];
  return html`<ul class="names">${series.slice(0, MOST_NAMED).map((one, place) => {
    return html`<li>${swatch({ series: one, place, past: false, shown: true })}${one.target}</li>`;
  })}${series.length > MOST_NAMED ? html`<li>and ${series.length - MOST_NAMED} more</li>` : ""}</ul>`;
}
