/**
 * Call detail records of an operator, as CSV. One row a call, text message or data session; its cell site becomes a position of the class
 * `network`: where a mast stands and which way its sector looks, an area and never the place of the phone.
 *
 * There is no standard form. The columns are told by their names, or by a mapping file that lies beside the list under its name with
 * `.mapping.json`; the mapping in force is written into the coverage table. Times without an offset get one only from that file.
 */
import { csvRows, type CsvRow, headerCells } from '../../formats/text/csvRows.ts'
import { degreesOf } from '../../formats/values/degrees.ts'
import { localInstant } from '../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../formats/records/messageDefaults.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { dateOrderOf, wallClockText } from './whatsappExport.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import {
  defineDocumentParser,
  type Direction,
  type DocumentRow,
  type Emitted,
  type EvidenceDocument,
  type IdentityRef,
  type Instant,
  NO_INSTANT,
  type ParserContext,
} from '../../model/index.ts'
import {
  type CallDetailField,
  type CallDetailMapping,
  isUsable,
  mappingInWords,
  mappingOfHeader,
  statedMapping,
} from './callDetailMapping.ts'
import { headText } from './recognising.ts'

const TABLE = 'rows'

interface Row extends DocumentRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export const callDetailRecords = defineDocumentParser({
  id: 'call-detail-records',
  version: 1,
  app: 'Call detail records',
  platform: 'any',
  store: 'Call detail records of an operator (CSV)',
  reads: ['**/*.cdr.csv'],
  onlyIn: ['loose-files', 'document'],
  sideFiles: { mapping: ['*.mapping.json'] },
  recognises: (head, name) =>
    /\.cdr\.csv$/i.test(name) ||
    (/\.(?:csv|tsv|txt)$/i.test(name) &&
      isUsable(mappingOfHeader(headerCells(headText(head).split('\n', 1)[0]?.replace(/\r$/, '') ?? '')))),
  yields: ['call', 'message', 'network', 'location'],
  proof: 'unexercised',
  doesNotCover: [
    'several cells of one call (only the columns that the mapping names)',
    'call forwarding',
    'which cells the phone could have used',
  ],
  *parse(document, context): Iterable<Emitted> {
    const { mapping, order, subscriber } = survey(document, context)
    context.note(mappingInWords({ ...mapping, subscriber: subscriber ?? mapping.subscriber }))
    for (const row of document.read(TABLE, rowsOf(document.chunks()))) yield* records(row, { mapping, order, subscriber })
  },
})

function* rowsOf(chunks: Iterable<Uint8Array>): Generator<Row> {
  let header: readonly string[] | null = null
  let count = 0
  for (const { line, cells } of csvRows(chunks)) {
    if (header === null) header = namesOf(cells)
    else yield { rowId: ++count, line, cells: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])) }
  }
}

const namesOf = (cells: readonly string[]): string[] =>
  cells.map((cell, index) => cell.replace(/^\uFEFF/, '').trim() || `column ${index + 1}`)

interface Survey {
  readonly mapping: CallDetailMapping
  readonly order: 'day first' | 'month first' | 'year first' | null
  /** The number that every row names. */
  readonly subscriber: string | null
}

/** A first pass: the header, the order of the dates, and the number that stands in every row. */
function survey(document: EvidenceDocument, context: ParserContext): Survey {
  const rows = csvRows(document.chunks())[Symbol.iterator]()
  const first = rows.next()
  if (first.done === true) throw new Error('the list is empty')
  const header = namesOf(first.value.cells)
  const side = context.sideFile('mapping')
  const mapping = side === null ? mappingOfHeader(header) : statedMapping(side.bytes, header)
  if (!isUsable(mapping)) throw new Error('no column of the list is known to hold the time and a number: put a mapping file beside it')
  const dates = new Set<string>()
  let common: Set<string> | null = null
  const cellOf = (row: CsvRow, field: CallDetailField): string => row.cells[header.indexOf(mapping.columns.get(field) ?? '')]?.trim() ?? ''
  for (const row of { [Symbol.iterator]: () => rows }) {
    const date = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.exec(cellOf(row, 'startedAt'))?.[0]
    if (date !== undefined) dates.add(date)
    const numbers = [cellOf(row, 'caller'), cellOf(row, 'called')].filter((number) => number !== '')
    if (numbers.length > 0) common = new Set(numbers.filter((number) => common === null || common.has(number)))
  }
  const [inEveryRow, second] = common ?? []
  return {
    mapping,
    order: mapping.dateOrder ?? dateOrderOf(dates),
    subscriber: mapping.subscriber ?? (second === undefined ? (inEveryRow ?? null) : null),
  }
}

function* records(row: Row, { mapping, order, subscriber }: Survey): Generator<Emitted> {
  const from = { table: TABLE, rowId: String(row.rowId), ordinal: 0 }
  const cell = (field: CallDetailField): string | null => {
    const text = row.cells[mapping.columns.get(field) ?? '']?.trim()
    return text === undefined || text === '' ? null : text
  }
  const [caller, called] = [cell('caller'), cell('called')]
  const at = timeOf(cell('startedAt'), order, mapping.zone)
  const kind = cell('kind')
  const isData = /data|gprs|internet|packet|lte session/i.test(kind ?? '')
  if (caller === null && called === null && !isData) {
    yield { type: 'skipped', from, reason: 'The row names no number' }
    return
  }
  const direction = directionOf(cell('direction') ?? kind, caller, called, subscriber)
  const facts = factsOf({
    'line of the list': String(row.line),
    type: kind,
    IMEI: cell('imei'),
    IMSI: cell('imsi'),
    cell: cell('cell'),
    'list of': subscriber,
  })
  const shared = { from, state: 'live' as const, ...(facts === undefined ? {} : { facts }) }
  const other = direction === 'outgoing' ? called : direction === 'incoming' ? caller : null
  const parties = (other === null ? [caller, called].filter((number) => number !== null && number !== subscriber) : [other]).map((number) =>
    address(number ?? ''),
  )
  const own = subscriber === null ? null : address(subscriber)
  if (isData)
    yield {
      ...shared,
      type: 'network',
      medium: 'cellular',
      activity: 'connected',
      name: null,
      address: cell('cell'),
      at,
      endAt: null,
      position: null,
    }
  else if (/sms|mms|text|message/i.test(kind ?? ''))
    yield {
      ...NO_MESSAGE_FIELDS,
      ...shared,
      service: 'SMS',
      thread: {
        key: parties.map(({ raw }) => raw).join(' '),
        title: null,
        kind: parties.length === 1 ? 'direct' : 'unknown',
        participants: parties,
      },
      sender: direction === 'incoming' ? (parties[0] ?? null) : null,
      ownLine: own,
      direction,
      kind: 'text',
      sentAt: at,
    }
  else {
    const durationSeconds = secondsOf(cell('durationSeconds'))
    yield {
      ...shared,
      type: 'call',
      service: 'Phone (operator)',
      nativeId: null,
      direction,
      answered: durationSeconds === null ? null : durationSeconds > 0 ? true : null,
      isVideo: null,
      startedAt: at,
      durationSeconds,
      participants: parties,
      ownLine: own,
    }
  }
  yield* cellSite(row, cell, at)
}

const address = (raw: string): IdentityRef => ({ scheme: 'address', raw, name: null, country: null })

function directionOf(stated: string | null, caller: string | null, called: string | null, subscriber: string | null): Direction {
  if (/^(?:in|incoming|mt|terminat\w*|received)$/i.test(stated ?? '')) return 'incoming'
  if (/^(?:out|outgoing|mo|originat\w*|sent)$/i.test(stated ?? '')) return 'outgoing'
  if (subscriber === null || caller === called) return 'unknown'
  return caller === subscriber ? 'outgoing' : called === subscriber ? 'incoming' : 'unknown'
}

/** The mast and its sector. Its radius is what the list says, never an accuracy of the phone. */
function* cellSite(row: Row, cell: (field: CallDetailField) => string | null, at: Instant): Generator<Emitted> {
  const position = degreesOf(cell('latitude')?.replace(',', '.') ?? null, cell('longitude')?.replace(',', '.') ?? null)
  if (typeof position === 'string') return
  const radius = Number(cell('radiusMetres') ?? NaN)
  const [azimuth, beam] = [cell('azimuthDegrees'), cell('beamDegrees')]
  yield {
    type: 'location',
    from: { table: TABLE, rowId: String(row.rowId), ordinal: 1 },
    state: 'live',
    at,
    endAt: null,
    ...position,
    accuracyMetres: Number.isFinite(radius) && radius > 0 ? radius : null,
    radiusMeaning: Number.isFinite(radius) && radius > 0 ? 'range of the cell as the operator states it' : null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'network',
    method: 'cell site of a call detail record: an area, not a place of the phone',
    label:
      [cell('cell'), azimuth === null ? null : `sector towards ${azimuth}°`, beam === null ? null : `${beam}° wide`]
        .filter((part) => part !== null)
        .join(', ') || null,
  }
}

function timeOf(text: string | null, order: Survey['order'], zone: string | null): Instant {
  if (text === null) return NO_INSTANT
  const written = writtenInstant(text)
  const clock = written.localText ?? (written.utcMs === null ? clockOf(text, order) : null)
  if (clock === null) return written
  if (zone === null) return localInstant(text, clock, 'iso-text')
  return { ...writtenInstant(`${clock}${zone}`), asStored: `${text} (zone ${zone} by the mapping)` }
}

function clockOf(text: string, order: Survey['order']): string | null {
  const match = /^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})[ T,]+(.+)$/.exec(text)
  return match === null ? null : wallClockText(match[1] ?? '', match[2] ?? '', order)
}

function secondsOf(text: string | null): number | null {
  if (text === null) return null
  const clock = /^(?:(\d+):)?(\d+):(\d+)$/.exec(text)
  if (clock !== null) return (Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])
  const seconds = Number(text.replace(',', '.'))
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}
