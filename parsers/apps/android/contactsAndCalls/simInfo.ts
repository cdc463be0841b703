/**
 * SIM cards that the phone knows or knew, `telephony.db` table siminfo: one account record a row. Rows of cards that were taken out stay.
 *
 * Meanings (artifacts 2.13): icc_id is the card, number the telephone number that card or network stated (often empty or out of date),
 * sim_id the slot, -1 for a card that is not inserted now; is_embedded 1 is an eSIM. The row holds no time.
 */
import { evidenceRows, placeOf, type StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, type Emitted } from '../../../model/index.ts'

const REQUIRED = ['icc_id']
const OPTIONAL = [
  'number',
  'sim_id',
  'display_name',
  'carrier_name',
  'imsi',
  'iso_country_code',
  'mcc',
  'mnc',
  'is_embedded',
  'card_id',
  'carrier_id',
]

export const androidSimInfo = defineSqliteParser({
  id: 'android-sim-info',
  version: 1,
  app: 'SIM cards',
  platform: 'android',
  store: 'SIM cards (telephony.db)',
  reads: ['**/com.android.providers.telephony/databases/telephony.db'],
  yields: ['account'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['when a card was in the phone (not stored)', 'settings of carriers'],
  requires: { siminfo: REQUIRED },
  optional: { siminfo: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'siminfo', columns: [...REQUIRED, ...OPTIONAL] })) yield simRecord(row)
  },
})

function simRecord(row: StoredRow): Emitted {
  const from = placeOf('siminfo', row)
  const [iccid, number] = [textOf(row['icc_id']), textOf(row['number'])]
  const raw = number ?? iccid
  if (raw === null) return { type: 'skipped', from, reason: 'the row names neither a card nor a number' }
  const slot = numberOf(row['sim_id'])
  const facts = factsOf({
    ICCID: iccid,
    'telephone number': number === null ? 'none stored: the card is shown by its ICCID' : null,
    slot: slot === null ? null : slot === -1 ? 'not inserted when the phone was read' : String(slot),
    carrier: textOf(row['carrier_name']),
    IMSI: textOf(row['imsi']),
    country: textOf(row['iso_country_code']),
    'network (mcc mnc)': [textOf(row['mcc']), textOf(row['mnc'])].filter((part) => part !== null).join(' ') || null,
    kind: flagOf(row['is_embedded']) === true ? 'eSIM' : null,
  })
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'SIM',
    identity: {
      scheme: number === null ? 'other' : 'address',
      raw,
      name: null,
      country: textOf(row['iso_country_code'])?.toUpperCase() ?? null,
    },
    name: textOf(row['display_name']),
    isOwner: true,
    ...(facts === undefined ? {} : { facts }),
  }
}
