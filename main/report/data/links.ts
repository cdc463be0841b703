/**
 * Entities and links as two CSV files, for link-analysis programs: the first column of each is a key, links name the keys of
 * their two ends. Counts are of the records in scope; nothing is weighed.
 */
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { pairTallies, type PairTally } from '../../casefile/read/edges.ts'
import type { EntityId } from '../../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { caseFacts } from '../facts.ts'
import { writeManifest } from '../manifest.ts'
import { csvCell } from '../neutralise.ts'
import { lensOf, Scope } from '../scope.ts'
import { TextSink, writeFolderWhole } from '../target.ts'
import type { Cell } from './csvColumns.ts'

const ENTITY_HEAD = [
  'entity',
  'type',
  'label',
  'identifiers',
  'role assigned',
  'owner of an examined device',
  'records',
  'first utc',
  'last utc',
]
const LINK_HEAD = [
  'link',
  'from',
  'from label',
  'to',
  'to label',
  'type',
  'records',
  'from to',
  'to from',
  'direction unknown',
  'pair first utc',
  'pair last utc',
  'pair days',
  'pair records in groups',
]

export async function exportLinks(context: ReportContext, request: ExportRequest): Promise<Exported> {
  return writeFolderWhole(request.target, async (folder) => {
    const pairs = [...pairTallies(context.file.database, context.directory, lensOf(request), true).values()].toSorted(byPair)
    const cards = contactCards(context, new Scope(context, request))
    const links = writeTable(join(folder, 'links.csv'), LINK_HEAD, linkRows(context, pairs, cards))
    const entities = writeTable(join(folder, 'entities.csv'), ENTITY_HEAD, entityRows(context, pairs, cards))
    const counts = { 'entities.csv': entities, 'links.csv': links }
    const facts = {
      format: 'corroborate-links',
      formatVersion: 1,
      ...caseFacts(context),
      scope: request.bookmarkedOnly ? 'exhibits' : 'lens',
      lens: request.lens,
      records: counts,
    }
    const { sha256, files } = await writeManifest(folder, facts, context.signer())
    return { records: links, files, sha256, warnings: links === 0 ? ['Nobody is linked with anybody in the chosen scope.'] : [] }
  })
}

const byPair = (left: PairTally, right: PairTally): number => (left.a === right.a ? order(left.b, right.b) : order(left.a, right.a))
/** `i2` before `i10`, identities before persons. */
const order = (a: EntityId, b: EntityId): number => (a[0] === b[0] ? Number(a.slice(1)) - Number(b.slice(1)) : a < b ? -1 : 1)

interface Cards {
  readonly source: number
  readonly label: string
  readonly entity: EntityId
  readonly records: number
}

/** Who stands on contact cards of which device: a card says that the number was saved, not that anybody spoke. */
function contactCards({ file: { database }, directory }: ReportContext, scope: Scope): Cards[] {
  if (!scope.kinds().includes('contacts')) return []
  const { where, values } = scope.filter(['contact'])
  const rows = database
    .prepare(
      `SELECT r.source_id AS source, s.label, c.identity_id AS identity, count(DISTINCT r.id) AS records FROM record AS r JOIN source AS s ON s.id = r.source_id
       JOIN contact_identifier AS c ON c.record_id = r.id WHERE c.identity_id IS NOT NULL AND ${where} GROUP BY 1, 3 ORDER BY 1, 3`,
    )
    .all(...values) as { source: number; label: string; identity: number; records: number }[]
  const cards = new Map<string, Cards>()
  for (const { source, label, identity, records } of rows) {
    const entity = directory.entityOf(identity)
    const key = `${source} ${entity}`
    cards.set(key, { source, label, entity, records: records + (cards.get(key)?.records ?? 0) })
  }
  return [...cards.values()]
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

function* linkRows({ directory }: ReportContext, pairs: readonly PairTally[], cards: readonly Cards[]): Generator<readonly Cell[]> {
  let number = 0
  const label = (entity: EntityId): string => directory.partyOf(entity)?.name ?? entity
  for (const { a, b, kinds, firstMs, lastMs, days, groupRecords } of pairs) {
    for (const [type, { aToB, bToA, unknownDirection }] of [...kinds].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
      const records = aToB + bToA + unknownDirection
      yield [
        `L${++number}`,
        a,
        label(a),
        b,
        label(b),
        type,
        records,
        aToB,
        bToA,
        unknownDirection,
        iso(firstMs),
        iso(lastMs),
        days.size,
        groupRecords,
      ]
    }
  }
  for (const { source, label: device, entity, records } of cards)
    yield [`L${++number}`, `s${source}`, device, entity, label(entity), 'saved in contacts', records, records, 0, 0, null, null, null, null]
}

interface Total {
  records: number
  firstMs: number | null
  lastMs: number | null
}

function* entityRows(context: ReportContext, pairs: readonly PairTally[], cards: readonly Cards[]): Generator<readonly Cell[]> {
  const totals = new Map<EntityId, Total>(cards.map(({ entity }) => [entity, { records: 0, firstMs: null, lastMs: null }]))
  for (const { a, b, records, firstMs, lastMs } of pairs) {
    for (const entity of [a, b]) {
      const total = totals.get(entity) ?? { records: 0, firstMs: null, lastMs: null }
      total.records += records
      if (firstMs !== null) total.firstMs = Math.min(firstMs, total.firstMs ?? firstMs)
      if (lastMs !== null) total.lastMs = Math.max(lastMs, total.lastMs ?? lastMs)
      totals.set(entity, total)
    }
  }
  for (const [entity, total] of [...totals].toSorted(([a], [b]) => order(a, b))) yield entityRow(context, entity, total)
  for (const [source, label] of new Map(cards.map((card) => [card.source, card.label])))
    yield [`s${source}`, 'device', label, null, null, null, null, null, null]
}

function entityRow(
  { file: { database }, directory }: ReportContext,
  entity: EntityId,
  { records, firstMs, lastMs }: Total,
): readonly Cell[] {
  const party = directory.partyOf(entity)
  const identifierOf = database.prepare('SELECT scheme, display FROM identity WHERE id = ?')
  const identifiers = directory.identitiesOf(entity).map((id) => identifierOf.get(id) as { scheme: string; display: string })
  const type = entity.startsWith('p') ? 'person' : (identifiers[0]?.scheme ?? 'identity')
  const named = identifiers.map(({ scheme, display }) => `${scheme}: ${display}`).join('; ')
  return [entity, type, party?.name ?? entity, named, party?.role, party?.isDeviceOwner, records, iso(firstMs), iso(lastMs)]
}

function writeTable(path: string, head: readonly string[], rows: Iterable<readonly Cell[]>): number {
  const sink = new TextSink(openSync(path, 'wx'))
  let count = 0
  try {
    sink.write(`\ufeff${head.map(csvCell).join(',')}\r\n`)
    for (const row of rows) {
      sink.write(`${row.map(csvCell).join(',')}\r\n`)
      count++
    }
    sink.end()
  } finally {
    sink.abandon()
  }
  return count
}
