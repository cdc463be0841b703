/** The whole package as one document for printing: cover with contents, index of exhibits, then its pages. */
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeTalk } from '../package/conversationPage.ts'
import { writeExhibits, type Seen } from '../package/exhibitPages.ts'
import { glossaryBody } from '../package/glossaryPage.ts'
import { graphBody } from '../package/graphPage.ts'
import { html, Markup } from '../package/markup.ts'
import { methodBody } from '../package/methodPage.ts'
import type { Entry, Exhibit, Package } from '../package/model.ts'
import { overviewBody } from '../package/overviewPage.ts'
import type { PageWriter } from '../package/page.ts'
import { shortMoment } from '../package/parties.ts'
import { entriesByPerson, peopleBody, peopleOf } from '../package/peoplePage.ts'
import { writePlaces } from '../package/placesPage.ts'
import { SearchIndex } from '../package/searchIndex.ts'
import { coverageBody, devicesBody } from '../package/sourcePages.ts'
import { writeTimeline } from '../package/timelinePage.ts'
import { counted, KIND_WORDS } from '../package/words.ts'
import { fontFaces } from './fonts.ts'
import { anchorOf, printedPart, type PrintedPart } from './printedParts.ts'
import { printStyle } from './printStyle.ts'

export interface PrintedPackage {
  readonly seen: Seen
  /** The document, with the pages that the anchors stand on where they are known. */
  readonly document: (pageOf: ReadonlyMap<string, number>) => string
}

/** `folder` takes the files that pages write beside themselves. */
export async function printedPackage(pack: Package, folder: string): Promise<PrintedPackage> {
  mkdirSync(join(folder, 'pictures'))
  const written: { file: string; title: string; body: Markup }[] = []
  const write: PageWriter = ({ file, title }, body) => written.push({ file, title, body })
  const index = new SearchIndex(folder, pack.time)
  const seen = await writeExhibits(pack, folder, write, index)
  for (const talk of pack.talks) writeTalk(pack, write, index, talk)
  writeTimeline(pack, write, seen.entries)
  const exhibitsOf = entriesByPerson(seen.entries)
  write({ file: 'people.html', title: 'People' }, peopleBody(pack, peopleOf(pack, exhibitsOf), exhibitsOf))
  write(
    { file: 'graph.html', title: 'Contacts' },
    graphBody(pack, folder, pack.material.graph({ ...pack.scope, people: [...pack.entities] })),
  )
  const places = seen.entries.flatMap(({ position }) => position ?? [])
  writePlaces(pack, folder, write, places)
  write({ file: 'devices.html', title: 'Devices' }, devicesBody(pack))
  write({ file: 'coverage.html', title: 'Coverage' }, coverageBody(pack))
  write({ file: 'method.html', title: 'Method' }, methodBody(pack))
  write({ file: 'glossary.html', title: 'Glossary' }, glossaryBody(pack))
  const summary = {
    file: 'index.html',
    title: 'Summary',
    body: overviewBody(pack, { ...seen, conversations: pack.talks.length, isPrinted: true }),
  }
  const parts = partsOf(written)
  const printed = new Set([summary.file, ...written.map(({ file }) => file)])
  const cover = printedPart({ name: 'index', title: 'Summary', pages: [summary] }, printed)
  const bodies = parts.map((part) => printedPart(part, printed))
  return { seen, document: (pageOf) => wholeDocument(pack, [cover, front(pack, parts, seen.entries, pageOf), ...bodies]) }
}

/** Pages of one list follow each other: `timeline.html`, `timeline-2.html`. */
function partsOf(pages: readonly { file: string; title: string; body: Markup }[]): PrintedPart[] {
  const groups = Map.groupBy(pages, ({ file }) =>
    file.startsWith('conversation-') ? file.replace(/^(conversation-\d+).*/, '$1') : file.replace(/(-\d+)?\.html$/, ''),
  )
  return [...groups].map(([name, found]) => ({ name, title: found[0]?.title ?? name, pages: found }))
}

/** Page one is the summary; then what stands where. */
function front(pack: Package, parts: readonly PrintedPart[], entries: readonly Entry[], pageOf: ReadonlyMap<string, number>): Markup {
  const { time } = pack
  const page = (anchor: string): string => pageOf.get(anchor)?.toLocaleString('en') ?? ''
  return html`<section class="part" id="contents"><h1>Contents</h1>
<p class="note">A printed copy cannot be checked against its hashes. The review package of the same exhibits can: its files are listed with their hashes and signed, it has pages for each person and pair, and a search.</p>
<ul class="contents">${[{ name: 'exhibit-index', title: 'Index of exhibits' }, ...parts].map(({ name, title }) => html`<li><a href="#${name}">${title}</a> <span>${page(name)}</span></li>`)}</ul>
<h1 id="exhibit-index">Index of exhibits</h1><table class="index"><thead><tr><th scope="col">Exhibit</th><th scope="col">Kind</th><th scope="col">Time (${time.zone}, UTC)</th><th scope="col">What</th><th scope="col">Page</th></tr></thead><tbody>${indexRows(pack, entries, page)}</tbody></table></section>`
}

function indexRows({ exhibits, time }: Package, entries: readonly Entry[], page: (anchor: string) => string): Markup[] {
  const first = new Map<Exhibit, Entry>()
  for (const entry of entries) if (!first.has(entry.exhibit)) first.set(entry.exhibit, entry)
  return exhibits.map((exhibit) => {
    const entry = first.get(exhibit)
    const anchor = anchorOf(`exhibits${exhibit.index > 100 ? `-${Math.ceil(exhibit.index / 100)}` : ''}.html`, exhibit.id)
    const isRecord = exhibit.target.kind === 'record'
    const what = exhibit.label !== '' ? exhibit.label : (entry?.text ?? '')
    return html`<tr><td><a href="#${anchor}">${exhibit.number}</a></td><td>${isRecord && entry !== undefined ? KIND_WORDS[entry.kind].one : counted(exhibit.records, 'record', 'records')}</td><td>${entry === undefined ? '' : shortMoment(time, entry.time)}</td><td><bdi>${what}</bdi></td><td>${page(anchor)}</td></tr>`
  })
}

function wholeDocument(pack: Package, sections: readonly Markup[]): string {
  const { name, number } = pack.material.info
  const caseName = number === '' ? name : `${name} (${number})`
  const running = pack.audience.name === '' ? caseName : `${caseName} · ${pack.audience.name}`
  const content = html`${sections}`.text
  const style = printStyle(running, fontFaces(`${content}${running}Page of 0123456789`))
  const hash = createHash('sha256').update(style).digest('base64')
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:; style-src 'sha256-${new Markup(hash)}'">
<title>${caseName}</title><style>${new Markup(style)}</style></head>
<body><main>${new Markup(content)}</main></body></html>
`.text
}
