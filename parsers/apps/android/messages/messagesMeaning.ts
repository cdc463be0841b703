/**
 * Codes of mmssms.db in words. Message types and boxes from the reference (artifacts 2.1); PDU types, delivery reports and
 * thread types are the constants of Android's public Telephony API. Codes that are not here stay numbers.
 */
import type { Direction, SqlValue } from '../../../model/index.ts'
import { codeInWords, numberOf } from '../../../formats/values/storedValues.ts'

const TYPES: Readonly<Record<number, string>> = { 1: 'received', 2: 'sent', 3: 'draft', 4: 'outbox', 5: 'failed', 6: 'queued' }
/** Only in databases of LG phones, which have a column `lgeSiid`. */
const LG_TYPES: Readonly<Record<number, string>> = { ...TYPES, 7: 'blocked', 8: 'scheduled', 19: 'broadcast alert' }
const LG_INCOMING = [7, 19]
const LG_OUTGOING = [8]

export const MMS_TYPES: Readonly<Record<number, string>> = {
  128: 'send request',
  129: 'send confirmation',
  130: 'notification only (not downloaded)',
  131: 'notification response',
  132: 'retrieved',
  133: 'acknowledgement',
  134: 'delivery report',
  135: 'read report',
  136: 'read report',
}
export const MMS_NOTIFICATION = 130
/** PDUs that carry no message of a person. */
export const MMS_REPORTS: readonly number[] = [129, 131, 133, 134, 135, 136]
const MMS_DIRECTIONS: Readonly<Record<number, Direction>> = { 128: 'outgoing', 130: 'incoming', 132: 'incoming' }

export const DELIVERY_REPORTS: Readonly<Record<number, string>> = { 0: 'delivered', 32: 'pending', 64: 'failed' }

/** What `sms.type` or `pdu.msg_box` says. */
export interface Box {
  readonly direction: Direction
  readonly words: string | null
}

export function boxOf(stored: SqlValue | undefined, isLg: boolean): Box {
  const code = numberOf(stored)
  const words = codeInWords(stored, isLg ? LG_TYPES : TYPES)
  if (code === 1 || (isLg && LG_INCOMING.includes(code ?? -1))) return { direction: 'incoming', words }
  if ((code !== null && code >= 2 && code <= 6) || (isLg && LG_OUTGOING.includes(code ?? -1))) return { direction: 'outgoing', words }
  return { direction: 'unknown', words }
}

/** Where the box says nothing, the kind of PDU does. */
export function mmsBoxOf(box: SqlValue | undefined, pduType: SqlValue | undefined): Box {
  const byBox = boxOf(box, false)
  if (byBox.direction !== 'unknown') return byBox
  return { direction: MMS_DIRECTIONS[numberOf(pduType) ?? -1] ?? 'unknown', words: byBox.words }
}
