/**
 * Accounts that iOS knows, `Accounts3.sqlite`: one record per ZACCOUNT row (Apple ID, mail, Google, social networks ...).
 *
 * Meanings (artifacts 1.8): ZDATE counts seconds since 2001 UTC and is when the account was added, as far as examiners know;
 * the kind of account is the description of its ZACCOUNTTYPE row. Every account in here was set up on this phone and
 * counts as the phone's own, whoever opened it; rows below a parent account (mail, contacts ... of one Apple ID) repeat it and say so. iOS keeps a second copy in
 * `VerifiedBackup`, which is read too. Passwords and tokens lie in the keychain, not here, and nothing of the kind is read.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { accountIdentity } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { AccountRecord, Emitted, IdentifierScheme } from '../../../model/index.ts'

const REQUIRED = ['ZUSERNAME', 'ZACCOUNTTYPE']
const OPTIONAL = [
  'ZDATE',
  'ZACCOUNTDESCRIPTION',
  'ZIDENTIFIER',
  'ZPARENTACCOUNT',
  'ZOWNINGBUNDLEID',
  'ZACTIVE',
  'ZAUTHENTICATED',
  'ZVISIBLE',
]
const TYPE_COLUMNS = ['ZACCOUNTTYPEDESCRIPTION', 'ZIDENTIFIER']

/** Part of an account type's identifier (in lower case) -> how its user names are compared. */
const SCHEMES: readonly (readonly [RegExp, IdentifierScheme])[] = [
  [/facebook/, 'facebook'],
  [/google/, 'google'],
  [/apple|icloud|itunes|gamecenter|findmy|facetime|imessage|ids/, 'apple'],
]

export const iosAccounts = defineSqliteParser({
  id: 'ios-accounts',
  version: 1,
  app: 'Accounts',
  platform: 'ios',
  store: 'Accounts (Accounts3.sqlite)',
  reads: ['**/Library/Accounts/Accounts3.sqlite', '**/Library/Accounts/VerifiedBackup/Accounts3.sqlite', '**/Accounts3.sqlite'],
  yields: ['account'],
  proof: 'source-verified',
  doesNotCover: [
    'properties of accounts (ZACCOUNTPROPERTY: key and value archives)',
    'accounts that an app keeps for itself',
    'passwords and tokens',
  ],
  requires: { ZACCOUNT: REQUIRED },
  optional: { ZACCOUNT: OPTIONAL, ZACCOUNTTYPE: TYPE_COLUMNS },
  *parse(database, context) {
    const types = sideRowsById(database, { table: 'ZACCOUNTTYPE', columns: TYPE_COLUMNS })
    const isCopy = /\/VerifiedBackup\//i.test(context.path)
    for (const row of evidenceRows(database, { table: 'ZACCOUNT', columns: [...REQUIRED, ...OPTIONAL] })) {
      yield accountRecord(row, types.get(numberOf(row['ZACCOUNTTYPE']) ?? -1), isCopy)
    }
  },
})

function accountRecord(row: StoredRow, type: StoredRow | undefined, isCopy: boolean): Emitted {
  const [user, identifier] = [textOf(row['ZUSERNAME']), textOf(row['ZIDENTIFIER'])]
  const raw = user ?? identifier
  if (raw === null)
    return { type: 'skipped', from: placeOf('ZACCOUNT', row), reason: 'the account has neither a user name nor an identifier' }
  const typeId = textOf(type?.['ZIDENTIFIER'])
  const added = textOf(row['ZDATE']) === null ? null : instantInWords(instantOf(timeValueOf(row['ZDATE']), 'cocoa-s'))
  const description = textOf(row['ZACCOUNTDESCRIPTION'])
  const facts = factsOf({
    added,
    'account type': typeId,
    'identified by': user === null ? 'the internal identifier: no user name is stored' : null,
    identifier: user === null ? null : identifier,
    'below account': textOf(row['ZPARENTACCOUNT']),
    'set up by': textOf(row['ZOWNINGBUNDLEID']),
    active: flagOf(row['ZACTIVE']) === false ? 'no' : null,
    'signed in': flagOf(row['ZAUTHENTICATED']) === false ? 'no' : null,
    visible: flagOf(row['ZVISIBLE']) === false ? 'no' : null,
    'second copy': isCopy ? 'from VerifiedBackup, which iOS keeps beside the store' : null,
  })
  const service = textOf(type?.['ZACCOUNTTYPEDESCRIPTION']) ?? typeId ?? 'unknown'
  const record: AccountRecord = {
    type: 'account',
    from: placeOf('ZACCOUNT', row),
    state: 'live',
    service,
    identity: accountIdentity(schemeOf(user, typeId), raw, service),
    name: description,
    // An internal identifier says nothing of a person.
    isOwner: user !== null,
  }
  return facts === undefined ? record : { ...record, facts }
}

/** An e-mail address is one wherever it stands; other user names belong to their service. */
function schemeOf(user: string | null, typeId: string | null): IdentifierScheme {
  if (user === null) return 'other'
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(user) || /^\+?\d[\d\s().-]{5,}$/.test(user)) return 'address'
  return SCHEMES.find(([pattern]) => pattern.test(typeId?.toLowerCase() ?? ''))?.[1] ?? 'other'
}
