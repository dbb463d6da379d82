/**
 * Data out of a text of JavaScript, which is never run: what stands behind `name =`, if it is a literal. Functions and other
 * expressions in it are left out.
 *
 * @param {string} source
 * @param {string} name
 * @returns {unknown} undefined if there is none
 */
export function literalOf(source, name) {
  const found = new RegExp(`(?:^|[\\s;])${name}\\s*[=:]`).exec(source);
  return found === null ? undefined : new Reader(source, found.index + found[0].length).value();
}

const TOKEN = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|(?<text>"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*')|(?<number>-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<word>[A-Za-z_$][\w$]*)|(?<sign>[^])/giy;
/** Nobody writes deeper ones, and each takes stack. */
const MOST_DEPTH = 50;

/**
 * @typedef {object} Token one of these, or none at the end
 * @property {string | undefined} text
 * @property {string | undefined} number
 * @property {string | undefined} word
 * @property {string | undefined} sign
 * @property {number} end characters before what follows
 */

class Reader {
  #source;
  #at;
  #depth = 0;

  /** @param {string} source @param {number} at */
  constructor(source, at) {
    this.#source = source;
    this.#at = at;
  }

  /** The next token, without going on. @returns {Token} */
  #next() {
    let end = this.#at;
    for (;;) {
      TOKEN.lastIndex = end;
      const match = TOKEN.exec(this.#source);
      if (match === null) {
        return { text: undefined, number: undefined, word: undefined, sign: undefined, end };
      }
      end = TOKEN.lastIndex;
      const { text, number, word, sign } = match.groups ?? {};
      if ((text ?? number ?? word ?? sign) !== undefined) {
        return { text, number, word, sign, end };
      }
    }
  }

  /** @param {string} sign */
  #takes(sign) {
    const next = this.#next();
    if (next.sign === sign) {
      this.#at = next.end;
      return true;
    }
    return false;
  }

  /** @returns {unknown} undefined for what is no literal */
  value() {
    const next = this.#next();
    this.#at = next.end;
    if (next.text !== undefined) {
      return next.text.slice(1, -1).replace(/\\([^])/g, (_, one) => ({ n: "\n", t: "\t" })[/** @type {"n"} */ (one)] ?? one);
    }
    if (next.number !== undefined) {
      return Number(next.number);
    }
    if (next.word !== undefined) {
      return { true: true, false: false, null: null }[/** @type {"true"} */ (next.word)];
    }
    if (++this.#depth > MOST_DEPTH) {
      return undefined;
    }
    const made = next.sign === "[" ? this.#list() : next.sign === "{" ? this.#object() : undefined;
    this.#depth--;
    return made;
  }

  #list() {
    /** @type {unknown[]} */
    const all = [];
    while (!this.#takes("]") && !this.#isAtEnd()) {
      const one = this.value();
      if (one !== undefined) {
        all.push(one);
      }
      this.#skip("]");
    }
    return all;
  }

  #object() {
    /** @type {Record<string, unknown>} */
    const all = Object.create(null);
    while (!this.#takes("}") && !this.#isAtEnd()) {
      const key = this.#next();
      this.#at = key.end;
      const name = key.word ?? key.number ?? key.text?.slice(1, -1);
      if (name !== undefined && this.#takes(":")) {
        const one = this.value();
        if (one !== undefined) {
          all[name] = one;
        }
      }
      this.#skip("}");
    }
    return all;
  }

  #isAtEnd() {
    return this.#at >= this.#source.length;
  }

  /** Goes to behind the comma, or before the sign that ends: over the rest of what is no literal. @param {string} end */
  #skip(end) {
    for (let open = 0; !this.#isAtEnd(); ) {
      const next = this.#next();
      const sign = next.sign ?? "";
      if (open === 0 && sign === end) {
        return;
      }
      this.#at = next.end;
      if (open === 0 && sign === ",") {
        return;
      }
      open += "([{".includes(sign) && sign !== "" ? 1 : ")]}".includes(sign) && sign !== "" ? -1 : 0;
    }
  }
}
