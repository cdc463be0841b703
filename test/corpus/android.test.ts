/**
 * Messages, calls, contacts and WhatsApp of Android against the truth beside the public data, which was computed with other programs.
 * The command line runs over the assembled file system; single databases are read by their parsers, field by field.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { androidCallLog, androidCallLogLegacy } from '../../parsers/apps/android/contactsAndCalls/callLog.ts'
import { androidContacts } from '../../parsers/apps/android/contactsAndCalls/contacts.ts'
import { androidMessages } from '../../parsers/apps/android/messages/messages.ts'
import { androidWhatsappCalls } from '../../parsers/apps/android/whatsapp/whatsappCalls.ts'
import { androidWhatsappMessages } from '../../parsers/apps/android/whatsapp/whatsappMessages.ts'
import { androidWhatsappMessagesLegacy } from '../../parsers/apps/android/whatsapp/whatsappMessagesLegacy.ts'
import type { MessageRecord, SqliteParser } from '../../parsers/model/index.ts'
import { corpusCopy, corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'
import { recordsOfType, runDatabase } from '../parsers/runDatabase.ts'
import type { DatabaseRun } from '../parsers/runDatabase.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const truthOf = <Truth>(name: string): Truth => JSON.parse(readFileSync(corpusPath(name, 'truth.json'), 'utf8')) as Truth
const isoOf = (utcMs: number | null | undefined): string | null => (typeof utcMs === 'number' ? new Date(utcMs).toISOString() : null)
const count = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}
const WHOLE = { unaccounted: 0, notReached: 0, problems: [] }

/** Reads a copy and shows that the corpus file stayed as it was. */
function read(parser: SqliteParser, ...file: string[]): DatabaseRun {
  const before = hashesBelow(corpusPath(...file))
  const run = runDatabase(parser, corpusCopy(...file))
  expect(hashesBelow(corpusPath(...file))).toEqual(before)
  expect(run.account).toMatchObject(WHOLE)
  return run
}

/** The other party of an SMS, as the row stores it. */
const addressOf = ({ sender, facts, thread }: MessageRecord): string | undefined => sender?.raw ?? facts?.['to'] ?? thread?.participants[0]?.raw

interface SmsTruth {
  readonly sms_total: number
  readonly by_type: Readonly<Record<string, number>>
  readonly by_address: Readonly<Record<string, number>>
  readonly first_utc: string
  readonly last_utc: string
  readonly unread: number
  readonly samples: readonly { readonly _id: number; readonly utc: string; readonly type: string; readonly address: string; readonly body: string }[]
}

describe.skipIf(!hasCorpus)(corpusTitle('SMS'), () => {
  test.each(['android-mmssms-plaso', 'android-mmssms-hjc2-synthetic'])('%s', (name) => {
    const truth = truthOf<SmsTruth>(name)
    const run = read(androidMessages, name, 'input', 'mmssms.db')
    const messages = recordsOfType(run, 'message')
    expect(messages).toHaveLength(truth.sms_total)
    expect(run.account).toMatchObject({ rowsRead: truth.sms_total, skipped: 0 })
    expect(count(messages, ({ status }) => status ?? 'none')).toEqual(truth.by_type)
    expect(count(messages, ({ direction }) => direction)).toEqual({ ...(truth.by_type['received'] === undefined ? {} : { incoming: truth.by_type['received'] }), ...(truth.by_type['sent'] === undefined ? {} : { outgoing: truth.by_type['sent'] }) })
    expect(count(messages, (message) => addressOf(message) ?? 'none')).toEqual(truth.by_address)
    const times = messages.map(({ sentAt }) => isoOf(sentAt.utcMs) ?? 'none').toSorted()
    expect([times[0], times.at(-1)]).toEqual([truth.first_utc, truth.last_utc])
    expect(messages.filter(({ facts }) => facts?.['read'] === 'no')).toHaveLength(truth.unread)
    for (const { _id: id, ...sample } of truth.samples) {
      const message = messages.find(({ from }) => from.rowId === String(id))
      expect([isoOf(message?.sentAt.utcMs), message?.status, message === undefined ? null : addressOf(message), message?.body]).toEqual([sample.utc, sample.type, sample.address, sample.body])
    }
    expect(messages.every(({ service, thread, state }) => service === 'SMS' && thread !== null && state === 'live')).toBe(true)
  })

  test('one message of the course exercise is like no other, and goes to the tenth number', () => {
    const { rarest_body } = truthOf<{ readonly rarest_body: readonly { readonly body: string; readonly n: number }[] }>('android-mmssms-hjc2-synthetic')
    const messages = recordsOfType(read(androidMessages, 'android-mmssms-hjc2-synthetic', 'input', 'mmssms.db'), 'message')
    const bodies = count(messages, ({ body }) => body ?? 'none')
    for (const { body, n } of rarest_body) expect([body, bodies[body]]).toEqual([body, n])
    const odd = messages.find(({ body }) => body === rarest_body[0]?.body)
    expect(odd === undefined ? null : addressOf(odd)).toBe('+15550000010')
  })

  test('the conversation of the emulator is one, with the number as the phone lists it', () => {
    const messages = recordsOfType(read(androidMessages, 'android-mmssms-plaso', 'input', 'mmssms.db'), 'message')
    expect(new Set(messages.map(({ thread }) => thread)).size).toBe(1)
    // By sqlite3: one row of canonical_addresses.
    expect(messages[0]?.thread).toMatchObject({ kind: 'direct', participants: [{ scheme: 'address', raw: '1 555-521-5554' }] })
  })
})

interface CallsTruth {
  readonly calls: readonly { readonly _id: number; readonly number: string; readonly date: number; readonly duration: number; readonly type: number; readonly name: string; readonly utc: string; readonly kind: string }[]
}

describe.skipIf(!hasCorpus)(corpusTitle('calls of contacts2.db'), () => {
  test('android-calls-plaso, field by field', () => {
    const truth = truthOf<CallsTruth>('android-calls-plaso')
    const run = read(androidCallLogLegacy, 'android-calls-plaso', 'input', 'contacts2.db')
    const calls = recordsOfType(run, 'call')
    expect(calls.map((call) => ({
      id: call.from.rowId, number: call.participants[0]?.raw, name: call.participants[0]?.name, date: call.startedAt.asStored, utc: isoOf(call.startedAt.utcMs),
      duration: call.durationSeconds, kind: call.facts?.['call type'],
    }))).toEqual(truth.calls.map(({ _id: id, number, name, date, utc, duration, kind }) => ({ id: String(id), number, name, date: String(date), utc, duration, kind })))
    // A missed call is an attempt of the other party.
    expect(calls.map(({ direction, answered }) => [direction, answered])).toEqual([['incoming', false], ['outgoing', true], ['incoming', true]])
    expect(run.account).toMatchObject({ rowsRead: 3, skipped: 0 })
  })
})

interface EmulatorTruth {
  readonly contacts: number
  readonly calls: number
  readonly sms: number
  readonly raw_contacts: readonly { readonly _id: number; readonly display_name: string; readonly deleted: number }[]
  readonly data: readonly { readonly mimetype: string; readonly data1: string; readonly data2: string | null; readonly data3: string | null }[]
}

describe.skipIf(!hasCorpus)(corpusTitle('android-emulator-isro'), () => {
  const folder = ['android-emulator-isro', 'input', 'data', 'data']
  const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    email: { 1: 'home', 2: 'work', 3: 'other' },
    phone: { 1: 'home', 2: 'mobile', 3: 'work', 7: 'other' },
  }

  test('the card with every value of it', () => {
    const truth = truthOf<EmulatorTruth>('android-emulator-isro')
    const run = read(androidContacts, ...folder, 'com.android.providers.contacts', 'databases', 'contacts2.db')
    const contacts = recordsOfType(run, 'contact')
    expect(contacts).toHaveLength(truth.contacts)
    // One account, one card: nothing is shown as one with anything.
    expect(recordsOfType(run, 'identity-link')).toEqual([])
    expect(contacts.map(({ from, name, state }) => [from.rowId, name, state])).toEqual(truth.raw_contacts.map(({ _id: id, display_name, deleted }) => [String(id), display_name, deleted === 1 ? 'deleted-flagged' : 'live']))
    for (const [kind, mimetype] of [['email', 'email_v2'], ['phone', 'phone_v2']] as const) {
      const rows = truth.data.filter((row) => row.mimetype.endsWith(mimetype))
      const found = contacts[0]?.identifiers.filter((one) => one.kind === kind) ?? []
      expect(found.map(({ raw, label }) => `${raw} ${label ?? ''}`).toSorted()).toEqual(rows.map(({ data1, data2 }) => `${data1} ${LABELS[kind]?.[data2 ?? ''] ?? ''}`).toSorted())
    }
    expect(contacts[0]?.organisation).toBe(truth.data.find(({ mimetype }) => mimetype.endsWith('organization'))?.data1)
    expect(contacts[0]?.name).toBe(truth.data.find(({ mimetype }) => mimetype.endsWith('/name'))?.data1)
    // Every row of the card is one identifier, the organisation or the name.
    expect((contacts[0]?.identifiers.length ?? 0) + 2).toBe(truth.data.length)
  })

  test('no call and no message, and no error', () => {
    const truth = truthOf<EmulatorTruth>('android-emulator-isro')
    const calls = read(androidCallLog, ...folder, 'com.android.providers.contacts', 'databases', 'calllog.db')
    const messages = read(androidMessages, ...folder, 'com.android.providers.telephony', 'databases', 'mmssms.db')
    expect([calls.emitted.length, messages.emitted.length]).toEqual([truth.calls, truth.sms])
  })
})

interface OldWhatsappTruth {
  readonly 'system_rows(status=6)': number
  readonly placeholder_row: string
  readonly call_log: readonly unknown[]
  readonly messages_rows: number
  readonly from_me: number
  readonly incoming: number
  readonly by_jid: Readonly<Record<string, number>>
  readonly by_media_type: Readonly<Record<string, number>>
  readonly first_utc: string
  readonly last_utc: string
  readonly locations: readonly { readonly _id: number; readonly utc: string; readonly lat: number; readonly lon: number; readonly live: boolean }[]
  readonly samples: readonly { readonly _id: number; readonly utc: string; readonly from_me: number; readonly jid: string; readonly text: string }[]
}

/** Words for the codes of truth.json, by hand from the reference. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  0: 'text', 1: 'image', 2: 'audio', 3: 'video', 4: 'contact', 5: 'location', 8: 'call', 9: 'document', 13: 'GIF', 16: 'live location',
}

describe.skipIf(!hasCorpus)(corpusTitle('android-wa-2021-mausch'), () => {
  const file = ['android-wa-2021-mausch', 'input', 'msgstore.db']

  test('every row of the old schema', () => {
    const truth = truthOf<OldWhatsappTruth>('android-wa-2021-mausch')
    const run = read(androidWhatsappMessagesLegacy, ...file)
    const messages = recordsOfType(run, 'message')
    expect(messages).toHaveLength(truth.messages_rows)
    const [skipped, ...others] = run.emitted.filter(({ type }) => type === 'skipped')
    expect([skipped?.from.rowId, others]).toEqual([/^row _id=(\d+) /.exec(truth.placeholder_row)?.[1], []])
    // All rows of status 6 are calls here, and calls are no rows of the app itself.
    expect(messages.filter(({ kind }) => kind === 'call')).toHaveLength(truth['system_rows(status=6)'])
    expect(messages.filter(({ kind }) => kind === 'system')).toEqual([])
    expect(count(messages, ({ direction }) => direction)).toEqual({ incoming: truth.incoming, outgoing: truth.from_me })
    expect(count(messages, ({ thread }) => thread?.key ?? 'none')).toEqual(truth.by_jid)
    expect(count(messages, ({ facts }) => facts?.['message type'] ?? 'text')).toEqual(Object.fromEntries(Object.entries(truth.by_media_type).map(([code, n]) => [TYPE_WORDS[code], n])))
    const times = messages.map(({ sentAt }) => isoOf(sentAt.utcMs) ?? 'none').toSorted()
    expect([times[0], times.at(-1)]).toEqual([truth.first_utc, truth.last_utc])
    for (const { _id: id, ...sample } of truth.samples) {
      const message = messages.find(({ from }) => from.rowId === String(id))
      const shown = message?.kind === 'contact' ? message.facts?.['vCard'] : message?.body
      expect([isoOf(message?.sentAt.utcMs), message?.direction, message?.thread?.key, shown]).toEqual([sample.utc, sample.from_me === 1 ? 'outgoing' : 'incoming', sample.jid, sample.text])
    }
    const senders = messages.filter(({ direction }) => direction === 'incoming').map(({ sender, thread }) => [sender?.raw, thread?.key])
    expect(senders.every(([sender, key]) => sender === key)).toBe(true)
  })

  test('positions, the quoted message, the attachments', () => {
    const truth = truthOf<OldWhatsappTruth>('android-wa-2021-mausch')
    const messages = recordsOfType(read(androidWhatsappMessagesLegacy, ...file), 'message')
    const places = messages.filter(({ position }) => position !== null)
    expect(places.map(({ from, sentAt, position, facts }) => ({ _id: Number(from.rowId), utc: isoOf(sentAt.utcMs), lat: position?.latitude, lon: position?.longitude, live: facts?.['message type'] === 'live location' }))
      .toSorted((a, b) => (a.utc ?? '').localeCompare(b.utc ?? ''))).toEqual(truth.locations)
    // By sqlite3: row 6002 has quoted_row_id 1, whose key_id is that of row 6001.
    const quote = messages.find(({ from }) => from.rowId === '6002')
    expect([quote?.replyToNativeId, quote?.facts?.['quoted text']]).toEqual(['keyId-0006-001', 'Text of first user'])
    expect(messages.find(({ nativeId }) => nativeId === quote?.replyToNativeId)?.from.rowId).toBe('6001')
    const withFile = Object.entries(truth.by_media_type).filter(([code]) => ['1', '2', '3', '9', '13'].includes(code))
    expect(messages.filter(({ attachments }) => attachments.length === 1)).toHaveLength(withFile.reduce((sum, [, n]) => sum + n, 0))
    // By sqlite3: row 100003 names IMG-20140305-WA0003.jpg of 45359 bytes; row 900002 a PDF.
    expect(messages.find(({ from }) => from.rowId === '100003')?.attachments).toEqual([{ path: null, name: 'IMG-20140305-WA0003.jpg', mime: 'image/jpeg', sizeBytes: 45_359 }])
    expect(messages.find(({ from }) => from.rowId === '900002')?.attachments[0]?.mime).toBe('application/pdf')
  })

  test('the new tables beside it are empty and give nothing', () => {
    expect(read(androidWhatsappMessages, ...file).emitted).toEqual([])
    expect(read(androidWhatsappCalls, ...file).emitted).toEqual(truthOf<OldWhatsappTruth>('android-wa-2021-mausch').call_log)
  })
})

describe.skipIf(!hasCorpus)(corpusTitle('android-wa-empty-schemas'), () => {
  test.each([
    { id: androidWhatsappMessagesLegacy.id, parser: androidWhatsappMessagesLegacy, name: 'msgstore_old_2018.db' },
    { id: androidWhatsappMessagesLegacy.id, parser: androidWhatsappMessagesLegacy, name: 'msgstore_2019.db' },
    { id: androidWhatsappMessages.id, parser: androidWhatsappMessages, name: 'msgstore_2019.db' },
    { id: androidWhatsappCalls.id, parser: androidWhatsappCalls, name: 'msgstore_2019.db' },
  ])('$id finds nothing and no error in $name', ({ parser, name }) => {
    const run = read(parser, 'android-wa-empty-schemas', 'input', name)
    expect([run.emitted, run.notes]).toEqual([[], []])
    expect(truthOf<{ readonly messages: number }>('android-wa-empty-schemas').messages).toBe(0)
  })
})

interface NewWhatsappTruth {
  readonly nonempty_tables: Readonly<Record<'message' | 'message_quoted', number>>
  readonly messages: readonly { readonly _id: number; readonly chat_row_id: number; readonly from_me: number; readonly text_data: string; readonly timestamp: number }[]
  readonly chats: readonly { readonly _id: number; readonly subject: string | null }[]
}

describe.skipIf(!hasCorpus)(corpusTitle('android-wa-new-minimal'), () => {
  test('every message with its chat', () => {
    const truth = truthOf<NewWhatsappTruth>('android-wa-new-minimal')
    const run = read(androidWhatsappMessages, 'android-wa-new-minimal', 'input', 'msgstore.db')
    const messages = recordsOfType(run, 'message')
    expect(run.account).toMatchObject({ rowsRead: truth.nonempty_tables.message, skipped: 0 })
    // By sqlite3: the one row of message_quoted belongs to message 9.
    expect(messages.filter(({ facts }) => facts?.['quoted text'] !== undefined).map(({ from, facts }) => [from.rowId, facts?.['quoted text']])).toEqual([['9', 'I can pick it up on my way home.']])
    expect(truth.nonempty_tables.message_quoted).toBe(1)
    expect(messages.map(({ from, direction, body, sentAt, thread }) => ({ id: from.rowId, direction, body, ms: sentAt.utcMs, title: thread?.title ?? null }))).toEqual(
      truth.messages.map(({ _id: id, from_me, text_data, timestamp, chat_row_id }) => ({
        id: String(id), direction: from_me === 1 ? 'outgoing' : 'incoming', body: text_data, ms: timestamp,
        title: truth.chats.find(({ _id }) => _id === chat_row_id)?.subject ?? null,
      })),
    )
    const groups = messages.filter(({ thread }) => thread?.kind === 'group')
    expect(groups.map(({ from }) => from.rowId)).toEqual(['7', '8', '9'])
    // No sender is stored in this cut-down schema: in a group nobody is guessed, in a chat of two it is the other.
    expect(groups.every(({ sender }) => sender === null)).toBe(true)
    expect(messages.filter(({ thread, direction }) => thread?.kind === 'direct' && direction === 'incoming').every(({ sender, thread }) => sender?.raw === thread?.key)).toBe(true)
  })
})

interface Listed {
  readonly service: string
  readonly from: { readonly file: string; readonly table: string; readonly parser: string }
}
interface Coverage {
  readonly store: string
  readonly file: string | null
  readonly status: string
  readonly rowsRead: number
  readonly records: number
  readonly skipped: number
}

describe.skipIf(!hasCorpus)(corpusTitle('add android_dev.zip'), () => {
  const input = ['composite-dev-zips', 'input'] as const
  let scratch: Scratch
  let casePath = ''
  let before: Record<string, string> = {}
  beforeAll(() => {
    scratch = new Scratch()
    before = hashesBelow(corpusPath(...input))
    casePath = scratch.path('case.corroborate')
    expect(scratch.run('add', casePath, corpusPath(...input, 'android_dev.zip'))).toMatchObject({ exitCode: 0, stderr: '' })
  })
  afterAll(() => scratch.dispose())

  test('gives the counts of the phone', () => {
    const { android } = truthOf<{ readonly android: Readonly<Record<'sms' | 'contacts' | 'calls' | 'whatsapp_rows' | 'photos', number>> }>('composite-dev-zips')
    const messages = scratch.json<Listed>('list', casePath, 'messages')
    expect(messages.filter(({ service }) => service === 'SMS')).toHaveLength(android.sms)
    expect(messages.filter(({ service }) => service === 'WhatsApp')).toHaveLength(android.whatsapp_rows)
    expect(scratch.json('list', casePath, 'contacts')).toHaveLength(android.contacts)
    expect(scratch.json('list', casePath, 'calls')).toHaveLength(android.calls)
    expect(scratch.json('list', casePath, 'media')).toHaveLength(android.photos)
  })

  test('has a line for each reading of a file, and accounts for every row', () => {
    const rows = scratch.json<Coverage>('coverage', casePath)
    expect(rows.filter(({ rowsRead, records, skipped }) => rowsRead !== records + skipped)).toEqual([])
    const ofMsgstore = rows.filter(({ file }) => file?.endsWith('msgstore.db') === true).map(({ store, status, rowsRead, records, skipped }) => [store, status, rowsRead, records, skipped])
    expect(ofMsgstore.toSorted()).toEqual([
      ['WhatsApp calls (msgstore.db)', 'parsed', 0, 0, 0],
      ['WhatsApp messages (msgstore.db)', 'parsed', 0, 0, 0],
      ['WhatsApp messages, old schema (msgstore.db)', 'parsed', 43, 42, 1],
    ])
    expect(rows.filter(({ status }) => status === 'not-parsed')).toEqual([])
  })

  test('leaves the zip as it was, with no new file beside it', () => {
    expect(hashesBelow(corpusPath(...input))).toEqual(before)
  })
})
