/**
 * Accounts that Android knows, `accounts_ce.db` and `accounts_de.db` of each user (`accounts.db` before Android 7): one record per row of
 * accounts, and one account event per row of debug_table, the phone's own history of what was done to accounts (the last 64 entries).
 *
 * Tables and action words after Android's public AccountsDb and artifacts 2.13. The times of debug_table are written by a
 * SimpleDateFormat without a zone: wall clock of the phone, never stamped UTC. Entries whose action begins with `action_called` say
 * that it was asked for, not that it happened. An account that was removed has no row any more: its entries keep its number.
 * Some apps name their account after themselves: such a row says that the app has an account, not whose it is.
 * Passwords and tokens (accounts.password, authtokens, extras) are not read.
 */
import { accountIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { AccountEventRecord, Emitted, IdentifierScheme, IdentityRef } from '../../../model/index.ts'
import { systemUserOf } from '../systemRecords.ts'

const REQUIRED = ['name', 'type']
const OPTIONAL = ['previous_name', 'last_password_entry_time_millis_epoch']
const DEBUG_COLUMNS = ['_id', 'action_type', 'time', 'caller_uid', 'table_name']

const SERVICES: Readonly<Record<string, string>> = {
  'com.facebook.auth.login': 'Facebook',
  'com.facebook.messenger': 'Messenger',
  'com.google': 'Google',
  'com.osp.app.signin': 'Samsung account',
  'com.twitter.android.auth.login': 'X (Twitter)',
  'com.viber.voip': 'Viber',
  'com.whatsapp': 'WhatsApp',
  'com.whatsapp.w4b': 'WhatsApp Business',
  'org.telegram.messenger': 'Telegram',
  'org.thoughtcrime.securesms': 'Signal',
  'www.instagram.com': 'Instagram',
}
const SCHEMES: Readonly<Record<string, IdentifierScheme>> = {
  Facebook: 'facebook',
  Google: 'google',
  Instagram: 'instagram',
  Messenger: 'facebook',
  Signal: 'signal',
  Telegram: 'telegram',
}
/** Names that apps give to their accounts whoever uses them, in lower case, where the account's type does not show it. */
const LABELS = new Set([
  'duo',
  'exchange',
  'google meet',
  'imo',
  'line',
  'meet',
  'office',
  'phone',
  'sim',
  'skype',
  'sync',
  'teams',
  'tiktok',
  'wechat',
  'zalo',
])
const ACTIONS: Readonly<Record<string, readonly [AccountEventRecord['activity'], string]>> = {
  action_account_add: ['added', 'added'],
  action_account_remove: ['removed', 'removed'],
  action_account_remove_de: ['removed', 'removed from the list that is readable before the first unlocking'],
  action_account_rename: ['changed', 'renamed'],
  action_authenticator_remove: ['removed', 'removed because its app was removed'],
  action_called_account_add: ['other', 'an app asked for an account to be added: it need not have been added'],
  action_called_account_remove: ['other', 'an app asked for the account to be removed: it need not have been removed'],
  action_called_account_session_finish: ['other', 'an app asked to finish adding an account'],
  action_called_start_account_add: ['other', 'an app began to add an account: it need not have been added'],
  action_clear_password: ['changed', 'its password was cleared'],
  action_set_password: ['changed', 'its password was set'],
  action_sync_de_ce_accounts: ['other', 'the two lists of accounts were compared'],
}

export const androidAccounts = defineSqliteParser({
  id: 'android-accounts',
  version: 1,
  app: 'Accounts',
  platform: 'android',
  store: 'Accounts (accounts_ce.db, accounts_de.db, accounts.db)',
  reads: [
    '**/system_ce/*/accounts_ce.db',
    '**/system_de/*/accounts_de.db',
    '**/system/users/*/accounts.db',
    '**/system/accounts.db',
    '**/accounts_ce.db',
    '**/accounts_de.db',
  ],
  inBackups: false,
  yields: ['account', 'account-event'],
  proof: 'source-verified',
  doesNotCover: [
    'passwords, tokens and further values of accounts (authtokens, extras)',
    'which app may see an account (grants, visibility)',
    'names of accounts that were removed (not stored)',
    'the zone of the times of the history (not stored)',
  ],
  scheme: 'address',
  requires: { accounts: REQUIRED },
  requiresOneOf: ['authtokens', 'debug_table'],
  optional: { accounts: OPTIONAL, debug_table: DEBUG_COLUMNS },
  secrets: { accounts: ['password'] },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    const accounts = new Map<number, Account>()
    for (const row of evidenceRows(database, { table: 'accounts', columns: [...REQUIRED, ...OPTIONAL] })) {
      const account = accountOf(row)
      if (account !== null) accounts.set(row.rowId, account)
      yield account === null ? nameless(row) : accountRecord(row, account, user)
    }
    for (const row of evidenceRows(database, { table: 'debug_table', columns: DEBUG_COLUMNS })) yield eventRecord(row, accounts, user)
  },
})

interface Account {
  readonly service: string
  readonly type: string | null
  readonly identity: IdentityRef
  /** The account is named after its app: the name tells nobody apart. */
  readonly isLabel: boolean
}

function accountOf(row: StoredRow): Account | null {
  const [raw, type] = [textOf(row['name']), textOf(row['type'])]
  if (raw === null) return null
  const service = (type !== null && Object.hasOwn(SERVICES, type) ? SERVICES[type] : type) ?? 'unknown'
  const label = raw.toLowerCase()
  const isLabel = LABELS.has(label) || label === service.toLowerCase() || (type?.toLowerCase().split('.').includes(label) ?? false)
  return { service, type, identity: accountIdentity(schemeOf(raw, service), raw, service), isLabel }
}

/** Bare digits are an id of the service (Telegram), not a telephone number. */
function schemeOf(raw: string, service: string): IdentifierScheme {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(raw) || /^\+\d[\d\s().-]{5,}$/u.test(raw)) return 'address'
  return Object.hasOwn(SCHEMES, service) ? (SCHEMES[service] ?? 'other') : 'other'
}

function nameless(row: StoredRow): Emitted {
  return { type: 'skipped', from: placeOf('accounts', row), reason: 'the account has no name' }
}

function accountRecord(row: StoredRow, { service, type, identity, isLabel }: Account, user: string | null): Emitted {
  const from = placeOf('accounts', row)
  const facts = {
    'account type': type,
    'earlier name': textOf(row['previous_name']),
    'password last entered': unixTimeInWords(row['last_password_entry_time_millis_epoch']),
    'Android user': user,
  }
  if (!isLabel) return { type: 'account', from, state: 'live', service, identity, name: null, isOwner: true, ...withFacts(facts) }
  return {
    type: 'account-event',
    from,
    state: 'live',
    service,
    activity: 'other',
    identity: null,
    detail: `the app has an account on this phone, named ${identity.raw} as the app itself`,
    at: NO_INSTANT,
    ...withFacts(facts),
  }
}

function eventRecord(row: StoredRow, accounts: ReadonlyMap<number, Account>, user: string | null): Emitted {
  const number = numberOf(row['_id'])
  const account = accounts.get(number ?? -1)
  const action = textOf(row['action_type'])
  const [activity, words] = (action !== null && Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined) ?? ['other', null]
  return {
    type: 'account-event',
    from: placeOf('debug_table', row),
    state: 'live',
    service: account?.service ?? 'Accounts of the phone',
    activity,
    identity: account === undefined || account.isLabel ? null : account.identity,
    detail: words ?? (action === null ? null : `unknown (${action})`),
    at: writtenInstant(textOf(row['time'])),
    ...withFacts({
      action,
      'number of the account': number === null ? null : String(number),
      account: accountInWords(number, account),
      'account type': account?.type,
      'uid of the app': textOf(row['caller_uid']),
      'table as stored': textOf(row['table_name']),
      time: 'wall clock of the phone, zone not stored',
      'Android user': user,
    }),
  }
}

/** What the entry is about where it gives no identity. */
function accountInWords(number: number | null, account: Account | undefined): string | null {
  if (account !== undefined) return account.isLabel ? account.identity.raw : null
  return number === null || number < 0 ? 'none: the entry is about no account of the list' : 'no account of this number is listed any more'
}
