/**
 * PayByPhone on iOS, `PayByPhone.sqlite`: parking that was paid for (as payments, with the place), the account and its vehicles.
 *
 * Columns as iLEAPP reads them: ZSTARTTIME and ZEXPIRETIME count seconds since 2001 UTC; ZAMOUNT is in the currency's main unit, which
 * ZLOCATION names; the session leads to its vehicle, and by its ZUSERACCOUNT to the ZPARKINGACCOUNT of the account. The degrees are those of
 * the session: that the phone stood there is not said, and somebody can pay for a vehicle that is elsewhere.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { addressIdentity, joinedParts, NO_PAYMENT_FIELDS, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { plainAmount } from '../../../formats/values/scaledAmount.ts'
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, IdentityRef, PaymentRecord } from '../../../model/index.ts'

const SERVICE = 'PayByPhone'
const SESSIONS = ['ZSTARTTIME', 'ZEXPIRETIME', 'ZVEHICLE', 'ZLOCATIONNUMBER']
const SESSION_DETAILS = ['ZAMOUNT', 'ZCOORDINATELATITUDE', 'ZCOORDINATELONGITUDE', 'ZUSERACCOUNT']
const VEHICLES = ['ZLICENSEPLATE']
const VEHICLE_DETAILS = ['ZUSERACCOUNT', 'ZCOUNTRY', 'ZVEHICLEDESCRIPTION', 'ZVEHICLETYPESTRING', 'ZVEHICLEID']
const ACCOUNTS = ['ZEMAIL', 'ZMEMBERID', 'ZUSERNAME', 'ZPARKINGACCOUNT']
const LOCATIONS = ['ZLOCATIONNUMBER', 'ZNAME', 'ZVENDORNAME', 'ZCOUNTRY', 'ZCURRENCY']

export const iosPayByPhone = defineSqliteParser({
  id: 'ios-pay-by-phone',
  version: 1,
  app: 'PayByPhone',
  platform: 'ios',
  store: 'Parking, vehicles and account of PayByPhone (PayByPhone.sqlite)',
  reads: ['**/PayByPhone.sqlite'],
  yields: ['payment', 'account', 'account-event'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['where the phone was', 'pictures of vehicles', 'texts about the car park'],
  requires: { ZPARKINGSESSION: SESSIONS, ZVEHICLE: VEHICLES },
  optional: { ZPARKINGSESSION: SESSION_DETAILS, ZVEHICLE: VEHICLE_DETAILS, ZUSERACCOUNT: ACCOUNTS, ZLOCATION: LOCATIONS },
  *parse(database) {
    const reading = prepare(database)
    for (const row of evidenceRows(database, { table: 'ZPARKINGSESSION', columns: [...SESSIONS, ...SESSION_DETAILS] }))
      yield session(row, reading)
    for (const row of evidenceRows(database, { table: 'ZUSERACCOUNT', columns: ACCOUNTS })) yield account(row)
    for (const row of evidenceRows(database, { table: 'ZVEHICLE', columns: [...VEHICLES, ...VEHICLE_DETAILS] })) yield vehicle(row, reading)
  },
})

interface Reading {
  readonly vehicles: ReadonlyMap<number, StoredRow>
  /** By number of the location. */
  readonly locations: ReadonlyMap<string, StoredRow>
  /** By row, and by the parking account that sessions name. */
  readonly byRow: ReadonlyMap<number, IdentityRef>
  readonly byParking: ReadonlyMap<string, IdentityRef>
}

function prepare(database: EvidenceDatabase): Reading {
  const locations = new Map<string, StoredRow>()
  for (const row of sideRows(database, { table: 'ZLOCATION', columns: LOCATIONS })) {
    const number = textOf(row['ZLOCATIONNUMBER'])
    if (number !== null) locations.set(number, row)
  }
  const [byRow, byParking] = [new Map<number, IdentityRef>(), new Map<string, IdentityRef>()]
  for (const row of sideRows(database, { table: 'ZUSERACCOUNT', columns: ACCOUNTS })) {
    const [identity, parking] = [identityOf(row), textOf(row['ZPARKINGACCOUNT'])]
    if (identity === null) continue
    byRow.set(row.rowId, identity)
    if (parking !== null) byParking.set(parking, identity)
  }
  const vehicles = sideRowsById(database, { table: 'ZVEHICLE', columns: [...VEHICLES, ...VEHICLE_DETAILS] })
  return { vehicles, locations, byRow, byParking }
}

/** ZUSERNAME is the telephone number that the account signs in with. */
function identityOf(row: StoredRow): IdentityRef | null {
  const [email, phone, id] = [textOf(row['ZEMAIL']), textOf(row['ZUSERNAME']), textOf(row['ZMEMBERID'])]
  const address = phone ?? email
  if (address !== null) return addressIdentity(address, null)
  return id === null ? null : serviceIdentity(id, null, SERVICE)
}

function session(row: StoredRow, { vehicles, locations, byParking }: Reading): PaymentRecord {
  const car = vehicles.get(numberOf(row['ZVEHICLE']) ?? -1)
  const number = textOf(row['ZLOCATIONNUMBER'])
  const place = locations.get(number ?? '')
  const degrees = degreesOf(row['ZCOORDINATELATITUDE'], row['ZCOORDINATELONGITUDE'])
  const [amount, until] = [plainAmount(textOf(row['ZAMOUNT'])), instantOf(timeValueOf(row['ZEXPIRETIME']), 'cocoa-s')]
  return {
    ...NO_PAYMENT_FIELDS,
    from: placeOf('ZPARKINGSESSION', row),
    service: SERVICE,
    direction: 'outgoing',
    merchant: joinedParts([textOf(place?.['ZNAME']), textOf(place?.['ZVENDORNAME'])], ', '),
    amount,
    currency: textOf(place?.['ZCURRENCY']),
    at: instantOf(timeValueOf(row['ZSTARTTIME']), 'cocoa-s'),
    position: typeof degrees === 'string' ? null : { ...degrees, accuracyMetres: null, class: 'mentioned' },
    ...withFacts({
      'paid for': 'parking',
      'licence plate': textOf(car?.['ZLICENSEPLATE']),
      vehicle: textOf(car?.['ZVEHICLEDESCRIPTION']),
      until: until.utcMs === null ? null : instantInWords(until),
      'number of the place': number,
      country: textOf(place?.['ZCOUNTRY']),
      account: byParking.get(textOf(row['ZUSERACCOUNT']) ?? '')?.raw,
      'amount as stored': amount === null ? textOf(row['ZAMOUNT']) : null,
    }),
  }
}

function account(row: StoredRow): Emitted {
  const from = placeOf('ZUSERACCOUNT', row)
  const identity = identityOf(row)
  if (identity === null) return { type: 'skipped', from, reason: 'the row names no account' }
  const email = textOf(row['ZEMAIL'])
  return {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity,
    name: null,
    isOwner: true,
    ...withFacts({ 'e-mail address': email === identity.raw ? null : email, 'id of the member': textOf(row['ZMEMBERID']) }),
  }
}

/** A vehicle that the account keeps. When it was added is not stored. */
function vehicle(row: StoredRow, { byRow }: Reading): Emitted {
  const from = placeOf('ZVEHICLE', row)
  const plate = textOf(row['ZLICENSEPLATE'])
  if (plate === null) return { type: 'skipped', from, reason: 'the vehicle has no licence plate' }
  return {
    type: 'account-event',
    from,
    state: 'live',
    service: SERVICE,
    activity: 'other',
    identity: byRow.get(numberOf(row['ZUSERACCOUNT']) ?? -1) ?? null,
    detail: joinedParts([`vehicle of the account: ${plate}`, textOf(row['ZVEHICLEDESCRIPTION'])], ', '),
    at: NO_INSTANT,
    ...withFacts({
      'licence plate': plate,
      country: textOf(row['ZCOUNTRY']),
      'kind of vehicle': textOf(row['ZVEHICLETYPESTRING']),
      'id of the vehicle': textOf(row['ZVEHICLEID']),
    }),
  }
}
