/**
 * CASE/UCO against the shapes of the ontology itself, with another's implementation of SHACL. The ontology (Apache-2.0,
 * casework/CASE-Utilities-Python) lies outside the project: at `CORROBORATE_ONTOLOGY` or `../shared/reference/case-1.4.0.ttl`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import jsonld from 'jsonld'
import { DataFactory, Parser, type Quad, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportCase } from '../../main/report/exportCase.ts'
import { uuidOf } from '../../main/report/data/case/node.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { WrittenCase } from '../support/syntheticRecords.ts'
import { EVERY_KIND } from './everyKind.ts'

const ONTOLOGY = process.env['CORROBORATE_ONTOLOGY'] ?? fileURLToPath(new URL('../../../shared/reference/case-1.4.0.ttl', import.meta.url))
const CASE = 'https://ontology.caseontology.org/case/investigation/'
const CORE = 'https://ontology.unifiedcyberontology.org/uco/core/'
const OBSERVABLE = 'https://ontology.unifiedcyberontology.org/uco/observable/'
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const SH = 'http://www.w3.org/ns/shacl#'

/** Nothing is fetched: a context that is not in the file itself would be an error. */
const offline = (address: string): never => {
  throw new Error(`the export wants ${address} to be fetched`)
}

async function graphOf(path: string): Promise<Store> {
  const document = JSON.parse(readFileSync(path, 'utf8')) as jsonld.JsonLdDocument
  const quads = await jsonld.toRDF(document, { format: 'application/n-quads', documentLoader: offline })
  return new Store(new Parser({ format: 'N-Quads' }).parse(quads as unknown as string))
}

/** Without imports (they would be fetched) and without the constraints in SPARQL, which this validator does not know. */
function shapes(): Store {
  const quads = new Parser().parse(readFileSync(ONTOLOGY, 'utf8'))
  return new Store(
    quads.filter(({ predicate }) => predicate.value !== 'http://www.w3.org/2002/07/owl#imports' && predicate.value !== `${SH}sparql`),
  )
}

interface Violation {
  readonly severity: string
  readonly text: string
}

async function violations(graph: Store): Promise<Violation[]> {
  const rules = shapes()
  // The classes' hierarchy is part of what is asked about.
  const report = await new SHACLValidator(rules).validate(new Store([...graph, ...subclasses(rules)]))
  return report.results.map(({ severity, focusNode, path, message, value }) => ({
    severity: severity?.value.replace(SH, '') ?? '',
    text: `${focusNode?.value} ${path?.value} ${value?.value}: ${message.map((one) => one.value).join(' ')}`,
  }))
}

const subclasses = (store: Store): Quad[] => store.getQuads(null, 'http://www.w3.org/2000/01/rdf-schema#subClassOf', null, null)
const ofType = (graph: Store, type: string): string[] => graph.getSubjects(TYPE, type, null).map(({ value }) => value)

let written: WrittenCase
let path: string
let graph: Store
beforeAll(async () => {
  written = new WrittenCase(EVERY_KIND)
  const { database } = written.file
  database
    .prepare(
      "INSERT INTO legal_authority (type, identifier, from_ms, to_ms, covers_undated, kinds_json, sources_json, note, actor, added_at_ms) VALUES ('Search warrant', 'W-1', NULL, 4102444800000, 1, '[]', '[]', '', 'tester', 0)",
    )
    .run()
  database
    .prepare(
      "INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms) SELECT id, id, 'why', '[]', 'tester', 0 FROM record WHERE kind = 'call'",
    )
    .run()
  path = join(written.folder, 'export.jsonld')
  await run(path)
  graph = await graphOf(path)
})
afterAll(() => written.dispose())

const never = (): never => {
  throw new Error('not asked for here')
}
const run = (target: string, bookmarkedOnly = false): ReturnType<typeof exportCase> =>
  exportCase(
    {
      file: written.file,
      directory: written.directory,
      readers: { bytes: never, digests: never },
      actor: 'tester',
      signer: never,
      graph: never,
      smallPicture: never,
      picture: never,
    },
    { format: 'case', target, lens: null, bookmarkedOnly },
  )

describe.skipIf(!existsSync(ONTOLOGY))('the shapes of CASE 1.4.0', () => {
  it('accept one record of every kind', async () => {
    expect(await violations(graph)).toEqual([])
  }, 300_000)

  it('refuse a message whose time is no time: the check can fail', async () => {
    const time = DataFactory.namedNode(`${OBSERVABLE}sentTime`)
    const [first] = graph.getQuads(null, time, null, null)
    if (first === undefined) throw new Error('no message has a time')
    const broken = new Store([...graph])
    broken.removeQuad(first)
    broken.addQuad(first.subject, time, DataFactory.literal('yesterday'))
    expect((await violations(broken)).length).toBeGreaterThan(0)
  }, 300_000)

  it('accept the exhibits of the demo', async () => {
    const scratch: ScratchCase = (await demoCase()).scratch
    try {
      const keys = scratch.database
        .prepare(
          "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY kind, state, service ORDER BY id) AS n FROM record WHERE kind <> 'identity-link') WHERE n <= 3",
        )
        .pluck()
        .all() as number[]
      for (const key of keys) await scratch.call('bookmark.set', { key, note: '', tags: [] })
      const target = join(scratch.folder, 'exhibits.jsonld')
      expect(await scratch.call('export.run', { format: 'case', target, lens: null, bookmarkedOnly: true })).toMatchObject({
        records: keys.length,
      })
      expect(await violations(await graphOf(target))).toEqual([])
    } finally {
      await scratch.dispose()
    }
  }, 300_000)
})

describe('the graph', () => {
  it('has every record once, with the row it was read from', () => {
    const relations = ofType(graph, `${OBSERVABLE}ObservableRelationship`)
    expect(relations).toHaveLength(EVERY_KIND.length)
    const sources = relations.map((one) => graph.getObjects(one, `${CORE}source`, null)[0]?.value)
    expect(new Set(sources).size).toBe(EVERY_KIND.length)
    const rows = graph.getObjects(null, `${OBSERVABLE}recordRowID`, null).map(({ value }) => value)
    expect(rows).toContain('DCIM/IMG_1.JPG')
    expect(ofType(graph, `${OBSERVABLE}Message`)).toHaveLength(4)
    expect(ofType(graph, `${OBSERVABLE}Call`)).toHaveLength(3)
  })

  it('says who called only where the row says it', () => {
    const counts = ['from', 'to', 'participant'].map(
      (role) =>
        graph
          .getQuads(null, `${OBSERVABLE}${role}`, null, null)
          .filter(({ subject }) => graph.getQuads(subject, TYPE, `${OBSERVABLE}CallFacet`, null).length > 0).length,
    )
    expect(counts).toEqual([1, 1, 2])
  })

  it('marks what was recovered, and keeps the radius in metres', () => {
    expect(graph.getQuads(null, `${OBSERVABLE}contentRecoveredStatus`, null, null)).toHaveLength(1)
    const radii = graph.getObjects(null, 'urn:corroborate:vocabulary:1#horizontalAccuracyMetres', null).map(({ value }) => value)
    expect(radii).toContain('1500')
  })

  it('names the authority and the exhibits with their numbers', async () => {
    expect(ofType(graph, `${CASE}Authorization`)).toHaveLength(1)
    const target = join(written.folder, 'exhibits.jsonld')
    expect(await run(target, true)).toMatchObject({ records: 3 })
    const exhibits = await graphOf(target)
    expect(exhibits.getQuads(null, `${CASE}exhibitNumber`, null, null)).toHaveLength(3)
    expect(ofType(exhibits, `${OBSERVABLE}Message`)).toEqual([])
  })

  it('gives the same names and bytes again', async () => {
    await run(join(written.folder, 'again.jsonld'))
    expect(readFileSync(join(written.folder, 'again.jsonld')).equals(readFileSync(path))).toBe(true)
    expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
