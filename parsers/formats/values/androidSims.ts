/**
 * SIM cards of an Android phone, telephony.db table `siminfo`, for records of other stores that name one by its row (the subscription's
 * number) or by its ICCID.
 */
import type { EvidenceDatabase, IdentityRef, SqlValue } from '../../model/index.ts'
import { sideRows } from '../sqlite/storedRows.ts'
import type { StoredRow } from '../sqlite/storedRows.ts'
import { numberOf, textOf } from './storedValues.ts'

/** Where telephony.db lies for a store beside it or in another folder. */
export const TELEPHONY_PATHS = ['telephony.db', '**/com.android.providers.telephony/databases/telephony.db']

/** A SIM card in words, and its own number where one is stored. */
export interface Sim {
  readonly words: string
  readonly ownLine: IdentityRef | null
}

export interface Sims {
  /** By subscription. Without telephony.db the number of the subscription is all that is known. Null for none (-1). */
  bySubscription(stored: SqlValue | undefined): Sim | null
  /** By ICCID; null where telephony.db does not list it. */
  byCard(iccId: string | null): Sim | null
}

/** `telephony` is telephony.db, or null. */
export function readSims(telephony: EvidenceDatabase | null): Sims {
  const cards = new Map<number, StoredRow>()
  const byCard = new Map<string, number>()
  const columns = ['display_name', 'carrier_name', 'icc_id', 'number']
  if (telephony !== null) {
    for (const row of sideRows(telephony, { table: 'siminfo', columns })) {
      cards.set(row.rowId, row)
      const iccId = textOf(row['icc_id'])
      if (iccId !== null) byCard.set(iccId, row.rowId)
    }
  }
  const sims = new Map<number, Sim>()
  function bySubscription(stored: SqlValue | undefined): Sim | null {
    const id = numberOf(stored)
    if (id === null || id < 0) return null
    let sim = sims.get(id)
    if (sim === undefined) sims.set(id, (sim = simOf(id, cards.get(id))))
    return sim
  }
  return { bySubscription, byCard: (iccId) => bySubscription(byCard.get(iccId ?? '')) }
}

function simOf(id: number, card: StoredRow | undefined): Sim {
  const number = textOf(card?.['number'])
  const named = [...new Set([textOf(card?.['display_name']), textOf(card?.['carrier_name'])])].filter((word) => word !== null)
  const iccId = textOf(card?.['icc_id'])
  const words = [...named, ...(iccId === null ? [] : [`ICCID ${iccId}`]), ...(number === null ? [] : [number])]
  return {
    words: `subscription ${id}${words.length === 0 ? '' : `: ${words.join(', ')}`}`,
    ownLine: number === null ? null : { scheme: 'address', raw: number, name: null, country: null },
  }
}
