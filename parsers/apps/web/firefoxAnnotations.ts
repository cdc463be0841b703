/**
 * Annotations of Firefox on computers, which hold its downloads: `downloads/destinationFileURI` is where the file went,
 * `downloads/metaData` a JSON object with state, end (Unix ms) and size (Firefox's own source, DownloadHistory).
 */
import { instantOf } from '../../formats/values/epochs.ts'
import { jsonAt, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, numberOf, textOf } from '../../formats/values/storedValues.ts'
import type { Emitted, EvidenceDatabase, SqlValue } from '../../model/index.ts'
import { prTime, webRecord } from './firefoxRecords.ts'
import type { Pages } from './firefoxRecords.ts'

const TARGET = 'downloads/destinationFileURI'
const META = 'downloads/metaData'
const STATES: Readonly<Record<number, string>> = {
  1: 'complete',
  2: 'failed',
  3: 'cancelled',
  4: 'paused',
  6: 'blocked by parental controls',
  8: 'blocked as harmful',
}

export interface Annotations {
  readonly nameOf: (attribute: SqlValue | undefined) => string | null
  /** Address -> content of its metaData. */
  readonly metaOf: ReadonlyMap<number, string>
  /** Addresses that have a target. */
  readonly targets: ReadonlySet<number>
}

export function readAnnotations(database: EvidenceDatabase): Annotations {
  const names = new Map<number, string>()
  for (const row of sideRows(database, { table: 'moz_anno_attributes', columns: ['id', 'name'] })) {
    const [id, name] = [numberOf(row['id']), textOf(row['name'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  const nameOf = (attribute: SqlValue | undefined): string | null => names.get(numberOf(attribute) ?? -1) ?? null
  const metaOf = new Map<number, string>()
  const targets = new Set<number>()
  for (const row of sideRows(database, { table: 'moz_annos', columns: ['place_id', 'anno_attribute_id', 'content'] })) {
    const [place, name, content] = [numberOf(row['place_id']), nameOf(row['anno_attribute_id']), textOf(row['content'])]
    if (place === null) continue
    if (name === TARGET) targets.add(place)
    if (name === META && content !== null) metaOf.set(place, content)
  }
  return { nameOf, metaOf, targets }
}

/** One annotation: a download, part of one, or something else. */
export function annotationRecord(row: StoredRow, { nameOf, metaOf, targets }: Annotations, pageOf: Pages, service: string): Emitted {
  const from = placeOf('moz_annos', row)
  const name = nameOf(row['anno_attribute_id'])
  const place = numberOf(row['place_id'])
  const page = pageOf(row['place_id'])
  if (name === META && place !== null && targets.has(place))
    return { type: 'skipped', from, reason: 'shown with the download that it belongs to' }
  if (name !== TARGET && name !== META) {
    const stored = name ?? `attribute ${textOf(row['anno_attribute_id']) ?? 'not stored'}`
    return { type: 'skipped', from, reason: `an annotation that is no download (${stored})` }
  }
  const meta = parsed(name === META ? textOf(row['content']) : (metaOf.get(place ?? -1) ?? null))
  const target = name === TARGET ? textOf(row['content']) : null
  const end = jsonNumber(jsonAt(meta, 'endTime'))
  const facts = factsOf({
    state: codeInWords(jsonNumber(jsonAt(meta, 'state')), STATES),
    ended: end === null || end <= 0 ? null : instantInWords(instantOf(end, 'unix-ms')),
    'size (bytes)': jsonText(jsonAt(meta, 'fileSize')),
    'file removed afterwards': jsonText(jsonAt(meta, 'deleted')),
    'title of the page': page?.title,
    'address row': page === undefined && place !== null ? `${place}, not in moz_places` : null,
  })
  return webRecord(from, 'download', service, { url: page?.url ?? null, title: target }, { at: prTime(row['dateAdded']), facts })
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
