/**
 * The account of Booking.com on Android, `account_data_cache` (a cache in pieces, see apolloCache.ts): the row `personalProfile`.
 *
 * Members as ALEAPP reads them: `personalData`, `contactEmail`, `contactPhone`, `address`.
 */
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { addressIdentity, joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, RowRef } from '../../../model/index.ts'
import { ApolloCache } from './apolloCache.ts'

const PROFILE = 'personalProfile'

export const androidBookingAccount = defineSqliteParser({
  id: 'android-booking-account',
  version: 1,
  app: 'Booking.com',
  platform: 'android',
  store: 'Account of Booking.com (account_data_cache)',
  reads: ['**/com.booking/databases/account_data_cache', '**/account_data_cache'],
  yields: ['account'],
  proof: 'source-verified',
  doesNotCover: ['travel documents and fellow travellers beyond their number', 'vouchers and credits'],
  requires: { records: ['key', 'record'] },
  optional: {},
  *parse(database) {
    const cache = new ApolloCache(database)
    for (const row of evidenceRows(database, { table: 'records', columns: ['key', 'record'] })) {
      const from = placeOf('records', row)
      if (textOf(row['key']) === PROFILE) yield account(from, cache)
      else yield { type: 'skipped', from, reason: 'a part of a cached answer, or one that does not name the account' }
    }
  },
})

function account(from: RowRef, cache: ApolloCache): Emitted {
  const profile = cache.record(PROFILE)
  const part = (member: string, ...names: string[]): string | null => jsonText(jsonAt(cache.member(profile, member), ...names))
  const name = joinedParts([part('personalData', 'firstName'), part('personalData', 'lastName')], ' ')
  const stored = cache.member(profile, 'contactPhone')
  const [email, phone] = [part('contactEmail', 'address'), jsonText(isJsonObject(stored) ? stored['number'] : stored)]
  const address = email ?? phone
  if (address === null) return { type: 'skipped', from, reason: 'the profile names no address and no number' }
  const lines = ['address', 'postcode', 'city', 'region', 'country'].map((line) => part('address', line))
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'Booking.com',
    identity: addressIdentity(address, name),
    name,
    isOwner: true,
    ...withFacts({
      telephone: phone === address ? null : phone,
      'name that is shown': part('personalData', 'displayName'),
      'born, as stored': part('personalData', 'dateOfBirth'),
      gender: part('personalData', 'gender'),
      citizenship: part('personalData', 'citizenshipCountry'),
      address: joinedParts(lines, ', '),
      'fellow travellers stored': countIn(jsonAt(profile, 'coTravellers')),
      'travel documents stored': countIn(jsonAt(profile, 'travelDocuments')),
    }),
  }
}

const countIn = (list: unknown): string | null => (Array.isArray(list) ? String(jsonList(list).length) : null)
