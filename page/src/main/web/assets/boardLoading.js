/** @import { Series } from "./api.js" */
/** @import { Panel } from "./boardState.js" */
/** @import { PageState } from "./state.js" */
import { Refused, render } from "./api.js";
import { kind, substituted, text } from "./boardState.js";
import { seconds } from "./time.js";

/** So many targets may be wrong until no more is asked. */
const MOST_MISTAKES = 10;

/**
 * @typedef {object} PanelSeries
 * @property {readonly Series[]} series
 * @property {readonly Series[]} past the same some time ago
 * @property {string} problem
 *
 * @typedef {object} Asked a target, and whose it is
 * @property {number} panel
 * @property {string} target
 * @property {boolean} past
 */

/**
 * The series of all panels: of those over one range with one request, whatever their number.
 *
 * @param {readonly Panel[]} panels
 * @param {ReadonlyMap<string, string>} values of the variables
 * @param {PageState} state
 * @param {number} width of the widest panel in pixels
 * @param {AbortSignal} signal
 * @returns {Promise<PanelSeries[]>}
 */
export async function panelSeries(panels, values, state, width, signal) {
  /** @type {Map<string, Asked[]>} */
  const ranges = new Map();
  panels.forEach((panel, i) => {
    // A panel's own range is for it alone.
    const range = JSON.stringify([text(panel.params["from"]) || state.from, text(panel.params["until"]) || state.until]);
    const asked = ranges.get(range) ?? [];
    ranges.set(range, asked);
    for (const written of panel.targets) {
      const target = substituted(written, values);
      asked.push({ panel: i, target, past: false });
      if (kind(panel) === "graph" && seconds(state.compare) > 0) {
        asked.push({ panel: i, target: `timeShift(${target},"${state.compare}")`, past: true });
      }
    }
  });
  /** @type {{series: Series[], past: Series[], problem: string}[]} */
  const found = panels.map(() => ({ series: [], past: [], problem: "" }));
  await Promise.all([...ranges].filter(([, asked]) => asked.length > 0).map(async ([range, asked]) => {
    const [from, until] = JSON.parse(range);
    await ask(asked, query(state, from, until), width, signal, found);
  }));
  return found;
}

/** @param {PageState} state @param {string} from @param {string} until */
function query(state, from, until) {
  const asked = new URLSearchParams({ from, until });
  if (state.tz !== "") {
    asked.set("tz", state.tz);
  }
  if (state.refresh > 1) {
    // Many walls with one board: the server makes the answer once.
    asked.set("cacheTimeout", String(Math.floor(state.refresh / 2)));
  }
  return asked;
}

/**
 * @param {readonly Asked[]} asked
 * @param {URLSearchParams} query
 * @param {number} width
 * @param {AbortSignal} signal
 * @param {{series: Series[], past: Series[], problem: string}[]} found is filled
 */
async function ask(asked, query, width, signal, found) {
  let left = asked;
  for (let mistakes = 0; left.length > 0; mistakes++) {
    const targets = new URLSearchParams(query);
    left.forEach(({ target }) => targets.append("target", target));
    try {
      for (const series of await render(targets, width, signal)) {
        const of = left[series.index];
        if (of !== undefined) {
          found[of.panel]?.[of.past ? "past" : "series"].push(series);
        }
      }
      return;
    } catch (e) {
      if (!(e instanceof Refused) || mistakes >= MOST_MISTAKES) {
        throw e;
      }
      // The other panels are drawn all the same.
      const panels = [...new Set(left.map(({ panel }) => panel))];
      const wrong = e.target === undefined ? undefined : left[e.target]?.panel;
      if (wrong === undefined && panels.length > 1) {
        // Together they may be more than a request may ask for.
        const half = new Set(panels.slice(0, Math.ceil(panels.length / 2)));
        await ask(left.filter(({ panel }) => half.has(panel)), query, width, signal, found);
        left = left.filter(({ panel }) => !half.has(panel));
      } else {
        const one = found[wrong ?? panels[0] ?? 0];
        if (one !== undefined) {
          one.problem = e.message;
        }
        left = left.filter(({ panel }) => panel !== (wrong ?? panels[0]));
      }
    }
  }
}
