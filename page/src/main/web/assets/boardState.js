/**
 * Boards as the server keeps them, in the form of graphite-web's dashboards: {"graphs": [[targets, params, url], …], …}. What this
 * page does not know stays as it is. Ours beside it are "variables", and "panel" in a graph's params.
 *
 * @typedef {Record<string, unknown>} Params
 *
 * @typedef {object} Panel
 * @property {readonly string[]} targets
 * @property {Params} params of the graph, without its targets
 * @property {readonly unknown[]} [more] what else stands in its entry
 * @property {unknown} [odd] the entry itself, if it is none that is known here
 *
 * @typedef {object} Variable that stands in targets and texts as $name
 * @property {string} name
 * @property {string} query path whose last steps are its values; empty if values says them
 * @property {readonly string[]} values
 * @property {string} value the usual one
 *
 * @typedef {object} Board
 * @property {string} name
 * @property {readonly Panel[]} panels
 * @property {readonly Variable[]} variables
 * @property {string} from
 * @property {string} until
 * @property {number} refresh seconds; 0 for never
 * @property {readonly string[]} notes what the server could not read of it
 * @property {boolean} isReadOnly
 * @property {Params} state as it was read
 */

/** What a panel can be. */
export const KINDS = /** @type {const} */ (["graph", "number", "meter", "list", "text", "clock"]);

/** @param {unknown} value @returns {Params} */
function object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? /** @type {Params} */ (value) : {};
}

/** @param {unknown} value @returns {unknown[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value */
export function text(value) {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** @param {string} name @returns {Board} */
export function emptyBoard(name) {
  return { name, panels: [], variables: [], from: "-6h", until: "now", refresh: 0, notes: [], isReadOnly: false, state: {} };
}

/**
 * @param {string} name
 * @param {unknown} kept what the server has of it
 * @returns {Board}
 */
export function readBoard(name, kept) {
  const state = object(kept);
  const refresh = object(state["refreshConfig"]);
  return {
    name,
    panels: list(state["graphs"]).map(panel),
    variables: list(state["variables"]).map(object).filter((one) => /^\w+$/.test(text(one["name"]))).map((one) => ({
      name: text(one["name"]), query: text(one["query"]), values: list(one["values"]).map(text), value: text(one["value"]),
    })),
    ...range(object(state["timeConfig"]), object(state["defaultGraphParams"])),
    refresh: refresh["enabled"] === true ? Math.max(1, Math.floor(Number(refresh["interval"]) / 1000) || 60) : 0,
    notes: list(state["notes"]).map(text),
    isReadOnly: state["readOnly"] === true,
    state,
  };
}

/** @param {unknown} graph @returns {Panel} */
function panel(graph) {
  if (!Array.isArray(graph)) {
    return { targets: [], params: {}, odd: graph };
  }
  const [written, params, , ...more] = graph;
  const { target, ...others } = object(params);
  const named = Array.isArray(target) ? target : target === undefined ? [] : [target];
  // graphite-web has them there twice: as the query of an address, and in the params.
  const first = Array.isArray(written) ? written : new URLSearchParams(text(written)).getAll("target");
  return { targets: (named.length > 0 ? named : first).map(text).filter((one) => one !== ""), params: others, more };
}

const UNITS = /** @type {const} */ ([["minutes", "min"], ["hours", "h"], ["days", "d"], ["weeks", "w"], ["months", "mon"], ["years", "y"]]);

/** @param {Params} config @param {Params} usual */
function range(config, usual) {
  const [start, end] = [absolute(config, "start"), absolute(config, "end")];
  if (config["type"] === "absolute" && start !== "" && end !== "") {
    return { from: start, until: end };
  }
  return {
    from: relative(config, "Start") || text(usual["from"]) || "-2h",
    until: relative(config, "Until") || text(usual["until"]) || "now",
  };
}

/** Empty if it says nothing. @param {Params} config @param {"Start" | "Until"} which */
function relative(config, which) {
  const quantity = Number(config[`relative${which}Quantity`]);
  const unit = UNITS.find(([name]) => name === config[`relative${which}Units`])?.[1];
  return quantity > 0 && unit !== undefined ? `-${quantity}${unit}` : "";
}

/** graphite-web's date and its time of the day, as seconds; empty if there is none. @param {Params} config @param {"start" | "end"} which */
function absolute(config, which) {
  const day = new Date(text(config[`${which}Date`]));
  const hours = /^(\d+):(\d+)\s*([AP]M)?/i.exec(text(config[`${which}Time`]));
  if (hours !== null) {
    const [, hour = "0", minute = "0", half = ""] = hours;
    day.setHours((Number(hour) % (half === "" ? 24 : 12)) + (/p/i.test(half) ? 12 : 0), Number(minute));
  }
  return Number.isNaN(day.getTime()) ? "" : String(Math.floor(day.getTime() / 1000));
}

/**
 * A board as the server keeps it.
 *
 * @param {Board} board
 * @returns {Params}
 */
export function writtenBoard(board) {
  const { notes: _, readOnly: __, ...kept } = board.state;
  const usual = object(kept["defaultGraphParams"]);
  return {
    ...kept,
    name: board.name,
    defaultGraphParams: { width: 400, height: 250, ...usual, from: board.from, until: board.until },
    timeConfig: timeConfig(board, object(kept["timeConfig"])),
    refreshConfig: { interval: 60000, ...object(kept["refreshConfig"]), enabled: board.refresh > 0, ...(board.refresh > 0 ? { interval: board.refresh * 1000 } : {}) },
    ...(board.variables.length > 0 || kept["variables"] !== undefined ? { variables: board.variables } : {}),
    graphs: board.panels.map(({ targets, params, more = [], odd }) => odd ?? [
      new URLSearchParams(targets.map((one) => ["target", one])).toString(),
      { ...params, target: targets },
      `/render?${address({ ...usual, ...params }, targets, board)}`,
      ...more,
    ]),
  };
}

/** A time that graphite-web's form has no words for is in defaultGraphParams alone. @param {Board} board @param {Params} before @returns {Params} */
function timeConfig({ from, until }, before) {
  const was = range(before, {});
  const parts = /^-(\d+)(min|h|d|w|mon|y)$/.exec(from);
  const unit = UNITS.find(([, short]) => short === parts?.[2])?.[0];
  return (was.from === from && was.until === until) || parts === null || unit === undefined || until !== "now" ? before
    : { ...before, type: "relative", relativeStartUnits: unit, relativeStartQuantity: parts[1], relativeUntilUnits: "now", relativeUntilQuantity: "" };
}

/** The picture of a panel, for clients that show pictures. @param {Params} params @param {readonly string[]} targets @param {Board} board */
function address(params, targets, board) {
  const query = new URLSearchParams(targets.map((one) => ["target", one]));
  Object.entries({ from: board.from, until: board.until, ...params })
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .forEach(([name, value]) => query.append(name, String(value)));
  return query;
}

/** What this page adds to a graph's params. @param {Panel} one @returns {Params} */
export function options(one) {
  return object(one.params["panel"]);
}

/** @param {Panel} one @returns {typeof KINDS[number]} */
export function kind(one) {
  return KINDS.find((known) => known === options(one)["type"]) ?? "graph";
}

/**
 * A text with the values of variables; a longer name goes before a shorter one that it begins with.
 *
 * @param {string} written
 * @param {ReadonlyMap<string, string>} values
 */
export function substituted(written, values) {
  return written.replace(/\$\{(\w+)\}|\$(\w+)/g, (all, braced, plain) => values.get(braced ?? plain) ?? all);
}
