/**
 * Calls of WhatsApp on the iPhone, `CallHistory.sqlite`: one record per ZWACDCALLEVENT row.
 *
 * Meanings (artifacts 1.4): ZDATE seconds since 2001 UTC; ZOUTCOME 0 ended, 1 missed, 4 rejected; direction from ZINCOMING of
 * the aggregate that the call belongs to (Z1CALLEVENTS). An aggregate may group several calls, so participants are looked up and
 * never joined. Z1PARTICIPANTS names entity 1 of the model: the aggregate, unless Z_PRIMARYKEY of the file says that entity 1 is
 * the call itself. Newer files keep ZINCOMING, ZVIDEO and ZMISSED on the call row: that row goes first.
 */
import { noteCoreDataGaps } from '../../../formats/sqlite/coreDataGaps.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction, EvidenceDatabase, IdentityRef, ParserContext, SqlValue } from '../../../model/index.ts'
import { readWhatsappNames } from './whatsappNames.ts'
import type { WhatsappNames } from './whatsappNames.ts'

const OUTCOMES: Readonly<Record<number, string>> = { 0: 'ended', 1: 'missed', 4: 'rejected' }
const ANSWERED: Readonly<Record<number, boolean>> = { 1: false, 4: false }

const REQUIRED = ['Z_PK', 'ZDATE']
const OPTIONAL = [
  'ZDURATION',
  'ZOUTCOME',
  'ZGROUPJIDSTRING',
  'ZGROUPCALLCREATORUSERJIDSTRING',
  'ZCALLIDSTRING',
  'ZBYTESSENT',
  'ZBYTESRECEIVED',
  'Z1CALLEVENTS',
  'ZINCOMING',
  'ZVIDEO',
  'ZMISSED',
]
const UNREAD_TABLES: Readonly<Record<string, readonly string[]>> = { ZWAJOINABLECALLEVENT: ['Z_PK'], ZWAUPCOMINGCALLEVENT: ['Z_PK'] }
const AGGREGATE_COLUMNS = ['ZINCOMING', 'ZMISSED', 'ZVIDEO']

type StoredRow = Readonly<Record<string, SqlValue>>
type CallRow = StoredRow & { readonly rowId: number }

interface Party {
  readonly jid: string
  readonly outcome: SqlValue
}

interface Reading {
  readonly service: string
  readonly aggregates: ReadonlyMap<number, StoredRow>
  readonly parties: ReadonlyMap<number, readonly Party[]>
  readonly arePartiesByCall: boolean
  readonly callsOfAggregate: ReadonlyMap<number, number>
  readonly names: WhatsappNames
}

export const iosWhatsappCalls = defineSqliteParser({
  id: 'ios-whatsapp-calls',
  version: 2,
  app: 'WhatsApp',
  platform: 'ios',
  store: 'WhatsApp calls (CallHistory.sqlite)',
  reads: ['**/CallHistory.sqlite'],
  yields: ['call'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: [
    'call links (ZWAJOINABLECALLEVENT) and scheduled calls (ZWAUPCOMINGCALLEVENT): their number is noted',
    'aggregates without a call row',
  ],
  requires: { ZWACDCALLEVENT: REQUIRED },
  optional: {
    ZWACDCALLEVENT: OPTIONAL,
    ZWAAGGREGATECALLEVENT: AGGREGATE_COLUMNS,
    ZWACDCALLEVENTPARTICIPANT: ['Z1PARTICIPANTS', 'ZJIDSTRING', 'ZOUTCOME'],
    Z_PRIMARYKEY: ['Z_ENT', 'Z_NAME', 'Z_MAX'],
    ...UNREAD_TABLES,
  },
  companions: { contacts: ['ContactsV2.sqlite'], lids: ['LID.sqlite'] },
  *parse(database, context) {
    const reading: Reading = {
      service: /whatsappsmb/i.test(context.path) ? 'WhatsApp Business' : 'WhatsApp',
      aggregates: readAggregates(database),
      parties: readParties(database),
      arePartiesByCall: nameOfEntity1(database)?.toLowerCase() === 'wacdcallevent',
      callsOfAggregate: countCalls(database),
      names: readWhatsappNames({ contacts: context.companion('contacts'), lids: context.companion('lids'), chat: null }),
    }
    const columns = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column('ZWACDCALLEVENT', name, 'e')} AS ${name}`).join(', ')
    const sql = `SELECT e.Z_PK AS rowId, ${columns} FROM ZWACDCALLEVENT e ORDER BY e.Z_PK`
    for (const row of database.read<CallRow>('ZWACDCALLEVENT', sql)) yield callRecord(row, reading)
    noteUnread(database, context)
    noteCoreDataGaps(database, 'ZWACDCALLEVENT', 'WACDCallEvent', context)
  },
})

/** Empty on every published image, so nobody knows what their rows look like. */
function noteUnread(database: EvidenceDatabase, context: ParserContext): void {
  for (const table of Object.keys(UNREAD_TABLES)) {
    if (!database.has(table)) continue
    for (const { n } of database.lookup<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))
      if (n > 0)
        context.note(
          `Table ${table} has ${n} row${n === 1 ? '' : 's'}, which ${n === 1 ? 'is' : 'are'} not read: look at ${n === 1 ? 'it' : 'them'} in the source.`,
        )
  }
}

function callRecord(row: CallRow, reading: Reading): CallRecord {
  const aggregateId = numberOf(row['Z1CALLEVENTS'])
  const aggregate = reading.aggregates.get(aggregateId ?? -1)
  const stated = (column: string): boolean | null => flagOf(row[column]) ?? flagOf(aggregate?.[column])
  const parties = reading.parties.get(reading.arePartiesByCall ? row.rowId : (aggregateId ?? -1)) ?? []
  const durationSeconds = numberOf(row['ZDURATION'])
  const outcome = numberOf(row['ZOUTCOME'])
  const direction = directionOf(stated('ZINCOMING'))
  const calls = reading.callsOfAggregate.get(aggregateId ?? -1) ?? 1
  const creator = textOf(row['ZGROUPCALLCREATORUSERJIDSTRING'])
  const isAggregateMissing = aggregateId !== null && aggregate === undefined && reading.aggregates.size > 0
  const facts = factsOf({
    outcome: codeInWords(row['ZOUTCOME'], OUTCOMES),
    missed: stated('ZMISSED') === true ? 'stored: ZMISSED' : null,
    group: textOf(row['ZGROUPJIDSTRING']),
    'call creator': creator,
    'outcome of participants': parties.length < 2 ? null : outcomesOf(parties),
    'calls in this entry': calls > 1 ? `${calls}; participants are stored for all of them together` : null,
    'bytes sent': textOf(row['ZBYTESSENT']),
    'bytes received': textOf(row['ZBYTESRECEIVED']),
    'aggregate row': isAggregateMissing ? `${aggregateId}, not in ZWAAGGREGATECALLEVENT` : null,
  })
  return {
    type: 'call',
    from: { table: 'ZWACDCALLEVENT', rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    service: reading.service,
    nativeId: textOf(row['ZCALLIDSTRING']),
    direction,
    answered: outcome === 0 ? ((durationSeconds ?? 0) > 0 ? true : null) : (ANSWERED[outcome ?? -1] ?? null),
    isVideo: stated('ZVIDEO'),
    startedAt: instantOf(timeValueOf(row['ZDATE']), 'cocoa-s'),
    durationSeconds,
    participants: participantsOf(parties, direction === 'incoming' ? creator : null, reading.names),
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function outcomesOf(parties: readonly Party[]): string {
  return parties.map(({ jid, outcome }) => `${jid}: ${codeInWords(outcome, OUTCOMES) ?? 'none'}`).join('; ')
}

function directionOf(isIncoming: boolean | null): Direction {
  if (isIncoming === null) return 'unknown'
  return isIncoming ? 'incoming' : 'outgoing'
}

/** The stored participants; who created an incoming call is one of the others even where no participant is stored. */
function participantsOf(parties: readonly Party[], creator: string | null, names: WhatsappNames): IdentityRef[] {
  const jids = new Set(parties.map(({ jid }) => jid))
  if (jids.size === 0 && creator !== null) jids.add(creator)
  return [...jids].map((jid) => names.identityOf(jid))
}

function readAggregates(database: EvidenceDatabase): Map<number, StoredRow> {
  const aggregates = new Map<number, StoredRow>()
  if (!database.has('ZWAAGGREGATECALLEVENT')) return aggregates
  const columns = AGGREGATE_COLUMNS.map((name) => `${database.column('ZWAAGGREGATECALLEVENT', name, 'a')} AS ${name}`).join(', ')
  const rows = database.lookup<StoredRow & { id: number }>(`SELECT a.Z_PK AS id, ${columns} FROM ZWAAGGREGATECALLEVENT a`)
  for (const row of rows) aggregates.set(row.id, row)
  return aggregates
}

function readParties(database: EvidenceDatabase): Map<number, Party[]> {
  const parties = new Map<number, Party[]>()
  const table = 'ZWACDCALLEVENTPARTICIPANT'
  if (!database.has(table, 'Z1PARTICIPANTS') || !database.has(table, 'ZJIDSTRING')) return parties
  const rows = database.lookup<{ owner: SqlValue; jid: SqlValue; outcome: SqlValue }>(
    `SELECT p.Z1PARTICIPANTS AS owner, p.ZJIDSTRING AS jid, ${database.column(table, 'ZOUTCOME', 'p')} AS outcome
     FROM ${table} p ORDER BY p.rowid`,
  )
  for (const row of rows) {
    const [owner, jid] = [numberOf(row.owner), textOf(row.jid)]
    if (owner === null || jid === null) continue
    const list = parties.get(owner)
    if (list === undefined) parties.set(owner, [{ jid, outcome: row.outcome }])
    else list.push({ jid, outcome: row.outcome })
  }
  return parties
}

/** Core Data's own list of entities: which one the `1` of `Z1PARTICIPANTS` stands for. */
function nameOfEntity1(database: EvidenceDatabase): string | null {
  if (!database.has('Z_PRIMARYKEY', 'Z_ENT') || !database.has('Z_PRIMARYKEY', 'Z_NAME')) return null
  for (const { name } of database.lookup<{ name: SqlValue }>('SELECT Z_NAME AS name FROM Z_PRIMARYKEY WHERE Z_ENT = 1')) return textOf(name)
  return null
}

function countCalls(database: EvidenceDatabase): Map<number, number> {
  const counts = new Map<number, number>()
  if (!database.has('ZWACDCALLEVENT', 'Z1CALLEVENTS')) return counts
  const rows = database.lookup<{ owner: SqlValue; calls: number }>(
    'SELECT e.Z1CALLEVENTS AS owner, count(*) AS calls FROM ZWACDCALLEVENT e WHERE e.Z1CALLEVENTS IS NOT NULL GROUP BY e.Z1CALLEVENTS',
  )
  for (const { owner, calls } of rows) {
    const id = numberOf(owner)
    if (id !== null) counts.set(id, calls)
  }
  return counts
}
