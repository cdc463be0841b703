/**
 * Codes of bugle_db in words. Status and protocol 0 to 2 are constants of Android's public Messaging app, from which Google Messages
 * descends; protocol 3 is RCS in Google's app (observed by other tools). Codes that are not here stay numbers.
 */
import type { Direction, SqlValue } from '../../../model/index.ts'
import { codeInWords, numberOf } from '../../../formats/values/storedValues.ts'

export const STATUS: Readonly<Record<number, string>> = {
  0: 'unknown to the app',
  1: 'sent',
  2: 'delivered',
  3: 'draft',
  4: 'waiting to be sent',
  5: 'sending',
  6: 'sending again',
  7: 'waiting to be sent again',
  8: 'failed',
  9: 'failed (emergency number)',
  100: 'received',
  101: 'waiting to be downloaded',
  102: 'downloading again',
  103: 'downloading',
  104: 'downloading again',
  105: 'downloading',
  106: 'download failed',
  107: 'expired or not available',
}

const SERVICES: Readonly<Record<number, string>> = { 0: 'SMS', 1: 'MMS', 2: 'MMS', 3: 'RCS' }

export function serviceOf(protocol: SqlValue | undefined): string {
  return SERVICES[numberOf(protocol) ?? -1] ?? 'Google Messages'
}

/** Protocol of an MMS that was announced and may not have been downloaded. */
export const NOTIFICATION = 2

/** What the service does not say: a message that was only announced, a protocol that is not known. */
export function protocolInWords(protocol: SqlValue | undefined): string | null {
  const code = numberOf(protocol)
  if (code === NOTIFICATION) return 'MMS notification'
  return code !== null && SERVICES[code] !== undefined ? null : codeInWords(protocol, {})
}

/** `participants.sub_id` of people other than the phone's owner. */
const OTHER_PARTY = -2

/**
 * By the sender's row: -2 is another party, any other number the owner. Only where the row is gone, the status says whether the
 * message was received (from 100 on) or is the owner's.
 */
export function directionOf(
  sender: { readonly subId: number | null } | null,
  status: number | null,
): { readonly direction: Direction; readonly byStatus: boolean } {
  if (sender !== null)
    return { direction: sender.subId === null ? 'unknown' : sender.subId === OTHER_PARTY ? 'incoming' : 'outgoing', byStatus: false }
  if (status === null || STATUS[status] === undefined || status === 0) return { direction: 'unknown', byStatus: false }
  return { direction: status >= 100 ? 'incoming' : 'outgoing', byStatus: true }
}

export const isOtherParty = (subId: number | null): boolean => subId === OTHER_PARTY
