/**
 * What the phone noted of its use, CoreDuet's `knowledgeC.db`: one record per ZOBJECT row of the streams that are understood (apps in
 * focus, intents, lock, screen, charging, media, pages, connections); rows of other streams are skipped under the stream's name.
 *
 * Meanings (artifacts 1.7; streams, columns and codes as APOLLO and iLEAPP read them): times count seconds since 2001 UTC; about four
 * weeks are kept, and from iOS 16 most streams moved to Biome. ZSECONDSFROMGMT is the phone's offset from UTC when the row was written:
 * a trace of the zone it was in, kept as a fact. A row whose ZSOURCE has a ZDEVICEID came from another device of the account.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, SqlValue } from '../../../model/index.ts'
import { METADATA, streamRecord } from './useStreams.ts'
import type { UseRow } from './useStreams.ts'

const TABLE = 'ZOBJECT'
const REQUIRED = ['ZSTREAMNAME', 'ZSTARTDATE']
const OPTIONAL = [
  'ZENDDATE',
  'ZCREATIONDATE',
  'ZVALUESTRING',
  'ZVALUEINTEGER',
  'ZVALUEDOUBLE',
  'ZSECONDSFROMGMT',
  'ZSTRUCTUREDMETADATA',
  'ZSOURCE',
  'ZUUID',
]
const SOURCE_COLUMNS = ['ZBUNDLEID', 'ZDEVICEID', 'ZITEMID', 'ZGROUPID']
const LATE_SECONDS = 3_600

export const iosKnowledge = defineSqliteParser({
  id: 'ios-knowledge',
  version: 2,
  app: 'iOS',
  platform: 'ios',
  store: 'Use of the phone (knowledgeC.db)',
  reads: ['**/CoreDuet/Knowledge/knowledgeC.db', '**/knowledgeC.db'],
  inBackups: false,
  yields: ['app-use', 'device-event', 'network', 'location', 'web'],
  proof: 'source-verified',
  doesNotCover: [
    'which text of a recipient or sender in an intent is a name and which an address; intents other than messages beyond their times',
    'streams that say nothing of use or place (siri, predictions, synchronisation)',
    'further places inside the compressed texts of activities',
    'sources of synchronised rows beyond the device’s identifier (ZSYNCPEER)',
  ],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL, ZSTRUCTUREDMETADATA: Object.values(METADATA), ZSOURCE: SOURCE_COLUMNS },
  *parse(database) {
    for (const row of database.read<UseRow>(TABLE, selectOf(database))) yield emitted(row)
  },
})

/** Joined by row number, which is unique: one row for each of ZOBJECT. */
function selectOf(database: EvidenceDatabase): string {
  const own = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column(TABLE, name, 'o')} AS "${name}"`)
  const metadata = Object.entries(METADATA).map(([key, name]) => `${database.column('ZSTRUCTUREDMETADATA', name, 'm')} AS "${key}"`)
  const source = SOURCE_COLUMNS.map((name) => `${database.column('ZSOURCE', name, 's')} AS "source${name}"`)
  const joins = [
    ['ZSTRUCTUREDMETADATA', 'm'],
    ['ZSOURCE', 's'],
  ].map(([table = '', alias = '']) =>
    database.has(table) && database.has(TABLE, table) ? `LEFT JOIN ${table} ${alias} ON ${alias}.rowid = o.${table}` : '',
  )
  const usable = (columns: readonly string[], index: number): readonly string[] =>
    joins[index] === '' ? columns.map((column) => column.replace(/^\S+ AS/u, 'NULL AS')) : columns
  const columns = ['o.rowid AS rowId', ...own, ...usable(metadata, 0), ...usable(source, 1)]
  return `SELECT ${columns.join(', ')} FROM ${TABLE} o ${joins.join(' ')} ORDER BY o.rowid`
}

function emitted(row: UseRow): Emitted {
  const facts = factsOf({
    'offset from UTC': offsetInWords(row['ZSECONDSFROMGMT']),
    'noted on': textOf(row['sourceZDEVICEID']) === null ? null : `another device of the account (${textOf(row['sourceZDEVICEID']) ?? ''})`,
    'filled in later': lateInWords(row),
    identifier: textOf(row['ZUUID']),
  })
  const from = { table: TABLE, rowId: String(row.rowId), ordinal: 0 }
  return streamRecord(row, { from, state: 'live', at: cocoa(row['ZSTARTDATE']), endAt: endOf(row) }, facts)
}

const cocoa = (value: SqlValue | undefined): Instant => instantOf(timeValueOf(value), 'cocoa-s')

function endOf(row: UseRow): Instant | null {
  return textOf(row['ZENDDATE']) === null ? null : cocoa(row['ZENDDATE'])
}

/** `-07:00` for -25,200 s. */
function offsetInWords(value: SqlValue | undefined): string | null {
  const seconds = numberOf(value)
  if (seconds === null) return null
  const minutes = Math.round(Math.abs(seconds) / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'))
  return `${seconds < 0 ? '-' : '+'}${hours}:${rest}`
}

function lateInWords(row: UseRow): string | null {
  const end = numberOf(row['ZENDDATE']) ?? numberOf(row['ZSTARTDATE'])
  const made = numberOf(row['ZCREATIONDATE'])
  if (end === null || end <= 0 || made === null || made - end <= LATE_SECONDS) return null
  return instantInWords(cocoa(row['ZCREATIONDATE']))
}
