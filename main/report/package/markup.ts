/** Markup that cannot be broken by what it holds: every value put into a template is escaped, only `Markup` passes as it is. */
import { markupText } from '../neutralise.ts'

export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Part = Markup | string | number | null | undefined | readonly Part[]

/** Tag of templates: ``html`<p>${evidence}</p>` ``. Null and undefined stand for nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  templates.add(strings)
  let text = strings[0] ?? ''
  parts.forEach((part, index) => {
    text += partText(part) + (strings[index + 1] ?? '')
  })
  return new Markup(text)
}

/** Every template that was used: what they say is ours, what is put into them is not. */
const templates = new Set<TemplateStringsArray>()
export const templateTexts = (): string[] => [...templates].flatMap((strings) => [...strings])

function partText(part: Part): string {
  if (part === null || part === undefined) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'string') return markupText(part)
  if (typeof part === 'number') return String(part)
  return part.map(partText).join('')
}

/** Evidence text: its own direction, isolated from what surrounds it. */
export const verbatim = (text: string): Markup => html`<bdi>${text}</bdi>`
