/**
 * One MMS: a row of `pdu` with its addresses (`addr`) and parts (`part`), or of Samsung's `spam_pdu` with `spam_addr` and `spam_part`.
 *
 * Meanings (artifacts 2.1): pdu.date counts seconds (sms.date milliseconds). addr.type 137 from, 151 to, 130 cc, 129 bcc; a group
 * has many "to" rows; `insert-address-token` is the owner. Text lies in part.text, files are named by part._data;
 * `application/smil` is layout. Android keeps subjects as bytes read as Latin-1, so text in other scripts is read back as UTF-8.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import type { Sims } from '../../../formats/values/androidSims.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { AttachmentRef, MessageKind, MessageRecord, ParserContext } from '../../../model/index.ts'
import { MMS_NOTIFICATION, MMS_REPORTS, MMS_TYPES, mmsBoxOf } from './messagesMeaning.ts'
import { OWNER_TOKEN } from './messagesSides.ts'
import type { Addresses, Threads } from './messagesSides.ts'

export const PDU_COLUMNS = [
  'thread_id',
  'date',
  'date_sent',
  'msg_box',
  'read',
  'm_id',
  'sub',
  'sub_cs',
  'm_type',
  'ct_l',
  'exp',
  'locked',
  'sub_id',
  'creator',
  'd_rpt',
]
export const ADDR_COLUMNS = ['msg_id', 'address', 'type']
export const PART_COLUMNS = ['mid', 'seq', 'ct', 'cl', 'name', 'fn', '_data', 'text']

const FROM = 137
const RECIPIENTS: Readonly<Record<number, 'to' | 'cc' | 'bcc'>> = { 151: 'to', 130: 'cc', 129: 'bcc' }
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export interface MmsReading {
  readonly context: ParserContext
  readonly addresses: Addresses
  readonly threads: Threads
  readonly sims: Sims
}

/** The three tables of one kind of MMS. */
export interface MmsTables {
  readonly pdu: string
  readonly addr: string
  readonly part: string
}
export const MMS_TABLES: MmsTables = { pdu: 'pdu', addr: 'addr', part: 'part' }
/** Samsung's tables of what its filter kept apart: the same columns. */
export const SPAM_MMS_TABLES: MmsTables = { pdu: 'spam_pdu', addr: 'spam_addr', part: 'spam_part' }

/** Rows of the side tables that belong to one MMS. */
export interface MmsSides {
  readonly addrRows: readonly StoredRow[]
  readonly partRows: readonly StoredRow[]
}

export function mmsRecord(row: StoredRow, tables: MmsTables, { addrRows, partRows }: MmsSides, reading: MmsReading): MessageRecord {
  const box = mmsBoxOf(row['msg_box'], row['m_type'])
  const type = numberOf(row['m_type'])
  const named = addressesOf(addrRows)
  const content = contentOf(partRows, reading.context)
  const from = named.from.find((address) => address !== OWNER_TOKEN) ?? null
  const sim = reading.sims.bySubscription(row['sub_id'])
  const isReport = type !== null && MMS_REPORTS.includes(type)
  const facts = factsOf({
    folder: tables === SPAM_MMS_TABLES ? `kept apart as spam (${tables.pdu})` : null,
    'reports on message': isReport ? textOf(row['m_id']) : null,
    'MMS type': codeInWords(row['m_type'], MMS_TYPES),
    to: listOf(named.to),
    cc: listOf(named.cc),
    bcc: listOf(named.bcc),
    from: box.direction === 'incoming' ? null : listOf(named.from.filter((address) => address !== OWNER_TOKEN)),
    'other addresses': listOf(named.other),
    'sent by the network (date_sent)': unixTimeInWords(row['date_sent']),
    read: box.direction === 'incoming' && flagOf(row['read']) === false ? 'no' : null,
    'download address': type === MMS_NOTIFICATION ? textOf(row['ct_l']) : null,
    'available until': type === MMS_NOTIFICATION ? unixTimeInWords(row['exp']) : null,
    locked: flagOf(row['locked']) === true ? 'yes' : null,
    SIM: sim?.words,
    'written by app': textOf(row['creator']),
    'parts without content': content.empty === 0 ? null : String(content.empty),
  })
  return {
    type: 'message',
    from: { table: tables.pdu, rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    service: 'MMS',
    nativeId: isReport ? null : textOf(row['m_id']),
    thread: reading.threads(row['thread_id']),
    sender: box.direction === 'incoming' && from !== null ? reading.addresses(from) : null,
    ownLine: sim?.ownLine ?? null,
    direction: box.direction,
    kind: kindOf(type, content),
    sentAt: unixTime(row['date']),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: content.text,
    subject: subjectOf(row),
    attachments: content.attachments,
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: box.words,
    ...(facts === undefined ? {} : { facts }),
  }
}

interface Named {
  readonly from: string[]
  readonly to: string[]
  readonly cc: string[]
  readonly bcc: string[]
  readonly other: string[]
}

function addressesOf(rows: readonly StoredRow[]): Named {
  const named: Named = { from: [], to: [], cc: [], bcc: [], other: [] }
  for (const row of rows) {
    const [address, type] = [textOf(row['address']), numberOf(row['type'])]
    if (address === null) continue
    const list = type === FROM ? 'from' : (RECIPIENTS[type ?? -1] ?? 'other')
    named[list].push(list === 'other' ? `${address} (type ${textOf(row['type']) ?? 'none'})` : address)
  }
  return named
}

const listOf = (addresses: readonly string[]): string | null =>
  addresses.length === 0 ? null : addresses.map((address) => (address === OWNER_TOKEN ? "the phone's owner" : address)).join('; ')

interface Content {
  readonly text: string | null
  readonly attachments: readonly AttachmentRef[]
  readonly empty: number
}

function contentOf(rows: readonly StoredRow[], context: ParserContext): Content {
  if (rows.length === 0) return { text: null, attachments: [], empty: 0 }
  const texts: string[] = []
  const attachments: AttachmentRef[] = []
  let empty = 0
  for (const row of rows.toSorted((a, b) => (numberOf(a['seq']) ?? 0) - (numberOf(b['seq']) ?? 0) || a.rowId - b.rowId)) {
    const mime = textOf(row['ct'])
    const isText = mime === null || /^text\/plain\b/i.test(mime)
    const [text, file] = [textOf(row['text']), textOf(row['_data'])]
    if (mime !== null && /^application\/smil\b/i.test(mime)) continue
    if (isText && text !== null) texts.push(text)
    else if (file === null && text === null && isText) empty++
    else attachments.push(attachmentOf(row, mime, file, context))
  }
  return { text: texts.length === 0 ? null : texts.join('\n'), attachments, empty }
}

/** A part of another kind than text. Without a file on the phone its row is still a named attachment. */
function attachmentOf(row: StoredRow, mime: string | null, file: string | null, context: ParserContext): AttachmentRef {
  const path = file === null ? null : androidPath(file, context)
  const name = textOf(row['name']) ?? textOf(row['fn']) ?? textOf(row['cl'])
  // Without a path in the extraction, the value as stored is all there is to show.
  const fileName = path === null ? file : (path.split('/').at(-1) ?? null)
  return { path, name: name ?? fileName, mime, sizeBytes: null }
}

function kindOf(type: number | null, { attachments }: Content): MessageKind {
  if (type === MMS_NOTIFICATION) return 'other'
  if (type !== null && MMS_REPORTS.includes(type)) return 'system'
  const [first] = attachments
  if (first === undefined) return 'text'
  return attachments.every(({ mime }) => /^text\/(x-)?vcard\b/i.test(mime ?? '')) ? 'contact' : 'media'
}

/** UTF-8 (character set 106) that was kept byte by byte as Latin-1 is read back; anything else stays as stored. */
function subjectOf(row: StoredRow): string | null {
  const stored = textOf(row['sub'])
  if (stored === null || numberOf(row['sub_cs']) !== 106) return stored
  const units = Array.from({ length: stored.length }, (_, index) => stored.charCodeAt(index))
  if (units.some((unit) => unit > 0xff)) return stored
  try {
    return STRICT_UTF8.decode(Uint8Array.from(units))
  } catch {
    return stored
  }
}
