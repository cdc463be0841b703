/**
 * One record as nodes of CASE/UCO 1.4: its own, the relation to the row that it was read from, and its position. What the ontology has
 * no word for (direction, accuracy in metres, earlier wordings, kinds it does not know) stands verbatim in facets of our own.
 */
import type { PublicKind } from '../../../casefile/read/publicRecords.ts'
import { RECORD_KIND_OF } from '../../../casefile/read/publicRecords.ts'
import { dateTime, decimal, facet, idOf, node, type Node, to, type Value } from './node.ts'
import { contentData, emailAddress, type Somebody, type Things } from './things.ts'

type Shape = Readonly<Record<string, unknown>>

interface Origin {
  readonly file: string
  readonly table: string
  readonly row: string | number
  readonly parser: string
}

interface Made {
  readonly type: string
  readonly facets: readonly Node[]
  /** Nodes beside it that its facets refer to. */
  readonly beside?: readonly Node[]
}

export interface Position {
  readonly latitude: number | null
  readonly longitude: number | null
  readonly accuracyMetres: number | null
  readonly class: string | null
}

/** Fields that are said elsewhere; the rest goes into the facet of our own. */
const COMMON: ReadonlySet<string> = new Set(['id', 'source', 'from', 'state', 'thread'])
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : null)
const people = (value: unknown): readonly (Somebody | null)[] => (Array.isArray(value) ? (value as readonly (Somebody | null)[]) : [])

export function recordId(things: Things, source: number, citation: string): string {
  // The number of a source differs from case to case, its hash does not.
  return idOf(`record ${things.sourceKey(source)} ${citation.replace(/^S\d+\./, '')}`)
}

export function* recordNodes(things: Things, kind: PublicKind, record: Shape, position: Position): Generator<Node> {
  const source = record['source'] as number
  const id = recordId(things, source, record['id'] as string)
  const place = locationNode(id, position)
  const made = (MAKERS[kind] ?? unknownToUco)(id, record, things, place)
  const state = record['state'] as string
  yield node(id, made.type, {
    'uco-observable:state': state,
    'uco-core:hasFacet': [...made.facets, ...(state === 'recovered' ? [recovered(id)] : []), ownFacet(id, kind, record)],
  })
  yield* made.beside ?? []
  yield extractedFrom(id, things.file(source, (record['from'] as Origin).file), record['from'] as Origin)
  if (place === null) return
  yield place
  // An entry of a list of positions names its place itself.
  if (kind !== 'locations') yield located(id, place)
}

const recovered = (id: string): Node =>
  facet(id, 'uco-observable:RecoveredObjectFacet', { 'uco-observable:contentRecoveredStatus': 'recovered' })

/** Everything of the record, verbatim: what UCO has words for too, so that nothing hangs on a translation. */
function ownFacet(id: string, kind: PublicKind, record: Shape): Node {
  const fields = Object.entries(record)
    .filter(([name, value]) => !COMMON.has(name) && value !== null)
    .map(([name, value]): [string, Value] => [
      `corro:${name}`,
      typeof value === 'object' ? JSON.stringify(value) : typeof value === 'number' ? decimal(value) : (value as Value),
    ])
  const { parser } = record['from'] as Origin
  return facet(id, 'corro:RecordFacet', {
    'corro:citation': record['id'] as string,
    'corro:recordKind': RECORD_KIND_OF[kind],
    'corro:parser': parser,
    ...Object.fromEntries(fields),
  })
}

function extractedFrom(id: string, file: string, { table, row }: Origin): Node {
  const relation = idOf(`${id} extracted from`)
  return node(relation, 'uco-observable:ObservableRelationship', {
    'uco-core:source': to(id),
    'uco-core:target': to(file),
    'uco-core:kindOfRelationship': 'Extracted_From',
    'uco-core:isDirectional': true,
    'uco-core:hasFacet': [
      facet(relation, 'uco-observable:TableFieldFacet', { 'uco-observable:tableName': table, 'uco-observable:recordRowID': String(row) }),
    ],
  })
}

const located = (id: string, place: Node): Node =>
  node(idOf(`${id} located`), 'uco-core:Relationship', {
    'uco-core:source': to(id),
    'uco-core:target': to(place['@id']),
    'uco-core:kindOfRelationship': 'Located_At',
    'uco-core:isDirectional': true,
  })

/** UCO has no accuracy in metres: a facet of our own carries it with the class, which says what the position means. */
function locationNode(owner: string, position: Position): Node | null {
  const [latitude, longitude] = [decimal(position.latitude), decimal(position.longitude)]
  if (latitude === null || longitude === null) return null
  const id = idOf(`${owner} location`)
  return node(id, 'uco-location:Location', {
    'uco-core:hasFacet': [
      facet(id, 'uco-location:LatLongCoordinatesFacet', { 'uco-location:latitude': latitude, 'uco-location:longitude': longitude }),
      facet(id, 'corro:HorizontalAccuracyFacet', {
        'corro:horizontalAccuracyMetres': decimal(position.accuracyMetres),
        'corro:positionClass': position.class,
      }),
    ],
  })
}

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
