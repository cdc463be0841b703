/**
 * Which identities contacts2.db names as one person: the app rows that Telegram writes (user id in data1, number or name in data3,
 * public source ContactsController.addContactToPhoneBook), and cards that the phone shows as one contact (one contact_id). Android joins
 * cards by number, address or only by name, and people join them by hand: such a link is weak. Reasons to take both for one, never a merge.
 */
import { normaliseIdentifier } from '../../../formats/values/identifier.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import { phoneOfWhatsappJid } from '../../../formats/values/whatsappJid.ts'
import type { IdentityLinkRecord, IdentityRef } from '../../../model/index.ts'

/** A number in international form within a line such as `Message +1 209 555 0133`. */
const NUMBER_IN_WORDS = /\+\d[\d ()-]{5,24}\d/

export const numberInWords = (words: string): string | null => NUMBER_IN_WORDS.exec(words)?.[0].replace(/[ ()-]/g, '') ?? null

/** An app's id and the number that the app wrote beside it, with the app's name. */
export interface AppPair {
  readonly app: string
  readonly id: IdentityRef
  readonly number: IdentityRef
}

/** What was read of each contact_id, while cards are read in order. */
export type KnownContacts = Map<string, { readonly rowId: string; readonly identity: IdentityRef; readonly keys: Set<string> }>

export interface LinkedCard {
  /** Row of raw_contacts. */
  readonly rowId: string
  readonly contactId: string | null
  /** Identities that name the person, in stored order. */
  readonly identities: readonly IdentityRef[]
  readonly pairs: readonly AppPair[]
}

/** Ordinals from 1: the row's own record is the contact. */
export function* linksOf(card: LinkedCard, known: KnownContacts, country: string | null): Generator<IdentityLinkRecord> {
  let ordinal = 0
  const link = (a: IdentityRef, b: IdentityRef, reason: string, strength: 'strong' | 'weak'): IdentityLinkRecord => ({
    type: 'identity-link',
    from: placeOf('raw_contacts', { rowId: card.rowId }, ++ordinal),
    state: 'live',
    a,
    b,
    reason,
    strength,
  })
  for (const { app, id, number } of card.pairs)
    yield link(id, number, `${app}'s row in this phone's contacts names this id with this number (contacts2.db, table data)`, 'strong')
  const [identity] = card.identities
  if (card.contactId === null || identity === undefined) return
  const keys = card.identities.map((one) => keyOf(one, country))
  const first = known.get(card.contactId)
  if (first === undefined) {
    known.set(card.contactId, { rowId: card.rowId, identity, keys: new Set(keys) })
    return
  }
  // Cards that share a number need no further reason.
  if (!keys.some((key) => first.keys.has(key))) {
    const reason = `The phone shows cards ${first.rowId} and ${card.rowId} as one contact (contacts2.db, raw_contacts.contact_id)`
    yield link(first.identity, identity, reason, 'weak')
  }
  for (const key of keys) first.keys.add(key)
}

/** A number and the WhatsApp id that consists of it are the same here. */
function keyOf({ scheme, raw, country: own }: IdentityRef, country: string | null): string {
  const found = normaliseIdentifier({ scheme, raw, country: own }, country)
  const number = found.scheme === 'whatsapp' ? phoneOfWhatsappJid(found.value) : null
  return number === null ? `${found.scheme} ${found.value}` : `phone ${number}`
}
