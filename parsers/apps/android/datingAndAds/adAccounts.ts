/**
 * The own account of Kijiji (`LoginData.xml`) and of Kleinanzeigen (`com.ebay.kleinanzeigen_preferences.xml`) on Android.
 *
 * Names of the settings as ALEAPP reads them. The saved place of Kleinanzeigen is one that the account holder set.
 */
import { readAndroidSettings } from '../../../formats/values/androidSettings.ts'
import { addressIdentity, joinedParts, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, IdentityRef } from '../../../model/index.ts'

const MAX_BYTES = 8 * 1024 * 1024
const TABLE = 'account'

interface Settings extends DocumentRow {
  readonly settings: ReadonlyMap<string, string>
}

interface Account {
  readonly identity: IdentityRef | null
  readonly name: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

export const androidKijijiAccount = defineDocumentParser({
  id: 'android-kijiji-account',
  version: 1,
  app: 'Kijiji',
  platform: 'android',
  store: 'Account of Kijiji (LoginData.xml)',
  reads: ['**/com.ebay.kijiji.ca/shared_prefs/LoginData.xml'],
  yields: ['account'],
  proof: 'source-verified',
  doesNotCover: ['tokens to sign in with'],
  parse: (document) => accountOf(document, 'Kijiji', kijijiAccount),
})

export const androidKleinanzeigenAccount = defineDocumentParser({
  id: 'android-kleinanzeigen-account',
  version: 1,
  app: 'Kleinanzeigen',
  platform: 'android',
  store: 'Account of Kleinanzeigen (com.ebay.kleinanzeigen_preferences.xml)',
  reads: ['**/com.ebay.kleinanzeigen/shared_prefs/com.ebay.kleinanzeigen_preferences.xml'],
  yields: ['account'],
  proof: 'source-verified',
  doesNotCover: ['tokens to sign in with', 'other settings'],
  parse: (document) => accountOf(document, 'Kleinanzeigen', kleinanzeigenAccount),
})

function* accountOf(
  document: EvidenceDocument,
  service: string,
  read: (setting: (name: string) => string | null) => Account,
): Generator<Emitted> {
  const settings = readAndroidSettings({ path: document.path, bytes: document.bytes(MAX_BYTES) })
  // Only settings that name the account are shown: others hold tokens.
  const used = new Map<string, string>()
  const { identity, name, facts } = read((key) => {
    const value = settings.get(key) ?? null
    if (value !== null) used.set(key, value)
    return value
  })
  for (const row of document.read(TABLE, [{ rowId: 1, settings: used } satisfies Settings])) {
    const from = { table: TABLE, rowId: String(row.rowId), ordinal: 0 }
    if (identity === null) yield { type: 'skipped', from, reason: 'the settings name no account' }
    else yield { type: 'account', from, state: 'live', service, identity, name, isOwner: true, ...withFacts(facts) }
  }
}

function kijijiAccount(setting: (name: string) => string | null): Account {
  const [email, name] = [setting('UserEmailAddress'), setting('UserDisplayName')]
  return {
    identity: email === null ? null : addressIdentity(email, name),
    name,
    facts: { 'eBay id': email === null ? null : setting(`userEbayId${email}`), 'logged in as': setting('LoggedInAsUser') },
  }
}

function kleinanzeigenAccount(setting: (name: string) => string | null): Account {
  const name = setting('USERPROFILE_NAME_KEY')
  const [email, last, id] = [setting('AUTH_USER_EMAIL'), setting('LAST_EMAIL_USED'), setting('AUTH_USER_ID')]
  const phone = setting('USERPROFILE_PHONE_NUMBER_KEY')
  const address = email ?? last ?? phone
  const identity = address === null ? (id === null ? null : serviceIdentity(id, name, 'Kleinanzeigen')) : addressIdentity(address, name)
  const place = [setting('USERPROFILE_LOCATION_LATITUDE_KEY'), setting('USERPROFILE_LOCATION_LONGITUDE_KEY')]
  return {
    identity,
    name,
    facts: {
      id,
      'e-mail address last used': last === address ? null : last,
      telephone: phone === address ? null : phone,
      'kind of account': setting('USERPROFILE_ACCOUNT_TYPE_KEY'),
      'account since': setting('USERPROFILE_USER_SINCE_DATE_KEY'),
      'place that the account saved (latitude, longitude)': joinedParts(place, ', '),
    },
  }
}
