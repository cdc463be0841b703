/**
 * The rider's account of Uber on Android, `realtime-demo_KEY_RIDER`, and the ways to pay that the app listed, `payments_KEY_PROFILES`.
 *
 * Members as ALEAPP reads them: `mobileDigits` with `mobileCountryIso2`, `email`, `uuid`; the times of `meta` count Unix milliseconds. Of a way
 * to pay only its name and state are shown.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'
import { keyValueJson } from './uberStore.ts'

const MAX_BYTES = 16 * 1024 * 1024
const SERVICE = 'Uber'

interface Stored extends DocumentRow {
  readonly value: unknown
}

export const androidUberAccount = defineDocumentParser({
  id: 'android-uber-account',
  version: 1,
  app: 'Uber',
  platform: 'android',
  store: 'Account of Uber and its ways to pay (base-key-value-store)',
  reads: [
    '**/com.ubercab/files/base-key-value-store/realtime-demo_KEY_RIDER',
    '**/com.ubercab/files/base-key-value-store/payments_KEY_PROFILES',
  ],
  yields: ['account', 'account-event'],
  proof: 'source-verified',
  doesNotCover: ['trips that took place, drivers and prices', 'tokens to sign in with'],
  *parse(document): Iterable<Emitted> {
    const value = keyValueJson(document.bytes(MAX_BYTES))
    if (value === null) throw new Error('the file holds no JSON')
    if (isJsonObject(value)) for (const row of document.read('rider', [{ rowId: 1, value }])) yield account(row)
    const profiles = jsonList(value).map((profile, index): Stored => ({ rowId: index + 1, value: profile }))
    for (const row of document.read('ways to pay', profiles)) yield wayToPay(row)
  },
})

function account({ rowId, value }: Stored): Emitted {
  const from = { table: 'rider', rowId: String(rowId), ordinal: 0 }
  const text = (name: string): string | null => jsonText(jsonAt(value, name))
  const [phone, email, id] = [text('mobileDigits'), text('email'), text('uuid')]
  const raw = phone ?? email ?? id
  if (raw === null) return { type: 'skipped', from, reason: 'the file names no number, address or id' }
  const name = joinedParts([text('firstName'), text('lastName')], ' ')
  const country = text('mobileCountryIso2')?.toUpperCase() ?? null
  const isCountry = raw === phone && country !== null && /^[A-Z]{2}$/u.test(country)
  const changed = instantOf(jsonNumber(jsonAt(value, 'meta', 'lastModifiedTimeMs')), 'unix-ms')
  return {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity: { scheme: raw === id ? 'other' : 'address', raw, name, country: isCountry ? country : null },
    name,
    isOwner: true,
    ...withFacts({
      'e-mail address': raw === email ? null : email,
      id: raw === id ? null : id,
      'number confirmed, as stored': text('hasConfirmedMobileStatus'),
      'last changed': changed.utcMs === null ? null : instantInWords(changed),
      picture: text('pictureUrl'),
    }),
  }
}

function wayToPay({ rowId, value }: Stored): Emitted {
  const from = { table: 'ways to pay', rowId: String(rowId), ordinal: 0 }
  const text = (name: string): string | null => jsonText(jsonAt(value, name))
  const detail = joinedParts([text('accountName'), text('tokenDisplayName')], ', ')
  if (detail === null && text('uuid') === null) return { type: 'skipped', from, reason: 'the entry names no way to pay' }
  return {
    type: 'account-event',
    from,
    state: 'live',
    service: SERVICE,
    activity: 'other',
    identity: null,
    detail: `way to pay: ${detail ?? 'without a name'}`,
    at: writtenInstant(jsonAt(value, 'updatedAt')),
    ...withFacts({
      'what the time is': 'last change of the entry',
      'state as stored': text('status'),
      'kind as stored': text('tokenType'),
      id: text('uuid'),
    }),
  }
}
