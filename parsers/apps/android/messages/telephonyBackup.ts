/**
 * What Android's telephony provider puts into an adb backup: `000000_sms_backup` and `000001_mms_backup`, JSON compressed with zlib, one
 * element a message.
 *
 * Meanings: TelephonyBackupAgent of the Android Open Source Project; codes as in mmssms.db (artifacts 2.1). All values are text. SMS times
 * count milliseconds, MMS times seconds. `recipients` are the other parties of the conversation, also of an incoming message; a message
 * without `address` names its sender only there. Attachments of MMS are not in the backup: `mms_body` is the text alone.
 */
import { inflated } from '../../../formats/binary/inflate.ts'
import { jsonAt, type JsonElement, jsonElements, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { codeInWords, factsOf } from '../../../formats/values/storedValues.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import {
  defineDocumentParser,
  type Direction,
  type DocumentRow,
  type Emitted,
  type IdentityRef,
  type ThreadRef,
} from '../../../model/index.ts'

interface Row extends DocumentRow {
  readonly offset: number
  readonly value: unknown
}

const SMS_TYPES: Readonly<Record<number, string>> = { 1: 'received', 2: 'sent', 3: 'draft', 4: 'outbox', 5: 'failed', 6: 'queued' }
const MMS_BOXES: Readonly<Record<number, string>> = { 1: 'received', 2: 'sent', 3: 'draft', 4: 'outbox', 5: 'failed' }
/** Types of addresses of a multimedia message (artifacts 2.1). */
const [FROM, OWNER] = [137, 'insert-address-token']

export const androidTelephonyBackup = defineDocumentParser({
  id: 'android-telephony-backup',
  version: 1,
  app: 'Messages',
  platform: 'android',
  store: 'SMS and MMS of an adb backup',
  reads: ['**/com.android.providers.telephony/**/*_sms_backup', '**/com.android.providers.telephony/**/*_mms_backup'],
  yields: ['message'],
  proof: 'data-proven',
  doesNotCover: ['attachments of MMS, which the backup leaves out'],
  *parse(document): Iterable<Emitted> {
    const isMms = document.path.endsWith('_mms_backup')
    const threads = new Map<string, ThreadRef>()
    for (const row of document.read(isMms ? 'mms' : 'sms', rowsOf(jsonElements(inflated(document.chunks())))))
      yield isMms ? mms(row, threads) : sms(row, threads)
  },
})

function* rowsOf(elements: Iterable<JsonElement>): Generator<Row> {
  for (const { index, offset, value } of elements) yield { rowId: index ?? 0, offset, value }
}

const address = (raw: string): IdentityRef => ({ scheme: 'address', raw, name: null, country: null })
const addressesOf = (value: unknown): string[] => jsonList(value).flatMap((one) => jsonText(one) ?? [])

function directionOf(code: string | null): Direction {
  if (code === '1') return 'incoming'
  return code !== null && ['2', '3', '4', '5', '6'].includes(code) ? 'outgoing' : 'unknown'
}

/** One object per conversation: the other parties make its key. */
function threadOf(parties: readonly string[], threads: Map<string, ThreadRef>): ThreadRef | null {
  if (parties.length === 0) return null
  const key = [...parties].sort().join(' ')
  let thread = threads.get(key)
  if (thread === undefined) {
    thread = { key, title: null, kind: parties.length > 1 ? 'group' : 'direct', participants: parties.map(address) }
    threads.set(key, thread)
  }
  return thread
}

function sms({ rowId, value }: Row, threads: Map<string, ThreadRef>): Emitted {
  const type = jsonText(jsonAt(value, 'type'))
  const direction = directionOf(type)
  const named = jsonText(jsonAt(value, 'address'))
  const recipients = addressesOf(jsonAt(value, 'recipients'))
  const sender = direction === 'incoming' ? (named ?? (recipients.length === 1 ? (recipients[0] ?? null) : null)) : null
  const facts = factsOf({
    read: jsonText(jsonAt(value, 'read')) === '1' ? 'yes' : null,
    'delivery report (status)': reportOf(jsonAt(value, 'status')),
    'own number as stored': jsonText(jsonAt(value, 'self_phone')),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: { table: 'sms', rowId: String(rowId), ordinal: 0 },
    service: 'SMS',
    thread: threadOf(recipients.length > 0 ? recipients : named === null ? [] : [named], threads),
    sender: sender === null ? null : address(sender),
    ownLine: ownLine(value),
    direction,
    kind: 'text',
    sentAt: instantOf(jsonText(jsonAt(value, 'date')), 'unix-ms'),
    deliveredAt: direction === 'incoming' ? null : statedInstant(instantOf(jsonText(jsonAt(value, 'date_sent')), 'unix-ms')),
    body: jsonText(jsonAt(value, 'body')),
    subject: jsonText(jsonAt(value, 'subject')),
    status: codeInWords(type, SMS_TYPES),
    ...(facts === undefined ? {} : { facts }),
  }
}

/** -1 stands for "no report was asked for". */
const reportOf = (stored: unknown): string | null => {
  const text = jsonText(stored)
  return text === '-1' ? null : text
}

function ownLine(value: unknown): IdentityRef | null {
  const own = jsonText(jsonAt(value, 'self_phone'))
  return own === null ? null : address(own)
}

function mms({ rowId, value }: Row, threads: Map<string, ThreadRef>): Emitted {
  const box = jsonText(jsonAt(value, 'msg_box'))
  const direction = directionOf(box)
  const addresses = jsonList(jsonAt(value, 'mms_addresses'))
  const from = addresses.map((one) => (jsonAt(one, 'type') === FROM ? jsonText(jsonAt(one, 'address')) : null)).find((one) => one !== null)
  const facts = factsOf({
    'kind of message (m_type)': jsonText(jsonAt(value, 'm_type')),
    addresses:
      addresses.map((one) => `${jsonText(jsonAt(one, 'type')) ?? ''} ${jsonText(jsonAt(one, 'address')) ?? ''}`.trim()).join(', ') || null,
    'where it was to be fetched': jsonText(jsonAt(value, 'ct_l')),
    'sent by its sender': sentFact(jsonAt(value, 'date_sent')),
    'transaction id': jsonText(jsonAt(value, 'tr_id')),
    read: jsonText(jsonAt(value, 'read')) === '1' ? 'yes' : null,
  })
  const sender = direction === 'incoming' && from !== undefined && from !== OWNER ? from : null
  return {
    ...NO_MESSAGE_FIELDS,
    from: { table: 'mms', rowId: String(rowId), ordinal: 0 },
    service: 'MMS',
    nativeId: jsonText(jsonAt(value, 'm_id')),
    thread: threadOf(addressesOf(jsonAt(value, 'recipients')), threads),
    sender: sender === null ? null : address(sender),
    ownLine: ownLine(value),
    direction,
    kind: 'text',
    sentAt: instantOf(jsonText(jsonAt(value, 'date')), 'unix-s'),
    body: jsonText(jsonAt(value, 'mms_body')),
    subject: jsonText(jsonAt(value, 'sub')),
    status: codeInWords(box, MMS_BOXES),
    ...(facts === undefined ? {} : { facts }),
  }
}

function sentFact(stored: unknown): string | null {
  const at = instantOf(jsonText(stored), 'unix-s')
  return at.utcMs === null ? null : new Date(at.utcMs).toISOString()
}
