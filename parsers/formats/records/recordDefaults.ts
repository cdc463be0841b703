/** Fields of records that most stores do not have, so that a parser names only those that its store has. */
import { NO_INSTANT } from '../../model/index.ts'
import type {
  CalendarEventRecord,
  ContactIdentifier,
  ContactRecord,
  Facts,
  IdentifierScheme,
  IdentityRef,
  InteractionRecord,
  PaymentRecord,
} from '../../model/index.ts'
import { factsOf } from '../values/storedValues.ts'

export const NO_CONTACT_FIELDS: Omit<ContactRecord, 'from' | 'name' | 'identifiers' | 'store'> = {
  type: 'contact',
  state: 'live',
  organisation: null,
  note: null,
  createdAt: null,
  modifiedAt: null,
}

export const NO_PAYMENT_FIELDS: Omit<PaymentRecord, 'from' | 'service' | 'direction'> = {
  type: 'payment',
  state: 'live',
  nativeId: null,
  counterparty: null,
  merchant: null,
  amount: null,
  currency: null,
  memo: null,
  status: null,
  at: NO_INSTANT,
  position: null,
}

export const NO_CALENDAR_FIELDS: Omit<CalendarEventRecord, 'from' | 'service' | 'startsAt'> = {
  type: 'calendar-event',
  state: 'live',
  title: null,
  notes: null,
  place: null,
  calendar: null,
  endsAt: null,
  isAllDay: false,
  participants: [],
  position: null,
}

export const NO_INTERACTION_FIELDS: Omit<InteractionRecord, 'from' | 'service' | 'mechanism'> = {
  type: 'interaction',
  state: 'live',
  direction: 'unknown',
  participants: [],
  groupName: null,
  at: NO_INSTANT,
  endAt: null,
}

/** The facts that have a value, as a part of a record: no field at all when none has. */
export function withFacts(facts: Readonly<Record<string, string | null | undefined>>): { readonly facts?: Facts } {
  const kept = factsOf(facts)
  return kept === undefined ? {} : { facts: kept }
}

/** An account of a service: of scheme `other` it says whose identifier it is. */
export function accountIdentity(scheme: IdentifierScheme, raw: string, service: string): IdentityRef {
  return { scheme, raw, name: null, country: null, ...(scheme === 'other' ? { service } : {}) }
}

/** Somebody whom a service numbers or names in its own way. `service` where another one could give the same identifier to somebody else. */
export function serviceIdentity(raw: string, name: string | null, service?: string): IdentityRef {
  return { scheme: 'other', raw, name, country: null, ...(service === undefined ? {} : { service }) }
}

/** A telephone number or e-mail address, as `address` identities are normalised. */
export const addressIdentity = (raw: string, name: string | null): IdentityRef => ({ scheme: 'address', raw, name, country: null })

/** The identifiers that are stored: of each kind, label, value and name those without a value fall away. */
export function storedIdentifiers(
  name: string | null,
  stored: readonly (readonly [ContactIdentifier['kind'], string, string | null])[],
  service?: string,
): ContactIdentifier[] {
  return stored.flatMap(([kind, label, raw]) =>
    raw === null ? [] : [{ kind, label, raw, identity: identityIn(kind, raw, name, service) }],
  )
}

function identityIn(kind: ContactIdentifier['kind'], raw: string, name: string | null, service?: string): IdentityRef | null {
  if (kind === 'phone' || kind === 'email') return addressIdentity(raw, name)
  return kind === 'other' ? serviceIdentity(raw, name, service) : null
}

/** Parts that are stored, joined; null when none is. */
export function joinedParts(parts: readonly (string | null | undefined)[], between: string): string | null {
  const kept = parts.filter((part) => part !== null && part !== undefined && part !== '')
  return kept.length === 0 ? null : kept.join(between)
}

/** A code in capitals as words (`WAITING_ON_RECIPIENT`: `waiting on recipient`); any other text as it is stored. */
export function codeWords(text: string | null): string | null {
  return text !== null && /^[A-Z]+(?:_[A-Z]+)*$/u.test(text) ? text.toLowerCase().replaceAll('_', ' ') : text
}
