/**
 * Feeds of Venmo, `*PrivateFeed`, `*FriendsFeed`, `*PublicFeed`: one payment per story of type payment, and its people once each.
 *
 * The keys are those of Venmo's own interface (mmohades' documentation of it, iLEAPP): a story has `date_created`, `audience`, `note`,
 * `payment` with `action` (pay: the actor pays the target; charge: the actor asks the target for money), `amount` (empty in stories of
 * others), `status`, `actor`, `target` (a user, a number or an e-mail address). Times are written without a zone and are UTC by both.
 *
 * The file does not say whose account it is. In the private feed it is worked out, where one user only takes part in all of several
 * payments with several others; otherwise the direction is unknown and both sides are facts.
 */
import { archivedOrPlain, valueText } from '../../../formats/plist/archivedPlist.ts'
import { isJsonObject, jsonAt, jsonList, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { ContactRecord, DocumentRow, Emitted, Instant, PaymentRecord } from '../../../model/index.ts'
import { readParties, type VenmoParties, type VenmoPerson, venmoIdentity, venmoOwner } from './venmoPeople.ts'

const MAX_BYTES = 256 * 1024 * 1024
const TABLE = 'stories'

interface Story extends DocumentRow {
  readonly story: unknown
}

export const iosVenmo = defineDocumentParser({
  id: 'ios-venmo',
  version: 1,
  app: 'Venmo',
  platform: 'ios',
  store: 'Payments in the feeds of Venmo',
  reads: ['**/*PrivateFeed', '**/*FriendsFeed', '**/*PublicFeed'],
  yields: ['payment', 'contact'],
  proof: 'source-verified',
  doesNotCover: ['stories other than payments between people', 'likes', 'whose account it is, where several could be meant'],
  *parse(document): Iterable<Emitted> {
    const stories = storiesOf(document.bytes(MAX_BYTES))
    const owner = document.path.endsWith('PrivateFeed') ? venmoOwner(stories.map(readParties)) : null
    const shown = new Set<string>()
    const rows = stories.map((story, index): Story => ({ rowId: index + 1, story }))
    for (const { rowId, story } of document.read(TABLE, rows)) yield* records(story, String(rowId), { owner, shown })
  },
})

/** The list of stories of a property list, an archive or JSON. Throws on anything else. */
function storiesOf(bytes: Uint8Array): readonly unknown[] {
  const json = bytes[0] === 0x7b ? parseJsonObject(bytes) : null
  if (json !== null) return jsonList(json['stories'])
  const stories = jsonAt(archivedOrPlain(bytes), 'stories')
  if (!Array.isArray(stories)) throw new Error('the file holds no list of stories')
  return stories
}

interface Reading {
  readonly owner: VenmoPerson | null
  /** People that a record was made of. */
  readonly shown: Set<string>
}

function* records(story: unknown, rowId: string, reading: Reading): Generator<Emitted> {
  const type = jsonText(jsonAt(story, 'type'))
  const parties = readParties(story)
  if (type !== 'payment' || parties === null) {
    const reason = type === 'payment' ? 'the payment names no action that is known' : `the story is no payment (${type ?? 'no type'})`
    yield { type: 'skipped', from: { table: TABLE, rowId, ordinal: 0 }, reason }
    return
  }
  yield payment(story, parties, rowId, reading.owner)
  let ordinal = 1
  for (const person of [parties.payer, parties.receiver]) {
    if (person === null || reading.shown.has(person.key)) continue
    reading.shown.add(person.key)
    yield contact(person, { table: TABLE, rowId, ordinal: ordinal++ })
  }
}

function payment(story: unknown, { action, payer, receiver }: VenmoParties, rowId: string, owner: VenmoPerson | null): PaymentRecord {
  const about = jsonAt(story, 'payment')
  const direction = owner === null ? 'unknown' : owner.key === payer?.key ? 'outgoing' : 'incoming'
  const other = direction === 'unknown' ? null : direction === 'outgoing' ? receiver : payer
  const completed = utcInstant(jsonAt(about, 'date_completed'))
  const facts = factsOf({
    payer: payer?.words,
    receiver: receiver?.words,
    asked: action === 'charge' ? `by ${receiver?.words ?? 'the receiver'}` : null,
    'visible to': jsonText(jsonAt(story, 'audience')),
    completed: completed.asStored === null ? null : instantInWords(completed),
    direction: owner === null ? null : `worked out: ${owner.words} alone takes part in every payment of this feed`,
    comments: comments(story),
  })
  return {
    type: 'payment',
    from: { table: TABLE, rowId, ordinal: 0 },
    state: 'live',
    service: 'Venmo',
    nativeId: valueText(jsonAt(about, 'id')),
    direction,
    counterparty: other === null ? null : venmoIdentity(other),
    merchant: null,
    amount: jsonText(jsonAt(about, 'amount'))?.replace(/^[-+]\s*\$?/u, '') ?? null,
    currency: null,
    memo: jsonText(jsonAt(about, 'note')) ?? jsonText(jsonAt(story, 'note')),
    status: jsonText(jsonAt(about, 'status')),
    at: utcInstant(jsonAt(story, 'date_created')),
    position: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function contact(person: VenmoPerson, from: ContactRecord['from']): ContactRecord {
  const facts = factsOf({
    id: person.id,
    joined: instantInWords(utcInstant(person.joined)),
    'friend of the account': person.friendStatus,
    'kind of account': person.accountKind,
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name: person.name,
    organisation: null,
    identifiers: [{ kind: person.kind, label: person.kind === 'other' ? 'Venmo' : null, raw: person.raw, identity: venmoIdentity(person) }],
    store: 'People in the feeds of Venmo (not the address book)',
    note: person.about,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Written without a zone, and UTC. */
function utcInstant(stored: unknown): Instant {
  const instant = writtenInstant(stored)
  return instant.zoneBasis === 'local' ? { ...writtenInstant(`${instant.asStored ?? ''}Z`), asStored: instant.asStored } : instant
}

function comments(story: unknown): string | null {
  const lines = jsonList(jsonAt(story, 'comments', 'data')).flatMap((comment) => {
    const text = jsonText(jsonAt(comment, 'message'))
    const who = jsonText(jsonAt(comment, 'user', 'display_name')) ?? jsonText(jsonAt(comment, 'user', 'username')) ?? 'somebody'
    return isJsonObject(comment) && text !== null ? [`${who}: ${text}`] : []
  })
  return lines.length === 0 ? null : lines.join('\n')
}
