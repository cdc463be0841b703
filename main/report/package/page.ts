/** The frame of every page: one style, a policy that lets nothing else load or run, the way to the other pages. */
import { createHash } from 'node:crypto'
import { REVIEW_SCRIPT, SEARCH_SCRIPT } from './browserScripts.ts'
import { html, Markup, type Part } from './markup.ts'
import type { Package } from './model.ts'
import { STYLE } from './style.ts'

export interface PageHead {
  readonly file: string
  readonly title: string
  /** Items of the page can be marked and commented on. */
  readonly isReviewed?: true
  /** Files of the search index, on the one page that searches. */
  readonly index?: readonly string[]
}

export type PageWriter = (head: PageHead, body: Markup) => void

/** The pages that stand in the heading of every page. */
const LINKS: readonly { readonly file: string; readonly title: string }[] = [
  { file: 'index.html', title: 'Summary' },
  { file: 'exhibits.html', title: 'Exhibits' },
  { file: 'timeline.html', title: 'Timeline' },
  { file: 'people.html', title: 'People' },
  { file: 'graph.html', title: 'Contacts' },
  { file: 'places.html', title: 'Places' },
  { file: 'devices.html', title: 'Devices' },
  { file: 'coverage.html', title: 'Coverage' },
  { file: 'method.html', title: 'Method' },
  { file: 'glossary.html', title: 'Glossary' },
  { file: 'search.html', title: 'Search' },
  { file: 'review.html', title: 'My review' },
]

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const STYLE_HASH = hashOf(STYLE)

/**
 * Nothing is fetched, pictures are inside the page, style and scripts are named by their hash. The search index lies in
 * files beside the page: browsers cannot check the hash of a script from disk, so that page lets in scripts of its folder.
 */
function policy(scripts: readonly string[], hasIndex: boolean): string {
  const sources = [...scripts.map(hashOf), ...(hasIndex ? ["'self'", 'file:'] : [])]
  const run = sources.length === 0 ? '' : `script-src ${sources.join(' ')}; `
  return `default-src 'none'; img-src data:; style-src ${STYLE_HASH}; ${run}base-uri 'none'; form-action 'none'`
}

/** `id` names the content of the package: what reviewers save refers to it. */
export function page(
  { material: { info }, audience }: Package,
  id: string,
  { file, title, isReviewed, index }: PageHead,
  body: Markup,
): string {
  const caseName = info.number === '' ? info.name : `${info.name} (${info.number})`
  const isSearch = index !== undefined
  const scripts = [...(isReviewed === true ? [REVIEW_SCRIPT] : []), ...(isSearch ? [SEARCH_SCRIPT] : [])]
  const section = sectionOf(file)
  const items = LINKS.map(
    (link) =>
      html`<li><a href="${link.file}"${link.file === file ? new Markup(' aria-current="page"') : link.file === section ? new Markup(' aria-current="true"') : ''}>${link.title}</a></li>`,
  )
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy(scripts, isSearch))}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${caseName}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body${scripts.length === 0 ? null : html` data-package="${id}" data-case="${caseName}"`}>
<a class="skip" href="#content">To the content</a>
<header class="top"><p class="case">${caseName}${audience.name === '' ? null : html` <span class="audience">${audience.name}</span>`}</p><nav aria-label="Pages of the package"><ul>${items}</ul></nav></header>
<main id="content">
${body}
</main>
<footer class="foot"><p>${caseName} · times are shown in ${info.timezone} and in UTC · page “${title}”</p></footer>
${scriptTags(scripts, index ?? [])}</body>
</html>
`
  return text
}

const scriptTags = (scripts: readonly string[], index: readonly string[]): Part => [
  index.map((file) => html`<script src="${file}"></script>\n`),
  scripts.map((script) => html`<script>${new Markup(script)}</script>\n`),
]

/** Pages below one of the heading: `exhibits-3.html` belongs to the exhibits, a person to the people. */
function sectionOf(file: string): string {
  if (/^(person|pair)-/.test(file)) return 'people.html'
  if (file.startsWith('conversation-')) return 'exhibits.html'
  return file.replace(/-\d+\.html$/, '.html')
}
