/**
 * TextNow on Android, `textnow_data.db`: messages and calls of the table messages, contacts.
 *
 * Meanings (published forensic work on the app): date counts Unix milliseconds; message_direction 1 came in, 2 went out; message_type 100 and 102
 * are calls, whose message_text is read as a number of seconds by other tools, though nobody has shown that it is one: it is kept as
 * stored. contact_value is the other party, or the group, whose members are in group_members. In a group the row does not say who wrote.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  CallRecord,
  Direction,
  Emitted,
  EvidenceDatabase,
  IdentityRef,
  MessageRecord,
  ParserContext,
  ThreadRef,
} from '../../../model/index.ts'

const REQUIRED = ['contact_value', 'message_direction', 'message_type', 'message_text', 'date']
const OPTIONAL = ['message_id', 'contact_name', 'contact_type', 'read', 'state', 'attach', 'message_source']
const CONTACT_COLUMNS = ['contact_value', 'contact_name', 'contact_type']
const CALLS: ReadonlySet<number> = new Set([100, 102])
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing' }

interface Reading {
  readonly isGroup: (value: string) => boolean
  readonly identityOf: (value: string) => IdentityRef
  readonly threadOf: (value: string) => ThreadRef
  readonly context: ParserContext
}

export const androidTextNow = defineSqliteParser({
  id: 'android-textnow',
  version: 1,
  app: 'TextNow',
  platform: 'android',
  store: 'TextNow (textnow_data.db)',
  reads: ['**/com.enflick.android.TextNow/databases/textnow_data.db', '**/textnow_data.db'],
  yields: ['message', 'call', 'contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'the own number (settings of the app)',
    'names of groups, and who wrote in a group (the row does not say)',
    'how long calls took and whether they were answered',
    'the meaning of state, message_source, contact_type and of message types other than calls (kept as numbers)',
  ],
  requires: { messages: REQUIRED },
  optional: {
    messages: OPTIONAL,
    contacts: CONTACT_COLUMNS,
    group_members: ['contact_value', 'member_contact_value'],
    groups: ['contact_value'],
  },
  *parse(database, context) {
    const reading = prepare(database, context)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...REQUIRED, ...OPTIONAL] }))
      yield CALLS.has(numberOf(row['message_type']) ?? -1) ? callRecord(row, reading) : messageRecord(row, reading)
    for (const row of evidenceRows(database, { table: 'contacts', columns: CONTACT_COLUMNS })) yield contactRecord(row)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const [names, groups, members] = [new Map<string, string>(), new Set<string>(), new Map<string, string[]>()]
  for (const row of sideRows(database, { table: 'contacts', columns: CONTACT_COLUMNS })) {
    const [value, name] = [textOf(row['contact_value']), textOf(row['contact_name'])]
    if (value !== null && name !== null) names.set(value, name)
  }
  for (const row of sideRows(database, { table: 'groups', columns: ['contact_value'] })) {
    const value = textOf(row['contact_value'])
    if (value !== null) groups.add(value)
  }
  for (const row of sideRows(database, { table: 'group_members', columns: ['contact_value', 'member_contact_value'] })) {
    const [value, member] = [textOf(row['contact_value']), textOf(row['member_contact_value'])]
    if (value === null || member === null) continue
    const known = members.get(value)
    if (known === undefined) members.set(value, [member])
    else if (!known.includes(member)) known.push(member)
  }
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const isGroup = (value: string): boolean => groups.has(value) || members.has(value)
  const identityOf = (value: string): IdentityRef => {
    let identity = identities.get(value)
    if (identity === undefined)
      identities.set(value, (identity = { scheme: 'address', raw: value, name: names.get(value) ?? null, country: null }))
    return identity
  }
  return {
    isGroup,
    identityOf,
    context,
    threadOf(value) {
      let thread = threads.get(value)
      if (thread === undefined) {
        const participants = isGroup(value) ? (members.get(value) ?? []).map(identityOf) : [identityOf(value)]
        thread = { key: value, title: names.get(value) ?? null, kind: isGroup(value) ? 'group' : 'direct', participants }
        threads.set(value, thread)
      }
      return thread
    },
  }
}

function commonFacts(row: StoredRow, direction: Direction): Record<string, string | null> {
  return {
    'direction as stored': direction === 'unknown' ? textOf(row['message_direction']) : null,
    'message type (meaning not known)': CALLS.has(numberOf(row['message_type']) ?? -1) ? null : textOf(row['message_type']),
    'name in the row': textOf(row['contact_name']),
    'state (meaning not known)': textOf(row['state']) === '0' ? null : textOf(row['state']),
    'source (meaning not known)': textOf(row['message_source']) === '0' ? null : textOf(row['message_source']),
    read: direction === 'incoming' && flagOf(row['read']) === false ? 'no' : null,
  }
}

function messageRecord(row: StoredRow, { isGroup, identityOf, threadOf, context }: Reading): MessageRecord {
  const value = textOf(row['contact_value'])
  const direction = DIRECTIONS[numberOf(row['message_direction']) ?? -1] ?? 'unknown'
  const attach = textOf(row['attach'])
  const body = textOf(row['message_text'])
  const facts = factsOf({
    ...commonFacts(row, direction),
    'file as stored': attach,
  })
  const id = textOf(row['message_id'])
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    service: 'TextNow',
    nativeId: id === '0' ? null : id,
    thread: value === null ? null : threadOf(value),
    sender: direction === 'incoming' && value !== null && !isGroup(value) ? identityOf(value) : null,
    direction,
    kind: attach !== null ? 'media' : body === null ? 'other' : 'text',
    sentAt: unixTime(row['date']),
    body,
    attachments: attach === null ? [] : [attachmentOf(attach, context)],
    ...(facts === undefined ? {} : { facts }),
  }
}

function attachmentOf(stored: string, context: ParserContext): AttachmentRef {
  return { path: androidPath(stored, context), name: stored.split('/').at(-1) || stored, mime: null, sizeBytes: null }
}

function callRecord(row: StoredRow, { isGroup, identityOf, threadOf }: Reading): CallRecord {
  const value = textOf(row['contact_value'])
  const direction = DIRECTIONS[numberOf(row['message_direction']) ?? -1] ?? 'unknown'
  const facts = factsOf({
    'call type (meaning not known)': textOf(row['message_type']),
    'text of the row (seconds, by other tools)': textOf(row['message_text']),
    ...commonFacts(row, direction),
  })
  return {
    type: 'call',
    from: placeOf('messages', row),
    state: 'live',
    service: 'TextNow',
    nativeId: null,
    direction,
    answered: null,
    isVideo: null,
    startedAt: unixTime(row['date']),
    durationSeconds: null,
    participants: value === null ? [] : isGroup(value) ? threadOf(value).participants : [identityOf(value)],
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function contactRecord(row: StoredRow): Emitted {
  const from = placeOf('contacts', row)
  const [value, name] = [textOf(row['contact_value']), textOf(row['contact_name'])]
  if (value === null) return { type: 'skipped', from, reason: 'the row names neither a number nor an address' }
  const facts = factsOf({ 'contact type (meaning not known)': textOf(row['contact_type']) })
  return {
    type: 'contact',
    from,
    state: 'live',
    name: name ?? null,
    organisation: null,
    identifiers: [
      {
        kind: value.includes('@') ? 'email' : 'phone',
        label: null,
        raw: value,
        identity: { scheme: 'address', raw: value, name, country: null },
      },
    ],
    store: 'TextNow',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
