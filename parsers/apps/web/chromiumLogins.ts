/**
 * Logins that browsers built on Chromium keep (`Login Data`): site and user name. The password is never read: on Android it stands there
 * in clear. One account per login with a user name, and an event for when it was saved and last used; sites for which the user refused
 * to save, and user names that were offered for saving (table stats), are events.
 *
 * Times count microseconds since 1601 UTC (Chromium's own source). That a login is kept says that somebody used it in this browser, not
 * whose it is.
 */
import { instantOf } from '../../formats/values/epochs.ts'
import { accountIdentity } from '../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../model/index.ts'
import type {
  AccountEventRecord,
  Emitted,
  EvidenceDatabase,
  Facts,
  IdentityRef,
  Instant,
  ParserContext,
  SqlValue,
} from '../../model/index.ts'
import { browserOf, chromiumPaths } from './chromiumBrowsers.ts'

const TIMES = ['date_created', 'date_last_used', 'date_password_modified', 'date_received']
const OPTIONAL = [
  'signon_realm',
  'action_url',
  'blacklisted_by_user',
  'times_used',
  'times_used_in_html_form',
  'display_name',
  'federation_url',
  'sender_email',
  'sender_name',
]
const STATS = ['origin_domain', 'username_value', 'dismissal_count']

const webkit = (stored: SqlValue | undefined): Instant => instantOf(textOf(stored), 'webkit-us')
const isTime = (stored: SqlValue | undefined): boolean => webkit(stored).utcMs !== null
const webkitInWords = (stored: SqlValue | undefined): string | null => (isTime(stored) ? instantInWords(webkit(stored)) : null)

export const chromiumLogins = defineSqliteParser({
  id: 'chromium-logins',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Sites and user names of saved logins (Chromium: Login Data)',
  reads: [...chromiumPaths('Login Data'), ...chromiumPaths('Login Data For Account')],
  yields: ['account', 'account-event'],
  proof: 'source-verified',
  doesNotCover: ['passwords and notes beside them: counted, never read', 'passkeys, and logins that the browser found to be leaked'],
  requires: { logins: ['origin_url', 'username_value'] },
  optional: { logins: [...OPTIONAL, ...TIMES], stats: [...STATS, 'update_time'] },
  // The two further columns hold what else was in the form: other users' names, and values that can be passwords.
  secrets: { logins: ['password_value', 'form_data', 'possible_username_pairs'] },
  *parse(database, context) {
    const browser = browserOf(context.path)
    for (const row of evidenceRows(database, { table: 'logins', columns: ['origin_url', 'username_value', ...OPTIONAL], asText: TIMES }))
      yield* loginRecords(row, browser)
    for (const row of evidenceRows(database, { table: 'stats', columns: STATS, asText: ['update_time'] })) yield offerRecord(row, browser)
    notePasswords(database, context)
  },
})

function notePasswords(database: EvidenceDatabase, context: ParserContext): void {
  if (!database.has('logins', 'password_value')) return
  for (const { count } of database.lookup<{ count: number }>('SELECT count(*) AS count FROM logins WHERE length(password_value) > 0'))
    if (count > 0) context.note(`${count} logins hold a password: none was read.`)
}

/** A user name that may be told apart from others: e-mail addresses and numbers are the same on every service. */
function identityOf(name: string, site: string): IdentityRef {
  const isAddress = /^\S+@\S+\.\S+$/.test(name) || /^\+\d{7,15}$/.test(name)
  return accountIdentity(isAddress ? 'address' : 'other', name, site)
}

function siteOf(row: StoredRow, column: string): string {
  const stored = textOf(row['signon_realm']) ?? textOf(row[column])
  return stored === null ? 'a site that is not stored' : stored.replace(/\/$/, '')
}

function* loginRecords(row: StoredRow, browser: string): Generator<Emitted> {
  const site = siteOf(row, 'origin_url')
  const name = textOf(row['username_value'])
  const isRefused = numberOf(row['blacklisted_by_user']) === 1
  const facts = loginFacts(row, browser)
  const identity = name === null ? null : identityOf(name, site)
  if (identity === null || isRefused) {
    const detail = isRefused
      ? 'the browser was told never to save a login for this site'
      : 'a login without a user name is saved in the browser'
    yield event(row, 0, { service: site, activity: 'other', identity, detail, at: webkit(row['date_created']), facts })
    return
  }
  yield {
    type: 'account',
    from: placeOf('logins', row),
    state: 'live',
    service: site,
    identity,
    name: textOf(row['display_name']),
    isOwner: false,
    facts: { 'what it is': `a login saved in ${browser}: whose account it is is not stored`, ...facts },
  }
  let ordinal = 1
  if (isTime(row['date_created'])) {
    const detail = 'login saved in the browser'
    yield event(row, ordinal++, { service: site, activity: 'other', identity, detail, at: webkit(row['date_created']), facts: undefined })
  }
  if (isTime(row['date_last_used'])) {
    const detail = 'saved login used last'
    yield event(row, ordinal++, { service: site, activity: 'used', identity, detail, at: webkit(row['date_last_used']), facts: undefined })
  }
}

type Shown = Pick<AccountEventRecord, 'service' | 'activity' | 'identity' | 'detail' | 'at'> & { readonly facts: Facts | undefined }

function event(row: StoredRow, ordinal: number, { facts, ...shown }: Shown, table = 'logins'): AccountEventRecord {
  const hasFacts = facts !== undefined && Object.keys(facts).length > 0
  return { type: 'account-event', from: placeOf(table, row, ordinal), state: 'live', ...shown, ...(hasFacts ? { facts } : {}) }
}

function loginFacts(row: StoredRow, browser: string): Facts | undefined {
  const refused = row['blacklisted_by_user']
  return factsOf({
    browser,
    page: textOf(row['origin_url']),
    'form sent to': textOf(row['action_url']),
    saved: webkitInWords(row['date_created']),
    'used last': webkitInWords(row['date_last_used']),
    'password changed': webkitInWords(row['date_password_modified']),
    'times used': textOf(row['times_used']) ?? textOf(row['times_used_in_html_form']),
    'never to be saved': numberOf(refused) === 0 ? null : codeInWords(refused, { 1: 'yes' }),
    'signs in through': textOf(row['federation_url']),
    'shared by': textOf(row['sender_email']) ?? textOf(row['sender_name']),
    'received at': webkitInWords(row['date_received']),
  })
}

/** A user name that was typed on a site and offered for saving. */
function offerRecord(row: StoredRow, browser: string): Emitted {
  const name = textOf(row['username_value'])
  const domain = textOf(row['origin_domain'])
  const site = domain === null ? 'a site that is not stored' : domain.replace(/\/$/, '')
  const shown: Shown = {
    service: site,
    activity: 'other',
    identity: name === null ? null : identityOf(name, site),
    detail: 'saving this login was offered and dismissed',
    at: isTime(row['update_time']) ? webkit(row['update_time']) : NO_INSTANT,
    facts: factsOf({ browser, 'times dismissed': textOf(row['dismissal_count']) }),
  }
  return event(row, 0, shown, 'stats')
}
