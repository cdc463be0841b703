/**
 * CallHistoryTransactions/transactions.log: calls that the phone was about to enter in its call history. One record per entry.
 *
 * The file is a sequence of lengths (four bytes, little endian) and keyed archives of that length; each has `record`, an archive of the
 * call itself, and `transactionType` (artifacts 1.2; iLEAPP reads the same). The phone empties the file when all entries have reached
 * the database, so that most calls here stand there too, and one that was deleted there may stand here alone: it is a trace of a call,
 * not a call that is counted again. Names of the fields and the words for `callStatus` and `callType` are those of Apple's own code, as
 * people have published it decompiled; no public file with entries is known. A cancelled call is an outgoing one that did not connect.
 */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { UnreadablePlist } from '../../../formats/plist/plist.ts'
import { codeInWords, factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { Direction, DocumentRow, Emitted, EvidenceDocument, IdentityRef, Instant, SqlValue } from '../../../model/index.ts'

const MAX_BYTES = 256 * 1024 * 1024
const LENGTH_BYTES = 4
const TABLE = 'transactions'

const STATUS: Readonly<Record<number, string>> = {
  1: 'connected, incoming',
  2: 'connected, outgoing',
  4: 'answered on another device',
  8: 'missed',
  16: 'cancelled',
}
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing', 4: 'incoming', 8: 'incoming', 16: 'outgoing' }
const CALL_TYPES: Readonly<Record<number, string>> = {
  1: 'phone',
  2: 'voicemail',
  4: 'third-party app',
  8: 'FaceTime video',
  16: 'FaceTime audio',
}
const SERVICES: Readonly<Record<string, string>> = {
  'com.apple.Telephony': 'Phone',
  'com.apple.FaceTime': 'FaceTime',
  'net.whatsapp.WhatsApp': 'WhatsApp',
  'net.whatsapp.WhatsAppSMB': 'WhatsApp Business',
}

interface Entry extends DocumentRow {
  /** Bytes of the entry, without its length. */
  readonly archive: Uint8Array
}

export const iosCallTransactions = defineDocumentParser({
  id: 'ios-call-transactions',
  version: 1,
  app: 'Phone',
  platform: 'ios',
  store: 'Calls on their way to the call history (transactions.log)',
  reads: ['**/CallHistoryTransactions/transactions.log'],
  inBackups: false,
  yields: ['interaction'],
  proof: 'source-verified',
  doesNotCover: ['what the types of a transaction stand for', 'the older form of the log (tx.log)'],
  *parse(document): Iterable<Emitted> {
    for (const entry of document.read(TABLE, entriesOf(document))) yield recordOf(entry)
  },
})

/** The place of an entry is its offset. An entry that is cut off ends the reading. */
function* entriesOf(document: EvidenceDocument): Generator<Entry> {
  const bytes = Buffer.from(document.bytes(MAX_BYTES))
  for (let at = 0; at < bytes.length;) {
    const start = at + LENGTH_BYTES
    if (start > bytes.length) throw new Error(`the entry at byte ${at} is cut off`)
    const end = start + bytes.readUInt32LE(at)
    if (end > bytes.length) throw new Error(`the entry at byte ${at} is cut off`)
    yield { rowId: at, archive: bytes.subarray(start, end) }
    at = end
  }
}

function recordOf({ rowId, archive }: Entry): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const transaction = objectIn(archive)
  const stored = transaction?.['record']
  const call = stored instanceof Uint8Array ? objectIn(stored) : stored !== undefined && isArchivedObject(stored) ? stored : null
  if (transaction === null || call === null) return { type: 'skipped', from, reason: 'the entry holds no call that can be decoded' }
  const [status, type] = [numberIn(call, 'callStatus'), numberIn(call, 'callType')]
  const provider = textIn(call, 'serviceProvider') ?? textIn(call, 'serviceRadar')
  const facts = factsOf({
    'call status': codeInWords(status, STATUS),
    'call type': codeInWords(type, CALL_TYPES),
    'duration (seconds)': numberIn(call, 'duration')?.toString(),
    'time to connect (seconds)': numberIn(call, 'timeToEstablish')?.toString(),
    'disconnected cause (code)': numberIn(call, 'disconnectedCause')?.toString(),
    'service provider': provider,
    'call id': textIn(call, 'uniqueId'),
    name: textIn(call, 'name'),
    country: textIn(call, 'isoCountryCode'),
    location: textIn(call, 'callerIdLocation'),
    'transaction type (code)': numberIn(transaction, 'transactionType')?.toString(),
  })
  return {
    type: 'interaction',
    from,
    state: 'live',
    service: SERVICES[provider ?? ''] ?? provider ?? 'unknown',
    direction: DIRECTIONS[status ?? -1] ?? 'unknown',
    mechanism: 'call, before it was entered in the call history',
    participants: participantsOf(call),
    groupName: null,
    at: instantIn(call, 'date'),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function objectIn(bytes: Uint8Array): ArchivedObject | null {
  let value: ArchivedValue
  try {
    value = unarchive(bytes)
  } catch (error) {
    if (!(error instanceof UnreadablePlist)) throw error
    return null
  }
  return isArchivedObject(value) ? value : null
}

/** The handles of the others, or the number that called where none is kept. */
function participantsOf(call: ArchivedObject): IdentityRef[] {
  const country = textIn(call, 'isoCountryCode')
  const handles = call['remoteParticipantHandles']
  const stored = Array.isArray(handles) ? handles.filter(isArchivedObject).map((handle) => textIn(handle, 'value')) : []
  const values = new Set([...stored, ...(stored.length === 0 ? [textIn(call, 'callerId')] : [])].filter((value) => value !== null))
  return [...values].map((raw) => ({
    scheme: /@(?:s\.whatsapp\.net|lid|g\.us)$/iu.test(raw) ? 'whatsapp' : 'address',
    raw,
    name: values.size === 1 ? textIn(call, 'name') : null,
    country: country !== null && /^[a-z]{2}$/iu.test(country) ? country.toUpperCase() : null,
  }))
}

/** A date of an archive counts in UTC; the archive's own seconds are not kept by its decoder. */
function instantIn(call: ArchivedObject, key: string): Instant {
  const value = call[key]
  if (!(value instanceof Date)) return NO_INSTANT
  const text = value.toISOString()
  return { utcMs: value.getTime(), asStored: text, unit: 'iso-text', zoneBasis: 'utc', localText: null }
}

function textIn(object: ArchivedObject, key: string): string | null {
  const value = object[key]
  return typeof value === 'string' && value !== '' ? value : null
}

function numberIn(object: ArchivedObject, key: string): number | null {
  const value: ArchivedValue | undefined = object[key]
  const number: SqlValue = typeof value === 'number' || typeof value === 'bigint' ? value : null
  return number === null ? null : Number(number)
}
