/**
 * Notification history of Android 11 and later, `system_ce/<user>/notification_history/history/<time>`: one record per notification.
 *
 * Field numbers after Android's public notificationhistory.proto; names of apps and channels are kept in a list of texts and referred to by
 * their place in it, counted from 1. The history is kept only where it was switched on, over a rolling window of unestablished length
 * (artifacts 2.13), and holds what the notification said: it may keep the words of a message that was deleted since. That a notification
 * was posted does not say that anybody read it.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { protobufEnd } from '../../../formats/binary/protobuf.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { fieldsBeside, fieldsInWords } from '../../../formats/binary/protobufRest.ts'
import { joinedParts } from '../../../formats/records/recordDefaults.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'
import { androidAppRecord, systemUserOf } from '../systemRecords.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'notifications'
const POOL = 1
const POOL_STRINGS = 2
const VERSION = 2
const NOTIFICATION = 3
const FIELD = {
  package: 1,
  packageIndex: 2,
  channelName: 3,
  channelNameIndex: 4,
  channelId: 5,
  channelIdIndex: 6,
  uid: 7,
  userId: 8,
  postedAt: 9,
  title: 10,
  text: 11,
  icon: 12,
  conversation: 13,
  conversationIndex: 14,
} as const
const ICON_URI = 8
/** UserHandle.USER_ALL. */
const ALL_USERS = '-1'
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** One notification, its places in the list of texts replaced by the texts. */
interface Notification extends DocumentRow {
  readonly packageName: string | null
  readonly channelName: string | null
  readonly channelId: string | null
  readonly conversation: string | null
  readonly uid: string | null
  readonly userId: string | null
  readonly postedAtMs: string | null
  readonly title: string | null
  readonly text: string | null
  readonly imageUri: string | null
  readonly formatVersion: string | null
  readonly further: string | null
}

export const androidNotificationHistory = defineDocumentParser({
  id: 'android-notification-history',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Notification history (notification_history)',
  reads: ['**/notification_history/history/*'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: [
    'pictures of notifications (history/images)',
    'whether a notification was seen, opened or dismissed (not stored)',
    'notifications that were put off (notification_policy.xml)',
  ],
  *parse(document): Iterable<Emitted> {
    const fileUser = systemUserOf(document.path)
    for (const row of document.read(TABLE, notifications(document.bytes(MAX_BYTES)))) yield record(row, document.path, fileUser)
  },
})

function* notifications(bytes: Uint8Array): Generator<Notification> {
  const file = new ProtobufMessage(bytes)
  const pool = file.message(POOL)?.texts(POOL_STRINGS) ?? []
  const formatVersion = integerText(file, VERSION)
  for (const [index, message] of file.allBytes(NOTIFICATION).entries()) yield notification(index + 1, message, pool, formatVersion)
  const end = protobufEnd(bytes)
  if (end < bytes.length) throw new Error(`nothing can be read from byte ${end} on`)
}

function notification(rowId: number, bytes: Uint8Array, pool: readonly string[], formatVersion: string | null): Notification {
  const message = new ProtobufMessage(bytes)
  const textIn = (field: number): string | null => {
    const text = message.bytes(field)
    return text === null || text.length === 0 ? null : UTF8.decode(text)
  }
  const named = (field: number, index: number): string | null => textIn(field) ?? pool[Number(message.integer(index) ?? 0n) - 1] ?? null
  return {
    rowId,
    packageName: named(FIELD.package, FIELD.packageIndex),
    channelName: named(FIELD.channelName, FIELD.channelNameIndex),
    channelId: named(FIELD.channelId, FIELD.channelIdIndex),
    conversation: named(FIELD.conversation, FIELD.conversationIndex),
    uid: integerText(message, FIELD.uid),
    userId: integerText(message, FIELD.userId),
    postedAtMs: integerText(message, FIELD.postedAt),
    title: textIn(FIELD.title),
    text: textIn(FIELD.text),
    imageUri: message.message(FIELD.icon)?.text(ICON_URI) ?? null,
    formatVersion,
    further: fieldsInWords(fieldsBeside(bytes, Object.values(FIELD))),
  }
}

/** Negative numbers are stored as ten bytes of 2^64 and more. */
function integerText(message: ProtobufMessage, field: number): string | null {
  const value = message.integer(field)
  return value === null ? null : String(BigInt.asIntN(64, value))
}

function record(row: Notification, path: string, fileUser: string | null): Emitted {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const from = { table: TABLE, rowId: String(row.rowId), ordinal: 0 }
  const app = row.packageName ?? (row.uid === null ? null : `uid ${row.uid}`)
  const detail = joinedParts([row.title, row.text], '\n')
  if (app === null && detail === null) return { type: 'skipped', from, reason: 'the notification names no app and says nothing' }
  return androidAppRecord({
    from,
    activity: 'notification',
    appId: app ?? 'unknown',
    detail,
    at: instantOf(row.postedAtMs, 'unix-ms'),
    facts: {
      app: row.packageName === null ? 'its name is not stored' : null,
      title: row.title,
      channel: row.channelName,
      'channel id': row.channelId,
      conversation: row.conversation,
      picture: row.imageUri,
      'uid of the app': row.uid,
      'Android user': row.userId === ALL_USERS ? 'all' : (row.userId ?? fileUser),
      'file begun': /^\d{13}$/u.test(name) ? instantInWords(instantOf(name, 'unix-ms')) : null,
      'further fields as stored': row.further,
    },
  })
}
