/**
 * Bookmarks of browsers built on Chromium: the files Bookmarks and AccountBookmarks, and Bookmarks.bak, the copy of an earlier state.
 *
 * Form and names are those of Chromium's source: roots hold folders, folders hold children; times are text, microseconds since 1601 UTC;
 * date_last_used is when it was last opened from the list. Bookmarks follow the account: which device made one is not stored.
 */
import { instantOf } from '../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonText, parseJsonObject } from '../../formats/text/jsonStream.ts'
import type { JsonObject } from '../../formats/text/jsonStream.ts'
import { factsOf, instantInWords } from '../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument } from '../../model/index.ts'
import { browserOf, chromiumPaths } from './chromiumBrowsers.ts'
import { webRecord } from './firefoxRecords.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'bookmarks'
const MAX_FOLDER_CHARACTERS = 1000
const IOS_CHROME = '**/Library/Application Support/Google/Chrome/*/'
const FILES = ['Bookmarks', 'AccountBookmarks', 'Bookmarks.bak', 'AccountBookmarks.bak']

interface Node extends DocumentRow {
  readonly rowId: number
  readonly type: string | null
  readonly name: string | null
  readonly url: string | null
  readonly folder: string
  readonly added: string | null
  readonly used: string | null
  readonly changed: string | null
  readonly guid: string | null
}

export const chromiumBookmarks = defineDocumentParser({
  id: 'chromium-bookmarks',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Bookmarks (Chromium: Bookmarks, AccountBookmarks)',
  reads: FILES.flatMap((name) => [...chromiumPaths(name), `${IOS_CHROME}${name}`]),
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['which device of an account made a bookmark (not stored)', 'notes of browsers beside bookmarks (meta_info)'],
  *parse(document): Iterable<Emitted> {
    const service = browserOf(document.path)
    const isCopy = document.path.endsWith('.bak')
    for (const node of document.read(TABLE, nodesIn(document))) yield nodeRecord(node, service, isCopy)
  },
})

/** The tree flattened in its order, without recursion: the depth is whatever the file says. */
function* nodesIn(document: EvidenceDocument): Generator<Node> {
  const roots = jsonAt(parseJsonObject(document.bytes(MAX_BYTES)), 'roots')
  if (!isJsonObject(roots)) throw new Error('no list of bookmarks (roots)')
  const open: { node: JsonObject; folder: string }[] = []
  const push = (nodes: readonly unknown[], folder: string): void => {
    for (const node of nodes.toReversed()) if (isJsonObject(node)) open.push({ node, folder })
  }
  push(Object.values(roots), '')
  for (let rowId = 1, next = open.pop(); next !== undefined; next = open.pop(), rowId++) {
    const { node, folder } = next
    yield nodeOf(node, rowId, folder)
    push(jsonList(node['children']), within(folder, jsonText(node['name'])))
  }
}

/** Path of folders; no longer extended where a file nests deeper than a person would. */
function within(folder: string, name: string | null): string {
  if (name === null || folder.length > MAX_FOLDER_CHARACTERS) return folder
  return folder === '' ? name : `${folder} / ${name}`
}

const nodeOf = (node: JsonObject, rowId: number, folder: string): Node => ({
  rowId,
  type: jsonText(node['type']),
  name: jsonText(node['name']),
  url: jsonText(node['url']),
  folder,
  added: jsonText(node['date_added']),
  used: jsonText(node['date_last_used']),
  changed: jsonText(node['date_modified']),
  guid: jsonText(node['guid']),
})

function nodeRecord(node: Node, service: string, isCopy: boolean): Emitted {
  const from = { table: TABLE, rowId: String(node.rowId), ordinal: 0 }
  if (node.url === null)
    return { type: 'skipped', from, reason: node.type === 'folder' ? 'a folder of bookmarks' : 'an entry without address' }
  const facts = factsOf({
    list: isCopy ? 'copy of an earlier state of the list: removed or changed since, if it is not in the list itself' : null,
    folder: node.folder === '' ? null : node.folder,
    'last opened from the list': webkitInWords(node.used),
    changed: webkitInWords(node.changed),
    identifier: node.guid,
  })
  return webRecord(from, 'bookmark', service, { url: node.url, title: node.name }, { at: instantOf(node.added, 'webkit-us'), facts })
}

function webkitInWords(stored: string | null): string | null {
  const instant = instantOf(stored, 'webkit-us')
  return instant.utcMs === null ? null : instantInWords(instant)
}
