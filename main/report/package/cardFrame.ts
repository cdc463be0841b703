/** What the cards of all exhibits share: the number, what a person said about it, and the frame. */
import { html, type Markup, type Part, verbatim } from './markup.ts'
import type { Exhibit, Package } from './model.ts'
import { ELEMENT_WORDS, STANCE_WORDS } from './words.ts'

export type Row = readonly [label: string, value: Part]

export const rows = (list: readonly Row[]): Part[] =>
  list.flatMap(([label, value]) => (value === null ? [] : [html`<dt>${label}</dt><dd>${value}</dd>`]))

/** `what`: kind and state; `facts`: rows of the record, which come before those of the exhibit; `foot`: its origin. */
export function cardFrame(
  { time }: Package,
  exhibit: Exhibit,
  { what, record }: { readonly what: Markup; readonly record: string },
  body: Markup,
  facts: Part,
  foot: Markup | null,
): Markup {
  const { id, number, note, label } = exhibit
  return html`<article class="exhibit" id="${id}" data-item="${id}" data-number="${number}" data-record="${record}" aria-labelledby="H${id}">
<header><h2 id="H${id}">Exhibit ${number}</h2>${what}</header>
${label === '' ? null : html`<p class="said-what">${verbatim(label)}</p>`}${body}
${note === '' ? null : html`<div class="remark"><strong>Note:</strong> <bdi>${note}</bdi></div>`}
<dl class="facts">${facts}${rows(words(exhibit))}${rows([
    ['Item', html`<span class="mono">${id}</span>`],
    ['Bookmarked by', html`${verbatim(exhibit.by)}, ${time.utc(exhibit.createdAtMs)}`],
  ])}</dl>
${foot}</article>`
}

function words({ tags, elements, statements, stance }: Exhibit): Row[] {
  return [
    ['Tags', tags.length === 0 ? null : html`${verbatim(tags.join(', '))}`],
    ['Bears on', elements.length === 0 ? null : html`${elements.map((element) => ELEMENT_WORDS[element]).join(', ')}`],
    ['Stance', stance === null ? null : html`${STANCE_WORDS[stance]}`],
    ...statements.map(({ text, relation }): Row => [relation === 'corroborates' ? 'Agrees with' : 'Contradicts', html`${verbatim(text)}`]),
  ]
}
