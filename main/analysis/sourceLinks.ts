/**
 * What several sources say of the same thing, found after each import and for the whole case.
 *
 * Two backups of one phone (same serial number or IMEI) hold the same rows: a row of the same store, table and row id whose record is equal
 * in every column is a duplicate of the one that was imported first. It stays in the case with its own provenance and is counted once. A
 * row that changed in between (an edit, a read receipt) is no duplicate and counts.
 *
 * A message that two phones hold is linked and never merged: by the id that the service gave it, or, for SMS, by its text, the
 * minute and the number of at least one of the two phones (evidence reference, section 4 of the artifacts).
 */
import type { Database } from 'better-sqlite3'
import { TYPED_COLUMNS } from '../casefile/read/digest.ts'

/** SMS carry the clock of each phone and of the network between them. */
const SMS_TOLERANCE_MS = 120_000
/** Shorter ids are counters of one phone, no ids of a service. */
const SHORTEST_NATIVE_ID = 8

export interface SourceLinks {
  readonly duplicates: number
  readonly messageLinks: number
}

/** Makes both tables anew. Returns how many rows each has. */
export function refreshSourceLinks(database: Database): SourceLinks {
  return database
    .transaction(() => {
      database.exec('DELETE FROM duplicate; DELETE FROM message_link;')
      const sources = database.prepare("SELECT id, device_json FROM source WHERE status = 'complete' ORDER BY id").all() as SourceRow[]
      if (sources.length > 1) {
        const devices = groupByDevice(sources)
        for (const group of devices) for (const later of group.slice(1)) findDuplicates(database, later, group)
        linkByServiceId(database, deviceNumbers(devices))
        linkSms(database, devices)
      }
      const count = (table: string): number => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
      return { duplicates: count('duplicate'), messageLinks: count('message_link') }
    })
    .immediate()
}

interface SourceRow {
  readonly id: number
  readonly device_json: string
}

/** Sources of one phone each, in the order of import. A source that names neither serial number nor IMEI stands alone. */
function groupByDevice(sources: readonly SourceRow[]): number[][] {
  const groups: { keys: Set<string>; ids: number[] }[] = []
  for (const { id, device_json } of sources) {
    const keys = deviceKeys(device_json)
    const known = groups.find((group) => keys.some((key) => group.keys.has(key)))
    if (known === undefined) groups.push({ keys: new Set(keys), ids: [id] })
    else {
      known.ids.push(id)
      for (const key of keys) known.keys.add(key)
    }
  }
  return groups.map(({ ids }) => ids)
}

function deviceKeys(json: string): string[] {
  const { serialNumber, imei } = JSON.parse(json) as { serialNumber?: string | null; imei?: string | null }
  const keys: string[] = []
  if (serialNumber != null && serialNumber !== '') keys.push(`serial ${serialNumber.toUpperCase()}`)
  if (imei != null && imei.replaceAll(/\D/g, '') !== '') keys.push(`imei ${imei.replaceAll(/\D/g, '')}`)
  return keys
}

/** Columns of a typed table that must agree; those that point into the run of one source cannot. */
const equalIn = (table: string, columns: readonly string[]): string =>
  `NOT EXISTS (SELECT 1 FROM ${table} AS a JOIN ${table} AS b ON a.record_id = n.id AND b.record_id = o.id WHERE ${columns.map((column) => `a.${column} IS NOT b.${column}`).join(' OR ')})`

/** Typed tables with one row a record. Attachments and parties follow from the same evidence row. */
const EQUAL_TYPED = TYPED_COLUMNS.filter(({ isOneRow }) => isOneRow)
  .map(({ table, columns }) =>
    equalIn(
      table,
      columns.filter((column) => column !== 'record_id'),
    ),
  )
  .join(' AND ')

function findDuplicates(database: Database, later: number, group: readonly number[]): void {
  const earlier = group.slice(0, group.indexOf(later)).join(', ')
  database
    .prepare(
      `INSERT INTO duplicate (record_id, same_as)
       SELECT n.id, min(o.id) FROM record AS n JOIN run AS nr ON nr.id = n.run_id
       JOIN record AS o ON o.table_id = n.table_id AND o.row_id = n.row_id AND o.ordinal = n.ordinal AND o.kind = n.kind
       JOIN run AS r ON r.id = o.run_id AND r.parser_id = nr.parser_id AND r.parser_version = nr.parser_version AND r.path IS nr.path
       WHERE n.source_id = ? AND o.source_id IN (${earlier}) AND o.id NOT IN (SELECT record_id FROM duplicate)
         AND o.state = n.state AND o.at_ms IS n.at_ms AND o.end_ms IS n.end_ms AND o.stored_time IS n.stored_time AND o.local_time IS n.local_time
         AND o.service IS n.service AND o.direction IS n.direction AND o.latitude IS n.latitude AND o.longitude IS n.longitude
         AND ${EQUAL_TYPED}
       GROUP BY n.id`,
    )
    .run(later)
}

/** Source -> number of its phone. */
function deviceNumbers(devices: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  return new Map(devices.flatMap((group, index) => group.map((id): [number, number] => [id, index])))
}

interface IdRow {
  readonly id: number
  readonly source_id: number
  readonly service: string
  readonly native_id: string
}

const NOT_DUPLICATE = 'r.id NOT IN (SELECT record_id FROM duplicate)'

/** Walks messages by their id; memory is that of one id's rows. */
function linkByServiceId(database: Database, deviceOf: ReadonlyMap<number, number>): void {
  const insert = linkInserter(database)
  const rows = database
    .prepare(
      `SELECT r.id, r.source_id, coalesce(r.service, '') AS service, m.native_id FROM message AS m JOIN record AS r ON r.id = m.record_id
       WHERE length(m.native_id) >= ${SHORTEST_NATIVE_ID} AND r.ordinal = 0 AND r.state <> 'edited-previous' AND ${NOT_DUPLICATE}
         AND m.native_id IN (SELECT m2.native_id FROM message AS m2 JOIN record AS r2 ON r2.id = m2.record_id GROUP BY m2.native_id HAVING count(DISTINCT r2.source_id) > 1)
       ORDER BY m.native_id, r.id`,
    )
    .all() as IdRow[]
  for (let start = 0; start < rows.length;) {
    let end = start
    while (rows[end]?.native_id === rows[start]?.native_id && end < rows.length) end++
    for (const [a, b] of pairs(rows.slice(start, end)))
      if (deviceOf.get(a.source_id) !== deviceOf.get(b.source_id) && family(a.service) === family(b.service))
        insert(a.id, b.id, `both phones hold the id ${a.native_id} that ${family(a.service)} gave it`)
    start = end
  }
}

/** Apple gives one id to a message whether it went as iMessage, SMS or RCS. */
const family = (service: string): string => (/^(?:imessage|sms|rcs)/i.test(service) ? 'Messages' : service)

function* pairs<T>(items: readonly T[]): Generator<readonly [T, T]> {
  for (const [index, a] of items.entries()) for (const b of items.slice(index + 1)) yield [a, b]
}

function linkInserter(database: Database): (a: number, b: number, basis: string) => void {
  const insert = database.prepare('INSERT OR IGNORE INTO message_link (a_record_id, b_record_id, basis) VALUES (?, ?, ?)')
  return (a, b, basis) => void insert.run(Math.min(a, b), Math.max(a, b), basis)
}

interface SmsRow {
  readonly id: number
  readonly source_id: number
  readonly other_id: number
  readonly at_ms: number
  readonly body: string
}

const SMS_SQL = (direction: 'incoming' | 'outgoing'): string =>
  `SELECT r.id, r.source_id, ${direction === 'outgoing' ? 'r.to_id' : 'r.from_id'} AS other_id, r.at_ms, m.body FROM record AS r JOIN message AS m ON m.record_id = r.id
   WHERE r.kind = 'message' AND r.service IN ('SMS', 'MMS', 'RCS') AND r.direction = '${direction}' AND r.at_ms IS NOT NULL AND m.body <> '' AND m.status IS NOT 'draft'
     AND ${direction === 'outgoing' ? 'r.to_id' : 'r.from_id'} IS NOT NULL AND ${NOT_DUPLICATE}`

/** What one phone sent and another received: same text, within two minutes, and the numbers fit. */
function linkSms(database: Database, devices: readonly (readonly number[])[]): void {
  const deviceOf = deviceNumbers(devices)
  const ownNumbers = devices.map((group) => ownIdentities(database, group))
  const found: (readonly [SmsRow, SmsRow])[] = []
  const received = new Map<string, SmsRow[]>()
  for (const row of database.prepare(SMS_SQL('incoming')).iterate() as IterableIterator<SmsRow>) {
    const sender = ownNumbers.findIndex(({ identities }) => identities.has(row.other_id))
    // Only what comes from a phone of the case can have been sent by one.
    if (sender < 0) continue
    const key = `${sender} ${row.body}`
    received.set(key, [...(received.get(key) ?? []), row])
  }
  for (const sent of database.prepare(SMS_SQL('outgoing')).iterate() as IterableIterator<SmsRow>) {
    const device = deviceOf.get(sent.source_id) ?? -1
    for (const other of received.get(`${device} ${sent.body}`) ?? []) {
      const receiver = deviceOf.get(other.source_id) ?? -1
      const own = ownNumbers[receiver]
      if (receiver === device || Math.abs(other.at_ms - sent.at_ms) > SMS_TOLERANCE_MS) continue
      // The receiving phone's own numbers may be unknown; where they are known they must fit.
      if (own?.isStated === true && !own.identities.has(sent.other_id)) continue
      found.push([sent, other])
    }
  }
  const insert = linkInserter(database)
  for (const [sent, other] of found) {
    const seconds = Math.round(Math.abs(other.at_ms - sent.at_ms) / 1000)
    insert(sent.id, other.id, `same text, ${seconds} s apart, and the numbers of the phones fit`)
  }
}

interface OwnNumbers {
  readonly identities: ReadonlySet<number>
  /** False where nothing of the phone says what its numbers are. */
  readonly isStated: boolean
}

/** Identities that stand for the owner of a phone: numbers that its extraction states, own lines of its rows, own accounts. */
function ownIdentities(database: Database, group: readonly number[]): OwnNumbers {
  const list = group.join(', ')
  const ids = database
    .prepare(
      `SELECT DISTINCT i.id FROM identity AS i JOIN source AS s ON s.id IN (${list})
         WHERE i.scheme = 'phone' AND json_extract(s.device_json, '$.phoneNumber') IS NOT NULL
           AND replace(replace(replace(replace(replace(json_extract(s.device_json, '$.phoneNumber'), ' ', ''), '-', ''), '(', ''), ')', ''), char(160), '') = i.value
       UNION SELECT m.own_identity_id FROM message AS m JOIN record AS r ON r.id = m.record_id WHERE r.source_id IN (${list}) AND m.own_identity_id IS NOT NULL
       UNION SELECT a.identity_id FROM account AS a JOIN record AS r ON r.id = a.record_id WHERE r.source_id IN (${list}) AND a.is_owner = 1`,
    )
    .pluck()
    .all() as number[]
  const isStated = database
    .prepare(`SELECT EXISTS (SELECT 1 FROM source WHERE id IN (${list}) AND json_extract(device_json, '$.phoneNumber') IS NOT NULL)`)
    .pluck()
    .get()
  return { identities: new Set(ids), isStated: isStated === 1 || ids.length > 0 }
}
