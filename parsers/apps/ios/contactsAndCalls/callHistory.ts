/**
 * Calls of iOS 8 and later, `CallHistory.storedata` (Core Data, SQLite): one record per ZCALLRECORD row, of every app that
 * reports its calls to the system.
 *
 * Meanings (artifacts 1.2): ZDATE seconds since 2001 UTC; ZDURATION seconds; ZADDRESS text or BLOB, empty for a withheld
 * number; ZCALLTYPE and ZDISCONNECTED_CAUSE as in the tables below, anything else stays a number. "Missed" is not stored: it
 * is derived and says so. ZANSWERED of outgoing calls that lasted is seen as 0 too, so 0 says nothing there. No public
 * data with rows exist for this store: the meanings come from other tools' sources, the newer columns from schemas that people published.
 */
import { noteCoreDataGaps, PRIMARY_KEY_COLUMNS } from '../../../formats/sqlite/coreDataGaps.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction, Facts, SqlValue } from '../../../model/index.ts'
import { participantsOf, readHandleValues, readRemoteHandles } from './callHistoryParticipants.ts'

const SERVICES: Readonly<Record<string, string>> = {
  'com.apple.telephony': 'Phone',
  'com.apple.facetime': 'FaceTime',
  'net.whatsapp.whatsapp': 'WhatsApp',
  'net.whatsapp.whatsappsmb': 'WhatsApp Business',
}
const CALL_TYPES: Readonly<Record<number, string>> = { 0: 'third-party app', 1: 'phone', 8: 'FaceTime video', 16: 'FaceTime audio' }
const SERVICE_OF_TYPE: Readonly<Record<number, string>> = { 1: 'Phone', 8: 'FaceTime', 16: 'FaceTime' }
const IS_VIDEO: Readonly<Record<number, boolean>> = { 1: false, 8: true, 16: false }
const DISCONNECTED: Readonly<Record<number, string>> = { 0: 'ended', 6: 'rejected' }

const CALL_COLUMNS = [
  'ZADDRESS',
  'ZDATE',
  'ZDURATION',
  'ZORIGINATED',
  'ZANSWERED',
  'ZCALLTYPE',
  'ZSERVICE_PROVIDER',
  'ZDISCONNECTED_CAUSE',
  'ZNAME',
  'ZISO_COUNTRY_CODE',
  'ZLOCATION',
  'ZFACE_TIME_DATA',
  'ZLOCALPARTICIPANTUUID',
  'ZOUTGOINGLOCALPARTICIPANTUUID',
  'ZUNIQUE_ID',
  'ZREAD',
  'ZINITIATOR',
  'ZCONVERSATIONID',
  'ZPARTICIPANTGROUPUUID',
  'ZORIGINATINGDEVICENAME',
  'ZBLOCKEDBYEXTENSION',
  'ZBLOCKEDBYEXTENSIONNAME',
  'ZFILTERED_OUT_REASON',
  'ZJUNKCONFIDENCE',
  'ZJUNKIDENTIFICATIONCATEGORY',
  'ZNUMBER_AVAILABILITY',
  'ZVERIFICATIONSTATUS',
  'ZCALL_CATEGORY',
  'ZWASEMERGENCYCALL',
  'ZHASMESSAGE',
]
const REQUIRED = ['Z_PK', 'ZDATE', 'ZADDRESS']

type CallRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

export const iosCallHistory = defineSqliteParser({
  id: 'ios-call-history',
  version: 2,
  app: 'Phone',
  platform: 'ios',
  store: 'Calls (CallHistory.storedata)',
  reads: ['**/CallHistory.storedata', '**/CallHistoryTemp.storedata'],
  inBackups: 'encrypted',
  yields: ['call'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'names of the other parties beyond ZNAME of the row',
    'meanings of disconnect causes other than those found by other tools, and of the codes of filters, junk and verification',
    'which SIM or line a local participant stands for (only its UUID is stored)',
  ],
  requires: { ZCALLRECORD: REQUIRED },
  optional: {
    ZCALLRECORD: CALL_COLUMNS.filter((name) => !REQUIRED.includes(name)),
    ZHANDLE: ['ZVALUE', 'ZNORMALIZEDVALUE'],
    Z_2REMOTEPARTICIPANTHANDLES: ['Z_2REMOTEPARTICIPANTCALLS', 'Z_3REMOTEPARTICIPANTHANDLES', 'Z_4REMOTEPARTICIPANTHANDLES'],
    ...PRIMARY_KEY_COLUMNS,
  },
  *parse(database, context) {
    const handles = readRemoteHandles(database)
    const initiators = readHandleValues(database)
    const columns = CALL_COLUMNS.map((name) => `${database.column('ZCALLRECORD', name, 'c')} AS ${name}`).join(', ')
    for (const row of database.read<CallRow>('ZCALLRECORD', `SELECT c.Z_PK AS rowId, ${columns} FROM ZCALLRECORD c ORDER BY c.Z_PK`)) {
      yield callRecord(row, handles.get(row.rowId) ?? [], initiators)
    }
    noteCoreDataGaps(database, 'ZCALLRECORD', 'CallRecord', context)
  },
})

function callRecord(row: CallRow, handles: readonly string[], initiators: ReadonlyMap<number, string>): CallRecord {
  const direction = directionOf(row['ZORIGINATED'])
  const durationSeconds = numberOf(row['ZDURATION'])
  const callType = numberOf(row['ZCALLTYPE'])
  const country = textOf(row['ZISO_COUNTRY_CODE'])
  const described = { name: textOf(row['ZNAME']), country: country !== null && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : null }
  const facts = factsOf({
    missed: isMissed(direction, row['ZANSWERED'], durationSeconds) ? 'derived: incoming, not answered, 0 s' : null,
    'call type': codeInWords(row['ZCALLTYPE'], CALL_TYPES),
    'disconnected cause': disconnectedCause(row, durationSeconds),
    'service provider': textOf(row['ZSERVICE_PROVIDER']),
    name: described.name,
    country,
    location: textOf(row['ZLOCATION']),
    'answered as stored': direction === 'outgoing' ? textOf(row['ZANSWERED']) : null,
    seen: flagOf(row['ZREAD']) === false ? 'no' : null,
    'FaceTime data': faceTimeData(row['ZFACE_TIME_DATA']),
    'local participant': uuidOf(row['ZLOCALPARTICIPANTUUID']),
    'outgoing local participant': uuidOf(row['ZOUTGOINGLOCALPARTICIPANTUUID']),
    ...groupFacts(row, initiators),
    ...markFacts(row),
  })
  return {
    type: 'call',
    from: { table: 'ZCALLRECORD', rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    service: serviceOf(textOf(row['ZSERVICE_PROVIDER']), callType),
    nativeId: uuidOf(row['ZUNIQUE_ID']),
    direction,
    answered: answeredOf(direction, flagOf(row['ZANSWERED']), durationSeconds),
    isVideo: IS_VIDEO[callType ?? -1] ?? null,
    startedAt: instantOf(timeValueOf(row['ZDATE']), 'cocoa-s'),
    durationSeconds,
    participants: participantsOf(textOf(row['ZADDRESS']), handles, described),
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Of FaceTime in groups: who began it, and what ties its calls together. */
function groupFacts(row: CallRow, initiators: ReadonlyMap<number, string>): Facts {
  const initiator = textOf(row['ZINITIATOR'])
  const begunBy = initiator === null ? null : (initiators.get(numberOf(row['ZINITIATOR']) ?? -1) ?? `handle ${initiator}, not in ZHANDLE`)
  return (
    factsOf({
      'begun by': begunBy,
      conversation: uuidOf(row['ZCONVERSATIONID']),
      'group of participants': uuidOf(row['ZPARTICIPANTGROUPUUID']),
    }) ?? {}
  )
}

/** Marks that are not set on ordinary calls. Their codes are not described anywhere and stay numbers. */
function markFacts(row: CallRow): Facts {
  const set = (name: string): string | null => (numberOf(row[name]) === 0 ? null : textOf(row[name]))
  return (
    factsOf({
      'device that made the call': textOf(row['ZORIGINATINGDEVICENAME']),
      'emergency call': flagOf(row['ZWASEMERGENCYCALL']) === true ? 'yes' : null,
      'with a voice or video message': flagOf(row['ZHASMESSAGE']) === true ? 'yes' : null,
      'blocked by app': textOf(row['ZBLOCKEDBYEXTENSIONNAME']) ?? textOf(row['ZBLOCKEDBYEXTENSION']),
      'filtered out (code)': set('ZFILTERED_OUT_REASON'),
      'junk confidence (code)': set('ZJUNKCONFIDENCE'),
      'junk category': textOf(row['ZJUNKIDENTIFICATIONCATEGORY']),
      'number availability (code)': set('ZNUMBER_AVAILABILITY'),
      'verification (code)': set('ZVERIFICATIONSTATUS'),
      'call category (code)': set('ZCALL_CATEGORY'),
    }) ?? {}
  )
}

function directionOf(originated: SqlValue | undefined): Direction {
  const isOutgoing = flagOf(originated)
  if (isOutgoing === null) return 'unknown'
  return isOutgoing ? 'outgoing' : 'incoming'
}

function answeredOf(direction: Direction, stored: boolean | null, durationSeconds: number | null): boolean | null {
  const mayMeanNothing = direction === 'outgoing' && (durationSeconds ?? 0) > 0
  return stored === false && mayMeanNothing ? null : stored
}

function isMissed(direction: Direction, answered: SqlValue | undefined, durationSeconds: number | null): boolean {
  return direction === 'incoming' && flagOf(answered) === false && durationSeconds === 0
}

function serviceOf(provider: string | null, callType: number | null): string {
  if (provider === null) return SERVICE_OF_TYPE[callType ?? -1] ?? 'unknown'
  return SERVICES[provider.toLowerCase()] ?? provider
}

/** WhatsApp uses the causes differently (artifacts 1.2): 2 rejected, 6 ended when the call lasted, otherwise missed or rejected. */
function disconnectedCause(row: CallRow, durationSeconds: number | null): string | null {
  const stored = row['ZDISCONNECTED_CAUSE']
  const isWhatsapp = /whatsapp/i.test(textOf(row['ZSERVICE_PROVIDER']) ?? '')
  if (!isWhatsapp) return codeInWords(stored, DISCONNECTED)
  return codeInWords(stored, { 0: 'ended', 2: 'rejected', 6: (durationSeconds ?? 0) > 0 ? 'ended' : 'missed or rejected' })
}

/** A count of bytes of the call, stored as a number; an archive in older versions. */
function faceTimeData(stored: SqlValue | undefined): string | null {
  if (stored instanceof Uint8Array) return `${stored.length} bytes stored, not decoded`
  return textOf(stored)
}

/** A UUID stored as text, or as 16 bytes. */
function uuidOf(stored: SqlValue | undefined): string | null {
  if (!(stored instanceof Uint8Array) || stored.length !== 16) return textOf(stored)
  const hex = Array.from(stored, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
