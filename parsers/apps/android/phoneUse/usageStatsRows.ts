/**
 * The three forms in which Android wrote its statistics of use, as the same rows: XML (to Android 9), protobuf with a list of texts
 * (Android 10), and protobuf whose names are numbers of the file `mappings` (Android 11 and later).
 *
 * Attributes after Android's public UsageStatsXmlV1, field numbers after usagestatsservice.proto and usagestatsservice_v2.proto; both
 * protobufs are told apart by field 2, which is the list of texts in one and a version number in the other.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { protobufEnd } from '../../../formats/binary/protobuf.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import type { XmlNode } from '../../../formats/text/xmlStream.ts'
import type { DocumentRow } from '../../../model/index.ts'
import { choicesInProtobuf, choicesInXml, numberedText } from './usageStatsChoices.ts'
import type { AppNames } from './usageStatsChoices.ts'

/** Numbers are kept as text. Times of rows are milliseconds after the begin of the file's interval, those of pending events since 1970. */
export interface UsedApp extends DocumentRow {
  readonly app: string | null
  readonly appNumber: string | null
  readonly values: Readonly<Record<AppValue, string | null>>
  readonly choices: string | null
}

export interface UseEvent extends DocumentRow {
  readonly app: string | null
  readonly appNumber: string | null
  readonly component: string | null
  readonly values: Readonly<Record<EventValue, string | null>>
  readonly shortcut: string | null
  readonly channel: string | null
  readonly content: string | null
}

export interface Count extends DocumentRow {
  readonly count: string | null
  readonly time: string | null
}

export interface Configuration extends DocumentRow {
  readonly lastActive: string | null
}

export interface UsageRows {
  readonly end: string | null
  readonly apps: readonly UsedApp[]
  readonly events: readonly UseEvent[]
  readonly counts: readonly Count[]
  readonly configurations: readonly Configuration[]
  readonly pending: readonly UseEvent[]
  /** Why reading stopped before the end of the file, or null. */
  readonly damage: string | null
}

const APP_FIELDS = {
  lastActive: 3,
  timeActive: 4,
  lastEvent: 5,
  launches: 6,
  lastService: 8,
  timeService: 9,
  lastVisible: 10,
  timeVisible: 11,
  lastComponent: 12,
} as const
type AppValue = keyof typeof APP_FIELDS
const APP_ATTRIBUTES: Readonly<Record<AppValue, string>> = {
  lastActive: 'lastTimeActive',
  timeActive: 'timeActive',
  lastEvent: 'lastEvent',
  launches: 'appLaunchCount',
  lastService: 'lastTimeServiceUsed',
  timeService: 'timeServiceUsed',
  lastVisible: 'lastTimeVisible',
  timeVisible: 'timeVisible',
  lastComponent: 'lastTimeComponentUsed',
}
const FIRST_EVENT_FIELDS = { time: 5, flags: 6, type: 7, bucket: 11, instance: 14 } as const
const EVENT_FIELDS = { time: 3, flags: 4, type: 5, bucket: 8, instance: 10 } as const
type EventValue = keyof typeof EVENT_FIELDS
const EVENT_ATTRIBUTES: Readonly<Record<EventValue, string>> = {
  time: 'time',
  flags: 'flags',
  type: 'type',
  bucket: 'standbyBucket',
  instance: 'instanceId',
}
/** Field of the protobufs -> element of the XML: how often and how long. */
export const COUNTS: Readonly<Record<number, string>> = {
  10: 'interactive',
  11: 'non-interactive',
  12: 'keyguard-shown',
  13: 'keyguard-hidden',
}
const FIELD = { end: 1, textsOrVersion: 2, apps: 20, configurations: 21, events: 22, pending: 23 } as const
const XML_ELEMENTS = new Set(['package', 'config', 'event', ...Object.values(COUNTS)])

export function usageRows(bytes: Uint8Array, names: AppNames | null): UsageRows {
  return bytes[0] === '<'.charCodeAt(0) ? xmlRows(bytes) : protobufRows(bytes, names)
}

function xmlRows(bytes: Uint8Array): UsageRows {
  const found: Record<string, XmlNode[]> = {}
  let damage: string | null = null
  const fault = (reason: string): void => {
    damage ??= reason
  }
  try {
    for (const { node } of androidXml(bytes, XML_ELEMENTS, fault)) (found[node.name] ??= []).push(node)
  } catch (error) {
    fault(error instanceof Error ? error.message : String(error))
  }
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1')
  return {
    end: /<usagestats\b[^>]*\bendTime="(-?\d+)"/u.exec(head)?.[1] ?? null,
    apps: (found['package'] ?? []).map((node, index) => ({
      rowId: index + 1,
      app: attribute(node, 'package'),
      appNumber: null,
      values: mapped(APP_ATTRIBUTES, (name) => attribute(node, name)),
      choices: choicesInXml(node),
    })),
    events: (found['event'] ?? []).map((node, index) => ({
      rowId: index + 1,
      app: attribute(node, 'package'),
      appNumber: null,
      component: attribute(node, 'class'),
      values: mapped(EVENT_ATTRIBUTES, (name) => attribute(node, name)),
      shortcut: attribute(node, 'shortcutId'),
      channel: attribute(node, 'notificationChannel'),
      content: null,
    })),
    counts: Object.values(COUNTS).flatMap((name) =>
      (found[name] ?? []).slice(0, 1).map((node) => ({ rowId: name, count: attribute(node, 'count'), time: attribute(node, 'time') })),
    ),
    configurations: (found['config'] ?? []).map((node, index) => ({ rowId: index + 1, lastActive: attribute(node, 'lastTimeActive') })),
    pending: [],
    damage,
  }
}

function protobufRows(bytes: Uint8Array, names: AppNames | null): UsageRows {
  const file = new ProtobufMessage(bytes)
  const texts = file.message(FIELD.textsOrVersion)?.texts(2) ?? null
  const end = protobufEnd(bytes)
  return {
    end: integer(file, FIELD.end),
    apps: file
      .messages(FIELD.apps)
      .map((message, index) => (texts === null ? numberedApp : listedApp)(index + 1, message, texts ?? [], names)),
    events: file
      .messages(FIELD.events)
      .map((message, index) => (texts === null ? numberedEvent : listedEvent)(index + 1, message, texts ?? [], names)),
    counts: Object.entries(COUNTS).flatMap(([field, rowId]) => {
      const message = file.message(Number(field))
      return message === null ? [] : [{ rowId, count: integer(message, 1), time: integer(message, 2) }]
    }),
    configurations: file.messages(FIELD.configurations).map((message, index) => ({ rowId: index + 1, lastActive: integer(message, 2) })),
    pending: file.messages(FIELD.pending).map((message, index) => pendingEvent(index + 1, message)),
    damage: end < bytes.length ? `nothing can be read from byte ${end} on` : null,
  }
}

function listedApp(rowId: number, message: ProtobufMessage, texts: readonly string[]): UsedApp {
  return {
    rowId,
    app: message.text(1) ?? listed(texts, message, 2),
    appNumber: null,
    values: mapped(APP_FIELDS, (field) => integer(message, field)),
    choices: choicesInProtobuf(message, null, null),
  }
}

function numberedApp(rowId: number, message: ProtobufMessage, _texts: readonly string[], names: AppNames | null): UsedApp {
  const appNumber = integer(message, 1)
  const known = names?.get(appNumber ?? '') ?? null
  return {
    rowId,
    app: known?.[0] ?? null,
    appNumber,
    values: mapped(APP_FIELDS, (field) => integer(message, field)),
    choices: choicesInProtobuf(message, known ?? [], appNumber),
  }
}

function listedEvent(rowId: number, message: ProtobufMessage, texts: readonly string[]): UseEvent {
  return {
    rowId,
    app: message.text(1) ?? listed(texts, message, 2),
    appNumber: null,
    component: message.text(3) ?? listed(texts, message, 4),
    values: mapped(FIRST_EVENT_FIELDS, (field) => integer(message, field)),
    shortcut: message.text(9),
    channel: message.text(12) ?? listed(texts, message, 13),
    content: listed(texts, message, 17),
  }
}

function numberedEvent(rowId: number, message: ProtobufMessage, _texts: readonly string[], names: AppNames | null): UseEvent {
  const appNumber = integer(message, 1)
  const known = names?.get(appNumber ?? '') ?? []
  const textIn = (field: number): string | null => numberedText(known, message, field, appNumber)
  return {
    rowId,
    app: known[0] ?? null,
    appNumber,
    component: textIn(2),
    values: mapped(EVENT_FIELDS, (field) => integer(message, field)),
    shortcut: textIn(7),
    channel: textIn(9),
    content: textIn(13),
  }
}

function pendingEvent(rowId: number, message: ProtobufMessage): UseEvent {
  return {
    rowId,
    app: message.text(1),
    appNumber: null,
    component: message.text(2),
    values: mapped(EVENT_FIELDS, (field) => integer(message, field)),
    shortcut: message.text(7),
    channel: message.text(9),
    content: message.text(13),
  }
}

/** Places in lists count from 1; 0 and no field mean none. */
function listed(texts: readonly string[], message: ProtobufMessage, field: number): string | null {
  return texts[Number(message.integer(field) ?? 0n) - 1] ?? null
}

/** Negative numbers are stored as ten bytes of 2^64 and more. */
export function integer(message: ProtobufMessage, field: number): string | null {
  const value = message.integer(field)
  return value === null ? null : String(BigInt.asIntN(64, value))
}

function attribute(node: XmlNode, name: string): string | null {
  const value = node.attributes[name]
  return value === undefined || value === '' ? null : value
}

function mapped<Key extends string, Place>(
  places: Readonly<Record<Key, Place>>,
  read: (place: Place) => string | null,
): Record<Key, string | null> {
  return Object.fromEntries(Object.entries<Place>(places).map(([key, place]) => [key, read(place)])) as Record<Key, string | null>
}
