/**
 * What each Android user has of the apps, `system/users/<user>/package-restrictions.xml`: one record per app that the file describes.
 *
 * Attributes after Android's public package settings: first-install-time (since Android 13) is hexadecimal milliseconds since 1970 UTC; inst
 * false means that the app is not installed for this user though the phone has it, or had it and kept its data; hidden, suspended, stopped
 * and enabled (3 and 4: switched off) as they say.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, ParserContext } from '../../../model/index.ts'
import { hexadecimalTime } from './installTimes.ts'
import { androidAppRecord, systemUserOf } from '../systemRecords.ts'

const MAX_BYTES = 256 * 1024 * 1024
const TABLE = 'packages'
const TAKEN = [
  'name',
  'inst',
  'stopped',
  'nl',
  'hidden',
  'suspended',
  'enabled',
  'enabledCaller',
  'install-reason',
  'first-install-time',
] as const
const ENABLED: Readonly<Record<string, string | null>> = {
  '0': null,
  '1': 'switched on',
  '2': 'switched off',
  '3': 'switched off by the user',
  '4': 'switched off until it is used',
}
const REASONS: Readonly<Record<string, string>> = {
  '0': 'not stated',
  '1': 'by an organisation’s rule',
  '2': 'restored from another device',
  '3': 'with the set-up of the phone',
  '4': 'by the user',
  '5': 'to undo an update',
}

interface UserPackage extends DocumentRow {
  readonly values: Readonly<Record<(typeof TAKEN)[number], string | null>>
}

export const androidPackageRestrictions = defineDocumentParser({
  id: 'android-package-restrictions',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Apps of each user (package-restrictions.xml)',
  reads: ['**/system/users/*/package-restrictions.xml'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['parts of apps that are switched on or off', 'when an app was switched off or hidden (not stored)'],
  *parse(document, context): Iterable<Emitted> {
    const user = systemUserOf(document.path)
    for (const row of document.read(TABLE, userPackages(document, context))) yield record(row, user)
  },
})

function* userPackages(document: EvidenceDocument, { note }: ParserContext): Generator<UserPackage> {
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  let number = 0
  for (const { node } of androidXml(document.bytes(MAX_BYTES), new Set(['pkg']), fault)) {
    const values = Object.fromEntries(TAKEN.map((name) => [name, node.attributes[name] ?? null])) as UserPackage['values']
    yield { rowId: ++number, values }
  }
}

function record({ rowId, values }: UserPackage, user: string | null): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (values.name === null) return { type: 'skipped', from, reason: 'the entry names no app' }
  const isInstalled = values.inst !== 'false'
  const at = hexadecimalTime(values['first-install-time'])
  const enabled = values.enabled
  return androidAppRecord({
    from,
    activity: isInstalled ? 'installed' : 'other',
    appId: values.name,
    detail: isInstalled ? 'installed for this user' : 'not installed for this user: the phone has it for others, or kept its data',
    at,
    facts: {
      time: at === null ? null : 'when it was first installed for this user',
      hidden: values.hidden === 'true' ? 'yes' : null,
      suspended: values.suspended === 'true' ? 'yes' : null,
      'never started, or stopped by hand': values.stopped === 'true' ? 'yes' : null,
      'never started': values.nl === 'true' ? 'yes' : null,
      'switched on or off': enabled === null ? null : enabled in ENABLED ? ENABLED[enabled] : `unknown (${enabled})`,
      'switched by': values.enabledCaller,
      'why installed': reasonInWords(values['install-reason']),
      'Android user': user,
    },
  })
}

const reasonInWords = (code: string | null): string | null => (code === null ? null : (REASONS[code] ?? `unknown (${code})`))
