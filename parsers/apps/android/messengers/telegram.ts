/**
 * Telegram on Android, `cache4.db`: one message record per row of messages_v2 (since 2022) or messages (before). People are in
 * telegramContacts.ts. `files/accountN` is a further account of the app: each file is read by itself.
 *
 * Meanings (artifacts 2.8, Telegram's published type language and source): mid is the number of the message, uid the conversation, date Unix
 * seconds, out 1 for what this account sent, data the message in the form of the day. A form that is not known keeps its row, with all that the
 * columns say, and says that its text is not decoded; the text is then taken from behind the row's date where exactly one stands there.
 */
import { evidenceRows } from '../../../formats/sqlite/storedRows.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase, ParserContext, SqliteParser } from '../../../model/index.ts'
import { messageRecord } from './telegramMessages.ts'
import { PEOPLE_TABLES, readTelegramPeople } from './telegramPeople.ts'

const REQUIRED = ['mid', 'uid', 'date', 'data', 'out']
const OPTIONAL = ['read_state', 'send_state', 'ttl', 'reply_to_message_id']
const AS_TEXT = ['mid', 'uid']

function messagesIn(id: string, table: string, store: string): SqliteParser {
  return defineSqliteParser({
    id,
    version: 1,
    app: 'Telegram',
    platform: 'android',
    store,
    reads: ['**/org.telegram.messenger*/files/cache4.db', '**/org.telegram.messenger*/files/account*/cache4.db', '**/cache4.db'],
    yields: ['message'],
    proof: 'source-verified',
    scheme: 'telegram',
    doesNotCover: [
      'reactions, answers below posts, results of polls, formatting, buttons of bots',
      'details of secret chats beyond text and time (their form is the app’s own)',
      'scheduled messages, drafts, archived and pinned chats, forums, stories',
      'forms that Telegram has introduced since: they keep their row and say so',
    ],
    requires: { [table]: REQUIRED },
    optional: { [table]: OPTIONAL, ...PEOPLE_TABLES },
    *parse(database, context) {
      yield* messagesOf(database, context, table)
    },
  })
}

function* messagesOf(database: EvidenceDatabase, context: ParserContext, table: string) {
  const account = /(?:^|\/)(account\d+)\/cache4\.db$/.exec(context.path)?.[1] ?? 'account0'
  const reading = { table, people: readTelegramPeople(database), account, context }
  const columns = [...REQUIRED, ...OPTIONAL].filter((name) => !AS_TEXT.includes(name))
  for (const row of evidenceRows(database, { table, columns, asText: AS_TEXT })) yield messageRecord(row, reading)
}

export const androidTelegram = messagesIn('android-telegram', 'messages_v2', 'Telegram (cache4.db)')
export const androidTelegramLegacy = messagesIn('android-telegram-legacy', 'messages', 'Telegram, old schema (cache4.db)')
