/** Users, chats and memberships of Kik's Core Data store. Entity numbers in table and column names differ by version: probed. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const USER_COLUMNS = ['ZJID', 'ZUSERNAME', 'ZDISPLAYNAME', 'ZEMAIL', 'ZPPTIMESTAMP', 'ZPPURL', 'ZFLAGS', 'ZSTATUS']
const GROUP_JID = /@groups\.kik\.com$/i
/** Six or seven entities are seen. */
const MAX_ENTITY = 30

export interface KikUsers {
  identityOf(user: number | null): IdentityRef | null
  isGroup(user: number | null): boolean
}

export interface KikChats {
  /** The chat of a message row: of several the one of its user; where none is stored, that of `fallbackUser`, or null. */
  threadOf(message: number, user: number | null, fallbackUser: number | null): ThreadRef | null
  /** Keys of all chats that list a message, when there are several; otherwise null. */
  severalChats(message: number): string | null
}

export function readUsers(database: EvidenceDatabase): KikUsers {
  const identities = new Map<number, IdentityRef>()
  for (const row of sideRows(database, { table: 'ZKIKUSER', columns: ['ZJID', 'ZUSERNAME', 'ZDISPLAYNAME'] })) {
    const user = textOf(row['ZUSERNAME'])
    const raw = textOf(row['ZJID']) ?? user
    if (raw !== null) identities.set(row.rowId, { scheme: 'kik', raw, name: textOf(row['ZDISPLAYNAME']) ?? user, country: null })
  }
  return {
    identityOf: (user) => identities.get(user ?? -1) ?? null,
    isGroup: (user) => GROUP_JID.test(identities.get(user ?? -1)?.raw ?? ''),
  }
}

export function readChats(database: EvidenceDatabase, users: KikUsers): KikChats {
  const members = readMembers(database, users)
  const threads = new Map<number, ThreadRef>()
  const threadOfUser = (user: number): ThreadRef | null => {
    const known = threads.get(user)
    if (known !== undefined) return known
    const identity = users.identityOf(user)
    if (identity === null) return null
    const isGroup = users.isGroup(user)
    const thread: ThreadRef = {
      key: identity.raw,
      title: identity.name,
      kind: isGroup ? 'group' : 'direct',
      participants: isGroup ? (members.get(user) ?? []) : [identity],
    }
    threads.set(user, thread)
    return thread
  }
  const userOfChat = new Map<number, number>()
  for (const row of sideRows(database, { table: 'ZKIKCHAT', columns: ['ZUSER'] })) {
    const user = numberOf(row['ZUSER'])
    if (user !== null) userOfChat.set(row.rowId, user)
  }
  const chatsOfMessage = readChatsOfMessages(database)
  const usersOfMessage = (message: number): readonly number[] =>
    (chatsOfMessage.get(message) ?? []).map((chat) => userOfChat.get(chat)).filter((one) => one !== undefined)
  return {
    threadOf(message, user, fallbackUser) {
      const chatUsers = usersOfMessage(message)
      const chatUser = chatUsers.find((one) => one === user) ?? chatUsers[0] ?? fallbackUser
      return chatUser === null ? null : threadOfUser(chatUser)
    },
    severalChats(message) {
      const keys = usersOfMessage(message).map((one) => users.identityOf(one)?.raw ?? `chat of user ${one}`)
      return keys.length > 1 ? keys.join('; ') : null
    },
  }
}

/** Message -> chats, of `Z_nMESSAGES(Z_nCHAT, Z_mMESSAGES)`. A message may stand in several chats. */
function readChatsOfMessages(database: EvidenceDatabase): ReadonlyMap<number, readonly number[]> {
  const chats = new Map<number, number[]>()
  for (let n = 1; n <= MAX_ENTITY; n++) {
    const [table, chat] = [`Z_${n}MESSAGES`, `Z_${n}CHAT`]
    if (!database.has(table, chat)) continue
    for (let m = 1; m <= MAX_ENTITY; m++) {
      const message = `Z_${m}MESSAGES`
      if (!database.has(table, message)) continue
      for (const row of sideRows(database, { table, columns: [chat, message] })) {
        const [chatId, messageId] = [numberOf(row[chat]), numberOf(row[message])]
        if (chatId === null || messageId === null) continue
        const known = chats.get(messageId)
        if (known === undefined) chats.set(messageId, [chatId])
        else if (!known.includes(chatId)) known.push(chatId)
      }
    }
  }
  return chats
}

/** Group -> members, of `Z_nMEMBERS(Z_nMEMBERSINVERSE, Z_nMEMBERS)`. Which side is the group is told by its JID. */
function readMembers(database: EvidenceDatabase, users: KikUsers): ReadonlyMap<number, readonly IdentityRef[]> {
  const members = new Map<number, IdentityRef[]>()
  for (let n = 1; n <= MAX_ENTITY; n++) {
    const [table, inverse] = [`Z_${n}MEMBERS`, `Z_${n}MEMBERSINVERSE`]
    if (!database.has(table, table) || !database.has(table, inverse)) continue
    for (const row of sideRows(database, { table, columns: [inverse, table] })) {
      const [a, b] = [numberOf(row[inverse]), numberOf(row[table])]
      const [group, member] = users.isGroup(b) && !users.isGroup(a) ? [b, a] : [a, b]
      const identity = users.identityOf(member)
      if (group === null || identity === null) continue
      const known = members.get(group)
      if (known === undefined) members.set(group, [identity])
      else if (!known.includes(identity)) known.push(identity)
    }
  }
  return members
}
