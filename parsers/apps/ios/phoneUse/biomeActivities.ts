/**
 * Streams of Biome about what was done in apps: activities, places, installations, searches, keyboard, shares, and texts that the system took
 * from notes and mail for its own suggestions. Fields as iLEAPP (MIT) publishes them; a meaning that it leaves open stays raw.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject } from '../../../formats/plist/keyedArchive.ts'
import type { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import type { EvidenceRecord, IdentityRef, Instant } from '../../../model/index.ts'
import { appUse, cocoaField, codeField, factsObject } from './biomeReading.ts'
import type { StreamReader, StreamRecord } from './biomeReading.ts'
import { appNameOf, identityIn } from '../bundleNames.ts'

const joined = (texts: readonly (string | null | undefined)[], by = '; '): string | null => {
  const kept = texts.filter((text) => text !== null && text !== undefined && text !== '')
  return kept.length === 0 ? null : kept.join(by)
}

/** A double of seconds since 1970, or the time of writing where the field is missing. */
function unixField({ message, writtenAt }: StreamRecord, field: number): Instant {
  const seconds = message.double(field)
  return seconds === null || seconds === 0 ? writtenAt : instantOf(seconds, 'unix-s')
}

/** Fields 1 bundle, 2 kind of activity, 9 page, 10 item, 14 payload. Field 5 is when the record expires, not when anything happened. */
export function appActivity(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  return appUse(source, {
    activity: 'other',
    appId: message.text(1),
    detail: message.text(14) ?? message.text(10) ?? message.text(2),
    at: writtenAt,
    facts: { 'kind of activity': message.text(2), item: message.text(10), link: message.text(9), source: message.text(16) },
  })
}

/** As appActivity, with a place: 34 title, 29 street, 26 city, 32 postal code, 35 its page. Records are written in batches. */
export function appLocationActivity(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  const address = joined([message.text(29), message.text(32), message.text(26)], ', ')
  return appUse(source, {
    activity: 'other',
    appId: message.text(1),
    detail: joined([message.text(34), address], ' · ') ?? message.text(2),
    at: writtenAt,
    facts: {
      'what it is': 'a place that an app handed to the system; that the phone was there is not said',
      time: 'of writing, in batches: not that of the activity',
      address,
      'kind of activity': message.text(2),
      link: message.text(9),
      'page of the place': message.text(35),
      activity: message.text(14),
    },
  })
}

/** Field 1 the app (1 bundle), 2 a code for what happened to it that nobody explains, 3 versions, 4 the time (Unix). */
export function appInstallation(source: StreamRecord): EvidenceRecord | string {
  const { message } = source
  const [app, detail] = [message.message(1), message.message(3)]
  return appUse(source, {
    activity: 'other',
    appId: app?.text(1) ?? null,
    detail: `installed, updated or removed: which of them is stored as ${message.integer(2) ?? 'nothing'}`,
    at: unixField(source, 4),
    facts: { version: detail?.text(3), build: detail?.text(2) },
  })
}

/** Field 1 app, 2 conversation (`service;-;handle`), 11 time (Unix): a conversation in the list to share with. */
export function shareConversation(source: StreamRecord): EvidenceRecord | string {
  const { from, state, message } = source
  const [bundle, conversation] = [message.text(1), message.text(2)]
  if (conversation === null) return 'the record names no conversation'
  const handle = conversation.includes(';-;') ? conversation.slice(conversation.lastIndexOf(';-;') + 3) : ''
  return {
    type: 'interaction',
    from,
    state,
    service: bundle === null ? 'unknown' : (appNameOf(bundle) ?? bundle),
    direction: 'unknown',
    mechanism: 'conversation in the list to share with',
    participants: handle === '' ? [] : [identityIn(bundle, handle, null)],
    groupName: null,
    at: unixField(source, 11),
    endAt: null,
    ...factsObject({ app: bundle, conversation, 'field 10 as stored': message.integer(10)?.toString() }),
  }
}

/** Field 15 the app that something was shared from, 16 what was chosen, 2 its kind, 11 what was offered. */
export function shareSheet(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  return appUse(source, {
    activity: 'other',
    appId: message.text(15),
    detail: joined(['shared', message.text(16)], ': '),
    at: writtenAt,
    facts: { 'kind of activity': message.text(2), offered: message.text(11) },
  })
}

/** Field 1 what was typed into the search of Settings, 2 results (1 place, 2 name). */
export function settingsSearch(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  const term = message.text(1)
  if (term === null) return 'the record has no search term'
  return appUse(source, {
    activity: 'other',
    appId: 'com.apple.Preferences',
    detail: `searched in Settings: ${term}`,
    at: writtenAt,
    facts: { results: joined(message.messages(2).map((result) => result.text(2) ?? result.text(1))) },
  })
}

/** Field 1 app, 4 time (Unix), 5 or 6 the intent (1 class, 7 parameters with a title at 2.3.1.1). */
export function intentsTranscript(source: StreamRecord): EvidenceRecord | string {
  const { message } = source
  const intent = message.message(5) ?? message.message(6)
  const slots = intent?.messages(7) ?? []
  const inner = slots.map((slot) => slot.message(2)?.message(3)?.message(1) ?? null)
  return appUse(source, {
    activity: 'intent',
    appId: message.text(1),
    detail: joined([intent?.text(1), joined(inner.map((part) => part?.text(1)))], ' · '),
    at: unixField(source, 4),
    facts: { parameters: joined(slots.map((slot) => slot.text(1))), link: joined(inner.map((part) => part?.text(4))) },
  })
}

/** Field 1 seconds, 2 start, 3 app: the keyboard was in use. The start counts from 2001 or, in the newer stream, from 1970. */
export function textInput(epoch: 'cocoa' | 'unix'): StreamReader {
  return (source) => {
    const { message } = source
    const seconds = message.double(1)
    return appUse(source, {
      activity: 'used',
      appId: message.text(3),
      detail: 'the keyboard was in use',
      at: epoch === 'cocoa' ? cocoaField(source, 2) : unixField(source, 2),
      facts: { seconds: seconds?.toString() },
    })
  }
}

/** Field 1 word or phrase (1 text), 3 how often it was counted: what the keyboard learned from typing. */
export function keyboardToken(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  const token = message.message(1)?.text(1) ?? null
  if (token === null) return 'the record has no text'
  return appUse(source, {
    activity: 'other',
    appId: 'com.apple.keyboard',
    detail: `the keyboard learned: ${token}`,
    at: writtenAt,
    facts: { frequency: message.integer(3)?.toString(), time: 'when it was counted, not when it was typed' },
  })
}

/** Fields 1 and 2 identifiers, 3 a time (seconds since 2001), 5 text: a copy of a note for the system's search. */
export function harvestedNote({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord | string {
  const body = message.text(5)
  if (body === null) return 'the record has no text'
  const seconds = message.double(3)
  return {
    type: 'note',
    from,
    state,
    service: 'Notes',
    title: null,
    body,
    folder: null,
    isLocked: false,
    createdAt: null,
    modifiedAt: null,
    ...factsObject({
      'what it is': 'a copy of a note that the system took for suggestions',
      taken: instantInWords(writtenAt),
      'time as stored (its meaning is not published)': seconds === null ? null : instantInWords(instantOf(seconds, 'cocoa-s')),
      identifier: joined([message.text(1), message.text(2)]),
    }),
  }
}

/** Field 2 the message's id, 3 its date (seconds since 2001), 10 headers (1 name, 2 value), 11 subject. No text of the mail. */
export function harvestedMail(source: StreamRecord): EvidenceRecord {
  const { from, state, message } = source
  const headers = message.messages(10)
  const [sender, recipient] = ['from', 'to'].map((name) => headerOf(headers, name))
  return {
    type: 'interaction',
    from,
    state,
    service: 'Mail',
    direction: 'unknown',
    mechanism: 'e-mail that the system took for suggestions',
    participants: addressesIn([sender, recipient]),
    groupName: null,
    at: cocoaField(source, 3),
    endAt: null,
    ...factsObject({ subject: message.text(11), from: sender, to: recipient, message: message.text(2) }),
  }
}

function headerOf(headers: readonly ProtobufMessage[], name: string): string | null {
  return headers.find((header) => header.text(1)?.toLowerCase() === name)?.text(2) ?? null
}

/** `Ida <ida@example.com>, x@example.com`: the addresses, without guessing which of them is the owner's. */
function addressesIn(values: readonly (string | null | undefined)[]): readonly IdentityRef[] {
  const found = new Set<string>()
  for (const value of values) for (const [address] of (value ?? '').matchAll(/[^\s<>,;"']{1,64}@[^\s<>,;"']{1,255}/gu)) found.add(address)
  return [...found].map((address) => identityIn('com.apple.mobilemail', address, null))
}

/** Field 2 an archive (title, when, activityType), 4 description, 5 app. */
export function userActivity(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  const archive = archiveIn(message.bytes(2))
  const when = archive?.['when']
  const text = (key: string): string | null => {
    const value = archive?.[key]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return appUse(source, {
    activity: 'other',
    appId: message.text(5),
    detail: joined([text('title'), message.text(4)], ' · '),
    at: when instanceof Date ? instantOf(when.getTime() / 1000 - COCOA_EPOCH_S, 'cocoa-s') : writtenAt,
    facts: { 'kind of activity': text('activityType'), state: codeField(message, 1, {}) },
  })
}

function archiveIn(bytes: Uint8Array | null): ArchivedObject | null {
  if (bytes === null) return null
  try {
    const root = unarchive(bytes)
    return isArchivedObject(root) ? root : null
  } catch {
    return null
  }
}
