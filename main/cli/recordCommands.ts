/** Commands that show what the case holds, and choose from it. */
import {
  CaseError,
  type CoverageRow,
  EMPTY_LENS,
  type HiddenCounts,
  hiddenSentence,
  type Lens,
  type Page,
  type RecordLine,
} from '../contract/index.ts'
import { findRecord, invokeTyped, listRecords, PUBLIC_KINDS, RECORD_KIND_OF } from '../service/index.ts'
import { type Action, at, caseAt, openCaseAt } from './action.ts'
import type { CommandLine } from './arguments.ts'
import { isoOption } from './isoOption.ts'
import { lineWriter, noteNone, oneLine, writeLine } from './output.ts'

export const sources: Action = async (service, line) => {
  const info = await openCaseAt(service, line)
  const rows = line.flags.has('json') ? [] : await invokeTyped(service, 'case.coverage', { sourceId: null })
  for (const source of info.sources) {
    if (line.flags.has('json')) await writeLine(JSON.stringify(source))
    else {
      const lost = rows.filter((row) => row.source === source.id && row.status === 'unreadable').length
      // The import is complete; the source is not.
      const status = lost === 0 ? source.status : `${source.status}, but ${lost} ${lost === 1 ? 'store' : 'stores'} could not be read`
      await writeLine([String(source.id), source.label, source.kind, status, source.sha256 ?? ''].map(oneLine).join('\t'))
    }
  }
  return 0
}

export const coverage: Action = async (service, line) => {
  await openCaseAt(service, line)
  const out = lineWriter()
  const isJson = line.flags.has('json')
  const rows = await invokeTyped(service, 'case.coverage', { sourceId: null })
  if (!isJson && rows.length > 0) await out.write('source\tstatus\tstore\tfile\trows read\trecords\trows skipped\tnotes')
  for (const row of rows.filter(({ status }) => isJson || !NOT_THERE.has(status))) {
    const text = isJson
      ? JSON.stringify(row)
      : [
          row.source,
          row.status,
          row.store,
          row.file ?? '',
          `read ${row.rowsRead}`,
          `records ${row.records}`,
          `skipped ${row.skipped}`,
          row.notes.join(' '),
        ]
          .map((value) => oneLine(String(value)))
          .join('\t')
    await out.write(text)
  }
  for (const text of isJson ? [] : notThere(rows)) await out.write(text)
  await out.end()
  return 0
}

/** A phone lacks a hundred of the stores that the program knows: in a terminal they would hide those that it has. */
const NOT_THERE: ReadonlySet<string> = new Set(['absent', 'not-expected'])

function notThere(rows: readonly CoverageRow[]): string[] {
  return [...new Set(rows.map(({ source }) => source))].flatMap((source) => {
    const countOf = (wanted: string): number => rows.filter((row) => row.source === source && row.status === wanted).length
    const [absent, notExpected] = [countOf('absent'), countOf('not-expected')]
    return absent + notExpected === 0
      ? []
      : [
          `${source}\tknown stores that were looked for and are not there: ${absent}; that are not in this kind of extraction: ${notExpected} (--json lists them)`,
        ]
  })
}

export const list: Action = async (_service, line) => {
  const kind = at(line, 1)
  // "message" is what a legal scope and a search call them.
  const known = PUBLIC_KINDS.find((name) => name === kind || RECORD_KIND_OF[name] === kind)
  if (known === undefined) throw new CaseError('usage', `"${kind}" is no kind of record. Choose one of ${PUBLIC_KINDS.join(', ')}.`)
  const lens = scopeOf(line)
  const query = { fromMs: lens.fromMs, toMs: lens.toMs, sourceId: lens.sources[0] ?? null }
  const out = lineWriter()
  const records = listRecords(caseAt(line), known, query)
  let next = records.next()
  if (next.done !== true && !line.flags.has('json')) await out.write(headOf(next.value))
  for (; next.done !== true; next = records.next())
    await out.write(line.flags.has('json') ? JSON.stringify(next.value) : asText(next.value))
  await out.end()
  if (out.lines === 0) noteNone(line)
  noteHidden(next.value)
  return 0
}

/** On standard error: the list itself stays what scripts rely on. */
function noteHidden(hidden: HiddenCounts): void {
  const sentence = hiddenSentence(hidden, 'not listed')
  if (sentence !== null) process.stderr.write(`${sentence}\n`)
}

/** `from` says from which file a record was read: too long for a terminal. */
const COLUMN_LEFT_OUT = 'from'

const headOf = (record: Record<string, unknown>): string =>
  Object.keys(record)
    .filter((name) => name !== COLUMN_LEFT_OUT)
    .join('\t')

/** One line per record for reading in a terminal: the simple fields, tab-separated, control characters replaced. */
function asText(record: Record<string, unknown>): string {
  return Object.entries(record)
    .filter(([name]) => name !== COLUMN_LEFT_OUT)
    .map(([, value]) => plain(value))
    .map(oneLine)
    .join('\t')
}

/** Lists parted by semicolons, the values of what has parts by spaces: JSON is for programs. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(plain).join('; ')
  if (typeof value === 'object')
    return Object.values(value)
      .map(plain)
      .filter((text) => text !== '')
      .join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Period and source of an export or a list. */
export function scopeOf(line: CommandLine): Lens {
  const { from, to, source } = line.options
  if (source !== undefined && !/^\d{1,9}$/.test(source))
    throw new CaseError('usage', `--source takes the number of a source, not "${source}": "corroborate sources" lists them.`)
  const [fromMs, toMs] = [isoOption('from', from), isoOption('to', to)]
  if (fromMs !== null && toMs !== null && fromMs >= toMs)
    throw new CaseError('usage', `--from ${from} is not before --to ${to}: no record can lie between them.`)
  return { ...EMPTY_LENS, fromMs, toMs, sources: source === undefined ? [] : [Number(source)] }
}

export const search: Action = async (service, line) => {
  await openCaseAt(service, line)
  const lens = { ...EMPTY_LENS, text: at(line, 1) }
  const out = lineWriter()
  let cursor: string | null = null
  do {
    const page: Page<RecordLine> = await invokeTyped(service, 'timeline.page', { lens, cursor, limit: 500 })
    for (const found of page.items) {
      const time = found.time.utcMs === null ? null : new Date(found.time.utcMs).toISOString()
      if (line.flags.has('json')) {
        await out.write(
          JSON.stringify({
            id: found.id,
            source: found.sourceId,
            kind: found.kind,
            service: found.service,
            at: time,
            from: found.from?.identifier ?? null,
            text: found.text,
            state: found.state,
          }),
        )
      } else await out.write([time ?? 'no UTC time', found.kind, found.from?.name ?? '', found.text, found.id].map(oneLine).join('\t'))
    }
    cursor = page.next
  } while (cursor !== null)
  await out.end()
  if (out.lines === 0) noteNone(line)
  noteHidden((await invokeTyped(service, 'timeline.count', { lens })).hidden)
  return 0
}

/** By the id that `list` and `search` show. A record that is one already gets no second bookmark; the note is replaced. */
export const bookmark: Action = async (service, line) => {
  const id = at(line, 1)
  await openCaseAt(service, line)
  const key = findRecord(caseAt(line), id)
  if (key === null)
    throw new CaseError(
      'not-found',
      `There is no record ${id} in this case: "corroborate list" and "corroborate search" show their ids (S1.R3.message.42).`,
    )
  const isRemoval = line.flags.has('remove')
  const removed = isRemoval ? (await invokeTyped(service, 'bookmark.remove', { key })).removed : false
  const known = isRemoval ? null : (await invokeTyped(service, 'record.get', { key })).bookmark
  const note = line.options['note'] ?? known?.note ?? ''
  if (!isRemoval) await invokeTyped(service, 'bookmark.set', { key, note, tags: known?.tags ?? [] })
  if (line.flags.has('json')) await writeLine(JSON.stringify({ id, bookmarked: !isRemoval }))
  else if (isRemoval) await writeLine(removed ? `${id} is no exhibit any more` : `${id} was no exhibit`)
  else await writeLine(`${id} is bookmarked as an exhibit`)
  return 0
}
