/**
 * Wi-Fi networks that the phone knows: `com.apple.wifi.known-networks.plist` (iOS 14 and later), the lists of `com.apple.wifi.plist` and its
 * backup (older), and networks that were met under a private address. One record per network, and one more for each stored time at which
 * it was joined and each access point with a time.
 *
 * Keys as iLEAPP reads them. The position beside an access point is where the system places it: that of a network. A network may have come
 * to this phone from another device of the account: only the times of joining say that a device joined it.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { dateIn, dictIn, dictsIn, flagIn, numberIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { ClassedPosition, DocumentRow, Emitted, Facts, Instant, NetworkRecord } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'networks'
const LISTS = ['List of known networks', 'List of scanned networks with private mac']
/** Key -> how the joining came about. */
const JOINS: Readonly<Record<string, string>> = {
  JoinedByUserAt: 'by hand',
  JoinedBySystemAt: 'by the system',
  lastJoined: 'by hand or not stated',
  lastAutoJoined: 'by the system',
  prevJoined: 'earlier joining',
}
const DATES: Readonly<Record<string, string>> = {
  UpdatedAt: 'updated',
  lastUpdated: 'updated',
  LastDiscoveredAt: 'last noticed',
  WiFiNetworkPasswordModificationDate: 'password changed',
  LinkDownTimestamp: 'connection ended',
  FirstJoinWithNewMacTimestamp: 'first joined with a new private address',
}

interface Network extends DocumentRow {
  readonly network: PlistDict
}

export const iosWifiNetworks = defineDocumentParser({
  id: 'ios-wifi-networks',
  version: 1,
  app: 'Wi-Fi',
  platform: 'ios',
  store: 'Known Wi-Fi networks (com.apple.wifi plists)',
  reads: [
    '**/com.apple.wifi.known-networks.plist',
    '**/com.apple.wifi.plist',
    '**/com.apple.wifi-networks.plist.backup',
    '**/com.apple.wifi-private-mac-networks.plist',
  ],
  inBackups: 'encrypted',
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['passwords', 'which device of the account joined a network that was synchronised'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(TABLE, networks(document.bytes(MAX_BYTES)))) yield* records(row)
  },
})

function* networks(bytes: Uint8Array): Generator<Network> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
  const lists = LISTS.filter((name) => Array.isArray(root[name]))
  for (const name of lists) {
    for (const [index, network] of dictsIn(root, name).entries()) yield { rowId: `${name} ${index + 1}`, network }
  }
  if (lists.length > 0) return
  for (const [key, network] of Object.entries(root)) if (isPlistDict(network)) yield { rowId: key, network }
}

function* records({ rowId, network }: Network): Generator<Emitted> {
  const place = (ordinal: number): NetworkRecord['from'] => ({ table: TABLE, rowId: String(rowId), ordinal })
  const specific = dictIn(network, '__OSSpecific__')
  const name = textIn(network, 'SSID') ?? textIn(network, 'SSID_STR')
  const address = textIn(network, 'BSSID') ?? textIn(specific, 'BSSID')
  const shared = { type: 'network', state: 'live', medium: 'wifi', name, endAt: null } as const
  const joins = Object.entries(JOINS).flatMap(([key, how]) => joined(key, how, [network, specific]))
  const added = dateIn(network, 'AddedAt') ?? dateIn(network, 'addedAt')
  const facts = knownFacts(network, specific)
  yield {
    ...shared,
    from: place(0),
    activity: 'known',
    address,
    at: added ?? NO_INSTANT,
    position: null,
    ...withFacts(facts),
  }
  let ordinal = 1
  for (const { at, how } of joins) {
    yield { ...shared, from: place(ordinal++), activity: 'connected', address, at, position: null, ...withFacts({ joined: how }) }
  }
  for (const point of [...dictsIn(network, 'BSSList'), ...dictsIn(network, 'networkKnownBSSListKey')]) {
    const at = dateIn(point, 'LastAssociatedAt') ?? dateIn(point, 'lastRoamed')
    const position = positionOf(point)
    if (at === null && position === null) continue
    yield {
      ...shared,
      from: place(ordinal++),
      activity: at === null ? 'seen' : 'connected',
      address: textIn(point, 'BSSID'),
      at: at ?? dateIn(point, 'LocationTimestamp') ?? NO_INSTANT,
      position,
      ...withFacts(
        factsOf({
          'access point': 'one of this network',
          channel: textIn(point, 'Channel') ?? textIn(point, 'CHANNEL'),
          'placed at': words(dateIn(point, 'LocationTimestamp')),
        }),
      ),
    }
  }
}

const withFacts = (facts: Facts | undefined): { facts?: Facts } => (facts === undefined ? {} : { facts })
const words = (instant: Instant | null): string | null => (instant === null ? null : instantInWords(instant))

function joined(key: string, how: string, dicts: readonly (PlistDict | null)[]): { at: Instant; how: string }[] {
  const at = dicts.map((dict) => dateIn(dict, key)).find((instant) => instant !== null)
  return at === undefined || at === null ? [] : [{ at, how }]
}

function positionOf(point: PlistDict): ClassedPosition | null {
  const position = degreesOf(numberIn(point, 'LocationLatitude'), numberIn(point, 'LocationLongitude'))
  const accuracy = numberIn(point, 'LocationAccuracy')
  if (typeof position === 'string') return null
  return { ...position, accuracyMetres: accuracy !== null && accuracy >= 0 ? accuracy : null, class: 'network' }
}

function knownFacts(network: PlistDict, specific: PlistDict | null): Facts | undefined {
  const captive = dictIn(network, 'CaptiveProfile')
  const wps = dictIn(network, 'WPS_PROB_RESP_IE')
  const dates = Object.entries(DATES).map(([key, meaning]) => [meaning, words(dateIn(network, key) ?? dateIn(specific, key))] as const)
  return factsOf({
    ...Object.fromEntries(dates.filter(([, date]) => date !== null)),
    'added because of': textIn(network, 'AddReason'),
    'added by': textIn(network, 'BundleID'),
    country: textIn(dictIn(network, '80211D_IE'), 'IE_KEY_80211D_COUNTRY_CODE'),
    maker: textIn(wps, 'IE_KEY_WPS_MANUFACTURER'),
    model: textIn(wps, 'IE_KEY_WPS_MODEL_NAME'),
    'device name': textIn(wps, 'IE_KEY_WPS_DEV_NAME'),
    hidden: flagIn(network, 'Hidden') === true ? 'yes' : null,
    CarPlay:
      (flagIn(network, 'CarPlayNetwork') ?? flagIn(network, 'CARPLAY_NETWORK') ?? flagIn(specific, 'CarPlayNetwork')) === true
        ? 'yes'
        : null,
    'sign-in page': textIn(captive, 'UserPortalURL'),
    'signed in on its page': words(dateIn(captive, 'CaptiveWebSheetLoginDate')),
    'traffic as stored': textIn(network, 'networkUsage') ?? textIn(specific, 'networkUsage'),
    'among the known networks': flagIn(network, 'PresentInKnownNetworks') === false ? 'no' : null,
  })
}
