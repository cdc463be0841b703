/** Links between the pages of one long list: the first, the last, the neighbours. */
import { html, type Markup } from './markup.ts'

/** Neighbours on each side. */
const REACH = 3

/** `place` tells the one above the list from the one below it. */
export function pageNav(
  place: 'above' | 'below',
  pages: number,
  current: number,
  fileOf: (page: number) => string,
  labelOf: (page: number) => string = String,
): Markup | null {
  if (pages <= 1) return null
  const shown = [...new Set([1, ...Array.from({ length: 2 * REACH + 1 }, (_, index) => current - REACH + index), pages])].filter(
    (page) => page >= 1 && page <= pages,
  )
  return html`<nav class="pages" aria-label="Parts of the list, ${place}">${current > 1 ? html`<a rel="prev" href="${fileOf(current - 1)}">Previous</a>` : null}${shown.map(
    (page, index) => {
      const gap = index > 0 && page > (shown[index - 1] ?? 0) + 1 ? html`<span class="soft">…</span>` : null
      return html`${gap}<a href="${fileOf(page)}"${page === current ? html` aria-current="page"` : null}>${labelOf(page)}</a>`
    },
  )}${current < pages ? html`<a rel="next" href="${fileOf(current + 1)}">Next</a>` : null}</nav>`
}
