/** Profiles that Tinder kept, ZUSER: the account's own and those of others. */
import { COCOA_EPOCH_S } from '../../../formats/values/epochs.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { Emitted, EvidenceDatabase, IdentityRef, RowRef, SqlValue } from '../../../model/index.ts'

export const TINDER_USER_COLUMNS = [
  'ZISCURRENTUSER',
  'ZBIRTHDATE',
  'ZBIO',
  'ZCITYNAME',
  'ZUSERLOCATIONNAME',
  'ZDISTANCEMILES',
  'ZGENDER',
  'ZINSTAGRAMNAME',
  'ZPUBLICUSERNAME',
]

export interface TinderProfile {
  readonly id: string | null
  readonly name: string | null
  readonly isOwner: boolean
}

/** Row -> profile. */
export function readProfiles(database: EvidenceDatabase): ReadonlyMap<number, TinderProfile> {
  const profiles = new Map<number, TinderProfile>()
  for (const row of sideRows(database, { table: 'ZUSER', columns: ['ZUSERID', 'ZFIRSTNAME', 'ZISCURRENTUSER'] })) {
    profiles.set(row.rowId, {
      id: textOf(row['ZUSERID']),
      name: textOf(row['ZFIRSTNAME']),
      isOwner: flagOf(row['ZISCURRENTUSER']) === true,
    })
  }
  return profiles
}

export function personOf({ id, name }: TinderProfile): IdentityRef | null {
  return id === null ? null : { scheme: 'other', raw: id, name, country: null }
}

/** A column that names a row of another table; -1, which is none, for anything else. */
export const coreDataKeyed = (stored: SqlValue | undefined): number => numberOf(stored) ?? -1

export function profileRecord(row: StoredRow, from: RowRef): Emitted {
  const [id, name] = [textOf(row['ZUSERID']), textOf(row['ZFIRSTNAME'])]
  const isOwner = flagOf(row['ZISCURRENTUSER']) === true
  if (id === null) return { type: 'skipped', from, reason: 'the profile has no id' }
  const identity: IdentityRef = { scheme: 'other', raw: id, name, country: null }
  const distance = textOf(row['ZDISTANCEMILES'])
  const facts = factsOf({
    born: dayOf(numberOf(row['ZBIRTHDATE'])),
    city: textOf(row['ZCITYNAME']),
    place: textOf(row['ZUSERLOCATIONNAME']),
    'distance from the account': distance === null ? null : `${distance} miles, when it was stored`,
    'gender as stored': textOf(row['ZGENDER']),
    Instagram: textOf(row['ZINSTAGRAMNAME']),
    'user name': textOf(row['ZPUBLICUSERNAME']),
    'about the person': isOwner ? textOf(row['ZBIO']) : null,
    'what it says': isOwner ? null : 'the app kept the profile: not that it was shown or liked',
  })
  const shared = { from, state: 'live', name, ...(facts === undefined ? {} : { facts }) } as const
  if (isOwner) return { ...shared, type: 'account', service: 'Tinder', identity, isOwner: true }
  return {
    ...shared,
    type: 'contact',
    organisation: null,
    identifiers: [{ kind: 'other', label: 'Tinder', raw: id, identity }],
    store: 'Profiles that Tinder kept (not the address book)',
    note: textOf(row['ZBIO']),
    createdAt: null,
    modifiedAt: null,
  }
}

/** A day, stored as seconds since 2001: before it they are negative. The time of day says nothing. */
function dayOf(seconds: number | null): string | null {
  const date = seconds === null ? null : new Date((seconds + COCOA_EPOCH_S) * 1000)
  return date === null || !Number.isFinite(date.getTime()) ? null : date.toISOString().slice(0, 10)
}
