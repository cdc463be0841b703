/**
 * WhatsApp "export chat": `_chat.txt` (iPhone) or `WhatsApp Chat with NAME.txt` (Android), often in a zip with its media.
 *
 * What the text cannot say: who of the senders owned the phone, so that the direction is unknown; the zone of its times; and, where no
 * date of the file decides it, which number is the month (the time is then kept as written and placed nowhere). Senders are names as the
 * exporting phone knew them: a number is read as one, a name stands for nobody but itself.
 */
import { localInstant } from '../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../formats/records/messageDefaults.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { dateOrderOf, type DateOrder, type ExportedLine, exportedLines, isExportedChat, wallClockText } from './whatsappExport.ts'
import {
  type AttachmentRef,
  defineDocumentParser,
  type Emitted,
  type EvidenceDocument,
  type IdentityRef,
  type MessageKind,
  NO_INSTANT,
  type ParserContext,
  type ThreadRef,
} from '../../model/index.ts'
import { headText } from './recognising.ts'

const TABLE = 'lines'
/** `‎<attached: 00000012-PHOTO.jpg>` (iPhone), `IMG-20240314-WA0001.jpg (file attached)` (Android; translated, so the name decides). */
const ATTACHED = [/^<attached: (.+)>$/u, /^<[^<>:]{3,20}: ([^<>]+\.\w{2,5})>$/u, /^([A-Z]{3}-\d{8}-WA\d{4}\.\w{2,5}) \(.+\)$/u]
const OMITTED = /^(?:<.{3,40}>|(?:image|video|audio|GIF|sticker|document|Contact card) omitted)$/iu
const DELETED = /^(?:This message was deleted|You deleted this message)\.?$/u
const EDITED = /\s*\u200e?<This message was edited>$/u

export const whatsappChatExport = defineDocumentParser({
  id: 'whatsapp-chat-export',
  version: 1,
  app: 'WhatsApp',
  platform: 'any',
  store: 'Exported WhatsApp chat (text)',
  reads: ['**/_chat.txt', '**/WhatsApp Chat*.txt'],
  recognises: (head) => isExportedChat(headText(head)),
  yields: ['message'],
  proof: 'source-verified',
  doesNotCover: [
    'who owned the phone (direction)',
    'replies, reactions and receipts, which the export leaves out',
    'words of the app in languages other than English',
  ],
  *parse(document, context): Iterable<Emitted> {
    const { order, senders } = survey(document)
    if (order === null) context.note('No date of this export says whether the day or the month comes first: its times are kept as written.')
    const thread = threadOf(document.path, senders)
    for (const line of document.read(TABLE, exportedLines(document.chunks()))) yield message(line, order, thread, context)
  },
})

/** A first pass: the order of the dates and who writes. Names are few, however long the chat. */
function survey(document: EvidenceDocument): { readonly order: DateOrder | null; readonly senders: ReadonlySet<string> } {
  const senders = new Set<string>()
  function* dates(): Generator<string> {
    for (const { date, sender } of exportedLines(document.chunks())) {
      if (sender !== null) senders.add(sender)
      if (date !== '') yield date
    }
  }
  // All of it is looked through: the order may show on the last line, and so may a sender.
  const seen = [...new Set(dates())]
  return { order: dateOrderOf(seen), senders }
}

function threadOf(path: string, senders: ReadonlySet<string>): ThreadRef {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.txt$/i, '')
  const title = /^WhatsApp Chat (?:with|-) (.+)$/u.exec(file)?.[1] ?? /^_chat$/u.exec(file)?.[0] ?? file
  return {
    key: path,
    title: title === '_chat' ? null : title,
    kind: senders.size > 2 ? 'group' : 'unknown',
    participants: [...senders].map(identityOf),
  }
}

/** A telephone number as WhatsApp shows one for an unknown sender; anything else is a name. */
function identityOf(sender: string): IdentityRef {
  const isNumber = /^\+?[\d\s\u00a0().-]{6,}$/u.test(sender)
  return isNumber
    ? { scheme: 'address', raw: sender, name: null, country: null }
    : { scheme: 'other', raw: sender, name: sender, country: null, isNameOnly: true }
}

function message(line: ExportedLine, order: DateOrder | null, thread: ThreadRef, context: ParserContext): Emitted {
  const from = { table: TABLE, rowId: String(line.rowId), ordinal: 0 }
  if (line.date === '') return { type: 'skipped', from, reason: 'The line stands before the first message' }
  const stored = `${line.date}, ${line.time}`
  const clock = wallClockText(line.date, line.time, order)
  const text = line.text.replace(EDITED, '')
  const attachment = attachmentOf(text, context)
  const facts = factsOf({
    'line of the file': String(line.line),
    edited: EDITED.test(line.text) ? 'yes, earlier text not in the export' : null,
    media: attachment === null && OMITTED.test(text) ? 'left out of the export' : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from,
    state: DELETED.test(text) ? 'deleted-flagged' : 'live',
    service: 'WhatsApp',
    thread,
    sender: line.sender === null ? null : identityOf(line.sender),
    direction: 'unknown',
    kind: kindOf(line, text, attachment),
    sentAt: clock === null ? { ...NO_INSTANT, asStored: stored } : localInstant(stored, clock, 'iso-text'),
    body: attachment === null ? text : captionOf(line.text),
    attachments: attachment === null ? [] : [attachment],
    ...(facts === undefined ? {} : { facts }),
  }
}

function kindOf(line: ExportedLine, text: string, attachment: AttachmentRef | null): MessageKind {
  if (line.sender === null) return 'system'
  // iPhones put the chat's name before what the app itself says, and a mark behind it.
  if (line.isMarked && attachment === null && !OMITTED.test(text) && !DELETED.test(text)) return 'system'
  return attachment !== null || OMITTED.test(text) ? 'media' : 'text'
}

/** The attachment stands on the first line of its message; a caption follows it. */
function attachmentOf(text: string, context: ParserContext): AttachmentRef | null {
  const [first = ''] = text.split('\n', 1)
  const name = ATTACHED.map((pattern) => pattern.exec(first.replace(/^\u200e/u, '').trim())?.[1]).find((found) => found !== undefined)
  if (name === undefined) return null
  const path = context.path.slice(0, context.path.lastIndexOf('/') + 1) + name
  return { path: context.hasFile(path) ? path : null, name, mime: null, sizeBytes: null }
}

function captionOf(text: string): string | null {
  const caption = text.split('\n').slice(1).join('\n').replace(EDITED, '').trim()
  return caption === '' ? null : caption
}
