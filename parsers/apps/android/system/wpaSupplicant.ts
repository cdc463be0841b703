/**
 * Wi-Fi networks of Android 7 and earlier, `wpa_supplicant.conf`: one record per `network={...}` block.
 *
 * The public format of wpa_supplicant: `key=value` lines, a name in quotes is text and one without is hexadecimal; Android adds who made the
 * entry in `id_str`, percent-encoded JSON. The file holds no times. Keys and passwords are left out when the file is read.
 */
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'
import { ssidOf } from './wifiNames.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'networks'
const TAKEN = new Set(['ssid', 'bssid', 'key_mgmt', 'priority', 'disabled', 'scan_ssid', 'identity', 'id_str'])

interface Network extends DocumentRow {
  readonly values: Readonly<Record<string, string>>
}

export const androidWpaSupplicant = defineDocumentParser({
  id: 'android-wpa-supplicant',
  version: 1,
  app: 'Wi-Fi',
  platform: 'android',
  store: 'Known Wi-Fi networks (wpa_supplicant.conf)',
  reads: ['**/misc/wifi/wpa_supplicant.conf', '**/wpa_supplicant.conf'],
  inBackups: false,
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['keys and passwords', 'when a network was added or joined (not stored)'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(TABLE, networks(document.bytes(MAX_BYTES)))) yield record(row)
  },
})

function* networks(bytes: Uint8Array): Generator<Network> {
  let number = 0
  let open: Record<string, string> | null = null
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/u)) {
    const text = line.trim()
    if (/^network\s*=\s*\{$/u.test(text)) open = {}
    else if (text === '}' && open !== null) {
      yield { rowId: ++number, values: open }
      open = null
    } else if (open !== null) {
      const [, key = '', value = ''] = /^(\w+)=(.*)$/su.exec(text) ?? []
      if (TAKEN.has(key)) open[key] = value
    }
  }
  if (open !== null) throw new Error('the file ends inside a network')
}

function record({ rowId, values }: Network): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const { name, hexadecimal } = ssidOf(values['ssid'] ?? null)
  const address = values['bssid'] ?? null
  if (name === null && address === null) return { type: 'skipped', from, reason: 'the network has neither a name nor an address' }
  return {
    type: 'network',
    from,
    state: 'live',
    medium: 'wifi',
    activity: 'known',
    name,
    address,
    at: NO_INSTANT,
    endAt: null,
    position: null,
    ...withFacts({
      'name as stored': hexadecimal,
      security: values['key_mgmt'],
      'user name': values['identity']?.replace(/^"(.*)"$/su, '$1'),
      'added by': creatorOf(values['id_str']),
      hidden: values['scan_ssid'] === '1' ? 'yes' : null,
      'switched off': values['disabled'] === '1' ? 'yes' : null,
    }),
  }
}

/** `"%7B%22creatorUid%22%3A%221000%22..."`: the uid of the app that made the entry. */
function creatorOf(stored: string | undefined): string | null {
  const uid = /creatorUid%22%3A%22(-?\d+)/iu.exec(stored ?? '')?.[1]
  return uid === undefined || uid === '-1' ? null : `uid ${uid}`
}
