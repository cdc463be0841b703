/** The package: a folder of pages that opens in any browser from disk, with every exhibit, its context and its origin. */
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { PUBLIC_KINDS, PublicRecords } from '../../casefile/read/publicRecords.ts'
import type { RecordDetail, RecordKind, RecordState } from '../../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { writeManifest } from '../manifest.ts'
import { csvCell } from '../neutralise.ts'
import { TextSink, writeFolderWhole, writePackedWhole } from '../target.ts'
import { collectPackage, type ConversationContext, conversations, type Exhibit, exhibitDetail, type Package } from './collect.ts'
import { conversationBody } from './conversationPage.ts'
import { conversationFile, exhibitCard, EXHIBITS_PER_PAGE, exhibitsFile } from './exhibitCard.ts'
import { html, type Markup } from './markup.ts'
import { copyMedia } from './media.ts'
import { auditExcerpt, methodBody } from './methodPage.ts'
import { overviewBody } from './overviewPage.ts'
import { page, type PageLink } from './page.ts'
import { peopleBody } from './peoplePage.ts'
import { placesBody, type PlacedRow } from './placesPage.ts'
import { coverageBody, devicesBody } from './sourcePages.ts'
import { zipFolder } from './zipFolder.ts'

const LINKS: readonly PageLink[] = [
  { file: 'index.html', title: 'Summary' },
  { file: 'exhibits.html', title: 'Exhibits' },
  { file: 'people.html', title: 'People' },
  { file: 'places.html', title: 'Places' },
  { file: 'devices.html', title: 'Devices' },
  { file: 'coverage.html', title: 'Coverage' },
  { file: 'method.html', title: 'Method' },
]

/** The target decides: a folder, or one zip file when it ends in `.zip`. */
const ZIP = /\.zip$/i

export async function exportPackage(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const pack = collectPackage(context, request)
  const write = (folder: string): Promise<Exported> => writePackage(pack, folder)
  const { target } = request
  if (!ZIP.test(target)) return writeFolderWhole(target, write)
  const root = basename(target).replace(ZIP, '')
  return writePackedWhole(target, write, (folder, packed) => zipFolder(folder, packed, root === '' ? 'package' : root))
}

async function writePackage(pack: Package, folder: string): Promise<Exported> {
  mkdirSync(join(folder, 'pictures'))
  const write = (file: string, title: string, body: Markup): void => writeFileSync(join(folder, file), page(pack, LINKS, file, title, body))
  const talks = conversations(pack)
  const seen = await writeExhibits(pack, folder, talks, write)
  talks.forEach((talk, index) => write(conversationFile(index), `Conversation ${index + 1}`, conversationBody(pack, index, talk)))
  write('people.html', 'People', peopleBody(pack, folder))
  write('places.html', 'Places', placesBody(pack, folder, seen.places))
  write('devices.html', 'Devices', devicesBody(pack))
  write('coverage.html', 'Coverage', coverageBody(pack))
  writeCoverage(pack, join(folder, 'coverage.csv'))
  const log = auditExcerpt(pack.context.file.database)
  write('method.html', 'Method', methodBody(pack, log))
  write('index.html', 'Summary', overviewBody(pack, { ...seen, conversations: talks.length }))
  writeRecords(pack, join(folder, 'exhibits.jsonl'))
  const last = log.at(-1)
  const facts = {
    format: 'corroborate-package',
    formatVersion: 1,
    ...pack.facts,
    exhibits: pack.exhibits.length,
    lastLogEntry: last === undefined ? null : { number: last.number, hash: last.hash },
  }
  const { sha256, files } = await writeManifest(folder, facts, pack.context.signer())
  return { records: pack.exhibits.length, files, sha256, warnings: seen.warnings }
}

interface Seen {
  readonly kinds: Map<RecordKind, number>
  readonly states: Map<RecordState, number>
  readonly places: PlacedRow[]
  readonly warnings: string[]
}

async function writeExhibits(
  pack: Package,
  folder: string,
  talks: readonly ConversationContext[],
  write: (file: string, title: string, body: Markup) => void,
): Promise<Seen> {
  const seen: Seen = { kinds: new Map(), states: new Map(), places: [], warnings: [] }
  const talkOf = new Map(talks.map(({ threadId }, index) => [threadId, conversationFile(index)]))
  const pages = Math.ceil(pack.exhibits.length / EXHIBITS_PER_PAGE)
  for (let number = 1; number <= pages; number++) {
    const cards: Markup[] = []
    for (const exhibit of pack.exhibits.slice((number - 1) * EXHIBITS_PER_PAGE, number * EXHIBITS_PER_PAGE)) {
      const detail = exhibitDetail(pack, exhibit)
      const media = await copyMedia(pack.context, folder, detail)
      for (const { problem, name } of media) if (problem !== null) seen.warnings.push(`Exhibit ${exhibit.number}, ${name}: ${problem}`)
      note(seen, exhibit, detail)
      cards.push(
        exhibitCard(pack, exhibit, detail, {
          conversation: exhibit.threadId === null ? null : (talkOf.get(exhibit.threadId) ?? null),
          media,
        }),
      )
    }
    const others =
      pages === 1
        ? null
        : html`<nav class="pages" aria-label="Pages of exhibits">${Array.from({ length: pages }, (_, index) => html`<a href="${exhibitsFile(index + 1)}"${index + 1 === number ? html` aria-current="page"` : null}>${index * EXHIBITS_PER_PAGE + 1}–${Math.min((index + 1) * EXHIBITS_PER_PAGE, pack.exhibits.length)}</a>`)}</nav>`
    write(
      exhibitsFile(number),
      'Exhibits',
      html`<h1>Exhibits</h1><p class="lead">In the order in which they were chosen. Texts are verbatim. The same records, for programs: <a href="exhibits.jsonl">exhibits.jsonl</a>.</p>${others}${cards}${others}`,
    )
  }
  return seen
}

function note({ kinds, states, places }: Seen, { number }: Exhibit, { line, fields }: RecordDetail): void {
  kinds.set(line.kind, (kinds.get(line.kind) ?? 0) + 1)
  states.set(line.state, (states.get(line.state) ?? 0) + 1)
  const field = (label: string): string | null => fields.find((one) => one.label === label)?.value ?? null
  if (line.position !== null)
    places.push({ number, ...line.position, time: line.time, radiusMeaning: field('Radius means'), method: field('Method') })
}

/** The exhibits in the public shape, with their number, state, origin and file hash. */
function writeRecords({ context, exhibits, numberOf }: Package, path: string): void {
  const ids = new Set(exhibits.map(({ key }) => key))
  const bookmarkOf = new Map(exhibits.map(({ key, bookmark }) => [key, bookmark]))
  const hashOf = context.file.database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck()
  const filter = { where: 'r.id IN (SELECT record_id FROM bookmark)', values: [] }
  const sink = new TextSink(openSync(path, 'wx'))
  const lines = new Map<number, string>()
  for (const kind of PUBLIC_KINDS) {
    for (const { key, record } of new PublicRecords(context.file.database).entries(kind, {
      fromMs: null,
      toMs: null,
      sourceId: null,
      ids,
      filter,
    })) {
      const from = record['from'] as { file: string }
      const bookmark = bookmarkOf.get(key)
      lines.set(
        key,
        JSON.stringify({
          exhibit: numberOf.get(key),
          type: kind,
          ...record,
          fileSha256: hashOf.get(record['source'], from.file) ?? null,
          note: bookmark?.note ?? '',
          tags: bookmark?.tags ?? [],
        }),
      )
    }
  }
  for (const { key } of exhibits) {
    const line = lines.get(key)
    if (line !== undefined) sink.write(`${line}\n`)
  }
  sink.end()
}

function writeCoverage({ coverage, info }: Package, path: string): void {
  const labels = new Map(info.sources.map(({ id, label }) => [id, label]))
  const head = [
    'source',
    'source label',
    'store',
    'file',
    'sha256',
    'reader',
    'result',
    'rows read',
    'records',
    'further records of the same rows',
    'skipped',
    'reasons',
    'notes',
  ]
  const lines = coverage.map(
    ({ source, store, file, sha256, parser, status, rowsRead, records, derived, skipped, skippedReasons, notes }) => [
      source,
      labels.get(source),
      store,
      file,
      sha256,
      parser,
      status,
      rowsRead,
      records,
      derived,
      skipped,
      Object.entries(skippedReasons)
        .map(([reason, number]) => `${reason}: ${number}`)
        .join('; '),
      notes.join(' '),
    ],
  )
  writeFileSync(path, `\ufeff${[head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`)
}
