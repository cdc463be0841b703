/** The frame of every page: one style, a policy that lets nothing load or run, the way to the other pages. */
import { createHash } from 'node:crypto'
import type { Package } from './collect.ts'
import { html, Markup } from './markup.ts'
import { STYLE } from './style.ts'

export interface PageLink {
  readonly file: string
  readonly title: string
}

/** Nothing is fetched and nothing runs: pictures are inside the page, the one style is named by its hash. */
const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`

export function page({ info }: Package, links: readonly PageLink[], current: string, title: string, body: Markup): string {
  const caseName = info.number === '' ? info.name : `${info.name} (${info.number})`
  const items = links.map(
    ({ file, title: name }) => html`<li><a href="${file}"${file === current ? new Markup(' aria-current="page"') : ''}>${name}</a></li>`,
  )
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${caseName}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header class="top"><p class="case">${caseName}</p><nav aria-label="Pages"><ul>${items}</ul></nav></header>
<main id="content">
${body}
</main>
<footer class="foot"><p>${caseName} · times are shown in ${info.timezone} and in UTC · page “${title}”</p></footer>
</body>
</html>
`
  return text
}
