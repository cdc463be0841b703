/**
 * CASE/UCO 1.4 as JSON-LD, for exchange between agencies: one node after the other, so that memory grows with people, files and
 * conversations, not with records' contents. It validates against the shapes of the ontology (test/report/caseUco.test.ts).
 */
import type { Database } from 'better-sqlite3'
import { exhibits } from '../../../casefile/read/exhibits.ts'
import { citationOf } from '../../../casefile/read/citation.ts'
import type { Exported, ExportRequest, ReportContext } from '../../context.ts'
import { type CaseFacts, caseFacts } from '../../facts.ts'
import { Scope } from '../../scope.ts'
import { type TextSink, writeFileWhole } from '../../target.ts'
import { CONTEXT, dateTime, facet, idOf, node, type Node, to } from './node.ts'
import { type Position, recordId, recordNodes } from './recordNodes.ts'
import { Things } from './things.ts'

export async function exportCaseUco(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const { database } = context.file
  const facts = caseFacts(context)
  const things = new Things(database, new Map(facts.sources.map(({ id, sha256 }) => [id, sha256 ?? `source ${id}`])))
  const scope = new Scope(context, request)
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    const write = nodeWriter(sink)
    const keys = new Set<number>()
    const positionOf = database.prepare(
      'SELECT latitude, longitude, accuracy_metres AS accuracyMetres, position_class AS class FROM record WHERE id = ?',
    )
    for (const kind of scope.kinds()) {
      for await (const { key, record } of scope.records(kind)) {
        keys.add(key)
        for (const one of recordNodes(things, kind, record, positionOf.get(key) as Position)) write(one)
      }
    }
    for (const one of caseNodes(database, facts, things, keys)) write(one)
    for (const one of things.nodes()) write(one)
    sink.write('\n]}\n')
    return keys.size
  })
  return { records: result, files: 1, sha256, warnings: result === 0 ? ['No record is in the chosen scope.'] : [] }
}

/** A web address that many records name is written once. */
function nodeWriter(sink: TextSink): (one: Node) => void {
  const addresses = new Set<string>()
  let isFirst = true
  sink.write(`{"@context":${JSON.stringify(CONTEXT)},"@graph":[`)
  return (one) => {
    if (addresses.has(one['@id'])) return
    if (one['@type'] === 'uco-observable:URL') addresses.add(one['@id'])
    sink.write(`${isFirst ? '' : ','}\n${JSON.stringify(one)}`)
    isFirst = false
  }
}

/** The case, its sources, who parsed them with what, under which authority, and the exhibits by number. */
function* caseNodes(
  database: Database,
  { program, case: about, sources }: CaseFacts,
  things: Things,
  keys: ReadonlySet<number>,
): Generator<Node> {
  const tool = idOf(`tool ${program.name} ${program.version}`)
  yield node(tool, 'uco-tool:Tool', { 'uco-core:name': program.name, 'uco-tool:version': program.version, 'uco-tool:toolType': 'Parser' })
  const examiner = about.examiner === '' ? null : idOf(`examiner ${about.examiner}`)
  if (examiner !== null) yield node(examiner, 'uco-identity:Person', { 'uco-core:name': about.examiner })
  const provenance: string[] = []
  for (const { id, label, sha256 } of sources) {
    const device = idOf(`device ${things.sourceKey(id)}`)
    yield node(device, 'uco-observable:Device', {
      'uco-core:name': label,
      'uco-core:hasFacet': [facet(device, 'uco-observable:DeviceFacet', {})],
    })
    const record = idOf(`provenance ${things.sourceKey(id)}`)
    provenance.push(record)
    yield node(record, 'case-investigation:ProvenanceRecord', {
      'uco-core:description': `${label}${sha256 === null ? '' : `, SHA-256 ${sha256}`}`,
      'uco-core:object': [to(device)],
    })
    yield node(idOf(`parsing ${things.sourceKey(id)}`), 'case-investigation:InvestigativeAction', {
      'uco-core:name': 'parsed',
      'uco-action:instrument': [to(tool)],
      'uco-action:performer': examiner === null ? null : to(examiner),
      'uco-action:object': [to(device)],
      'uco-action:result': [to(record)],
    })
  }
  for (const one of exhibitRecords(database, things, keys)) {
    provenance.push(one['@id'])
    yield one
  }
  const authorities = [...authorityNodes(database)]
  yield* authorities
  yield node(idOf(`investigation ${about.number} ${about.name}`), 'case-investigation:Investigation', {
    'uco-core:name': about.name,
    'uco-core:description': about.number === '' ? null : `Case number ${about.number}`,
    'case-investigation:relevantAuthorization': authorities.map((one) => to(one['@id'])),
    'uco-core:object': provenance.map(to),
  })
}

function* exhibitRecords(database: Database, things: Things, keys: ReadonlySet<number>): Generator<Node> {
  for (const { number, target, note } of exhibits(database)) {
    if (target.kind !== 'record' || !keys.has(target.key)) continue
    const citation = citationOf(database, target.key)
    const source = Number(/^S(\d+)\./.exec(citation)?.[1])
    yield node(idOf(`exhibit ${number} ${citation}`), 'case-investigation:ProvenanceRecord', {
      'case-investigation:exhibitNumber': number,
      'uco-core:description': note === '' ? null : note,
      'uco-core:object': [to(recordId(things, source, citation))],
    })
  }
}

function* authorityNodes(database: Database): Generator<Node> {
  const rows = database.prepare('SELECT id, type, identifier, from_ms AS fromMs, to_ms AS toMs FROM legal_authority ORDER BY id').all() as {
    id: number
    type: string
    identifier: string
    fromMs: number | null
    toMs: number | null
  }[]
  const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  for (const { id, type, identifier, fromMs, toMs } of rows) {
    yield node(idOf(`authority ${id} ${type} ${identifier}`), 'case-investigation:Authorization', {
      'case-investigation:authorizationType': type,
      'case-investigation:authorizationIdentifier': identifier === '' ? null : [identifier],
      'uco-core:startTime': dateTime(iso(fromMs)),
      'uco-core:endTime': dateTime(iso(toMs)),
    })
  }
}
