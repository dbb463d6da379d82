/** @import { TemplateResult } from "./lit-html.js" */
/** @import { FunctionDoc, Parameter } from "./api.js" */
/** @import { Call } from "./targetText.js" */
import { html } from "./lit-html.js";
import { find, functions, tags } from "./api.js";
import { callsAt, partAt } from "./targetText.js";

/** More than these nobody reads. */
const MOST = 30;

/**
 * @typedef {object} Proposal
 * @property {string} text what is put in place of the part of the target that the cursor is in
 * @property {string} note
 * @property {number} back characters that the cursor is put back by, from the end of the text
 * @property {boolean} goesOn whether more is to be proposed after it
 *
 * @typedef {object} Proposals for one place in a text
 * @property {Proposal[]} all best first
 * @property {FunctionDoc | undefined} call the innermost call around the place
 * @property {number} argument which of its parameters the place is in
 */

/**
 * What may be written at a place of a target, and what function it is in.
 *
 * @param {string} text
 * @param {number} at
 * @returns {Promise<Proposals>}
 */
export async function proposals(text, at) {
  const known = await functions();
  const calls = callsAt(text, at);
  const call = known.find((one) => one.name === calls[0]?.name);
  const argument = calls[0]?.argument ?? 0;
  const parameter = call?.params[Math.min(argument, call.params.length - 1)];
  const part = partAt(text, at);
  const start = part?.start ?? at;
  const typed = text.slice(start, at);
  const innermost = calls[0];
  const all = innermost !== undefined && innermost.name.startsWith("seriesByTag")
    ? await tagExpressions(text, typed, innermost, at)
    : [...values(parameter, typed), ...(part?.kind === "text" ? [] : await named(known, typed, parameter))];
  return { all: all.slice(0, MOST), call, argument };
}

/** What the documents of a function propose. @param {Parameter | undefined} parameter @param {string} typed @returns {Proposal[]} */
function values(parameter, typed) {
  if (parameter === undefined) {
    return [];
  }
  const plain = typed.replace(/^["']/, "").toLowerCase();
  return [...(parameter.options ?? []), ...(parameter.suggestions ?? [])]
    .map((value) => ({ value: String(value), text: typeof value === "string" ? `'${value}'` : String(value) }))
    .filter(({ value }, i, all) => all.findIndex((one) => one.value === value) === i)
    .filter(({ value }) => value.toLowerCase().startsWith(plain) && value !== plain)
    .map(({ text }) => ({ text, note: parameter.name, back: 0, goesOn: false }));
}

/**
 * Functions that begin so, then names, then functions that have it within.
 *
 * @param {FunctionDoc[]} known
 * @param {string} typed
 * @param {Parameter | undefined} parameter
 * @returns {Promise<Proposal[]>}
 */
async function named(known, typed, parameter) {
  const paths = await names(typed, parameter);
  if (!/^[A-Za-z]\w*$/.test(typed)) {
    return paths;
  }
  const wanted = typed.toLowerCase();
  const fitting = known
    .map((one) => ({ one, place: one.name.toLowerCase().indexOf(wanted) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => Math.sign(a.place) - Math.sign(b.place) || (a.one.name < b.one.name ? -1 : 1));
  const begin = fitting.filter(({ place }) => place === 0).length;
  const calls = fitting.map(({ one }) => ({ text: `${one.name}()`, note: one.group, back: 1, goesOn: true }));
  return [...calls.slice(0, begin), ...paths, ...calls.slice(begin)];
}

/** The next steps of a path. @param {string} typed @param {Parameter | undefined} parameter @returns {Promise<Proposal[]>} */
async function names(typed, parameter) {
  const takesSeries = parameter === undefined || /^series|any/i.test(parameter.type);
  if (!takesSeries || /[{[][^}\]]*$/.test(typed) || /^-?[\d.]+$/.test(typed)) {
    return [];
  }
  const nodes = await find(`${typed}*`);
  const steps = typed.slice(0, typed.lastIndexOf(".") + 1);
  return nodes.map((node) => ({
    text: steps + node.text + (node.leaf === 1 ? "" : "."),
    note: node.leaf === 1 ? "series" : "",
    back: 0,
    goesOn: node.leaf !== 1,
  }));
}

/** @param {string} text @param {string} typed @param {Call} call @param {number} at @returns {Promise<Proposal[]>} */
async function tagExpressions(text, typed, call, at) {
  const others = [...text.slice(call.start, at - typed.length).matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? "");
  const plain = typed.replace(/^["']/, "");
  const expression = /^([^!=]*)(!?=~?)(.*)$/.exec(plain);
  if (expression === null) {
    return (await tags("", plain, others)).map((tag) => ({ text: `'${tag}='`, note: "tag", back: 1, goesOn: true }));
  }
  const [, tag = "", operator = "=", value = ""] = expression;
  return (await tags(tag, value, others)).map((one) => ({ text: `'${tag}${operator}${one}'`, note: tag, back: 0, goesOn: false }));
}

/**
 * A function with its parameters, the one that is written now in bold.
 *
 * @param {FunctionDoc} one
 * @param {number} argument
 * @returns {TemplateResult}
 */
export function signature(one, argument) {
  return html`<p class="signature"><code>${one.name}(${one.params.map((param, i) => {
    const shown = `${param.multiple ? "*" : ""}${param.name}${param.default === undefined ? "" : `=${param.default}`}`;
    const isCurrent = i === Math.min(argument, one.params.length - 1);
    return html`${i > 0 ? ", " : ""}${isCurrent ? html`<b>${shown}</b>` : shown}`;
  })})</code> ${firstSentence(one.description)}</p>`;
}

/** @param {string} description */
export function firstSentence(description) {
  return /^[^]*?[.](\s|$)/.exec(description.trim())?.[0] ?? description;
}
