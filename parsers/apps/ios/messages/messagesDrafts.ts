/**
 * Messages that were begun and not sent, `SMS/Drafts/<recipient>/composition.plist`: one message per file, with the folder as its recipient and
 * the file's modification time, as iLEAPP reads them. `text` is a keyed archive of an attributed string; files that were put in stand in it as
 * U+FFFC. A folder named `Pending` names nobody; another that is no address is the identifier of a conversation.
 *
 * The time is what the container of the extraction states of the file; a folder that somebody copied may state the copy's time instead.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict, PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { typedstreamText } from '../../../formats/binary/typedstream.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, ThreadRef } from '../../../model/index.ts'
import { addressIdentity } from './messagesThreads.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'draft'
const FOLDER = /(?:^|\/)Drafts\/([^/]+)\/composition\.plist$/iu
const ADDRESS = /^\+?[\d ()-]{3,20}$|^[^@\s]+@[^@\s]+$/u

interface Draft extends DocumentRow {
  readonly content: PlistDict
}

export const iosMessagesDrafts = defineDocumentParser({
  id: 'ios-messages-drafts',
  version: 1,
  app: 'Messages',
  platform: 'ios',
  store: 'Messages that were not sent (SMS/Drafts)',
  reads: ['**/SMS/Drafts/*/composition.plist'],
  yields: ['message'],
  proof: 'source-verified',
  doesNotCover: ['files that were put into a draft', 'formatting and mentions', 'over which service it would have gone'],
  *parse(document, context): Iterable<Emitted> {
    const content = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(content)) throw new Error('the property list is not a dictionary')
    const rows: Draft[] = [{ rowId: 1, content }]
    for (const row of document.read(TABLE, rows)) yield message(row.content, context.path, document.modifiedAtMs)
  },
})

function message(content: PlistDict, path: string, modifiedAtMs: number | null): Emitted {
  const from = { table: TABLE, rowId: '1', ordinal: 0 }
  const folder = FOLDER.exec(path)?.[1] ?? null
  const text = textOf(content['text'])
  const subject = textOf(content['subject'])
  const thread = threadOf(folder)
  const facts = factsOf({
    'what it is': 'a message that was begun and not sent',
    recipient: thread === null ? folder : null,
    text: content['text'] !== undefined && text === null ? 'cannot be decoded' : null,
    time:
      modifiedAtMs === null
        ? 'the extraction states none'
        : 'modification time of the file, as the extraction states it; a copied folder may state the time of the copy',
  })
  return {
    type: 'message',
    from,
    state: 'live',
    service: 'Messages',
    nativeId: null,
    thread,
    sender: null,
    ownLine: null,
    direction: 'outgoing',
    kind: text === null ? 'other' : 'text',
    sentAt: modifiedAtMs === null ? NO_INSTANT : instantOf(String(modifiedAtMs), 'unix-ms'),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: text,
    subject,
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: 'draft',
    ...(facts === undefined ? {} : { facts }),
  }
}

function threadOf(folder: string | null): ThreadRef | null {
  if (folder === null || !ADDRESS.test(folder)) return null
  return { key: `draft to ${folder}`, title: null, kind: 'direct', participants: [addressIdentity(folder, null)] }
}

/** An archive of an attributed string, the string alone, or plain text. */
function textOf(stored: PlistValue | undefined): string | null {
  if (typeof stored === 'string') return stored === '' ? null : stored
  if (!(stored instanceof Uint8Array)) return null
  let root: ArchivedValue
  try {
    root = unarchive(stored)
  } catch {
    return typedstreamText(stored)?.text ?? null
  }
  const text = isArchivedObject(root) ? (root['NSString'] ?? null) : root
  return typeof text === 'string' && text !== '' ? text : null
}
