/** Facts of a WhatsApp message that no field of its record holds. */
import { instantOf } from '../../../formats/values/epochs.ts'
import { protobufFields, protobufNumber } from '../../../formats/binary/protobuf.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { Facts, MessageKind, SqlValue } from '../../../model/index.ts'
import type { MessageExtras } from './whatsappMedia.ts'
import type { Described } from './whatsappMessagesCodes.ts'
import type { GroupMembers, WhatsappThread } from './whatsappThreads.ts'

type Row = Readonly<Record<string, SqlValue>>

/** Of ZWAMESSAGEDATAITEM, where link previews lie: address, title and description of the page, as other tools read them. */
export const LINK_COLUMNS = ['ZMATCHEDTEXT', 'ZTITLE', 'ZSUMMARY', 'ZCONTENT1', 'ZCONTENT2']
export type LinkRow = Row

export function linkFacts(links: readonly LinkRow[]): Facts {
  const joined = (name: string): string | null => {
    const texts = links.map((link) => textOf(link[name])).filter((text) => text !== null)
    return texts.length === 0 ? null : [...new Set(texts)].join('; ')
  }
  return (
    factsOf({
      link: joined('ZMATCHEDTEXT'),
      'link title': joined('ZTITLE'),
      'link summary': joined('ZSUMMARY'),
      'link content 1': joined('ZCONTENT1'),
      'link content 2': joined('ZCONTENT2'),
    }) ?? {}
  )
}

/** Outside of reactions (7) and polls (8), ZRECEIPTINFO has an entry for each recipient (2) and a time in Unix seconds (3), as observed. */
const RECIPIENT = 2
const TIME = 3

/** How far an own message came: counts, because the recipients of the receipts are stored in a form that nobody describes. */
export function receiptFacts(row: Row, blobs: readonly (Uint8Array | null)[]): Facts {
  const count = (name: string): string | null => (numberOf(row[name]) === 0 ? null : textOf(row[name]))
  const receipts = blobs.filter((blob) => blob !== null)
  const recipients = receipts.flatMap((blob) => [...protobufFields(blob)].filter(({ field }) => field === RECIPIENT)).length
  const time = receipts.map((blob) => protobufNumber(blob, TIME)).find((value) => value !== null)
  return (
    factsOf({
      'delivered to (recipients)': count('ZCHILDMESSAGESDELIVEREDCOUNT'),
      'read by (recipients)': count('ZCHILDMESSAGESREADCOUNT'),
      'played by (recipients)': count('ZCHILDMESSAGESPLAYEDCOUNT'),
      'receipts stored (observed meaning)': recipients === 0 ? null : String(recipients),
      'time of the receipts (observed meaning)': time === undefined ? null : instantInWords(instantOf(time, 'unix-s')),
    }) ?? {}
  )
}

export function rowFacts(row: Row, described: Described, chat: WhatsappThread | null, members: GroupMembers): Record<string, string> {
  const facts: Record<string, string> = {}
  const put = (key: string, value: string | null): void => {
    if (value !== null) facts[key] = value
  }
  if (described.type !== 0) put('message type', described.words)
  put('event', described.event)
  if (described.kind === 'system') {
    put('group member', members.byRow.get(numberOf(row['ZGROUPMEMBER']) ?? -1) ?? null)
    put('from', textOf(row['ZFROMJID']))
    put('to', textOf(row['ZTOJID']))
  }
  const clock = textOf(row['ZSENTDATE'])
  if (clock !== null) put('time by this phone (ZSENTDATE)', instantInWords(instantOf(clock, 'cocoa-s')))
  if (flagOf(row['ZSTARRED']) === true) put('starred', 'yes')
  const flags = textOf(row['ZFLAGS'])
  if (flags !== '0') put('flags', flags)
  const error = textOf(row['ZMESSAGEERRORSTATUS'])
  if (numberOf(row['ZMESSAGEERRORSTATUS']) !== 0) put('error (code)', error)
  if (chat?.isRemoved === true) put('chat removed', 'yes')
  if (chat?.isArchived === true) put('chat archived', 'yes')
  if (chat === null) put('chat row', missingRow(row['ZCHATSESSION'], 'ZWACHATSESSION'))
  const memberId = numberOf(row['ZGROUPMEMBER'])
  if (memberId !== null && !members.byRow.has(memberId)) put('member row', missingRow(row['ZGROUPMEMBER'], 'ZWAGROUPMEMBER'))
  return facts
}

function missingRow(stored: SqlValue | undefined, table: string): string | null {
  const id = textOf(stored)
  return id === null ? null : `${id}, not in ${table}`
}

/** Texts that have no field because the message has a text of its own. */
export function textFacts(row: Row, extras: MessageExtras, kind: MessageKind): Record<string, string> {
  const facts: Record<string, string> = {}
  const text = textOf(row['ZTEXT'])
  if (text !== null && extras.caption !== null && extras.caption !== text) facts[kind === 'media' ? 'caption' : 'title'] = extras.caption
  if (extras.cardName !== null && (text ?? extras.caption ?? extras.cardName) !== extras.cardName) facts['contact name'] = extras.cardName
  return facts
}
