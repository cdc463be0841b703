/**
 * Voicemail of the iPhone, `voicemail.db`: one call record per row of `voicemail` and of `deleted`, which has the same columns.
 *
 * Meanings (artifacts 1.2): date is Unix seconds; duration seconds; trashed_date seconds since 2001, 0 for none; label
 * leads through `map` to the account, the ICCID of the SIM that received it. flags are bits, named as in Apple's own code that people
 * have published decompiled; the 75 that other tools observed for deleted messages is 1 + 2 + 8 + 64. The sound lies beside the database
 * as `<ROWID>.amr` and is named, not read; a transcript, `<ROWID>.transcript`, is read by ios-voicemail-transcripts.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, ParserContext } from '../../../model/index.ts'

const REQUIRED = ['date', 'sender', 'duration']
const OPTIONAL = ['receiver', 'callback_num', 'trashed_date', 'flags', 'label', 'remote_uid', 'token', 'expiration']
const COLUMNS = [...REQUIRED, ...OPTIONAL]
const FLAGS: readonly (readonly [bit: number, words: string])[] = [
  [1, 'heard'],
  [2, 'sound stored'],
  [4, 'deleted'],
  [8, 'in the deleted messages'],
  [16, 'temporary'],
  [64, 'detached'],
  [128, 'blocked sender'],
  [256, 'transcript available'],
]
const DELETED_BITS = [4, 8]

export const iosVoicemail = defineSqliteParser({
  id: 'ios-voicemail',
  version: 2,
  app: 'Phone',
  platform: 'ios',
  store: 'Voicemail (voicemail.db)',
  reads: ['**/Voicemail/voicemail.db', '**/voicemail.db'],
  yields: ['call'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'what was said: sound (.amr) is named only; transcripts are records of their own',
    'bits of the flags that nobody has named',
    'greetings and settings of the mailbox',
  ],
  requires: { voicemail: REQUIRED },
  optional: { voicemail: OPTIONAL, deleted: COLUMNS, map: ['label', 'account'] },
  *parse(database, context) {
    const accounts = new Map<string, string>()
    for (const row of sideRows(database, { table: 'map', columns: ['label', 'account'] })) {
      const [label, account] = [textOf(row['label']), textOf(row['account'])]
      if (label !== null && account !== null) accounts.set(label, account)
    }
    for (const table of ['voicemail', 'deleted']) {
      for (const row of evidenceRows(database, { table, columns: COLUMNS })) yield voicemailRecord(table, row, accounts, context)
    }
  },
})

function voicemailRecord(table: string, row: StoredRow, accounts: ReadonlyMap<string, string>, context: ParserContext): CallRecord {
  const sender = textOf(row['sender'])
  const [receiver, label] = [textOf(row['receiver']), textOf(row['label'])]
  const trashed = instantOf(timeValueOf(row['trashed_date']), 'cocoa-s')
  const whyDeleted = deletionOf(table, row, trashed.utcMs)
  const besides = context.path.slice(0, context.path.lastIndexOf('/') + 1)
  // Rows of `deleted` are numbered on their own: a file of that number belongs to a row of `voicemail`.
  const isNamed = (ending: string): boolean => table === 'voicemail' && context.hasFile(`${besides}${row.rowId}.${ending}`)
  const fileOf = (ending: string): string | null => (isNamed(ending) ? `${row.rowId}.${ending}` : null)
  const facts = factsOf({
    deleted: whyDeleted,
    'deleted at': trashed.utcMs === null ? null : instantInWords(trashed),
    'callback number': textOf(row['callback_num']) === sender ? null : textOf(row['callback_num']),
    'received by SIM (ICCID)': label === null ? null : accounts.get(label),
    label,
    sound: fileOf('amr'),
    transcript: fileOf('transcript'),
    flags: flagsInWords(row),
    'number in the mailbox': textOf(row['remote_uid']) === '0' ? null : textOf(row['remote_uid']),
    expires: textOf(row['expiration']) === '0' ? null : textOf(row['expiration']),
  })
  return {
    type: 'call',
    from: placeOf(table, row),
    state: whyDeleted === null ? 'live' : 'deleted-flagged',
    service: 'Voicemail',
    nativeId: null,
    direction: 'incoming',
    answered: false,
    isVideo: null,
    startedAt: instantOf(timeValueOf(row['date']), 'unix-s'),
    durationSeconds: numberOf(row['duration']),
    participants: sender === null ? [] : [{ scheme: 'address', raw: sender, name: null, country: null }],
    ownLine: receiver === null ? null : { scheme: 'address', raw: receiver, name: null, country: null },
    ...(facts === undefined ? {} : { facts }),
  }
}

/** In words, by what the row is known to be deleted; null for a current one. */
function deletionOf(table: string, row: StoredRow, trashedMs: number | null): string | null {
  if (table === 'deleted') return 'the row lies in table deleted'
  if (trashedMs !== null) return 'moved to the deleted messages'
  const names = flagsOf(row).filter(([bit]) => DELETED_BITS.includes(bit))
  return names.length === 0 ? null : `flags: ${names.map(([, words]) => words).join(', ')}`
}

function flagsOf(row: StoredRow): readonly (readonly [bit: number, words: string])[] {
  const flags = numberOf(row['flags'])
  if (flags === null || flags < 0 || !Number.isSafeInteger(flags)) return []
  return FLAGS.filter(([bit]) => Math.floor(flags / bit) % 2 === 1)
}

/** The number as stored, and what its bits say. */
function flagsInWords(row: StoredRow): string | null {
  const [stored, names] = [textOf(row['flags']), flagsOf(row)]
  return stored === null || names.length === 0 ? stored : `${stored} (${names.map(([, words]) => words).join(', ')})`
}
