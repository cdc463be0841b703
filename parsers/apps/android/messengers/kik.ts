/**
 * Kik on Android, `<id>.kikDatabase.db`: one message record per row of messagesTable and one contact record per person of
 * KIKcontactsTable.
 *
 * Meanings (artifacts 2.10; tables as Kik's app creates them): timestamp counts Unix milliseconds; was_me 1 was sent from this phone, 0 was
 * received; bin_id is the chat, partner_jid the other party, in a group the member who wrote. sys_msg and stat_msg hold notices of the
 * app. content_id leads to rows of KIKContentTable (name and value) and names the file. KIKcontactsTable lists everybody the app has met:
 * a row is no sign of an exchange.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, MessageKind, MessageRecord, ParserContext } from '../../../model/index.ts'
import { attachmentOf, readContents } from './kikContents.ts'
import type { KikContents } from './kikContents.ts'
import { CONTACT_COLUMNS, contactRecord, readContacts } from './kikContacts.ts'
import type { KikContacts } from './kikContacts.ts'

const REQUIRED = ['body', 'partner_jid', 'was_me', 'timestamp']
const OPTIONAL = ['bin_id', 'read_state', 'uid', 'sys_msg', 'stat_msg', 'stat_user_jid', 'content_id', 'app_id', 'encryption_failure']

interface Reading {
  readonly contacts: KikContacts
  readonly contents: KikContents
  readonly context: ParserContext
}

export const androidKik = defineSqliteParser({
  id: 'android-kik',
  version: 1,
  app: 'Kik',
  platform: 'android',
  store: 'Kik (kikDatabase.db)',
  reads: ['**/kik.android/databases/*kikDatabase.db', '**/*kikDatabase.db'],
  yields: ['message', 'contact'],
  proof: 'source-verified',
  scheme: 'kik',
  doesNotCover: [
    'the meaning of read_state (kept as a number), of permission levels and of content types',
    'drafts, mentions, cards (their parts are kept as stored), encryption keys of files',
  ],
  requires: { messagesTable: REQUIRED },
  optional: {
    messagesTable: OPTIONAL,
    KIKcontactsTable: CONTACT_COLUMNS,
    KIKContentTable: ['content_id', 'content_type', 'content_name', 'content_string'],
    memberTable: ['group_id', 'member_jid', 'is_banned'],
  },
  *parse(database, context) {
    const reading = prepare(database, context)
    for (const row of evidenceRows(database, { table: 'messagesTable', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, reading)
    for (const row of evidenceRows(database, { table: 'KIKcontactsTable', columns: CONTACT_COLUMNS })) yield contactRecord(row)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const ids = new Set<string>()
  for (const row of sideRows(database, { table: 'messagesTable', columns: ['content_id'] })) {
    const id = textOf(row['content_id'])
    if (id !== null) ids.add(id)
  }
  return { contacts: readContacts(database), contents: readContents(database, ids), context }
}

function messageRecord(row: StoredRow, { contacts, contents, context }: Reading): MessageRecord {
  const [partner, chat] = [textOf(row['partner_jid']), textOf(row['bin_id'])]
  const wasMe = flagOf(row['was_me'])
  const notice = textOf(row['stat_msg']) ?? textOf(row['sys_msg'])
  const body = textOf(row['body'])
  const isNotice = body === null && notice !== null
  const direction: Direction = wasMe === null || isNotice ? 'unknown' : wasMe ? 'outgoing' : 'incoming'
  const contentId = textOf(row['content_id'])
  const content = contentId === null ? null : (contents.get(contentId) ?? { parts: [], type: null })
  const about = textOf(row['stat_user_jid'])
  const facts = factsOf({
    'was_me as stored': wasMe === null ? textOf(row['was_me']) : null,
    'system message': isNotice ? null : textOf(row['sys_msg']),
    'status message': isNotice ? null : textOf(row['stat_msg']),
    about: about === null ? null : contacts.inWords(about),
    'content type (meaning not known)': content?.type ?? null,
    content: content === null || content.parts.length === 0 ? null : content.parts.join('; '),
    app: textOf(row['app_id']),
    'read state (meaning not known)': textOf(row['read_state']),
    'could not be decrypted': flagOf(row['encryption_failure']) === true ? 'yes' : null,
  })
  const sender = direction === 'incoming' && partner !== null && !contacts.isGroup(partner) ? contacts.identityOf(partner) : null
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messagesTable', row),
    service: 'Kik',
    nativeId: textOf(row['uid']),
    thread: threadKey(chat, partner, wasMe) === null ? null : contacts.threadOf(threadKey(chat, partner, wasMe) ?? ''),
    sender,
    direction,
    kind: kindOf(isNotice, content !== null, body),
    sentAt: unixTime(row['timestamp']),
    body: body ?? notice,
    attachments: contentId === null || content === null ? [] : [attachmentOf(contentId, content, context)],
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Without bin_id a received message may belong to the sender's chat or to any group; what was sent went to partner_jid. */
function threadKey(chat: string | null, partner: string | null, wasMe: boolean | null): string | null {
  return chat ?? (wasMe === true ? partner : null)
}

function kindOf(isNotice: boolean, hasContent: boolean, body: string | null): MessageKind {
  if (isNotice) return 'system'
  if (hasContent) return 'media'
  return body === null ? 'other' : 'text'
}
