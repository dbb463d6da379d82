/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Mistake } from "./api.js" */
/** @import { Proposal, Proposals } from "./completion.js" */
import { html } from "./lit-html.js";
import { proposals, signature } from "./completion.js";
import { partAt, parts } from "./targetText.js";

/** A target is drawn so many milliseconds after the last key. */
const PAUSE = 150;

/** The text of one target: its parts in colours, the place of a mistake, and what may be written at the cursor. */
export class TargetField {
  #place;
  #changed;
  #typed;
  #waiting = 0;
  /** What is typed and not drawn yet. @type {string | undefined} */
  #draft;
  /** @type {Proposals | undefined} */
  #proposals;
  /** Place of the proposal that Enter takes; below 0 for none. */
  #active = -1;
  /** Counts what was asked, so that only the last answer is shown. */
  #asked = 0;

  /**
   * @param {number} place of the target
   * @param {() => void} changed called when this looks otherwise
   * @param {(text: string) => void} typed called with a text that is to be drawn
   */
  constructor(place, changed, typed) {
    this.#place = place;
    this.#changed = changed;
    this.#typed = typed;
  }

  /**
   * @param {string} target
   * @param {Mistake | undefined} mistake
   * @returns {TemplateResult}
   */
  view(target, mistake) {
    const text = this.#draft ?? target;
    // What is typed now is not what the mistake was found in.
    const shown = this.#draft === undefined ? mistake : undefined;
    const list = `proposals-${this.#place}`;
    const all = this.#proposals?.all ?? [];
    return html`<div class="field">
        <pre class="copy" aria-hidden="true">${coloured(text, shown?.at)}</pre>
        <textarea id="target-${this.#place}" rows=${Math.min(8, text.split("\n").length)} spellcheck="false" autocapitalize="off"
          autocomplete="off" aria-label="Target ${this.#place + 1}" aria-autocomplete="list" aria-controls=${list}
          aria-activedescendant=${this.#active >= 0 ? `${list}-${this.#active}` : ""}
          aria-invalid=${shown !== undefined} aria-describedby="mistake-${this.#place}" .value=${text}
          @input=${(/** @type {Event} */ e) => this.#input(field(e))}
          @click=${(/** @type {Event} */ e) => void this.#propose(field(e))}
          @blur=${() => this.#close()}
          @keydown=${(/** @type {KeyboardEvent} */ e) => this.#key(e)}></textarea>
      </div>
      <p id="mistake-${this.#place}" class="mistake" role="status">${shown?.error ?? ""}</p>
      ${this.#proposals?.call === undefined ? "" : signature(this.#proposals.call, this.#proposals.argument)}
      <div class="help-here">
        <ul id=${list} class="proposals" role="listbox" aria-label="What may stand here">${all.map((one, i) => html`
          <li id="${list}-${i}" role="option" aria-selected=${i === this.#active}
            @mousedown=${(/** @type {Event} */ e) => this.#clicked(e, one)}><bdi>${one.text}</bdi> <small>${one.note}</small></li>`)}</ul>
      </div>`;
  }

  /** @param {HTMLTextAreaElement} area */
  #input(area) {
    this.#draft = area.value;
    clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.#draw(), PAUSE);
    void this.#propose(area);
    this.#changed();
  }

  #draw() {
    clearTimeout(this.#waiting);
    const text = this.#draft;
    if (text !== undefined && text.trim() !== "") {
      this.#draft = undefined;
      this.#typed(text);
    }
  }

  /** @param {HTMLTextAreaElement} area */
  async #propose(area) {
    const asked = ++this.#asked;
    try {
      const found = await proposals(area.value, area.selectionStart);
      if (asked === this.#asked && document.activeElement === area) {
        const chosen = this.#proposals?.all[this.#active]?.text;
        this.#proposals = found;
        this.#active = found.all.findIndex((one) => one.text === chosen);
        this.#changed();
      }
    } catch {
      // Who types can do without.
      this.#close();
    }
  }

  #close() {
    this.#asked++;
    this.#proposals = undefined;
    this.#active = -1;
    this.#changed();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const area = field(event);
    const all = this.#proposals?.all ?? [];
    const step = new Map([["ArrowDown", 1], ["ArrowUp", -1]]).get(event.key);
    const one = all[this.#active] ?? (event.key === "Tab" ? all[0] : undefined);
    if (step !== undefined && all.length > 0) {
      this.#active = Math.max(-1, Math.min(all.length - 1, this.#active + step));
    } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && one !== undefined) {
      this.#take(area, one);
    } else if (event.key === "Enter" && !event.shiftKey) {
      this.#close();
      this.#draw();
    } else if (event.key === "Escape") {
      if (this.#proposals === undefined) {
        area.blur();
      } else {
        this.#close();
      }
    } else {
      if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
        // The cursor moves after this.
        setTimeout(() => void this.#propose(area));
      }
      return;
    }
    event.preventDefault();
    this.#changed();
    document.getElementById(`proposals-${this.#place}-${this.#active}`)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Event} event @param {Proposal} one */
  #clicked(event, one) {
    // The field keeps the focus.
    event.preventDefault();
    const area = document.getElementById(`target-${this.#place}`);
    this.#take(/** @type {HTMLTextAreaElement} */ (area), one);
  }

  /** @param {HTMLTextAreaElement} area @param {Proposal} one */
  #take(area, one) {
    // More may have been typed since it was proposed.
    const at = area.selectionStart;
    const { start, end } = partAt(area.value, at) ?? { start: at, end: at };
    area.setRangeText(one.text, start, end, "end");
    const cursor = start + one.text.length - one.back;
    area.setSelectionRange(cursor, cursor);
    this.#close();
    this.#input(area);
    if (!one.goesOn) {
      this.#close();
    }
  }
}

/** @param {Event} event */
function field(event) {
  return /** @type {HTMLTextAreaElement} */ (event.target);
}

/**
 * The text in colours; what begins at a mistake is underlined.
 *
 * @param {string} text
 * @param {number | undefined} mistake characters before it
 */
function coloured(text, mistake) {
  /** @type {(TemplateResult | string)[]} */
  const shown = [];
  let done = 0;
  for (const { kind, start, end } of parts(text)) {
    shown.push(marked(text, done, start, "", mistake), marked(text, start, end, kind, mistake));
    done = end;
  }
  shown.push(marked(text, done, text.length, "", mistake));
  if (mistake !== undefined && mistake >= text.length) {
    shown.push(html`<span class="wrong"> </span>`);
  }
  // Without a last letter a last line would have no height.
  return html`${shown}${"\u200b"}`;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} kind
 * @param {number | undefined} mistake
 * @returns {TemplateResult | string}
 */
function marked(text, start, end, kind, mistake) {
  if (start === end) {
    return "";
  }
  if (mistake === undefined || mistake >= end) {
    return html`<span class=${kind}>${text.slice(start, end)}</span>`;
  }
  const from = Math.max(start, mistake);
  return html`<span class=${kind}>${text.slice(start, from)}</span><span class="${kind} wrong">${text.slice(from, end)}</span>`;
}
