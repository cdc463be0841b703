/**
 * Settings of Booking.com on Android: the account (`mybooking.xml`, `remote_profile.xml`: names that begin with `pref3`) and the last search
 * (`com.booking_preferences.xml`: `specific_query`, `general_query`, JSON). Names as ALEAPP reads them.
 *
 * The days of a search have no zone. A destination that was searched for is no place where anybody was.
 */
import { readAndroidSettings } from '../../../formats/values/androidSettings.ts'
import { jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { addressIdentity, joinedParts, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const PROFILE = /^pref3(?!googlestate)/u
const QUERIES = ['specific_query', 'general_query']

interface Profile extends DocumentRow {
  readonly settings: ReadonlyMap<string, string>
}

interface Query extends DocumentRow {
  readonly query: string
}

export const androidBookingProfile = defineDocumentParser({
  id: 'android-booking-profile',
  version: 1,
  app: 'Booking.com',
  platform: 'android',
  store: 'Account of Booking.com in its settings (mybooking.xml)',
  reads: ['**/com.booking/shared_prefs/mybooking.xml', '**/com.booking/shared_prefs/remote_profile.xml'],
  yields: ['account'],
  proof: 'source-verified',
  doesNotCover: ['tokens to sign in with', 'what the stored codes mean'],
  *parse(document): Iterable<Emitted> {
    const all = readAndroidSettings({ path: document.path, bytes: document.bytes(MAX_BYTES) })
    const settings = new Map([...all].filter(([name]) => PROFILE.test(name)))
    for (const row of document.read('account', [{ rowId: 1, settings } satisfies Profile])) yield account(row)
  },
})

function account({ rowId, settings }: Profile): Emitted {
  const from = { table: 'account', rowId: String(rowId), ordinal: 0 }
  const text = (name: string): string | null => settings.get(`pref3${name}`) ?? null
  const name = joinedParts([text('firstname'), text('lastname')], ' ')
  const [email, phone, id] = [text('email'), text('phone'), text('uid')]
  const address = email ?? phone
  const identity = address !== null ? addressIdentity(address, name) : id !== null ? serviceIdentity(id, name, 'Booking.com') : null
  if (identity === null) return { type: 'skipped', from, reason: 'the settings name no account' }
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'Booking.com',
    identity,
    name,
    isOwner: true,
    ...withFacts({
      telephone: phone === address ? null : phone,
      id,
      address: joinedParts([text('address'), text('zipcode'), text('city'), text('country')], ', '),
      company: text('company_name'),
      'address of the company': joinedParts([text('bs_street'), text('bs_zip'), text('bs_city'), text('bs_country')], ', '),
      'telephone of the company': text('bs_phone'),
      gender: text('gender'),
    }),
  }
}

export const androidBookingSearch = defineDocumentParser({
  id: 'android-booking-search',
  version: 1,
  app: 'Booking.com',
  platform: 'android',
  store: 'Last search of Booking.com (com.booking_preferences.xml)',
  reads: ['**/com.booking/shared_prefs/com.booking_preferences.xml'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['when it was made', 'other settings of the app'],
  *parse(document): Iterable<Emitted> {
    const settings = readAndroidSettings({ path: document.path, bytes: document.bytes(MAX_BYTES) })
    const stored = QUERIES.flatMap((rowId): Query[] => {
      const query = settings.get(rowId)
      return query === undefined ? [] : [{ rowId, query }]
    })
    for (const row of document.read('searches', stored)) yield search(row)
  },
})

function search({ rowId, query }: Query): Emitted {
  const from = { table: 'searches', rowId: String(rowId), ordinal: 0 }
  const value = parsed(query)
  const text = (...names: string[]): string | null => jsonText(jsonAt(value, ...names))
  const title = joinedParts([text('location', 'name'), text('location', 'city'), text('location', 'country_code')], ', ')
  if (title === null && text('arrival_date') === null) return { type: 'skipped', from, reason: 'the setting holds no search' }
  const ages = jsonList(jsonAt(value, 'children_ages')).map(jsonText)
  return {
    type: 'web',
    from,
    state: 'live',
    webKind: 'search',
    service: 'Booking.com',
    url: null,
    title,
    at: NO_INSTANT,
    ...withFacts({
      arrival: text('arrival_date'),
      departure: text('departure_date'),
      adults: text('adult_count'),
      'ages of children': joinedParts(ages, ', '),
      rooms: text('room_count'),
      'purpose of the journey': text('travel_purpose'),
      'kind of destination': text('location', 'type'),
    }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
