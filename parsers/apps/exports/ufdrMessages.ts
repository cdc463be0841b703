/** Conversations, text messages, mails and calls of a UFED report. */
import { NO_MESSAGE_FIELDS, statedInstant } from '../../formats/records/messageDefaults.ts'
import { type UfedModel, ufedSeconds } from './ufedModel.ts'
import type {
  AttachmentRef,
  CallRecord,
  Direction,
  Emitted,
  MessageKind,
  MessageRecord,
  SharedPosition,
  ThreadRef,
} from '../../model/index.ts'
import { directionOf, factsWith, others, partiesOf, senderOf, stateOf, type UfedParty, type UfedReading } from './ufdrParties.ts'

/** One conversation with its messages: the conversation is the row, its messages are its records. */
export function* chatRecords(reading: UfedReading): Generator<Emitted> {
  const { model, from } = reading
  const source = model.text('Source')
  const participants = partiesOf(model, source, 'Participants')
  const thread: ThreadRef = {
    key: model.id ?? from.rowId,
    title: model.anyText('Name', 'Title'),
    kind:
      /group/i.test(model.text('ChatType') ?? '') || participants.length > 2 ? 'group' : participants.length === 2 ? 'direct' : 'unknown',
    participants: others(participants),
  }
  let ordinal = 0
  for (const inner of model.models('Messages')) {
    yield messageRecord(
      { ...reading, from: { ...from, ordinal }, model: inner },
      thread,
      inner.anyText('SourceApplication', 'Source') ?? source,
    )
    ordinal++
  }
  if (ordinal === 0) yield { type: 'skipped', from, reason: 'The conversation holds no messages' }
}

/** An SMS, MMS, mail or single instant message, which the report lists outside any conversation. */
export function singleMessage(reading: UfedReading): MessageRecord {
  const { model } = reading
  const service =
    model.type === 'Email'
      ? 'E-mail'
      : model.type === 'InstantMessage'
        ? (model.anyText('SourceApplication', 'Source') ?? 'unknown app')
        : model.type
  const parties = partiesOf(model, service, 'From', 'Parties', 'To', 'Cc', 'Bcc')
  const participants = others(parties)
  const thread: ThreadRef | null =
    participants.length === 0
      ? null
      : {
          key: participants
            .map(({ raw }) => raw)
            .toSorted()
            .join(' '),
          title: null,
          kind: participants.length > 1 ? 'group' : 'direct',
          participants,
        }
  return messageRecord(reading, thread, service)
}

function messageRecord(reading: UfedReading, thread: ThreadRef | null, service: string | null): MessageRecord {
  const { model, from, extractions } = reading
  const parties = partiesOf(model, service, 'From', 'To', 'Parties', 'Cc', 'Bcc')
  const direction = messageDirection(model, parties)
  const sender = senderOf(parties)
  const attachments = attachmentsOf(reading)
  const position = positionOf(model.model('Position'))
  return {
    ...NO_MESSAGE_FIELDS,
    from,
    state: stateOf(model),
    service: service ?? 'unknown app',
    nativeId: model.text('Identifier'),
    thread,
    sender: direction === 'outgoing' ? null : (sender?.identity ?? null),
    ownLine: parties.find(({ isOwner }) => isOwner === true)?.identity ?? null,
    direction,
    kind: kindOf(model, attachments.length, position),
    sentAt: model.time('TimeStamp'),
    deliveredAt: statedInstant(model.time('DateDelivered')),
    readAt: statedInstant(model.time('DateRead')),
    body: model.anyText('Body', 'Snippet'),
    subject: model.text('Subject'),
    attachments,
    position,
    status: model.text('Status'),
    ...factsWith(model, extractions, {
      folder: model.text('Folder'),
      'kind in the report': model.text('Type'),
      label: model.text('Label'),
      'deleted at': model.text('DateDeleted'),
      reactions: reactionsOf(model),
    }),
  }
}

function messageDirection(model: UfedModel, parties: readonly UfedParty[]): Direction {
  const owner = model.flag('FromIsOwner')
  if (owner !== null) return owner ? 'outgoing' : 'incoming'
  const direction = directionOf(parties)
  if (direction !== 'unknown') return direction
  // Text messages of older reports name the folder and not the owner.
  const folder = model.text('Folder')?.toLowerCase() ?? ''
  return folder === 'inbox' ? 'incoming' : ['sent', 'outbox', 'drafts'].includes(folder) ? 'outgoing' : 'unknown'
}

function kindOf(model: UfedModel, attachments: number, position: SharedPosition | null): MessageKind {
  const type = model.text('Type')?.toLowerCase() ?? ''
  if (type.includes('system') || model.models('ActivityLog').length > 0) return 'system'
  if (position !== null) return 'location'
  if (model.models('SharedContacts').length > 0) return 'contact'
  return attachments > 0 ? 'media' : 'text'
}

function attachmentsOf({ model, pathOf }: UfedReading): AttachmentRef[] {
  return [...model.models('Attachments'), ...model.models('Attachment')].map((attachment) => {
    const size = Number(attachment.text('Size') ?? NaN)
    return {
      path: pathOf(attachment.anyText('attachment_extracted_path', 'Local Path', 'LocalPath')),
      name: attachment.anyText('Filename', 'Name', 'Title'),
      mime: attachment.anyText('ContentType', 'MimeType'),
      sizeBytes: Number.isFinite(size) ? size : null,
    }
  })
}

function positionOf(coordinate: UfedModel | null): SharedPosition | null {
  if (coordinate === null) return null
  const [latitude, longitude] = [Number(coordinate.text('Latitude') ?? NaN), Number(coordinate.text('Longitude') ?? NaN)]
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude) || (latitude === 0 && longitude === 0)) return null
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  return { latitude, longitude, accuracyMetres: null, label: coordinate.anyText('PositionAddress', 'Comment') }
}

function reactionsOf(model: UfedModel): string | null {
  const reactions = model.models('Reactions').map((one) => one.anyText('ReactionType', 'Reaction', 'Value', 'Body'))
  return reactions.filter((one) => one !== null).join(', ') || null
}

const INCOMING = /^(?:incoming|missed|rejected|blocked|unanswered incoming)/i

export function callRecord({ model, from, extractions }: UfedReading): CallRecord {
  const source = model.text('Source')
  const parties = partiesOf(model, source, 'Parties', 'From', 'To')
  const type = model.anyText('Direction', 'Type')
  const stated: Direction =
    type === null ? 'unknown' : INCOMING.test(type) ? 'incoming' : /^outgoing|^dialed/i.test(type) ? 'outgoing' : 'unknown'
  const durationSeconds = ufedSeconds(model.text('Duration'))
  return {
    type: 'call',
    from,
    state: stateOf(model),
    service: source ?? 'Phone',
    nativeId: null,
    direction: stated === 'unknown' ? directionOf(parties) : stated,
    answered: answeredOf(model, durationSeconds),
    isVideo: model.flag('VideoCall'),
    startedAt: model.time('TimeStamp'),
    durationSeconds,
    participants: others(parties),
    ownLine: parties.find(({ isOwner }) => isOwner === true)?.identity ?? null,
    ...factsWith(model, extractions, {
      'type in the report': model.text('Type'),
      status: model.text('Status'),
      country: model.text('CountryCode'),
      network: model.text('NetworkName'),
    }),
  }
}

function answeredOf(model: UfedModel, durationSeconds: number | null): boolean | null {
  const words = `${model.text('Type') ?? ''} ${model.text('Status') ?? ''}`
  if (/missed|rejected|unanswered|not answered|no answer|cancelled/i.test(words)) return false
  if (/answered|established/i.test(words)) return true
  return durationSeconds !== null && durationSeconds > 0 ? true : null
}
