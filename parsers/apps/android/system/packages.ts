/**
 * Apps of the phone, `system/packages.xml` (as text, or binary since Android 12): one record per package.
 *
 * Attributes after Android's public package settings: it is when the package was first installed (before Android 13; afterwards that time is
 * kept per user in package-restrictions.xml), ut when it was last updated, ft the time of its file; all are hexadecimal milliseconds since
 * 1970 UTC. Apps that came with the system stand here too and may carry the date of the system's image. An app that was removed has
 * no row any more.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import type { XmlNode } from '../../../formats/text/xmlStream.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, ParserContext } from '../../../model/index.ts'
import { hexadecimalTime } from './installTimes.ts'
import { androidAppName, androidAppRecord } from '../systemRecords.ts'

const MAX_BYTES = 256 * 1024 * 1024
const TABLE = 'packages'
const TAKEN = [
  'name',
  'codePath',
  'it',
  'ut',
  'ft',
  'version',
  'userId',
  'sharedUserId',
  'installer',
  'installInitiator',
  'installOriginator',
  'packageSource',
] as const

interface Package extends DocumentRow {
  readonly element: string
  readonly values: Readonly<Record<(typeof TAKEN)[number], string | null>>
  readonly permissions: readonly string[]
}

export const androidPackages = defineDocumentParser({
  id: 'android-packages',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Installed apps (packages.xml)',
  reads: ['**/system/packages.xml'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: [
    'apps that were removed',
    'signatures, and permissions that are asked for while an app runs (runtime-permissions.xml)',
    'packages.list, which repeats the names and numbers',
  ],
  *parse(document, context): Iterable<Emitted> {
    for (const row of document.read(TABLE, packages(document, context))) yield record(row)
  },
})

function* packages(document: EvidenceDocument, { note }: ParserContext): Generator<Package> {
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  let number = 0
  for (const { node } of androidXml(document.bytes(MAX_BYTES), new Set(['package', 'updated-package']), fault)) {
    // Elements of this name that are no package stand in other lists of the file (verifications of links).
    if (
      node.attributes['codePath'] === undefined &&
      node.attributes['userId'] === undefined &&
      node.attributes['sharedUserId'] === undefined
    )
      continue
    yield { rowId: ++number, element: node.name, values: valuesOf(node), permissions: permissionsOf(node) }
  }
}

const valuesOf = (node: XmlNode): Package['values'] =>
  Object.fromEntries(TAKEN.map((name) => [name, node.attributes[name] ?? null])) as Package['values']

/** Those that were granted with the installation. */
function permissionsOf(node: XmlNode): string[] {
  const items = node.children.filter(({ name }) => name === 'perms').flatMap(({ children }) => children)
  return items.flatMap(({ attributes }) =>
    attributes['name'] === undefined || attributes['granted'] === 'false' ? [] : [attributes['name']],
  )
}

function record({ rowId, element, values, permissions }: Package): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (values.name === null) return { type: 'skipped', from, reason: 'the package has no name' }
  if (element === 'updated-package')
    return { type: 'skipped', from, reason: `the version of ${values.name} that came with the system, since updated` }
  const installed = hexadecimalTime(values.it)
  const isSystem = values.codePath !== null && !/^\/(?:data|mnt)\//u.test(values.codePath)
  return androidAppRecord({
    from,
    activity: 'installed',
    appId: values.name,
    detail: isSystem ? 'came with the system' : 'installed, or an update of an app of the system',
    at: installed,
    facts: {
      time: installed === null ? 'the file holds none (since Android 13 it is kept per user)' : 'when it was first installed',
      updated: words(values.ut),
      'time of its file': words(values.ft),
      'installed by': named(values.installer),
      'installation asked for by': values.installInitiator === values.installer ? null : named(values.installInitiator),
      'installation came from': named(values.installOriginator),
      'source as stored': values.packageSource === '0' ? null : values.packageSource,
      version: values.version,
      uid: values.userId ?? values.sharedUserId,
      path: values.codePath,
      permissions: permissions.length === 0 ? null : permissions.map((name) => name.replace(/^android\.permission\./u, '')).join(', '),
    },
  })
}

function named(app: string | null): string | null {
  const name = app === null ? null : androidAppName(app)
  return name === null ? app : `${name} (${app})`
}

function words(stored: string | null): string | null {
  const instant = hexadecimalTime(stored)
  return instant === null ? null : instantInWords(instant)
}
