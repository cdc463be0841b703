/**
 * One record as nodes of CASE/UCO 1.4: its own, the relation to the row that it was read from, and its position. What the ontology has
 * no word for (direction, accuracy in metres, earlier wordings, kinds it does not know) stands verbatim in facets of our own.
 */
import type { PublicKind } from '../../../casefile/read/publicRecords.ts'
import { RECORD_KIND_OF } from '../../../casefile/read/publicRecords.ts'
import { makerOf, type Shape } from './makers.ts'
import { decimal, facet, idOf, node, type Node, to, type Value } from './node.ts'
import type { Things } from './things.ts'

interface Origin {
  readonly file: string
  readonly table: string
  readonly row: string | number
  readonly parser: string
}

export interface Position {
  readonly latitude: number | null
  readonly longitude: number | null
  readonly accuracyMetres: number | null
  readonly class: string | null
}

/** Fields that are said elsewhere; the rest goes into the facet of our own. */
const COMMON: ReadonlySet<string> = new Set(['id', 'source', 'from', 'state', 'thread'])

export function recordId(things: Things, source: number, citation: string): string {
  // The number of a source differs from case to case, its hash does not.
  return idOf(`record ${things.sourceKey(source)} ${citation.replace(/^S\d+\./, '')}`)
}

export function* recordNodes(things: Things, kind: PublicKind, record: Shape, position: Position): Generator<Node> {
  const source = record['source'] as number
  const id = recordId(things, source, record['id'] as string)
  const place = locationNode(id, position)
  const made = makerOf(kind)(id, record, things, place)
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
