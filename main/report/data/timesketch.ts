/**
 * Timesketch JSON Lines: one event per line with `message`, `datetime` and `timestamp_desc`, which it demands (its documentation,
 * "Import data"). Further fields are flat. Records without a UTC time have no place on a timeline and are counted.
 */
import type { PublicKind } from '../../casefile/read/publicRecords.ts'
import { RECORD_KIND_OF } from '../../casefile/read/publicRecords.ts'
import { LISTED_KINDS } from '../../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { Scope } from '../scope.ts'
import { writeFileWhole } from '../target.ts'
import type { Cell } from './csvColumns.ts'
import { headings, tableRows } from './table.ts'

/** OpenSearch does not index a keyword of more bytes (32,766): such texts are cut and say so. */
const MAX_BYTES = 32_000
const UTC = / utc$/

export async function exportTimesketch(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  let undated = 0
  let cut = 0
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    let records = 0
    for (const kind of scope.kinds()) {
      if (LISTED_KINDS.includes(RECORD_KIND_OF[kind])) continue
      const names = headings(kind)
      for await (const cells of tableRows(context, scope, kind)) {
        const event = eventOf(kind, names, cells)
        if (event === null) undated++
        else {
          const text = JSON.stringify(event, (_, value: unknown) => {
            if (typeof value !== 'string' || Buffer.byteLength(value) <= MAX_BYTES) return value
            cut++
            return `${shortened(value)} … [cut: ${value.length} characters]`
          })
          sink.write(`${text}\n`)
          records++
        }
      }
    }
    return records
  })
  const warnings = [
    ...(result === 0 ? ['No record with a UTC time is in the chosen scope.'] : []),
    ...(undated === 0 ? [] : [`${undated} records have no UTC time and are not on the timeline. They are in CSV and JSON Lines.`]),
    ...(cut === 0 ? [] : [`${cut} texts are longer than Timesketch searches and were cut; each says so.`]),
  ]
  return { records: result, files: 1, sha256, warnings }
}

function eventOf(kind: PublicKind, names: readonly string[], cells: readonly Cell[]): Record<string, Cell> | null {
  const at = names.findIndex((name) => UTC.test(name))
  const datetime = cells[at]
  if (at < 0 || typeof datetime !== 'string') return null
  const event: Record<string, Cell> = {
    message: summary(kind, names, cells),
    datetime: datetime.replace(/Z$/, '+00:00'),
    timestamp: Date.parse(datetime) * 1000,
    timestamp_desc: (names[at] ?? '').replace(UTC, ''),
    data_type: `corroborate:${RECORD_KIND_OF[kind]}`,
  }
  names.forEach((name, index) => {
    const value = cells[index]
    if (index !== at && value !== null && value !== undefined && value !== '') event[fieldName(name)] = value
  })
  return event
}

/** `sender identifier` -> `sender_identifier`; `source` is a field of Timesketch's own. */
const fieldName = (name: string): string =>
  name === 'source' ? 'source_number' : name.replaceAll(/[^a-z0-9]+/gi, '_').replace(/^_|_$/g, '')

/** What the event shows as its one line: who and what, as far as the kind has it. */
function summary(kind: PublicKind, names: readonly string[], cells: readonly Cell[]): string {
  const value = (name: string): Cell => cells[names.indexOf(name)]
  const parts = [
    'service',
    'direction',
    'activity',
    'sender',
    'participants',
    'body',
    'text',
    'title',
    'path',
    'name',
    'address',
    'method',
  ].flatMap((name) => {
    const cell = value(name)
    return cell === null || cell === undefined || cell === '' ? [] : [String(cell)]
  })
  return `[${RECORD_KIND_OF[kind]}] ${parts.join(' · ')}`
}

function shortened(text: string): string {
  // Never in the middle of a character.
  return Buffer.from(text)
    .subarray(0, MAX_BYTES - 64)
    .toString('utf8')
    .replace(/\ufffd+$/, '')
}
