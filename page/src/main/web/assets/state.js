/**
 * Everything that the page shows, and its form as an address: the two turn into each other without loss. The parameters are
 * those of /render wherever it has one, so that the address of a picture with /render cut off is one of the page.
 *
 * @typedef {object} PageState
 * @property {readonly string[]} targets
 * @property {string} from as /render reads it
 * @property {string} until
 * @property {string} compare how far back the same targets are drawn once more, such as "7d"; empty for not at all
 * @property {number} refresh seconds between two answers; 0 for never
 * @property {readonly number[]} hidden places of targets that are not drawn
 * @property {string} sort what the legend is in order of; empty for the order of the targets
 * @property {string} tz zone of times, as /render takes it; empty for the browser's own
 * @property {string} events tags of the events that are marked, with blanks between them; * for all events, empty for none
 * @property {boolean} explain whether it is shown how the numbers came about
 * @property {string} view what is shown instead of a graph: boards, server; wall for a board without anything around it
 * @property {string} board name of the board that is shown; empty for none
 * @property {readonly (readonly [string, string])[]} variables names and values that the targets of a board have in them
 * @property {readonly (readonly [string, string])[]} others what else the address has, such as tz and yMin, in its order
 *
 * @typedef {Partial<PageState> | ((now: PageState) => Partial<PageState>)} Change
 */

/** @type {PageState} */
export const EMPTY = {
  targets: [], from: "-24h", until: "now", compare: "", refresh: 0, hidden: [], sort: "", tz: "", events: "", explain: false,
  view: "", board: "", variables: [], others: [],
};

const OURS = new Set(
  ["target", "from", "until", "compare", "refresh", "hide", "sort", "tz", "events", "explain", "view", "board"]);
const VARIABLE = "var.";

/**
 * @param {string} query of an address, with or without its question mark
 * @returns {PageState}
 */
export function fromQuery(query) {
  const asked = new URLSearchParams(query);
  return {
    targets: asked.getAll("target").filter((target) => target !== ""),
    from: asked.get("from") || EMPTY.from,
    until: asked.get("until") || EMPTY.until,
    compare: asked.get("compare") ?? EMPTY.compare,
    refresh: Math.max(0, Math.min(86400, Math.floor(Number(asked.get("refresh")) || 0))),
    hidden: (asked.get("hide") ?? "").split(",").filter((place) => /^\d{1,4}$/.test(place)).map(Number),
    sort: asked.get("sort") ?? EMPTY.sort,
    tz: asked.get("tz") ?? EMPTY.tz,
    events: asked.get("events") ?? EMPTY.events,
    explain: asked.get("explain") === "1",
    view: asked.get("view") ?? EMPTY.view,
    board: asked.get("board") ?? EMPTY.board,
    variables: [...asked].filter(([name]) => name.startsWith(VARIABLE)).map(([name, value]) => [name.slice(VARIABLE.length), value]),
    others: [...asked].filter(([name]) => !OURS.has(name) && !name.startsWith(VARIABLE)),
  };
}

/**
 * @param {PageState} state
 * @returns {string} without a question mark; empty for what an address without any shows
 */
export function toQuery(state) {
  const query = new URLSearchParams();
  state.targets.forEach((target) => query.append("target", target));
  /** @type {[string, string, string][]} */
  const ours = [
    ["view", state.view, EMPTY.view],
    ["board", state.board, EMPTY.board],
    // A board has a range of its own, which is not the usual one.
    ["from", state.from, state.board === "" ? EMPTY.from : ""],
    ["until", state.until, state.board === "" ? EMPTY.until : ""],
    ["compare", state.compare, EMPTY.compare],
    ["refresh", String(state.refresh), "0"],
    ["hide", state.hidden.join(","), ""],
    ["sort", state.sort, EMPTY.sort],
    ["tz", state.tz, EMPTY.tz],
    ["events", state.events, EMPTY.events],
    ["explain", state.explain ? "1" : "", ""],
  ];
  ours.filter(([, value, usual]) => value !== usual).forEach(([name, value]) => query.set(name, value));
  state.variables.forEach(([name, value]) => query.append(VARIABLE + name, value));
  state.others.forEach(([name, value]) => query.append(name, value));
  return query.toString();
}

/**
 * The parameters of /render for what is shown.
 *
 * @param {PageState} state
 * @returns {URLSearchParams}
 */
export function renderQuery(state) {
  const query = new URLSearchParams();
  state.targets.forEach((target, place) => {
    if (!state.hidden.includes(place)) {
      query.append("target", target);
    }
  });
  query.set("from", state.from);
  query.set("until", state.until);
  if (state.tz !== "") {
    query.set("tz", state.tz);
  }
  state.others.forEach(([name, value]) => query.append(name, value));
  return query;
}

/**
 * What was pasted, as a state: the address of a picture, of graphite-web's composer, of one of its dashboards or of this page, or
 * one or more targets, each on a line.
 *
 * @param {string} text
 * @param {PageState} now
 * @returns {PageState}
 */
export function pasted(text, now) {
  const start = text.indexOf("?");
  if (start >= 0 && /[?&]target=/.test(text)) {
    return fromQuery(text.slice(start));
  }
  const board = /^https?:\/\/[^?#]*\/dashboard\/(?:#|load\/)?([^/?#]+)/.exec(text.trim());
  if (board !== null) {
    return { ...EMPTY, board: unescaped(board[1] ?? "") };
  }
  const targets = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return { ...now, targets: [...now.targets, ...targets] };
}

/** @param {PageState} state */
export function isWall(state) {
  return state.view === "wall" && state.board !== "";
}

/** @param {string} text of an address */
export function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
