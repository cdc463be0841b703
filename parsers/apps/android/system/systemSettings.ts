/**
 * Settings of Android, `system/users/<user>/settings_global.xml`, `settings_secure.xml` and `settings_system.xml` (binary since Android 12):
 * one record per setting that says something of the phone, its apps or its use.
 *
 * Names after Android's public Settings.Global, Settings.Secure and Settings.System. The files hold the values of the day of the
 * extraction and no times. Values of other settings are not taken over.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, ParserContext } from '../../../model/index.ts'
import { systemUserOf } from '../systemRecords.ts'

const MAX_BYTES = 32 * 1024 * 1024
const TABLE = 'settings'
const SWITCH = 'switch'
const TEXT = 'text'
/** Name of a setting -> words and how its value reads. */
const SETTINGS: Readonly<Record<string, readonly [string, typeof SWITCH | typeof TEXT]>> = {
  adb_enabled: ['debugging over USB', SWITCH],
  airplane_mode_on: ['aeroplane mode', SWITCH],
  always_on_vpn_app: ['app of the permanent VPN', TEXT],
  android_id: ['identifier of this Android', TEXT],
  auto_time: ['clock set by the network', SWITCH],
  auto_time_zone: ['time zone set by the network', SWITCH],
  autofill_service: ['app that fills in forms', TEXT],
  backup_enabled: ['backup to the account', SWITCH],
  bluetooth_address: ['Bluetooth address of the phone', TEXT],
  bluetooth_name: ['Bluetooth name of the phone', TEXT],
  bluetooth_on: ['Bluetooth as stored', TEXT],
  boot_count: ['starts counted since the set-up', TEXT],
  data_roaming: ['mobile data in networks of others', SWITCH],
  default_input_method: ['keyboard', TEXT],
  development_settings_enabled: ['settings of developers', SWITCH],
  device_name: ['name of the phone', TEXT],
  device_provisioned: ['set up', SWITCH],
  dialer_default_application: ['app for calls', TEXT],
  enabled_accessibility_services: ['apps that may see and use other apps’ screens', TEXT],
  enabled_notification_listeners: ['apps that may read all notifications', TEXT],
  install_non_market_apps: ['apps from outside the store allowed (older Android)', SWITCH],
  location_mode: ['location (0: off) as stored', TEXT],
  location_providers_allowed: ['sources of the location', TEXT],
  lock_screen_owner_info: ['text on the lock screen', TEXT],
  mobile_data: ['mobile data', SWITCH],
  mock_location: ['invented positions allowed (older Android)', SWITCH],
  notification_history_enabled: ['history of notifications', SWITCH],
  package_verifier_user_consent: ['checking of apps (Play Protect) as stored', TEXT],
  sms_default_application: ['app for SMS', TEXT],
  system_locales: ['languages', TEXT],
  time_12_24: ['clock shows hours to', TEXT],
  user_setup_complete: ['set-up of this user finished', SWITCH],
  wifi_on: ['Wi-Fi as stored', TEXT],
}

interface Setting extends DocumentRow {
  readonly name: string | null
  /** Null for a setting that is not taken over. */
  readonly value: string | null
  readonly setBy: string | null
}

export const androidSystemSettings = defineDocumentParser({
  id: 'android-system-settings',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Settings of the phone (settings_*.xml)',
  reads: ['global', 'secure', 'system'].map((group) => `**/system/users/*/settings_${group}.xml`),
  inBackups: false,
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: [
    'when a setting was changed (not stored)',
    'settings that say nothing of the phone, its apps or its use',
    'identifiers per app (settings_ssaid.xml)',
  ],
  *parse(document, context): Iterable<Emitted> {
    const user = systemUserOf(document.path)
    const group = /settings_(\w+)\.xml$/u.exec(document.path)?.[1] ?? null
    for (const row of document.read(TABLE, settings(document, context))) yield record(row, group, user)
  },
})

function* settings(document: EvidenceDocument, { note }: ParserContext): Generator<Setting> {
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  let number = 0
  for (const { node } of androidXml(document.bytes(MAX_BYTES), new Set(['setting']), fault)) {
    const name = node.attributes['name'] ?? null
    const isTaken = name !== null && Object.hasOwn(SETTINGS, name)
    yield { rowId: ++number, name, value: isTaken ? valueOf(node.attributes) : null, setBy: node.attributes['package'] ?? null }
  }
}

/** A value that XML cannot hold is kept as Base64 in another attribute. */
function valueOf(attributes: Readonly<Record<string, string>>): string | null {
  const coded = attributes['valueBase64']
  const value = coded === undefined ? attributes['value'] : Buffer.from(coded, 'base64').toString('utf8')
  return value === undefined || value === '' ? null : value
}

function record({ rowId, name, value, setBy }: Setting, group: string | null, user: string | null): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const setting = name !== null && Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined
  if (setting === undefined) return { type: 'skipped', from, reason: 'a setting that says nothing of the phone, its apps or its use' }
  if (value === null) return { type: 'skipped', from, reason: 'the setting has no value' }
  const [words, kind] = setting
  return {
    type: 'device-event',
    from,
    state: 'live',
    activity: 'setting',
    detail: `${words}: ${kind === SWITCH ? switchInWords(value) : value}`,
    at: NO_INSTANT,
    endAt: null,
    ...withFacts({ setting: name, value, group, 'set by': setBy, 'Android user': user }),
  }
}

const switchInWords = (value: string): string => (value === '1' ? 'on' : value === '0' ? 'off' : `unknown (${value})`)
