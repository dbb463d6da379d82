/** @import { TemplateResult } from "./lit-html.js" */
/** @import { Happening } from "./api.js" */
/** @import { Page } from "./page.js" */
import { html } from "./lit-html.js";
import { addEvent } from "./api.js";
import { shownTime } from "./time.js";

/** @param {Event} event */
function field(event) {
  return /** @type {HTMLInputElement} */ (event.target);
}

/**
 * The events of the range, which the graph marks; and a way to add one.
 *
 * @param {Page} page
 * @param {readonly Happening[]} happenings
 * @returns {TemplateResult}
 */
export function eventsView(page, happenings) {
  const { events, tz } = page.state();
  const shown = [...happenings].sort((a, b) => b.when - a.when);
  return html`<section class="events" aria-label="Events">
    <button aria-pressed=${events !== ""} title="mark events ( v )"
      @click=${() => page.change({ events: events === "" ? "*" : "" })}>events</button>
    ${events === "" ? "" : html`
      <label>with one of the tags <input size="20" spellcheck="false" placeholder="any" .value=${events === "*" ? "" : events}
        @change=${(/** @type {Event} */ e) => page.change({ events: field(e).value.trim() || "*" })}></label>
      <form @submit=${(/** @type {Event} */ e) => void add(e, page)}>
        <label>what happened now <input name="what" required size="24"></label>
        <label>tags <input name="tags" size="14" spellcheck="false"></label>
        <button>add</button>
      </form>
      ${shown.length === 0 ? html`<p class="note">None in this range.</p>` : html`<table><caption class="unseen">Events in this range</caption>
        <thead><tr><th scope="col">when</th><th scope="col">what</th><th scope="col">tags</th></tr></thead>
        <tbody>${shown.slice(0, 100).map((one) => html`<tr><td>${shownTime(one.when, tz)}</td>
          <td title=${one.data}>${one.what}</td><td>${one.tags.join(" ")}</td></tr>`)}</tbody></table>`}`}
  </section>`;
}

/** @param {Event} event @param {Page} page */
async function add(event, page) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const given = new FormData(form);
  const problem = await addEvent(String(given.get("what")), String(given.get("tags") ?? ""));
  if (problem === "") {
    form.reset();
    page.change({});
  } else {
    page.tell(problem);
  }
}
