/**
 * Places that the user of Google Maps keeps: `gmm_myplaces.db` (labels, with home and work) and `gmm_sync.db` (labels, lists and the
 * places in them). A place that is kept is no stay: class `mentioned`. Both follow the Google account, so another device may have saved.
 *
 * Meanings: ALEAPP's reading of real images (sync_item: degrees times 1e6, 6.7 label, 6.2 address, 6.6 address of the page; key 0:0 home,
 * 1:0 work, of which a second published reading confirms home); a published reader of its author's own gmm_sync.db (corpus 11 labels,
 * 13 lists, 14 places in lists, their fields). Other corpora and fields are shown as stored.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { fieldsBeside, fieldsInWords } from '../../../formats/binary/protobufRest.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts, Instant, SqlValue } from '../../../model/index.ts'

const LABELS = 'sync_item'
const SYNCED = 'sync_item_data'
const SHARED = { version: 1, app: 'Google Maps', platform: 'android', proof: 'source-verified' } as const
const WHAT = 'a place that is kept: that somebody was there is not stored'

const ALIASES: Readonly<Record<string, string>> = { '0:0': 'home (as set in Google Maps)', '1:0': 'work (as set in Google Maps)' }
const LABELLED = 11
const LISTS = 13
const IN_LISTS = 14
const CORPORA: Readonly<Record<number, string>> = { [LABELLED]: 'labelled place', [LISTS]: 'list of places', [IN_LISTS]: 'place in a list' }

const milliseconds = (stored: SqlValue | undefined): Instant => {
  const instant = instantOf(textOf(stored), 'unix-ms')
  return instant.asStored === '0' ? NO_INSTANT : instant
}

export const androidMapsPlaces = defineSqliteParser({
  ...SHARED,
  id: 'android-maps-places',
  store: 'Labelled places (gmm_myplaces.db)',
  reads: ['**/gmm_myplaces.db'],
  yields: ['location', 'web'],
  doesNotCover: ['what the time of a row marks (shown as stored)', 'fields whose meaning is not known (shown as stored)'],
  requires: { [LABELS]: ['key_string', 'sync_item'] },
  optional: { [LABELS]: ['corpus', 'latitude', 'longitude', 'is_local', 'timestamp'] },
  *parse(database) {
    const columns = ['key_string', 'sync_item', 'corpus', 'latitude', 'longitude', 'is_local']
    for (const row of evidenceRows(database, { table: LABELS, columns, asText: ['timestamp'] })) yield labelRecord(row)
  },
})

export const androidMapsSync = defineSqliteParser({
  ...SHARED,
  id: 'android-maps-sync',
  store: 'Saved places and lists (gmm_sync.db)',
  reads: ['**/gmm_sync.db'],
  yields: ['location', 'web'],
  doesNotCover: ['kinds of entries other than labels, lists and places in lists: shown where they have a position, otherwise skipped'],
  requires: { [SYNCED]: ['corpus', 'item_proto'] },
  optional: { [SYNCED]: ['client_id', 'server_id', 'latitude_e6', 'longitude_e6', 'string_index', 'sync_state', 'timestamp'] },
  *parse(database) {
    const lists = readLists(database)
    const columns = ['corpus', 'item_proto', 'client_id', 'server_id', 'latitude_e6', 'longitude_e6', 'string_index', 'sync_state']
    for (const row of evidenceRows(database, { table: SYNCED, columns, asText: ['timestamp'] })) yield syncedRecord(row, lists)
  },
})

interface Kept {
  readonly title: string | null
  readonly at: Instant
  readonly latitude: SqlValue | undefined
  readonly longitude: SqlValue | undefined
  readonly method: string
  readonly facts: Facts | undefined
}

const millionths = (stored: SqlValue | undefined): number | null => {
  const value = numberOf(stored)
  return value === null ? null : value / 1e6
}

function keptRecord(table: string, row: StoredRow, { title, at, latitude, longitude, method, facts }: Kept): Emitted {
  const from = placeOf(table, row)
  const position = degreesOf(millionths(latitude), millionths(longitude))
  const shared = { from, state: 'live', at, ...(facts === undefined ? {} : { facts }) } as const
  if (typeof position !== 'string') return { ...NO_LOCATION_FIELDS, ...shared, ...position, class: 'mentioned', method, label: title }
  if (title === null) return { type: 'skipped', from, reason: `${method}: neither position nor name` }
  return { ...shared, type: 'web', webKind: 'bookmark', service: 'Google Maps', url: null, title }
}

function labelRecord(row: StoredRow): Emitted {
  const bytes = bytesOf(row['sync_item'])
  const item = bytes === null ? null : new ProtobufMessage(bytes)
  const place = item?.message(6) ?? null
  const placeBytes = item?.bytes(6) ?? null
  const key = textOf(row['key_string'])
  const alias = key === null ? undefined : ALIASES[key]
  const rest = [
    ...(bytes === null ? [] : fieldsBeside(bytes, [2, 6])),
    ...(placeBytes === null ? [] : fieldsBeside(placeBytes, [2, 6, 7], '6.')),
  ]
  const facts = factsOf({
    'what it is': WHAT,
    label: alias === undefined ? null : place?.text(7),
    address: place?.text(2),
    page: place?.text(6),
    key,
    'kind as stored': textOf(row['corpus']),
    'saved on this phone': codeInWords(row['is_local'], { 0: 'no', 1: 'yes' }),
    'fields of unknown meaning': fieldsInWords(rest),
  })
  return keptRecord(LABELS, row, {
    title: alias ?? place?.text(7) ?? place?.text(2) ?? null,
    at: milliseconds(row['timestamp']),
    latitude: row['latitude'],
    longitude: row['longitude'],
    method: 'Google Maps: labelled place (kept by the user)',
    facts,
  })
}

/** Number of a list on the server -> its name. */
function readLists(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const lists = new Map<string, string>()
  for (const row of sideRows(database, { table: SYNCED, columns: ['corpus', 'server_id', 'item_proto'] })) {
    const [id, bytes] = [textOf(row['server_id']), bytesOf(row['item_proto'])]
    if (numberOf(row['corpus']) !== LISTS || id === null || bytes === null) continue
    const name = new ProtobufMessage(bytes).message(1)?.text(5) ?? null
    if (name !== null) lists.set(id, name)
  }
  return lists
}

function syncedRecord(row: StoredRow, lists: ReadonlyMap<string, string>): Emitted {
  const corpus = numberOf(row['corpus'])
  const bytes = bytesOf(row['item_proto'])
  const item = bytes === null ? null : new ProtobufMessage(bytes)
  const kind = codeInWords(row['corpus'], CORPORA) ?? 'of no kind'
  if (corpus === LISTS) {
    const name = item?.message(1)?.text(5) ?? textOf(row['string_index']) ?? 'without a name'
    return { type: 'skipped', from: placeOf(SYNCED, row), reason: `a list of places, not a place (${name})` }
  }
  const place = corpus === IN_LISTS ? (item?.message(1) ?? null) : null
  const id = textOf(row['server_id']) ?? textOf(row['client_id'])
  const isOther = corpus !== LABELLED && corpus !== IN_LISTS
  const title = corpus === IN_LISTS ? (place?.text(3) ?? null) : corpus === LABELLED ? (item?.text(3) ?? null) : textOf(row['string_index'])
  const facts = factsOf({
    'what it is': WHAT,
    list: corpus === IN_LISTS ? (lists.get(id?.split(':')[0] ?? '') ?? null) : null,
    note: place?.text(4),
    address: corpus === IN_LISTS ? item?.message(2)?.text(2) : item?.message(5)?.text(3),
    'set as': corpus === LABELLED && id !== null ? ALIASES[id] : null,
    changed: secondsInWords(place?.message(11)?.integer(1)),
    'row written': instantInWords(milliseconds(row['timestamp'])),
    'kind as stored': isOther ? textOf(row['corpus']) : null,
    'place number': id,
    'sync state as stored': flagOf(row['sync_state']) === false ? null : textOf(row['sync_state']),
    'fields of unknown meaning': isOther && bytes !== null ? fieldsInWords(fieldsBeside(bytes, [])) : null,
  })
  const created = place?.message(10)?.integer(1) ?? null
  return keptRecord(SYNCED, row, {
    title,
    at: created === null ? milliseconds(row['timestamp']) : instantOf(created, 'unix-s'),
    latitude: row['latitude_e6'],
    longitude: row['longitude_e6'],
    method: `Google Maps: ${kind} (kept by the user)`,
    facts,
  })
}

const secondsInWords = (stored: bigint | null | undefined): string | null =>
  stored === null || stored === undefined || stored <= 0n ? null : instantInWords(instantOf(stored, 'unix-s'))
