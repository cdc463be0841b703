/**
 * Discord, `kv-storage/@account.<id>/a` of both platforms: one message record per row of messages0. It is a cache: only messages that the
 * app has shown lately.
 *
 * Meanings (artifacts 1.10 and 2.10; the objects are those of Discord's public interface): data is one or more bytes of the app and then
 * JSON with `channelId` and `message`. Times are ISO 8601 with offset. The folder is named by the account, so a message of that author
 * went out. An id holds its own time of making, which a message without a time is shown by.
 */
import { NO_MESSAGE_FIELDS } from '../../formats/records/messageDefaults.ts'
import type { OwnAccount } from '../../formats/records/ownAccount.ts'
import { withOwnAccount } from '../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { NO_INSTANT, defineSqliteParser } from '../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, IdentityRef, Instant, MessageKind, ThreadRef } from '../../model/index.ts'
import { contentFacts, fieldOf, filesOf, listOf, readDiscordRow, TYPES, wordOf } from './discordMessage.ts'
import type { DiscordRow } from './discordMessage.ts'

interface Reading {
  readonly owner: string | null
  readonly threadOf: (channel: string) => ThreadRef
}

export const discordMessages = defineSqliteParser({
  id: 'discord-messages',
  version: 1,
  app: 'Discord',
  platform: 'any',
  store: 'Discord messages in the cache (kv-storage)',
  reads: ['**/kv-storage/@account*/a'],
  inBackups: false,
  keptOn: ['ios', 'android'],
  yields: ['message', 'account'],
  proof: 'source-verified',
  doesNotCover: [
    'messages that the cache does not hold, and the cache of answers (fsCachedData, http-cache)',
    'names of channels and servers, their members, and whether a channel is a talk of two',
    'the meaning of columns other than data',
  ],
  requires: { messages0: ['data'] },
  optional: {},
  *parse(database, context) {
    const owner = /(?:^|\/)@account\.(\d+)\//.exec(context.path)?.[1] ?? null
    let own: IdentityRef | null = owner === null ? null : { scheme: 'other', raw: owner, name: null, country: null }
    const authors = new Map<string, Map<string, IdentityRef>>()
    for (const row of sideRows(database, { table: 'messages0', columns: ['data'] })) {
      const read = readDiscordRow(row['data'])
      const author = read === null ? null : authorOf(read)
      if (author !== null && author.raw === owner) own = author
      if (read?.channel == null || author === null || author.raw === owner) continue
      const known = authors.get(read.channel)
      if (known === undefined) authors.set(read.channel, new Map([[author.raw, author]]))
      else if (!known.has(author.raw)) known.set(author.raw, author)
    }
    const threads = new Map<string, ThreadRef>()
    const threadOf = (channel: string): ThreadRef => {
      let thread = threads.get(channel)
      if (thread === undefined) {
        // Who wrote nothing that is cached is not listed, so that two writers do not make it a talk of two.
        const others = [...(authors.get(channel)?.values() ?? [])]
        thread = { key: channel, title: null, kind: others.length > 1 ? 'group' : 'unknown', participants: others }
        threads.set(channel, thread)
      }
      return thread
    }
    yield* withOwnAccount(rowRecords(database, { owner, threadOf }), ownAccount(own))
  },
})

function* rowRecords(database: EvidenceDatabase, reading: Reading): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'messages0', columns: ['data'] })) yield messageRecord(row, reading)
}

const ownAccount = (own: IdentityRef | null): OwnAccount | null =>
  own === null
    ? null
    : { service: 'Discord', identity: own, name: own.name, facts: { 'known by': `folder of the store (@account.${own.raw})` } }

function authorOf({ message }: DiscordRow): IdentityRef | null {
  const author = fieldOf(message, 'author')
  const id = wordOf(fieldOf(author, 'id'))
  if (id === null) return null
  const name = wordOf(fieldOf(author, 'global_name')) ?? wordOf(fieldOf(author, 'globalName')) ?? wordOf(fieldOf(author, 'username'))
  return { scheme: 'other', raw: id, name, country: null }
}

function messageRecord(row: StoredRow, { owner, threadOf }: Reading): Emitted {
  const from = placeOf('messages0', row)
  if (textOf(row['data']) === null) return { type: 'skipped', from, reason: 'the row holds no message' }
  const read = readDiscordRow(row['data'])
  if (read === null) {
    const facts = factsOf({ content: `not decoded: ${sizeOf(row)}` })
    return {
      ...NO_MESSAGE_FIELDS,
      from,
      service: 'Discord',
      direction: 'unknown',
      kind: 'other',
      ...(facts === undefined ? {} : { facts }),
    }
  }
  const { message, channel, id } = read
  const author = authorOf(read)
  const direction: Direction = author === null || owner === null ? 'unknown' : author.raw === owner ? 'outgoing' : 'incoming'
  const type = Number(wordOf(fieldOf(message, 'type')) ?? 0)
  const [body, files] = [wordOf(fieldOf(message, 'content')), filesOf(message)]
  const written = writtenInstant(fieldOf(message, 'timestamp'))
  const edited = writtenInstant(fieldOf(message, 'edited_timestamp'))
  const facts = factsOf({
    ...contentFacts(message, type),
    'time rests on': written.asStored === null && id !== null ? 'the id of the message' : null,
    'user name': wordOf(fieldOf(fieldOf(message, 'author'), 'username')),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from,
    service: 'Discord',
    nativeId: id,
    thread: channel === null ? null : threadOf(channel),
    sender: direction === 'outgoing' ? null : author,
    ownLine: owner === null ? null : { scheme: 'other', raw: owner, name: author?.raw === owner ? author.name : null, country: null },
    direction,
    kind: kindOf(type, body, files.length, message),
    sentAt: written.asStored === null ? timeOfId(id) : written,
    editedAt: edited.asStored === null ? null : edited,
    body,
    attachments: files,
    replyToNativeId: wordOf(fieldOf(fieldOf(message, 'message_reference'), 'message_id')),
    ...(facts === undefined ? {} : { facts }),
  }
}

function kindOf(type: number, body: string | null, files: number, message: unknown): MessageKind {
  if (type === 3) return 'call'
  if (TYPES[type]?.isNotice === true) return 'system'
  if (files > 0) return 'media'
  if (body !== null) return 'text'
  if (listOf(message, 'sticker_items').length > 0) return 'sticker'
  return typeof fieldOf(message, 'poll') === 'object' && fieldOf(message, 'poll') !== null ? 'poll' : 'other'
}

/** Discord's first moment, 2015-01-01 UTC, in milliseconds: ids count from it, shifted by 22 bits (artifacts 4). */
const FIRST_MOMENT_MS = 1_420_070_400_000
const ID_SHIFT = 22n

function timeOfId(id: string | null): Instant {
  if (id === null || !/^\d{15,20}$/.test(id)) return NO_INSTANT
  const utcMs = Number(BigInt(id) >> ID_SHIFT) + FIRST_MOMENT_MS
  return { utcMs, asStored: id, unit: 'none', zoneBasis: 'utc', localText: null }
}

function sizeOf(row: StoredRow): string {
  const data = row['data']
  return data instanceof Uint8Array ? `${data.length} bytes` : `${textOf(data)?.length ?? 0} characters`
}
