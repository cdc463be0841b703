/**
 * Streams of Biome that name with whom there was contact: intents that apps donate, and what Siri remembers of calls and messages.
 *
 * Siri's streams (iLEAPP, checked there against sms.db and CallHistory.storedata): field 1 has 8 the time (Unix seconds), 6 the direction
 * (1 incoming, 2 outgoing), 4 the bundle, 2 the class of the intent, 11 JSON with isGroup, 12 conversation, 13 identifier; fields 2 pair the
 * name of a parameter (sender, senderHandle, recipients, recipientHandles, contacts, contactHandles, speakableGroupName) with a value at
 * 2.1 and JSON with a name at 2.4. They hold no text: their records are interactions, never messages or calls.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import type { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import type { Direction, EvidenceRecord, IdentityRef } from '../../../model/index.ts'
import { appUse, cocoaField, factsObject } from './biomeReading.ts'
import type { StreamReader, StreamRecord } from './biomeReading.ts'
import { appNameOf, identityIn } from '../bundleNames.ts'
import { archivedIntent } from './intentArchive.ts'

const SIRI_DIRECTIONS: Readonly<Record<string, Direction>> = { 1: 'incoming', 2: 'outgoing' }
const OTHERS: Readonly<Record<Direction, readonly string[]>> = {
  incoming: ['sender', 'senderHandle', 'contacts', 'contactHandles'],
  outgoing: ['recipients', 'recipientHandles', 'contacts', 'contactHandles'],
  unknown: ['sender', 'senderHandle', 'recipients', 'recipientHandles', 'contacts', 'contactHandles'],
}

export const siriMessage: StreamReader = siri('message')
export const siriCall: StreamReader = siri('call')
export const siriInteraction: StreamReader = siri('intent')

function siri(mechanism: string): StreamReader {
  return ({ from, state, writtenAt, message }) => {
    const about = message.message(1)
    if (about === null) return 'the record has another layout'
    const bundle = about.text(4)
    const code = about.integer(6)
    // Only of calls and messages is the meaning of the direction checked.
    const direction = mechanism === 'intent' ? 'unknown' : (SIRI_DIRECTIONS[String(code)] ?? 'unknown')
    const parameters = message.messages(2).map((item) => ({ name: item.text(1) ?? '', value: item.message(2) }))
    const seconds = about.double(8)
    return {
      type: 'interaction',
      from,
      state,
      service: bundle === null ? 'unknown' : (appNameOf(bundle) ?? bundle),
      direction,
      mechanism,
      participants: participantsOf(parameters, direction, bundle),
      groupName: parameters.find(({ name }) => name === 'speakableGroupName')?.value?.text(1) ?? null,
      at: seconds === null ? writtenAt : instantOf(seconds, 'unix-s'),
      endAt: null,
      ...factsObject({
        app: bundle,
        'direction as stored': direction === 'unknown' && code !== null ? String(code) : null,
        'named as': namesWithoutHandle(parameters, direction),
        intent: about.text(2),
        group: groupOf(about.text(11)),
        conversation: about.text(12),
        identifier: about.text(13) ?? about.text(1),
      }),
    }
  }
}

interface Parameter {
  readonly name: string
  readonly value: ProtobufMessage | null
}

/** A person may stand twice, by name and by handle. A name alone identifies nobody: two people may share it. */
function participantsOf(parameters: readonly Parameter[], direction: Direction, bundle: string | null): readonly IdentityRef[] {
  const found = new Map<string, IdentityRef>()
  for (const { name, value } of parameters) {
    const raw = value?.text(1) ?? null
    if (raw === null || !OTHERS[direction].includes(name) || !isHandle(name, raw) || found.has(raw)) continue
    found.set(raw, identityIn(bundle, raw, nameOf(value)))
  }
  return [...found.values()]
}

const isHandle = (parameter: string, raw: string): boolean => /handles?$/iu.test(parameter) || /@|^\+?\d{5,}$/u.test(raw)

function namesWithoutHandle(parameters: readonly Parameter[], direction: Direction): string | null {
  const names = parameters
    .filter(({ name }) => OTHERS[direction].includes(name))
    .map(({ name, value }) => ({ name, raw: value?.text(1) ?? null }))
    .filter(({ name, raw }) => raw !== null && !isHandle(name, raw))
    .map(({ raw }) => raw)
  return names.length === 0 ? null : names.join('; ')
}

function nameOf(value: ProtobufMessage | null): string | null {
  const name = jsonOf(value?.text(4) ?? null)['name']
  return typeof name === 'string' && name !== '' ? name : null
}

function groupOf(json: string | null): string | null {
  const isGroup = jsonOf(json)['isGroup']
  return typeof isGroup === 'boolean' ? (isGroup ? 'yes' : 'no') : null
}

function jsonOf(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Field 1 time, 2 bundle, 4 class, 5 verb, 8 an archived INInteraction (intentArchive.ts). */
export function intent(source: StreamRecord): EvidenceRecord | string {
  const { message } = source
  const archived = archivedIntent(message.bytes(8), message.text(4))
  const detail = [message.text(5), message.text(4)].filter((text) => text !== null).join(' · ')
  return appUse(source, {
    activity: 'intent',
    appId: message.text(2),
    detail: detail === '' ? null : detail,
    at: archived?.startsAt ?? cocoaField(source, 1),
    facts: archived?.facts ?? {},
  })
}
