/** What a record of each kind is in CASE/UCO 1.4: its class and the facets that the ontology has words for. */
import type { PublicKind } from '../../../casefile/read/publicRecords.ts'
import { dateTime, facet, idOf, node, type Node, to } from './node.ts'
import { contentData, emailAddress, type Somebody, type Things } from './things.ts'

export type Shape = Readonly<Record<string, unknown>>

interface Made {
  readonly type: string
  readonly facets: readonly Node[]
  /** Nodes beside it that its facets refer to. */
  readonly beside?: readonly Node[]
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : null)
const people = (value: unknown): readonly (Somebody | null)[] => (Array.isArray(value) ? (value as readonly (Somebody | null)[]) : [])

type Maker = (id: string, record: Shape, things: Things, place: Node | null) => Made

const message: Maker = (id, record, things) => {
  const service = text(record['service'])
  const thread = things.addToThread(record['source'] as number, record['thread'], service, id)
  return {
    type: 'uco-observable:Message',
    facets: [
      facet(id, 'uco-observable:MessageFacet', {
        'uco-observable:application': things.application(service),
        'uco-observable:from': things.account(record['sender'] as Somebody | null, service),
        'uco-observable:sentTime': dateTime(record['sentAt']),
        'uco-observable:messageText': text(record['body']),
        'uco-observable:messageType': text(record['kind']),
        'uco-observable:sessionID': thread,
      }),
    ],
  }
}

/** Who called is said only where the row says it; otherwise the others are participants. */
const call: Maker = (id, record, things) => {
  const service = text(record['service'])
  const others = people(record['participants']).map((who) => things.account(who, service))
  const [first, second] = others
  const role =
    second !== undefined || record['direction'] === 'unknown' ? 'participant' : record['direction'] === 'incoming' ? 'from' : 'to'
  return {
    type: 'uco-observable:Call',
    facets: [
      facet(id, 'uco-observable:CallFacet', {
        'uco-observable:application': things.application(service),
        [`uco-observable:${role}`]: role === 'from' ? first : others,
        'uco-observable:startTime': dateTime(record['startedAt']),
        'uco-observable:duration': whole(record['durationSeconds']),
        'uco-observable:callType': text(record['direction']),
      }),
    ],
  }
}

const contact: Maker = (id, record, things) => {
  const identifiers = (record['identifiers'] ?? []) as readonly { kind: string; value: string; raw: string }[]
  const phones = identifiers.filter(({ kind, value }) => /phone|number/.test(kind) && !value.includes('@'))
  const mails = identifiers.filter(({ value }) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
  return {
    type: 'uco-observable:Contact',
    facets: [
      facet(id, 'uco-observable:ContactFacet', {
        'uco-observable:displayName': text(record['name']),
        'uco-observable:contactPhone': phones.map(({ value }, index) =>
          node(idOf(`${id} phone ${index}`), 'uco-observable:ContactPhone', {
            'uco-observable:contactPhoneNumber': things.account({ identifier: value, name: null }, null),
          }),
        ),
        'uco-observable:contactEmail': mails.map(({ value }, index) =>
          node(idOf(`${id} email ${index}`), 'uco-observable:ContactEmail', { 'uco-observable:emailAddress': emailAddress(value) }),
        ),
      }),
    ],
  }
}

const location: Maker = (id, record, _things, place) => ({
  type: 'uco-observable:GeoLocationEntry',
  facets: [
    facet(id, 'uco-observable:GeoLocationEntryFacet', {
      'uco-observable:location': place === null ? null : to(place['@id']),
      'uco-observable:observableCreatedTime': dateTime(record['at']),
    }),
  ],
})

const media: Maker = (id, record) => {
  const path = text(record['path']) ?? ''
  const sha256 = text(record['sha256'])
  return {
    type: 'uco-observable:File',
    facets: [
      facet(id, 'uco-observable:FileFacet', {
        'uco-observable:fileName': path.slice(path.lastIndexOf('/') + 1),
        'uco-observable:filePath': path,
        'uco-observable:sizeInBytes': whole(record['size']),
      }),
      ...(sha256 === null ? [] : [contentData(id, sha256)]),
    ],
  }
}

const web: Maker = (id, record) => {
  const address = text(record['url'])
  const url = idOf(`url ${address}`)
  return {
    type: 'uco-observable:URLHistory',
    facets: [
      facet(id, 'uco-observable:URLHistoryFacet', {
        'uco-observable:urlHistoryEntry': [
          node(idOf(`${id} entry`), 'uco-observable:URLHistoryEntry', {
            'uco-observable:url': address === null ? null : to(url),
            'uco-observable:pageTitle': text(record['title']),
            'uco-observable:lastVisit': record['kind'] === 'visit' ? dateTime(record['at']) : null,
          }),
        ],
      }),
    ],
    beside:
      address === null
        ? []
        : [
            node(url, 'uco-observable:URL', {
              'uco-core:hasFacet': [facet(url, 'uco-observable:URLFacet', { 'uco-observable:fullValue': address })],
            }),
          ],
  }
}

const account: Maker = (id, record, things) => ({
  type: 'uco-observable:ApplicationAccount',
  facets: [
    facet(id, 'uco-observable:AccountFacet', { 'uco-observable:accountIdentifier': text(record['identifier']) }),
    facet(id, 'uco-observable:ApplicationAccountFacet', { 'uco-observable:application': things.application(text(record['service'])) }),
  ],
})

const note: Maker = (id, record, things) => ({
  type: 'uco-observable:Note',
  facets: [
    facet(id, 'uco-observable:NoteFacet', {
      'uco-observable:application': things.application(text(record['service'])),
      'uco-observable:text': text(record['body']),
    }),
  ],
})

const calendar: Maker = (id, record) => ({
  type: 'uco-observable:CalendarEntry',
  facets: [
    facet(id, 'uco-observable:CalendarEntryFacet', {
      'uco-observable:startTime': dateTime(record['at']),
      'uco-observable:endTime': dateTime(record['endAt']),
      'uco-observable:subject': text(record['title']),
    }),
  ],
})

/** The ontology has no class for it, or one that says too much: an observable, described by our own facet. */
const unknownToUco: Maker = () => ({ type: 'uco-observable:ObservableObject', facets: [] })

const MAKERS: Readonly<Partial<Record<PublicKind, Maker>>> = {
  messages: message,
  calls: call,
  contacts: contact,
  locations: location,
  media,
  web,
  accounts: account,
  notes: note,
  calendar,
}

export const makerOf = (kind: PublicKind): Maker => MAKERS[kind] ?? unknownToUco
