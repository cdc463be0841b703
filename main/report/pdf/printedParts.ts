/** The pages of a package as parts of one document: their names and links are led from page to page of paper. */
import { html, Markup } from '../package/markup.ts'

export interface PrintedPart {
  /** Page of the package that the part was, without number: `exhibits`. */
  readonly name: string
  readonly title: string
  readonly pages: readonly { readonly file: string; readonly body: Markup }[]
}

/** Anchor of something that stands on a page of the package. */
export const anchorOf = (file: string, id: string): string => `${nameOf(file)}.${id}`
const nameOf = (file: string): string => file.replace(/\.html$/, '')

/**
 * Ids are unique on a page of the package, not in the document: each gets the name of its page. Links to what is printed lead there;
 * of others (search, data files) the words stay. Evidence cannot be hit: quotation marks in it are written as references.
 */
export function printedPart({ name, pages }: PrintedPart, printed: ReadonlySet<string>): Markup {
  const bodies = pages.map(({ file, body }) => new Markup(relinked(file, body.text, printed)))
  return html`<section class="part" id="${name}">${bodies}</section>`
}

function relinked(file: string, text: string, printed: ReadonlySet<string>): string {
  return text
    .replace(/ (id|aria-labelledby)="([^"]+)"/g, (_, attribute: string, id: string) => ` ${attribute}="${anchorOf(file, id)}"`)
    .replace(/<a ([^>]*)href="([^"]*)"([^>]*)>(.*?)<\/a>/gs, (_, before: string, href: string, after: string, words: string) => {
      const target = targetOf(file, href, printed)
      return target === null ? words : `<a ${before}href="#${target}"${after}>${words}</a>`
    })
}

function targetOf(from: string, href: string, printed: ReadonlySet<string>): string | null {
  const [file = '', id] = href.split('#')
  const page = file === '' ? from : file
  if (!printed.has(page)) return null
  return id === undefined ? nameOf(page).replace(/-\d+$/, '') : anchorOf(page, id)
}
