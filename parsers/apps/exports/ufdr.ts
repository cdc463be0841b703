/**
 * report.xml of a Cellebrite UFDR (or of a UFED XML report): what another program decoded from a phone. One row a decoded model or tagged
 * file; a conversation is one row with a record per message. Where the other program found it is kept as facts of each record.
 *
 * Sources: artifacts 0.3 (models, fields, spellings of times, as IPED reads them); the field names of models as public readers of the
 * format name them. Its rows were decoded elsewhere: this program checks none of it, and reads no database inside the UFDR again, so that
 * nothing counts twice. Unknown kinds of model are skipped with their name, passwords are never read.
 */
import { UfedModel } from './ufedModel.ts'
import { type XmlElement, type XmlNode, xmlElements } from '../../formats/text/xmlStream.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type ParserContext, type RowRef } from '../../model/index.ts'
import { looksLike } from './recognising.ts'
import { callRecord, chatRecords, singleMessage } from './ufdrMessages.ts'
import {
  accountRecord,
  appRecord,
  calendarRecord,
  contactRecord,
  locationRecord,
  mediaRecord,
  networkRecord,
  noteRecord,
  webRecord,
} from './ufdrOthers.ts'
import type { UfedReading } from './ufdrParties.ts'

interface Row extends DocumentRow {
  readonly path: string
  readonly node: XmlNode
  readonly extractions: ReadonlyMap<string, string>
}

type Reader = (reading: UfedReading) => Emitted
const READERS: Readonly<Record<string, Reader>> = {
  SMS: singleMessage,
  MMS: singleMessage,
  Email: singleMessage,
  InstantMessage: singleMessage,
  Call: callRecord,
  Contact: contactRecord,
  UserAccount: accountRecord,
  Location: locationRecord,
  VisitedPage: webRecord,
  SearchedItem: webRecord,
  WebBookmark: webRecord,
  FileDownload: webRecord,
  InstalledApplication: appRecord,
  ApplicationUsage: appRecord,
  WirelessNetwork: networkRecord,
  BluetoothDevice: networkRecord,
  CellTower: networkRecord,
  Notes: noteRecord,
  Note: noteRecord,
  CalendarEntry: calendarRecord,
}

export const ufdrReport = defineDocumentParser({
  id: 'ufdr-report',
  version: 1,
  app: 'Cellebrite UFED',
  platform: 'any',
  store: 'Report of another program (UFDR, report.xml)',
  reads: ['report.xml', '*/report.xml'],
  onlyIn: ['ufdr', 'document', 'loose-files'],
  recognises: (head) => looksLike(head, /<project\s[^>]*xmlns="http:\/\/pa\.cellebrite\.com\/report\/2\.0"/),
  yields: ['message', 'call', 'contact', 'account', 'location', 'media', 'web', 'app-use', 'network', 'note', 'calendar-event'],
  proof: 'source-verified',
  doesNotCover: [
    'kinds of model without a reader here (counted by name)',
    'passwords and tokens',
    'bookmarks and tags of the other program',
  ],
  *parse(document, context): Iterable<Emitted> {
    const extractions = new Map<string, string>()
    const elements = xmlElements(document.chunks(), {
      wanted: new Set(['model', 'file']),
      stateOf: () => extractions,
      onOpen: (path, attributes) => {
        if (path.endsWith('/extractionInfo') && attributes['id'] !== undefined)
          extractions.set(attributes['id'], attributes['name'] ?? attributes['id'])
      },
      onFault: (reason) => context.note(`The report is not well-formed XML (${reason}); it was read as far as possible.`),
    })
    for (const row of document.read('models', rowsOf(elements))) yield* records(row, context)
  },
})

function* rowsOf(elements: Iterable<XmlElement<ReadonlyMap<string, string>>>): Generator<Row> {
  for (const { path, number, node, state } of elements) yield { rowId: `${node.name} ${number}`, path, node, extractions: state }
}

function* records({ rowId, path, node, extractions }: Row, context: ParserContext): Generator<Emitted> {
  const from: RowRef = { table: 'models', rowId: String(rowId), ordinal: 0 }
  const pathOf = (localPath: string | null): string | null => inside(localPath, context)
  if (node.name === 'file') {
    yield path.includes('taggedFiles/')
      ? mediaRecord(node, from, pathOf)
      : { type: 'skipped', from, reason: 'A file outside the list of files' }
    return
  }
  const model = new UfedModel(node)
  const reading: UfedReading = { from, model, extractions, pathOf }
  const reader = READERS[model.type]
  if (path.includes('entityBookmarks')) yield { type: 'skipped', from, reason: 'A bookmark of the other program' }
  else if (model.type === 'Chat') yield* chatRecords(reading)
  else if (reader === undefined)
    yield { type: 'skipped', from, reason: `This kind of model is not read: ${model.type || 'without a type'}` }
  else yield reader(reading)
}

/** `files\Image\a.jpg` of the report is `files/Image/a.jpg` beside it. */
function inside(localPath: string | null, context: ParserContext): string | null {
  if (localPath === null || localPath === '') return null
  const relative = localPath.replaceAll('\\', '/').replace(/^\/+/, '')
  const folder = context.path.slice(0, context.path.lastIndexOf('/') + 1)
  return [folder + relative, relative].find((path) => context.hasFile(path)) ?? folder + relative
}
