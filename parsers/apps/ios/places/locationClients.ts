/**
 * locationd's `clients.plist`: which apps may use the position and when each last did. One record per app.
 *
 * Keys as MVT reads them: the times count seconds since 2001 UTC and each say when a kind of use stopped; the app's own key is its bundle,
 * or a path with the bundle inside. The latest of the times is the record's; all of them stand in its facts. Authorization is a code whose
 * meaning changed with the versions: as stored.
 */
import { countIn, flagIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Instant } from '../../../model/index.ts'
import { appNameOf } from '../bundleNames.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'apps'
const TIMES: Readonly<Record<string, string>> = {
  LocationTimeStopped: 'position used until',
  ReceivingLocationInformationTimeStopped: 'position received until',
  BackgroundLocationTimeStopped: 'position used in the background until',
  SignificantTimeStopped: 'significant changes used until',
  NonPersistentSignificantTimeStopped: 'significant changes (not kept) used until',
  VisitTimeStopped: 'visits used until',
  FenceTimeStopped: 'geofences used until',
  BeaconRegionTimeStopped: 'beacons used until',
  ConsumptionPeriodBegin: 'period of use began',
}

interface Client extends DocumentRow {
  readonly key: string
  readonly entry: PlistValue
}

export const iosLocationClients = defineDocumentParser({
  id: 'ios-location-clients',
  version: 1,
  app: 'Location services',
  platform: 'ios',
  store: 'Apps that use the position (clients.plist)',
  reads: ['**/locationd/clients.plist'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['how often and where an app asked for the position (not stored)', 'what the codes of the authorisation mean'],
  *parse(document): Iterable<Emitted> {
    for (const client of document.read(TABLE, clients(document.bytes(MAX_BYTES)))) yield record(client)
  },
})

function* clients(bytes: Uint8Array): Generator<Client> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary of apps')
  for (const [key, entry] of Object.entries(root)) yield { rowId: key, key, entry }
}

function record({ rowId, key, entry }: Client): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (!isPlistDict(entry)) return { type: 'skipped', from, reason: 'the entry is a setting and names no app' }
  const times = Object.entries(TIMES).map(([name, words]) => ({ words, at: countIn(entry, name, 'cocoa-s') }))
  const latest = latestOf(times.map(({ at }) => at))
  const appId = textIn(entry, 'BundleId') ?? key.replace(/:+$/u, '')
  const stops = times.map(({ words, at }) => [words, at === null || at.utcMs === null ? null : instantInWords(at)] as const)
  const facts = factsOf({
    'key as stored': key === appId ? null : key,
    path: textIn(entry, 'BundlePath') ?? textIn(entry, 'Executable'),
    'registered as': textIn(entry, 'Registered'),
    authorisation: textIn(entry, 'Authorization'),
    authorised: flagWords(flagIn(entry, 'Authorized')),
    ...Object.fromEntries(stops),
  })
  return {
    type: 'app-use',
    from,
    state: 'live',
    activity: 'permission',
    appId,
    appName: appNameOf(appId),
    detail: latest === null ? 'position: no use stored' : 'position: last use',
    at: latest ?? NO_INSTANT,
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

const flagWords = (flag: boolean | null): string | null => (flag === null ? null : flag ? 'yes' : 'no')

function latestOf(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((at): at is Instant & { utcMs: number } => at !== null && at.utcMs !== null)
  return known.toSorted((a, b) => b.utcMs - a.utcMs)[0] ?? null
}
