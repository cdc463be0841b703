/** Further records of a message's row: earlier versions of its text, and parts of it that were deleted alone. */
import { bytesOf, codeInWords, factsOf, instantInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { typedstreamText } from '../../../formats/binary/typedstream.ts'
import type { MessageRecord, RecordState } from '../../../model/index.ts'
import type { EditHistory } from './messagesEdits.ts'
import { timeOrNull } from './messagesFacts.ts'
import type { DeletedPartRow } from './messagesSql.ts'

/** What a further record has of its own. */
type Own = Pick<MessageRecord, 'sentAt' | 'body' | 'facts'> & { readonly state: RecordState }

export function derivedRecords(record: MessageRecord, history: EditHistory, deletedParts: readonly DeletedPartRow[]): MessageRecord[] {
  const own = [...earlierTexts(history), ...deletedTexts(record, deletedParts)]
  return own.map((further, index) => ({
    ...record,
    from: { ...record.from, ordinal: index + 1 },
    kind: 'text',
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    attachments: [],
    position: null,
    reaction: null,
    status: null,
    ...further,
  }))
}

function earlierTexts(history: EditHistory): Own[] {
  return history.earlier.map(({ version, versions, part, previewGuid, text, at }) => ({
    state: 'edited-previous',
    sentAt: at,
    body: text,
    facts: { version: `${version} of ${versions}`, part, ...(previewGuid === null ? {} : { 'link preview': previewGuid }) },
  }))
}

/**
 * Table `recoverable_message_part` (iOS 16 and later): its columns are known from published schemas, its texts are taken for archived
 * texts like those of messages. No public data have rows of it.
 */
function deletedTexts({ sentAt }: MessageRecord, parts: readonly DeletedPartRow[]): Own[] {
  return parts.map((row) => {
    const deletedAt = timeOrNull(row.deleteDate)
    const archive = bytesOf(row.text)
    const archived = archive === null ? null : typedstreamText(archive)
    const facts = {
      'deleted part': numberOf(row.part) === null ? codeInWords(row.part, {}) : textOf(row.part),
      'deleted at': deletedAt === null ? null : instantInWords(deletedAt),
      'deleted text': archive !== null && archived === null ? 'cannot be decoded' : null,
    }
    return {
      state: 'deleted-flagged',
      sentAt,
      body: archive === null ? textOf(row.text) : (archived?.text ?? null),
      facts: factsOf(facts) ?? {},
    }
  })
}
