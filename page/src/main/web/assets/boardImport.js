/** @import { Board, Params } from "./boardState.js" */
import { emptyBoard, readBoard, text } from "./boardState.js";
import { literalOf } from "./literal.js";

/**
 * A board out of what somebody has: a dashboard of graphite-web or a board of this page as JSON, or the file of one of Tasseo's.
 *
 * @param {string} source
 * @param {string} name
 * @returns {Board | undefined} undefined if it is none of these
 */
export function importedBoard(source, name) {
  try {
    const read = JSON.parse(source);
    const state = read?.state ?? read;
    const kept = typeof state === "string" ? JSON.parse(state) : state;
    return Array.isArray(kept?.graphs) ? readBoard(name || text(kept.name) || "imported", kept) : undefined;
  } catch {
    return tasseo(source, name);
  }
}

/** @param {string} source @param {string} name @returns {Board | undefined} */
function tasseo(source, name) {
  const metrics = literalOf(source, "metrics");
  if (!Array.isArray(metrics)) {
    return undefined;
  }
  const minutes = Number(literalOf(source, "period"));
  const milliseconds = Number(literalOf(source, "refresh"));
  return {
    ...emptyBoard(name || text(literalOf(source, "title")) || "tasseo"),
    from: minutes > 0 ? `-${minutes}min` : "-5min",
    refresh: milliseconds > 0 ? Math.max(1, Math.round(milliseconds / 1000)) : 2,
    panels: metrics.filter((/** @type {any} */ one) => typeof one?.target === "string").map((/** @type {any} */ one) => ({
      targets: [one.target],
      params: { title: text(one.alias) || one.target, panel: number(one) },
    })),
  };
}

/** @param {any} metric @returns {Params} */
function number(metric) {
  const { warning, critical, unit, link, scale } = metric;
  return {
    type: "number",
    ...(typeof warning === "number" ? { warning } : {}),
    ...(typeof critical === "number" ? { critical } : {}),
    ...(typeof scale === "number" ? { scale } : {}),
    ...(text(unit) === "" ? {} : { unit: text(unit) }),
    ...(text(link) === "" ? {} : { link: text(link) }),
  };
}
