/**
 * Bluetooth devices that an Android phone was connected with, `bt_config.conf`: one record per section of a device, one for the phone's own
 * adapter.
 *
 * Sections and names after Android's public btif_storage: Timestamp counts seconds since 1970 UTC; what it stands for is not documented, the
 * field takes it for the last connection. A device with a key was paired; one without was met. The class of a device is that of the
 * Bluetooth SIG's assigned numbers. Keys are left out when the file is read: neither records nor the shown rows hold them.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'sections'
const ADDRESS = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/iu
const KEY = /^(?:LinkKey|LE_KEY_\w+)$/u
const TAKEN = new Set([
  'Name',
  'Aliase',
  'Alias',
  'Address',
  'Timestamp',
  'DevClass',
  'DevType',
  'AddrType',
  'Manufacturer',
  'VendorId',
  'ProductId',
  'Service',
])
const TECHNIQUES: Readonly<Record<string, string>> = { 1: 'classic', 2: 'low energy', 3: 'classic and low energy' }
const CLASSES: Readonly<Record<number, string>> = {
  1: 'computer',
  2: 'phone',
  3: 'network access point',
  4: 'audio or video',
  5: 'keyboard, mouse or other input',
  6: 'picture or printing',
  7: 'worn on the body',
  8: 'toy',
  9: 'health',
}
const AUDIO: Readonly<Record<number, string>> = {
  1: 'headset',
  2: 'hands-free',
  4: 'microphone',
  5: 'loudspeaker',
  6: 'headphones',
  7: 'portable player',
  8: 'car',
}

interface Section extends DocumentRow {
  readonly hasKey: boolean
  readonly values: Readonly<Record<string, string>>
}

export const androidBluetoothDevices = defineDocumentParser({
  id: 'android-bluetooth-devices',
  version: 1,
  app: 'Bluetooth',
  platform: 'android',
  store: 'Bluetooth devices (bt_config.conf)',
  reads: ['**/bluedroid/bt_config.conf', '**/bluedroid/bt_config.bak', '**/bt_config.conf'],
  inBackups: false,
  yields: ['network', 'device-event'],
  proof: 'source-verified',
  doesNotCover: ['keys', 'earlier connections (not stored)', 'bt_config.xml of Android 5'],
  *parse(document): Iterable<Emitted> {
    const isCopy = document.path.endsWith('.bak')
    for (const row of document.read(TABLE, sections(document.bytes(MAX_BYTES)))) yield record(row, isCopy)
  },
})

function* sections(bytes: Uint8Array): Generator<Section> {
  let name: string | null = null
  let values: Record<string, string> = {}
  let hasKey = false
  const seen = new Map<string, number>()
  const section = (title: string): Section => {
    const times = (seen.get(title) ?? 0) + 1
    seen.set(title, times)
    return { rowId: times === 1 ? title : `${title} (${times})`, hasKey, values }
  }
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/u)) {
    const title = /^\s*\[([^\]]*)\]\s*$/u.exec(line)?.[1]
    const [, key, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/su.exec(line) ?? []
    if (title !== undefined) {
      if (name !== null) yield section(name)
      name = title
      values = {}
      hasKey = false
    } else if (key !== undefined && KEY.test(key)) hasKey = true
    else if (key !== undefined && value !== undefined && value !== '' && TAKEN.has(key)) values[key] = value
  }
  if (name !== null) yield section(name)
}

function record({ rowId, hasKey, values }: Section, isCopy: boolean): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const address = String(rowId).replace(/ \(\d+\)$/u, '')
  const copy = isCopy ? 'a backup copy that the phone keeps' : null
  if (address === 'Adapter') return adapter(from, values, copy)
  if (!ADDRESS.test(address)) return { type: 'skipped', from, reason: 'the section is about the file, no device' }
  const name = values['Aliase'] ?? values['Alias'] ?? values['Name'] ?? null
  return {
    type: 'network',
    from,
    state: 'live',
    medium: 'bluetooth',
    activity: hasKey ? 'paired' : 'seen',
    name,
    address,
    at: values['Timestamp'] === undefined ? NO_INSTANT : instantOf(values['Timestamp'], 'unix-s'),
    endAt: null,
    position: null,
    ...withFacts({
      'name of the device': name === values['Name'] ? null : values['Name'],
      'kind of device': classInWords(values['DevClass']),
      technique: codeInWords(values['DevType']),
      'maker as stored': values['Manufacturer'] ?? values['VendorId'],
      'product as stored': values['ProductId'],
      'services as stored': values['Service'],
      time: values['Timestamp'] === undefined ? null : 'when the phone noted the device, taken by the field for the last connection',
      file: copy,
    }),
  }
}

function adapter(from: { table: string; rowId: string; ordinal: number }, values: Section['values'], file: string | null): Emitted {
  const { Name: name, Address: address } = values
  if (name === undefined && address === undefined) return { type: 'skipped', from, reason: 'the adapter has neither a name nor an address' }
  const detail = `Bluetooth of the phone itself: ${[name, address].filter((part) => part !== undefined).join(', ')}`
  return {
    type: 'device-event',
    from,
    state: 'live',
    activity: 'setting',
    detail,
    at: NO_INSTANT,
    endAt: null,
    ...withFacts({ name, address, file }),
  }
}

const codeInWords = (value: string | undefined): string | null => (value === undefined ? null : (TECHNIQUES[value] ?? `unknown (${value})`))

/** Bits 8 to 12 are the class, bits 2 to 7 what it is of that class. */
function classInWords(stored: string | undefined): string | null {
  if (stored === undefined) return null
  const value = Number(stored)
  const major = (value >> 8) & 0x1f
  const minor = (value >> 2) & 0x3f
  const word = (major === 4 ? AUDIO[minor] : undefined) ?? CLASSES[major]
  return Number.isInteger(value) && word !== undefined ? `${word} (class ${stored})` : `unknown (${stored})`
}
