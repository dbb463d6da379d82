/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Board, Panel, Params } from "./boardState.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { KINDS, kind, options, text } from "./boardState.js";
import { TargetField } from "./targetField.js";

/** What each kind of panel can be told beside its targets: name, label, and whether it is a number. */
const FIELDS = /** @type {const} */ ({
  graph: [],
  number: [["warning", "warning from", true], ["critical", "critical from", true], ["unit", "unit", false], ["scale", "times", true]],
  meter: [["min", "from", true], ["max", "to", true], ["warning", "warning from", true], ["critical", "critical from", true], ["unit", "unit", false]],
  list: [["warning", "warning from", true], ["critical", "critical from", true], ["unit", "unit", false]],
  text: [["text", "text", false]],
  clock: [["zone", "zone", false]],
});
/** Fields of panels have their places behind those of graphs. */
const FIRST_FIELD = 100;
const FIELDS_PER_PANEL = 100;

/** @param {Event} event */
function value(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}

/**
 * @typedef {object} Actions
 * @property {() => void} edit
 * @property {() => void} wall
 * @property {() => void} save
 * @property {() => void} saveOver
 * @property {(name: string) => void} saveAs
 * @property {() => void} loadTheirs
 * @property {() => void} json
 * @property {() => void} keepTime
 *
 * @param {Board} board
 * @param {{isChanged: boolean, isEdited: boolean, isOvertaken: boolean}} is
 * @param {Actions} actions
 * @returns {TemplateResult}
 */
export function savingView(board, is, actions) {
  return html`<span class="board-actions">
    <button aria-pressed=${is.isEdited} title="edit ( e )" @click=${actions.edit}>edit</button>
    ${board.isReadOnly ? html`<small>from files of GDash, which are not changed here</small>`
      : html`<button title="save ( s )" @click=${actions.save}>save</button>`}
    <form @submit=${(/** @type {Event} */ e) => {
      e.preventDefault();
      actions.saveAs(String(new FormData(/** @type {HTMLFormElement} */ (e.target)).get("name")).trim());
    }}><input name="name" size="14" maxlength="200" aria-label="Other name" placeholder="other name"> <button>save as</button></form>
    ${is.isEdited ? html`<button title="begin with the time that is shown now" @click=${actions.keepTime}>keep this time</button>` : ""}
    <button @click=${actions.json}>JSON</button>
    <button title="nothing but the board ( f )" @click=${actions.wall}>full screen</button>
    ${is.isOvertaken ? html`<span class="error" role="status">Somebody else has saved this board meanwhile.
      <button @click=${actions.loadTheirs}>load theirs</button> <button @click=${actions.saveOver}>save over theirs</button></span>` : ""}
  </span>`;
}

/** The forms that panels and variables are changed by. */
export class PanelForms {
  #page;
  #changed;
  /** Place of the panel that is changed; below 0 for none. */
  #open = -1;
  /** @type {Map<number, TargetField>} */
  #fields = new Map();

  /**
   * @param {Page} page
   * @param {(change: (board: Board) => Board) => void} changed
   */
  constructor(page, changed) {
    this.#page = page;
    this.#changed = changed;
  }

  close() {
    this.#open = -1;
    this.#fields.clear();
  }

  /** @param {number} i @param {(panel: Panel) => Panel} change */
  #panel(i, change) {
    this.#changed((board) => ({ ...board, panels: board.panels.map((one, place) => (place === i ? change(one) : one)) }));
  }

  /** @param {number} from @param {number} to */
  #move(from, to) {
    this.#changed((board) => {
      const panels = [...board.panels];
      panels.splice(to, 0, ...panels.splice(from, 1));
      return { ...board, panels };
    });
    this.#open = this.#open === from ? to : -1;
    this.#fields.clear();
  }

  /** @param {number} i */
  #remove(i) {
    this.close();
    this.#changed((board) => ({ ...board, panels: board.panels.filter((_, place) => place !== i) }));
  }

  /**
   * @param {Panel} panel
   * @param {number} i
   * @param {number} count of all panels
   * @returns {TemplateResult}
   */
  panelView(panel, i, count) {
    return html`<div class="panel-edit">
      <button aria-expanded=${this.#open === i} @click=${() => {
        this.#open = this.#open === i ? -1 : i;
        this.#page.redraw();
      }}>change<span class="unseen"> panel ${i + 1}</span></button>
      <button ?disabled=${i === 0} title="earlier" @click=${() => this.#move(i, i - 1)}>←<span class="unseen">move panel ${i + 1} forward</span></button>
      <button ?disabled=${i === count - 1} title="later" @click=${() => this.#move(i, i + 1)}>→<span class="unseen">move panel ${i + 1} back</span></button>
      <button title="remove" @click=${() => this.#remove(i)}>✕<span class="unseen">remove panel ${i + 1}</span></button>
      ${this.#open === i ? this.#form(panel, i) : ""}</div>`;
  }

  /** @param {Panel} panel @param {number} i */
  #form(panel, i) {
    const is = kind(panel);
    const hasTargets = is !== "text" && is !== "clock";
    return html`<div class="panel-form">
      <label>title <input .value=${text(panel.params["title"])}
        @change=${(/** @type {Event} */ e) => this.#panel(i, (one) => ({ ...one, params: { ...one.params, title: value(e) } }))}></label>
      <label>as <select @change=${(/** @type {Event} */ e) => this.#set(i, "type", value(e))}>${KINDS.map((each) => html`
        <option value=${each} ?selected=${each === is}>${each}</option>`)}</select></label>
      ${FIELDS[is].map(([name, label, isNumber]) => html`<label>${label} <input size="8" inputmode=${isNumber ? "decimal" : "text"}
        .value=${text(options(panel)[name])} @change=${(/** @type {Event} */ e) => this.#set(i, name, isNumber && value(e).trim() !== "" ? Number(value(e)) : value(e))}></label>`)}
      ${hasTargets ? html`${panel.targets.map((target, t) => html`<div class="target">${this.#field(i, t).view(target, undefined)}
          <button title="remove" @click=${() => this.#targets(i, (all) => all.filter((_, place) => place !== t))}>✕<span class="unseen">remove this target</span></button></div>`)}
        <input aria-label="Add a target" placeholder="Add a target" spellcheck="false" @change=${(/** @type {Event} */ e) => {
          const target = value(e).trim();
          /** @type {HTMLInputElement} */ (e.target).value = "";
          if (target !== "") {
            this.#targets(i, (all) => [...all, target]);
          }
        }}>` : ""}
    </div>`;
  }

  /** @param {number} i @param {string} name @param {unknown} given empty for the usual */
  #set(i, name, given) {
    this.#panel(i, (one) => {
      const { [name]: _, ...others } = options(one);
      /** @type {Params} */
      const panel = given === "" ? others : { ...others, [name]: given };
      return { ...one, params: { ...one.params, panel } };
    });
  }

  /** @param {number} i @param {(targets: readonly string[]) => readonly string[]} change */
  #targets(i, change) {
    this.#fields.clear();
    this.#panel(i, (one) => ({ ...one, targets: change(one.targets) }));
  }

  /** @param {number} i @param {number} t */
  #field(i, t) {
    const place = FIRST_FIELD + i * FIELDS_PER_PANEL + t;
    const field = this.#fields.get(place) ?? new TargetField(place, this.#page.redraw,
      (typed) => this.#panel(i, (one) => ({ ...one, targets: one.targets.map((old, at) => (at === t ? typed : old)) })));
    this.#fields.set(place, field);
    return field;
  }

  /** What is changed of a board as a whole. @param {Board} board @returns {TemplateResult} */
  boardView(board) {
    return html`<section class="board-edit" aria-label="Change the board">
      <button @click=${() => {
        this.#open = board.panels.length;
        this.#changed((now) => ({ ...now, panels: [...now.panels, { targets: [], params: {} }] }));
      }}>add a panel</button>
      ${board.variables.map((one, i) => html`<p><code>$${one.name}</code>
        ${one.query === "" ? `is one of ${one.values.join(", ")}` : `is one of what ${one.query} finds`}
        <button title="remove" @click=${() => this.#changed((now) => ({ ...now, variables: now.variables.filter((_, at) => at !== i) }))}>✕<span
          class="unseen">remove ${one.name}</span></button></p>`)}
      <form @submit=${(/** @type {Event} */ e) => this.#variable(e)}>
        <label>variable <input name="name" required pattern="\\w+" size="10" spellcheck="false"></label>
        <label>is one of (a path such as servers.*, or values with commas) <input name="values" required size="24" spellcheck="false"></label>
        <button>add</button></form>
    </section>`;
  }

  /** @param {Event} event */
  #variable(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = new FormData(form);
    const written = String(given.get("values")).trim();
    const isQuery = /[*?[{]/.test(written);
    const values = isQuery ? [] : written.split(",").map((one) => one.trim()).filter((one) => one !== "");
    const made = { name: String(given.get("name")), query: isQuery ? written : "", values, value: values[0] ?? "" };
    form.reset();
    this.#changed((board) => ({ ...board, variables: [...board.variables.filter((one) => one.name !== made.name), made] }));
  }
}
