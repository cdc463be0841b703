/**
 * Wi-Fi networks that an Android phone knows and its own hotspot, `WifiConfigStore.xml` and `WifiConfigStoreSoftAp.xml` (Android 8 and
 * later): one record per network, one per hotspot, one per network whose private address is kept, and one more for a stored time of
 * connection.
 *
 * Elements and names as Android's public WifiConfigStore writes them and ALEAPP reads them. A name in quotes is text, one without is
 * hexadecimal. CreationTime is the phone's wall clock without a year: a trace, no time. That a network is known does not say that the phone
 * was ever connected (HasEverConnected does), nor where it stands. The list of private addresses also names networks that were
 * forgotten since. Keys and passwords are left out when the file is read: neither records nor the shown rows hold them.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { descendantsOf } from '../../../formats/text/xmlStream.ts'
import type { XmlNode } from '../../../formats/text/xmlStream.ts'
import { unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, ParserContext } from '../../../model/index.ts'
import { systemUserOf } from '../systemRecords.ts'
import { ssidOf } from './wifiNames.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'networks'
/** Everything else in these files, keys and passwords above all, is not taken over. */
const TAKEN = new Set([
  'SSID',
  'WifiSsid',
  'BSSID',
  'HiddenSSID',
  'CreatorUid',
  'CreatorName',
  'CreationTime',
  'LastUpdateUid',
  'LastUpdateName',
  'LastConnectUid',
  'LastConnectedTime',
  'NumAssociation',
  'NumRebootsSinceLastUse',
  'IsMostRecentlyConnected',
  'RandomizedMacAddress',
  'DefaultGwMacAddress',
  'FQDN',
  'ProviderFriendlyName',
  'HasEverConnected',
  'DisableReason',
  'Identity',
  'IpAssignment',
  'ProxyHost',
  'SecurityType',
  'ClientMacAddress',
])

interface Network extends DocumentRow {
  readonly kind: 'network' | 'hotspot' | 'private address'
  readonly values: Readonly<Record<string, string>>
}

export const androidWifiNetworks = defineDocumentParser({
  id: 'android-wifi-networks',
  version: 1,
  app: 'Wi-Fi',
  platform: 'android',
  store: 'Known Wi-Fi networks and own hotspot (WifiConfigStore.xml)',
  reads: ['**/WifiConfigStore.xml', '**/WifiConfigStoreSoftAp.xml'],
  inBackups: false,
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: [
    'keys and passwords',
    'when a network was joined, where the phone keeps no time (most versions)',
    'networks that apps suggested (WifiConfigStoreNetworkSuggestions.xml) and Passpoint providers',
    'the hotspot of older phones (softap.conf)',
  ],
  *parse(document, context): Iterable<Emitted> {
    const user = systemUserOf(document.path)
    for (const row of document.read(TABLE, networks(document, context))) yield* records(row, user)
  },
})

function* networks(document: EvidenceDocument, { note }: ParserContext): Generator<Network> {
  const wanted = new Set(['Network', 'SoftAp', 'MacAddressMap'])
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  let number = 0
  for (const { node } of androidXml(document.bytes(MAX_BYTES), wanted, fault)) {
    if (node.name === 'MacAddressMap') {
      for (const { key, address } of privateAddresses(node)) {
        yield { rowId: ++number, kind: 'private address', values: { SSID: key, RandomizedMacAddress: address } }
      }
    } else yield { rowId: ++number, kind: node.name === 'SoftAp' ? 'hotspot' : 'network', values: valuesOf(node) }
  }
}

function valuesOf(node: XmlNode): Record<string, string> {
  const values: Record<string, string> = {}
  const visit = ({ name, attributes, text, children }: XmlNode): void => {
    const key = attributes['name'] ?? name
    const value = attributes['value'] ?? text.trim()
    if (TAKEN.has(key) && value !== '') values[key] = values[key] === undefined ? value : `${values[key]}, ${value}`
    for (const child of children) visit(child)
  }
  for (const child of node.children) visit(child)
  return values
}

/** `<map><string name="key of the network">address</string></map>`: the key is the name in quotes and the kind of security. */
function privateAddresses(node: XmlNode): { key: string; address: string }[] {
  return descendantsOf(node, 'string').flatMap(({ attributes, text }) => {
    const key = attributes['name']
    return key === undefined ? [] : [{ key, address: text.trim() }]
  })
}

function* records(row: Network, user: string | null): Generator<Emitted> {
  const { kind, values } = row
  const place = (ordinal: number): { table: string; rowId: string; ordinal: number } => ({
    table: TABLE,
    rowId: String(row.rowId),
    ordinal,
  })
  const stored = values['SSID'] ?? values['WifiSsid'] ?? null
  const { name, hexadecimal, rest } = ssidOf(stored)
  if (name === null && values['BSSID'] === undefined) {
    yield { type: 'skipped', from: place(0), reason: `the ${kind} has neither a name nor an address` }
    return
  }
  const shared = {
    type: 'network',
    state: 'live',
    medium: 'wifi',
    name,
    address: addressOf(values['BSSID']),
    endAt: null,
    position: null,
  } as const
  yield {
    ...shared,
    from: place(0),
    activity: 'known',
    at: NO_INSTANT,
    ...withFacts({
      role: kind === 'hotspot' ? 'the phone’s own hotspot, which others join' : null,
      'listed with': kind === 'private address' ? 'the private addresses, which also name networks that were forgotten' : null,
      'name as stored': hexadecimal,
      'kind of network': kind === 'private address' ? rest : null,
      'ever connected': yesNo(values['HasEverConnected']),
      'joined last': yesNo(values['IsMostRecentlyConnected']) === 'yes' ? 'yes' : null,
      'times joined since counting': values['NumAssociation'] === '0' ? null : values['NumAssociation'],
      'starts of the phone since last use': values['NumRebootsSinceLastUse'],
      'added (phone’s clock, no year)': values['CreationTime']?.replace(/^time=/u, ''),
      'added by': values['CreatorName'],
      'changed by': values['LastUpdateName'],
      'phone’s address in this network': realAddress(values['RandomizedMacAddress']),
      'router’s address': values['DefaultGwMacAddress'],
      'user name': unquoted(values['Identity']),
      provider: values['ProviderFriendlyName'] ?? values['FQDN'],
      hidden: yesNo(values['HiddenSSID']) === 'yes' ? 'yes' : null,
      'listed devices': values['ClientMacAddress'],
      'security as stored': values['SecurityType'],
      'proxy server': values['ProxyHost'],
      'Android user': user,
    }),
  }
  const connectedAt = unixTimeOrNull(values['LastConnectedTime'])
  if (connectedAt !== null)
    yield { ...shared, from: place(1), activity: 'connected', at: connectedAt, ...withFacts({ 'Android user': user }) }
}

const yesNo = (value: string | undefined): string | null => (value === 'true' ? 'yes' : value === 'false' ? 'no' : (value ?? null))
const unquoted = (value: string | undefined): string | null => value?.replace(/^"(.*)"$/su, '$1') ?? null
/** `any` stands for no certain access point. */
const addressOf = (value: string | undefined): string | null => (value === undefined || value === 'any' ? null : value)
/** 02:00:00:00:00:00 is what Android writes where no address has been made yet. */
const realAddress = (value: string | undefined): string | null => (value === undefined || value === '02:00:00:00:00:00' ? null : value)
