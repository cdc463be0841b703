/**
 * Contact cards (vCard): what phones, mail programs and online accounts export. One card one contact; properties that have no field of
 * their own are kept as facts. Pictures are said to be there and not read.
 *
 * Meanings: RFC 2426, RFC 6350; `X-ABLabel` of the same group names the label (Apple and Google), wrapped as `_$!<Home>!$_`.
 */
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { partsOf, unescaped, type Vcard, type VcardProperty, vcards } from '../../formats/text/vcard.ts'
import {
  type ContactIdentifier,
  type ContactIdentifierKind,
  defineDocumentParser,
  type DocumentRow,
  type Emitted,
  type IdentityRef,
} from '../../model/index.ts'
import { looksLike } from './recognising.ts'

const TABLE = 'VCARD'

interface Row extends DocumentRow {
  readonly line: number
  readonly card: Vcard
}

export const vcardContacts = defineDocumentParser({
  id: 'vcard-contacts',
  version: 1,
  app: 'Contact cards',
  platform: 'any',
  store: 'Contact cards (vCard)',
  reads: ['**/*.vcf'],
  recognises: (head) => looksLike(head, /^\s*BEGIN:VCARD/i),
  yields: ['contact'],
  proof: 'data-proven',
  doesNotCover: ['embedded pictures and sounds (said to be there)'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(TABLE, rowsOf(document.chunks()))) yield contact(row)
  },
})

function* rowsOf(chunks: Iterable<Uint8Array>): Generator<Row> {
  for (const card of vcards(chunks)) yield { rowId: card.number, line: card.line, card }
}

/** Properties that say who can be reached how. */
const IDENTIFIERS: Readonly<Record<string, ContactIdentifierKind>> = {
  TEL: 'phone',
  EMAIL: 'email',
  URL: 'url',
  ADR: 'postal-address',
  'X-SAMSUNGADR': 'postal-address',
  IMPP: 'instant-messaging',
  'X-SOCIALPROFILE': 'social-profile',
  'X-ABRELATEDNAMES': 'related-name',
  RELATED: 'related-name',
  BDAY: 'date',
  ANNIVERSARY: 'date',
  'X-ABDATE': 'date',
}
/** `X-AIM`, `X-SKYPE-USERNAME` and the like: names of services in the property's own name. */
const MESSENGER = /^X-(AIM|ICQ|JABBER|MSN|YAHOO|GTALK|GOOGLE-TALK|SKYPE|SKYPE-USERNAME|QQ|GADUGADU)$/
/** Read elsewhere, or without content. */
const READ = new Set(['VERSION', 'FN', 'N', 'ORG', 'NOTE', 'REV', 'PRODID', 'X-ABLABEL', 'PHOTO', 'LOGO', 'SOUND'])

function contact({ rowId, card }: Row): Emitted {
  const { properties } = card
  const first = (name: string): VcardProperty | undefined => properties.find((property) => property.name === name)
  const text = (name: string): string | null => textOf(first(name))
  const identifiers = properties.flatMap((property) => identifierOf(property, properties))
  const facts = factsOf({
    ...otherFacts(properties),
    picture: properties.some(({ name }) => name === 'PHOTO') ? 'there, not read' : null,
    version: text('VERSION'),
  })
  const changed = writtenInstant(basicTime(text('REV')))
  return {
    type: 'contact',
    from: { table: TABLE, rowId: String(rowId), ordinal: 0 },
    state: 'live',
    name: text('FN') ?? nameOf(first('N')),
    organisation: organisationOf(first('ORG')),
    identifiers,
    store: null,
    note: text('NOTE'),
    createdAt: null,
    modifiedAt: changed.asStored === null ? null : changed,
    ...(facts === undefined ? {} : { facts }),
  }
}

const textOf = (property: VcardProperty | undefined): string | null => {
  const text = property === undefined ? '' : unescaped(property.value).trim()
  return text === '' ? null : text
}

/** Prefix, given, additional, family, suffix: the order in which a name is said. */
function nameOf(property: VcardProperty | undefined): string | null {
  if (property === undefined) return null
  const [family, given, additional, prefix, suffix] = partsOf(property.value).map((part) => part.trim())
  return [prefix, given, additional, family, suffix].filter(Boolean).join(' ') || null
}

function organisationOf(property: VcardProperty | undefined): string | null {
  if (property === undefined) return null
  return (
    partsOf(property.value)
      .map((part) => part.trim())
      .filter(Boolean)
      .join(', ') || null
  )
}

function identifierOf(property: VcardProperty, all: readonly VcardProperty[]): ContactIdentifier[] {
  const { name, value } = property
  const messenger = MESSENGER.exec(name)?.[1]
  const kind = messenger === undefined ? IDENTIFIERS[name] : 'instant-messaging'
  if (kind === undefined) return []
  const raw = (
    kind === 'postal-address'
      ? partsOf(value)
          .map((part) => part.trim())
          .filter(Boolean)
          .join(', ')
      : unescaped(value)
  ).trim()
  if (raw === '') return []
  const label = labelOf(property, all) ?? messenger ?? null
  return [{ kind, label, raw, identity: identityOf(kind, raw) }]
}

function identityOf(kind: ContactIdentifierKind, raw: string): IdentityRef | null {
  if (kind !== 'phone' && kind !== 'email') return null
  return { scheme: 'address', raw: raw.replace(/^(?:tel|mailto):/i, ''), name: null, country: null }
}

function labelOf({ group, parameters }: VcardProperty, all: readonly VcardProperty[]): string | null {
  const own = group === null ? undefined : all.find((other) => other.name === 'X-ABLABEL' && other.group === group)
  const named = textOf(own)
  if (named !== null) return named.replace(/^_\$!<(.*)>!\$_$/, '$1')
  const types = (parameters.get('TYPE') ?? [])
    .map((type) => type.toLowerCase())
    .filter((type) => !['pref', 'internet', 'voice'].includes(type))
  return types.length === 0 ? null : types.join(', ')
}

function otherFacts(properties: readonly VcardProperty[]): Record<string, string> {
  const facts: Record<string, string> = {}
  for (const property of properties) {
    const { name } = property
    if (READ.has(name) || name in IDENTIFIERS || MESSENGER.test(name)) continue
    const value = textOf(property)
    const key = name.toLowerCase()
    if (value !== null) facts[key] = facts[key] === undefined ? value : `${facts[key]}; ${value}`
  }
  return facts
}

/** `20240314T214107Z` of version 4 as ISO 8601 with signs. */
function basicTime(text: string | null): string | null {
  return (
    text?.replace(
      /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?/,
      (_all, y: string, m: string, d: string, h = '00', min = '00', s = '00') => `${y}-${m}-${d}T${String(h)}:${String(min)}:${String(s)}`,
    ) ?? null
  )
}
