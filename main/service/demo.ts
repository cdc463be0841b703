/** The synthetic demo: built once into the settings folder, imported like any extraction, with roles as its script gives them. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoManifest } from '../../fixtures/demo/index.ts'
import { setCaseFact } from '../casefile/read/caseInfo.ts'
import { suggestions } from '../casefile/read/people.ts'
import { normaliseIdentifier } from '../../parsers/formats/values/identifier.ts'
import { startImport } from './importHandlers.ts'
import type { OpenCase } from './openCase.ts'
import type { Emit } from './wiring.ts'

const DEMO_REASON = 'Demo script: part of the synthetic scenario'

/** Opens the demo case, building it first when needed. `done` resolves when it is whole. */
export async function openDemo(open: OpenCase, emit: Emit): Promise<{ jobId: string; done: Promise<void> }> {
  const folder = join(open.options.settingsFolder, 'demo')
  const path = join(folder, 'Demo (synthetic).corroborate')
  if (existsSync(join(folder, 'complete')) && existsSync(path)) {
    await open.open(path)
    return { jobId: 'demo', done: Promise.resolve() }
  }
  await open.closeCase()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  // Loaded only when asked for: an examiner's machine has no use for the generator.
  const { buildDemo } = await import('../../fixtures/demo/index.ts')
  const manifest = await buildDemo(join(folder, 'extractions'))
  await open.create(path, { name: 'Demo case (synthetic)', number: 'DEMO-1', examiner: 'Demo', timezone: 'Europe/Vienna' })
  setCaseFact(open.database, 'demo', 'yes')
  const [first, ...others] = manifest.phones
  if (first === undefined) throw new Error('the demo has no phones')
  const start = startImport(open, emit, { path: first.folder, label: first.label })
  const done = (async () => {
    await start.done
    for (const { folder: input, label } of [...others, ...manifest.extras]) await startImport(open, emit, { path: input, label }).done
    assignDemoPeople(open, manifest)
    mkdirSync(join(folder, 'complete'))
    emit('case.changed', { what: 'people' })
  })()
  done.catch(() => {})
  return { jobId: start.jobId, done }
}

/** Nobody has decided about her yet: the suggestions about her show what an analyst finds in a new case. */
const LEFT_TO_THE_ANALYST = 'Daria Pop'

/** Does what an analyst would do by hand: accepts the strong suggestions, names persons, assigns roles. */
function assignDemoPeople(open: OpenCase, { persons }: DemoManifest): void {
  const { people, database } = open
  const undecided = new Set(persons.filter(({ name }) => name === LEFT_TO_THE_ANALYST).flatMap((person) => scriptIdentities(open, person)))
  for (const { id, strength, a, b } of suggestions(database, 'open')) {
    if (strength === 'strong' && !undecided.has(a.id) && !undecided.has(b.id)) people.accept(id)
  }
  for (const person of persons) {
    const { name, suggestedRole } = person
    if (name === LEFT_TO_THE_ANALYST) continue
    const ids = scriptIdentities(open, person)
    if (ids.length === 0) continue
    const personId = personOf(open, ids) ?? people.create(name, ids, DEMO_REASON)
    for (const id of ids) people.attach(personId, id, DEMO_REASON)
    people.rename(personId, name, 'Fictional person of the synthetic demo')
    if (suggestedRole !== null) people.setRole(personId, suggestedRole.role, suggestedRole.reason)
  }
}

/** The identities of a person of the script that the phones really hold. */
function scriptIdentities({ database }: OpenCase, { identifiers }: DemoManifest['persons'][number]): number[] {
  const find = database.prepare('SELECT id FROM identity WHERE scheme = ? AND value = ?').pluck()
  return identifiers.flatMap(({ kind, value }) => {
    const normalised = normaliseIdentifier({ scheme: kind === 'whatsapp' ? 'whatsapp' : 'address', raw: value }, null)
    const id = find.get(normalised.scheme, normalised.value) as number | undefined
    return id === undefined ? [] : [id]
  })
}

function personOf({ database }: OpenCase, identityIds: readonly number[]): number | null {
  for (const id of identityIds) {
    const person = database.prepare('SELECT person_id FROM person_identity WHERE identity_id = ?').pluck().get(id) as number | undefined
    if (person !== undefined) return person
  }
  return null
}
