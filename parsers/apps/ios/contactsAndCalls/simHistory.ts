/**
 * SIM cards that were in the phone, `CellularUsage.db`: one account record per subscriber_info row. Earlier cards stay listed.
 *
 * Meanings (artifacts 1.8): subscriber_id is the ICCID of the card, subscriber_mdn the telephone number (MSISDN) that the network or
 * the card stated, last_update_time seconds since 2001 UTC. The number may be missing or out of date: it is what the card said when
 * the row was written. A row without a number is the card itself, identified by its ICCID.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'

const REQUIRED = ['subscriber_id', 'subscriber_mdn']
const OPTIONAL = ['last_update_time', 'slot_id', 'tag']

export const iosSimHistory = defineSqliteParser({
  id: 'ios-sim-history',
  version: 1,
  app: 'SIM cards',
  platform: 'ios',
  store: 'SIM history (CellularUsage.db)',
  reads: ['**/CellularUsage.db'],
  yields: ['account'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['com.apple.commcenter preferences (IMSI, labels of the cards, cards now in the slots)', 'when a card was first used'],
  requires: { subscriber_info: REQUIRED },
  optional: { subscriber_info: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'subscriber_info', columns: [...REQUIRED, ...OPTIONAL] })) yield simRecord(row)
  },
})

function simRecord(row: StoredRow): Emitted {
  const from = placeOf('subscriber_info', row)
  const [iccid, number] = [textOf(row['subscriber_id']), textOf(row['subscriber_mdn'])]
  const raw = number ?? iccid
  if (raw === null) return { type: 'skipped', from, reason: 'the row names neither a card nor a number' }
  const updated =
    textOf(row['last_update_time']) === null ? null : instantInWords(instantOf(timeValueOf(row['last_update_time']), 'cocoa-s'))
  const facts = factsOf({
    ICCID: iccid,
    'telephone number': number === null ? 'none stored: the card is shown by its ICCID' : null,
    'last updated': updated,
    slot: textOf(row['slot_id']),
    tag: textOf(row['tag']),
  })
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'SIM',
    identity: { scheme: number === null ? 'other' : 'address', raw, name: null, country: null },
    name: null,
    isOwner: true,
    ...(facts === undefined ? {} : { facts }),
  }
}
