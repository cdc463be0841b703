/** What an extraction states about its device: Info.plist of a backup, a few small lists of a file system. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { isPlistDict, parsePlist } from '../formats/plist/plist.ts'
import type { PlistDict, PlistValue } from '../formats/plist/plist.ts'
import type { DeviceFacts } from './extraction.ts'

export const NO_DEVICE_FACTS: DeviceFacts = {
  name: null,
  model: null,
  osVersion: null,
  serialNumber: null,
  imei: null,
  phoneNumber: null,
  iccid: null,
  country: null,
  lastBackupAtMs: null,
  stated: {},
}

/** Well-known small lists of an iOS file system, as file-system paths. */
export const IOS_FACT_FILES = {
  systemVersion: 'System/Library/CoreServices/SystemVersion.plist',
  network: 'private/var/preferences/SystemConfiguration/preferences.plist',
  carrier: 'private/var/wireless/Library/Preferences/com.apple.commcenter.plist',
  locale: 'private/var/mobile/Library/Preferences/.GlobalPreferences.plist',
  lockdown: 'private/var/root/Library/Lockdown/data_ark.plist',
} as const

/** Decodes a list to a dictionary; damaged or other content gives an empty one. */
export function readFactList(bytes: Uint8Array | null): PlistDict {
  if (bytes === null) return Object.create(null) as PlistDict
  try {
    const list = parsePlist(bytes)
    return isPlistDict(list) ? list : (Object.create(null) as PlistDict)
  } catch {
    // The facts are for labels; the file itself stays in the listing for whoever reads it.
    return Object.create(null) as PlistDict
  }
}

/** Facts of a backup's Info.plist. Keys as iTunes and Finder write them. */
export function factsOfBackup(info: PlistDict): DeviceFacts {
  const lastBackup = info['Last Backup Date']
  const phoneNumber = textOf(info['Phone Number'])
  return {
    name: textOf(info['Device Name']) ?? textOf(info['Display Name']),
    model: textOf(info['Product Type']) ?? textOf(info['Product Name']),
    osVersion: textOf(info['Product Version']),
    serialNumber: textOf(info['Serial Number']),
    imei: textOf(info['IMEI']),
    phoneNumber,
    iccid: textOf(info['ICCID']),
    country: countryOfNumber(phoneNumber),
    lastBackupAtMs: lastBackup instanceof Date ? lastBackup.getTime() : null,
    stated: scalarsOf(info),
  }
}

export type FactLists = Readonly<Record<keyof typeof IOS_FACT_FILES, PlistDict>>

/** Fills what is not known yet from the lists of a file system. */
export function withFileSystemFacts(known: DeviceFacts, lists: FactLists): DeviceFacts {
  const phoneNumber = known.phoneNumber ?? textOf(lists.carrier['ReportedPhoneNumber'])
  const lockdown = lockdownFacts(lists.lockdown)
  const found = {
    name: known.name ?? lockdown['DeviceName'] ?? computerName(lists.network),
    osVersion: known.osVersion ?? textOf(lists.systemVersion['ProductVersion']) ?? lockdown['ProductVersion'] ?? null,
    model: known.model ?? lockdown['ProductType'] ?? null,
    serialNumber: known.serialNumber ?? lockdown['SerialNumber'] ?? null,
    imei: known.imei ?? textOf(lists.carrier['imei']),
    phoneNumber,
    iccid: known.iccid ?? textOf(lists.carrier['LastKnownICCID']),
  }
  const locale = textOf(lists.locale['AppleLocale'])
  const stated = { ...known.stated, ...(locale === null ? {} : { AppleLocale: locale }), ...lockdown }
  return { ...known, ...found, country: known.country ?? countryOfNumber(phoneNumber) ?? countryOfLocale(locale), stated }
}

/** What lockdownd keeps of its phone. Its keys are `<domain>-<key>`, and these lie in the domain without a name. Certificates stay where they are. */
const LOCKDOWN_KEYS = ['DeviceName', 'TimeZone', 'UniqueDeviceID', 'SerialNumber', 'ActivationState', 'ProductVersion', 'ProductType']

function lockdownFacts(list: PlistDict): Record<string, string> {
  const facts: Record<string, string> = {}
  for (const key of LOCKDOWN_KEYS) {
    const text = textOf(list[`-${key}`]) ?? textOf(list[key])
    if (text !== null) facts[key] = text
  }
  return facts
}

function computerName(network: PlistDict): string | null {
  const outer = network['System']
  const inner = isPlistDict(outer) ? outer['System'] : undefined
  return isPlistDict(inner) ? textOf(inner['ComputerName']) : null
}

function textOf(value: PlistValue | undefined): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}

/** Country of a number in international form; a national number says nothing without its country. */
function countryOfNumber(number: string | null): string | null {
  const international = number?.trim().startsWith('+') === true ? number : null
  return international === null ? null : (parsePhoneNumberFromString(international)?.country ?? null)
}

/** `th_TH`, `en_US@calendar=...`, `zh-Hans_CN`: the region is the last two capital letters before any `@`. */
export function countryOfLocale(locale: string | null): string | null {
  return /[_-]([A-Z]{2})(?:@|$)/.exec(locale ?? '')?.[1] ?? null
}

function scalarsOf(info: PlistDict): Record<string, string> {
  const stated: Record<string, string> = {}
  for (const key of Object.keys(info).sort()) {
    const value = info[key]
    const text = value instanceof Date ? value.toISOString() : typeof value === 'boolean' ? String(value) : textOf(value)
    if (text !== null) stated[key] = text
  }
  return stated
}
