/**
 * Travellers and season tickets of SBB Mobile on iOS, `ch.sbb.coredata.reisendeoptionen.sqlite`.
 *
 * Columns as iLEAPP reads them: ZREISENDEPROFILE holds people for whom tickets are bought, ZLASTSYNC counts seconds since 2001 UTC; ZABO holds
 * season tickets, whose days of validity are shown as they are stored.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { joinedParts, NO_CONTACT_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'

const PEOPLE = 'ZREISENDEPROFILE'
const TICKETS = 'ZABO'
const TICKET = ['ZNAME', 'ZCONTRACTSTATE', 'ZTRAVELCLASS', 'ZVALIDFROM', 'ZVALIDTO', 'ZREISENDEPROFILE']

export const iosSbbTravellers = defineSqliteParser({
  id: 'ios-sbb-travellers',
  version: 1,
  app: 'SBB Mobile',
  platform: 'ios',
  store: 'Travellers and season tickets of SBB Mobile (reisendeoptionen)',
  reads: ['**/ch.sbb.coredata.reisendeoptionen.sqlite'],
  yields: ['contact', 'account-event'],
  proof: 'source-verified',
  doesNotCover: ['tickets that were bought', 'which traveller is the owner of the phone', 'the form of days of validity'],
  requires: { [PEOPLE]: ['ZNAME', 'ZVORNAME'] },
  optional: { [PEOPLE]: ['ZGEBURTSDATUM', 'ZLASTSYNC'], [TICKETS]: TICKET },
  *parse(database) {
    for (const row of evidenceRows(database, { table: PEOPLE, columns: ['ZNAME', 'ZVORNAME', 'ZGEBURTSDATUM', 'ZLASTSYNC'] }))
      yield traveller(row)
    for (const row of evidenceRows(database, { table: TICKETS, columns: TICKET })) yield ticket(row)
  },
})

function traveller(row: StoredRow): Emitted {
  const from = placeOf(PEOPLE, row)
  const name = joinedParts([textOf(row['ZVORNAME']), textOf(row['ZNAME'])], ' ')
  if (name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  const born = textOf(row['ZGEBURTSDATUM'])
  const compared = instantOf(timeValueOf(row['ZLASTSYNC']), 'cocoa-s')
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: born === null ? [] : [{ kind: 'date', label: 'born, as stored', raw: born, identity: null }],
    store: 'Travellers of SBB Mobile; the owner may be among them',
    ...withFacts({ 'last compared with the service': compared.utcMs === null ? null : instantInWords(compared) }),
  }
}

function ticket(row: StoredRow): Emitted {
  const from = placeOf(TICKETS, row)
  const name = textOf(row['ZNAME'])
  if (name === null) return { type: 'skipped', from, reason: 'the season ticket has no name' }
  return {
    type: 'account-event',
    from,
    state: 'live',
    service: 'SBB Mobile',
    activity: 'other',
    identity: null,
    detail: `season ticket: ${name}`,
    at: NO_INSTANT,
    ...withFacts({
      'valid from, as stored': textOf(row['ZVALIDFROM']),
      'valid until, as stored': textOf(row['ZVALIDTO']),
      'state as stored': textOf(row['ZCONTRACTSTATE']),
      'class as stored': textOf(row['ZTRAVELCLASS']),
      'row of its traveller': textOf(row['ZREISENDEPROFILE']),
    }),
  }
}
