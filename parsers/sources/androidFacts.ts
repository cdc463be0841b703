/**
 * What an Android file system says of its phone: its settings, the properties of its system (`build.prop`) and those that it keeps over a
 * restart (`persistent_properties`).
 *
 * Names are those of Android's public Settings and system properties. Settings may be binary since Android 12; persistent_properties is a
 * protobuf of pairs (field 1: name 1, value 2), older phones have one file per property. The country is that of the language chosen on
 * the phone: a hint for numbers without a country code, as on the other platform.
 */
import { androidXml } from '../formats/binary/androidXml.ts'
import { ProtobufMessage } from '../formats/binary/protobufMessage.ts'
import { countryOfLocale } from './deviceFacts.ts'
import type { DeviceFacts } from './extraction.ts'

const GLOBAL = 'data/system/users/0/settings_global.xml'
const SECURE = 'data/system/users/0/settings_secure.xml'
const PERSISTENT = 'data/property/persistent_properties'
const ZONE = 'data/property/persist.sys.timezone'
const LOCALE = 'data/property/persist.sys.locale'
/** The first that states a property wins. */
const BUILD = [
  'system/build.prop',
  'system/system/build.prop',
  'product/etc/build.prop',
  'product/build.prop',
  'vendor/build.prop',
  'odm/etc/build.prop',
]

export const ANDROID_FACT_PATHS: ReadonlySet<string> = new Set([GLOBAL, SECURE, PERSISTENT, ZONE, LOCALE, ...BUILD])

const MODELS = [
  'ro.product.model',
  'ro.product.system.model',
  'ro.product.product.model',
  'ro.product.vendor.model',
  'ro.product.odm.model',
]
/** Shown beside the facts that have a field of their own, as they are stored. */
const STATED = [
  'device_name',
  'bluetooth_name',
  'bluetooth_address',
  'android_id',
  'ro.product.manufacturer',
  'ro.product.brand',
  ...MODELS,
  'ro.build.version.release',
  'ro.build.version.security_patch',
  'ro.build.fingerprint',
  'ro.serialno',
  'persist.sys.timezone',
  'persist.sys.locale',
]

/** Fills what is not known yet. `read` gives the bytes of a file, or null. */
export async function withAndroidFacts(known: DeviceFacts, read: (path: string) => Promise<Uint8Array | null>): Promise<DeviceFacts> {
  const values: Record<string, string> = Object.create(null) as Record<string, string>
  const keep = (name: string, value: string): void => {
    if (value.trim() !== '') values[name] ??= value
  }
  for (const path of [GLOBAL, SECURE]) for (const [name, value] of settingsIn(await read(path))) keep(name, value)
  for (const path of BUILD) for (const [name, value] of propertiesIn(await read(path))) keep(name, value)
  for (const [name, value] of persistentIn(await read(PERSISTENT))) keep(name, value)
  keep('persist.sys.timezone', textIn(await read(ZONE)))
  keep('persist.sys.locale', textIn(await read(LOCALE)))
  const stated = Object.fromEntries(STATED.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
  return {
    ...known,
    name: known.name ?? values['device_name'] ?? values['bluetooth_name'] ?? null,
    model: known.model ?? MODELS.map((name) => values[name]).find((model) => model !== undefined) ?? null,
    osVersion: known.osVersion ?? values['ro.build.version.release'] ?? null,
    serialNumber: known.serialNumber ?? values['ro.serialno'] ?? null,
    country: known.country ?? countryOfLocale(values['persist.sys.locale'] ?? null),
    stated: { ...known.stated, ...stated },
  }
}

const textIn = (bytes: Uint8Array | null): string => (bytes === null ? '' : new TextDecoder().decode(bytes).replaceAll('\0', '').trim())

/** What could be read before damage, if any: the facts are for labels. */
function settingsIn(bytes: Uint8Array | null): [string, string][] {
  const found: [string, string][] = []
  try {
    for (const { node } of bytes === null ? [] : androidXml(bytes, new Set(['setting']), () => {})) {
      const { name, value } = node.attributes
      if (name !== undefined && value !== undefined) found.push([name, value])
    }
  } catch {
    // The file itself stays in the listing for whoever reads it.
  }
  return found
}

function propertiesIn(bytes: Uint8Array | null): [string, string][] {
  return textIn(bytes)
    .split(/\r?\n/u)
    .flatMap((line): [string, string][] => {
      const [, name, value] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/su.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value]]
    })
}

function persistentIn(bytes: Uint8Array | null): [string, string][] {
  const records = bytes === null ? [] : new ProtobufMessage(bytes).messages(1)
  return records.flatMap((record): [string, string][] => {
    const [name, value] = [record.text(1), record.text(2)]
    return name === null || value === null ? [] : [[name, value]]
  })
}
