/**
 * The manifest of one RSMF 2.0 file: participants, the conversation, its events. Field names and what they mean: Relativity's published
 * schema of version 2.0.0 (repository relativitydev/rsmf-validator-samples, BSD-2-Clause).
 */
import type { AttachmentLine, Party, RecordLine } from '../../../contract/index.ts'

export interface ConversationFacts {
  readonly id: string
  readonly platform: string
  readonly title: string | null
  readonly isDirect: boolean
  readonly members: readonly Party[]
  /** Owner of the phone that holds it, where that is known. */
  readonly custodian: Party | null
  readonly source: string
}

interface Pair {
  readonly name: string
  readonly value: string
}

export interface RsmfEvent {
  readonly id: string
  readonly type: 'message' | 'unknown'
  readonly [field: string]: unknown
}

export interface RsmfManifest {
  readonly version: '2.0.0'
  readonly participants: readonly { readonly id: string; readonly [field: string]: unknown }[]
  readonly conversations: readonly {
    readonly id: string
    readonly platform: string
    readonly participants: readonly string[]
    readonly [field: string]: unknown
  }[]
  readonly events: readonly RsmfEvent[]
  readonly eventcollectionid: string
}

/** Longer labels of reactions are cut, by the schema. */
const MAX_REACTION = 30

/** Where an attachment lies in the zip, or why it does not. */
export type Placed = { readonly name: string; readonly sizeBytes: number } | { readonly missing: string }

export function manifestOf(
  conversation: ConversationFacts,
  lines: readonly RecordLine[],
  placed: ReadonlyMap<number, Placed>,
): RsmfManifest {
  const everybody = new Map<string, Party>()
  const note = (party: Party | null): string | null => {
    if (party === null) return null
    everybody.set(party.entity, party)
    return party.entity
  }
  const members = [
    ...new Set(
      [...conversation.members, ...(conversation.custodian === null ? [] : [conversation.custodian])].map((party) => note(party) ?? ''),
    ),
  ]
  const inFile = new Map(lines.map(({ key, id }) => [key, id]))
  const events = lines.map((line) => eventOf(line, conversation.id, note(line.from), inFile, placed))
  return {
    version: '2.0.0',
    participants: [...everybody.values()].map(({ entity, name, identifier }) => ({
      id: entity,
      display: name,
      ...(identifier === '' || identifier === name ? {} : { account_id: identifier }),
      ...(/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(identifier) && !identifier.endsWith('.net') ? { email: identifier } : {}),
    })),
    conversations: [
      {
        id: conversation.id,
        platform: conversation.platform,
        ...(conversation.title === null ? {} : { display: conversation.title }),
        type: conversation.isDirect ? 'direct' : 'channel',
        participants: members,
        ...(conversation.custodian === null ? {} : { custodian: conversation.custodian.entity }),
        custom: [{ name: 'Source', value: conversation.source }],
      },
    ],
    events,
    eventcollectionid: conversation.id,
  }
}

function eventOf(
  line: RecordLine,
  conversation: string,
  participant: string | null,
  inFile: ReadonlyMap<number, string>,
  placed: ReadonlyMap<number, Placed>,
): RsmfEvent {
  const { id, message, state, direction, time, text } = line
  const attachments = (message?.attachments ?? []).flatMap((file) => placedFile(file, placed))
  const parent = message?.replyToKey === null || message?.replyToKey === undefined ? undefined : inFile.get(message.replyToKey)
  return {
    id,
    type: message?.kind === 'system' ? 'unknown' : 'message',
    conversation,
    ...(participant === null ? {} : { participant }),
    ...(time.utcMs === null ? {} : { timestamp: new Date(time.utcMs).toISOString() }),
    ...(text === '' ? {} : { body: text }),
    ...(state === 'deleted-flagged' || state === 'recovered' ? { deleted: true } : {}),
    ...(direction === 'incoming' || direction === 'outgoing' ? { direction } : {}),
    ...(parent === undefined ? {} : { parent }),
    ...reactions(line),
    ...edits(line, participant),
    ...(attachments.length === 0 ? {} : { attachments }),
    custom: customOf(line, participant, placed),
  }
}

const placedFile = ({ attachmentId, name }: AttachmentLine, placed: ReadonlyMap<number, Placed>): object[] => {
  const file = placed.get(attachmentId)
  return file === undefined || 'missing' in file ? [] : [{ id: file.name, display: name, size: file.sizeBytes }]
}

/** Never in the middle of a character. */
const shortened = (label: string): string => label.slice(0, MAX_REACTION).replace(/[\ud800-\udbff]$/, '')

/** Who put a reaction is known by name only; the names stand in the custom fields. */
function reactions({ message }: RecordLine): object {
  const counts = new Map<string, number>()
  for (const { label } of message?.reactions ?? []) counts.set(label, (counts.get(label) ?? 0) + 1)
  if (counts.size === 0) return {}
  return { reactions: [...counts].map(([value, count]) => ({ value: shortened(value), count })) }
}

/** The schema wants to know who edited: only the sender of a message can, so without a sender the earlier texts are custom fields. */
function edits({ message, text }: RecordLine, participant: string | null): object {
  const earlier = message?.earlierTexts ?? []
  if (earlier.length === 0 || participant === null) return {}
  return {
    edits: earlier.map(({ text: previous, utcMs }, index) => ({
      participant,
      previous,
      new: earlier[index + 1]?.text ?? text,
      ...(utcMs === null ? {} : { timestamp: new Date(utcMs).toISOString() }),
    })),
  }
}

function customOf(line: RecordLine, participant: string | null, placed: ReadonlyMap<number, Placed>): Pair[] {
  const { message, state, time, position } = line
  const missing = (message?.attachments ?? []).flatMap(({ attachmentId, name }) => {
    const file = placed.get(attachmentId)
    return file !== undefined && 'missing' in file ? [`${name}: ${file.missing}`] : []
  })
  const pairs: readonly (readonly [string, string | null | undefined])[] = [
    ['Record', line.id],
    ['State', state],
    ['Message kind', message?.kind],
    ['Sender', participant === null ? 'not stored' : null],
    ['Time as stored', time.utcMs === null ? time.asStored : null],
    ['Clock of the device, zone unknown', time.localText],
    [
      'Position shared',
      position === null
        ? null
        : `${position.latitude}, ${position.longitude}${position.accuracyMetres === null ? '' : `, radius ${position.accuracyMetres} m`}`,
    ],
    [
      'Reaction',
      message?.reaction === null || message?.reaction === undefined ? null : `${message.reaction.action}: ${message.reaction.label}`,
    ],
    ...(message?.reactions ?? []).map(({ label, by }) => ['Reaction', `${label} by ${by}`] as const),
    ...(participant === null ? (message?.earlierTexts ?? []).map(({ text }) => ['Earlier text', text] as const) : []),
    ['Status', message?.status],
    ...missing.map((text) => ['Attachment not included', text] as const),
  ]
  // The schema wants values of at least one character.
  return pairs.flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [{ name, value }]))
}
