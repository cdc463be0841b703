/**
 * The own account of Signal for Android, `signal-key-value.db`: settings by name, of which three name the account. Encrypted like signal.db.
 *
 * Names of the settings are those of Signal's published source (AccountValues): `account.aci`, `account.pni` and `account.e164`.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { IdentifierScheme } from '../../../model/index.ts'
import { SIGNAL_ENCRYPTION } from './signalCodes.ts'

interface AccountSetting {
  readonly scheme: IdentifierScheme
  readonly name: string
}

const SETTINGS: Readonly<Record<string, AccountSetting>> = {
  'account.aci': { scheme: 'signal', name: 'account id (ACI)' },
  'account.pni': { scheme: 'signal', name: 'number id (PNI)' },
  'account.e164': { scheme: 'address', name: 'telephone number' },
}

export const androidSignalAccount = defineSqliteParser({
  id: 'android-signal-account',
  version: 1,
  app: 'Signal',
  platform: 'android',
  store: 'Signal account (signal-key-value.db)',
  reads: ['**/org.thoughtcrime.securesms/databases/signal-key-value.db', '**/signal-key-value.db'],
  encryption: SIGNAL_ENCRYPTION,
  yields: ['account'],
  proof: 'source-verified',
  scheme: 'signal',
  doesNotCover: ['settings of the app other than the account'],
  requires: { key_value: ['key', 'value'] },
  optional: {},
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'key_value', columns: ['key', 'value'] })) {
      const from = placeOf('key_value', row)
      const key = textOf(row['key']) ?? ''
      const setting = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined
      const value = textOf(row['value'])
      if (setting === undefined) yield { type: 'skipped', from, reason: 'a setting of the app' }
      else if (value === null) yield { type: 'skipped', from, reason: 'the setting is empty' }
      else {
        const identity = { scheme: setting.scheme, raw: value, name: null, country: null }
        yield { type: 'account', from, state: 'live', service: 'Signal', identity, name: setting.name, isOwner: true }
      }
    }
  },
})
