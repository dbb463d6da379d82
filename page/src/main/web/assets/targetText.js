/**
 * The language of targets, as far as who types them needs it: what the parts of a text are, and what may come next at a
 * place. It is lenient, for what is typed is not whole; what can be read the server says.
 *
 * @typedef {"function" | "path" | "text" | "number" | "sign"} Kind
 *
 * @typedef {object} Part
 * @property {Kind} kind
 * @property {number} start characters before it
 * @property {number} end
 *
 * @typedef {object} Call that a place lies in
 * @property {string} name
 * @property {number} argument which one of its arguments the place is in, from 0
 * @property {number} start characters before the first argument
 */

const PART = /(?<text>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?<sign>[(),|=])|(?<word>(?:\{[^{}]*\}?|\\.|[^\s(),|="'])+)/gu;

/**
 * @param {string} text
 * @returns {Part[]} in order; blanks are none
 */
export function parts(text) {
  return [...text.matchAll(PART)].map((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const { text: quoted, sign } = match.groups ?? {};
    if (quoted !== undefined) {
      return { kind: "text", start, end };
    }
    if (sign !== undefined) {
      return { kind: "sign", start, end };
    }
    if (/^\s*\(/.test(text.slice(end)) && /^[A-Za-z_]\w*$/.test(match[0])) {
      return { kind: "function", start, end };
    }
    return { kind: /^-?[\d.]+(?:e[+-]?\d+)?$/i.test(match[0]) ? "number" : "path", start, end };
  });
}

/**
 * The part that a place lies in or just behind. A text without a closing quote ends there: it is being written.
 *
 * @param {string} text
 * @param {number} at
 * @returns {Part | undefined}
 */
export function partAt(text, at) {
  const found = parts(text).find((part) => part.kind !== "sign" && part.start < at && at <= part.end);
  const isOpen = found?.kind === "text" && (found.end - found.start < 2 || text[found.end - 1] !== text[found.start]);
  return found !== undefined && isOpen ? { ...found, end: at } : found;
}

/**
 * The calls that a place lies in, the innermost first.
 *
 * @param {string} text
 * @param {number} at
 * @returns {Call[]}
 */
export function callsAt(text, at) {
  /** @type {Call[]} */
  const open = [];
  let name = "";
  for (const part of parts(text)) {
    if (part.start >= at) {
      break;
    }
    const written = text.slice(part.start, part.end);
    const innermost = open[0];
    if (written === "(") {
      open.unshift({ name, argument: 0, start: part.end });
    } else if (written === ")") {
      open.shift();
    } else if (written === "," && innermost !== undefined) {
      innermost.argument++;
    }
    name = part.kind === "function" ? written : "";
  }
  return open;
}

/**
 * What the first argument of the outermost call is; the target itself if it is no call.
 *
 * @param {string} target
 * @returns {string}
 */
export function firstArgument(target) {
  const all = parts(target);
  const [name, bracket] = all;
  if (name?.kind !== "function" || bracket === undefined) {
    return target;
  }
  let depth = 0;
  for (const part of all.slice(1)) {
    const written = target.slice(part.start, part.end);
    if (written === "(") {
      depth++;
    } else if (written === ")") {
      depth--;
    }
    if ((written === "," && depth === 1) || depth === 0) {
      return target.slice(bracket.end, part.start).trim() || target;
    }
  }
  return target;
}
