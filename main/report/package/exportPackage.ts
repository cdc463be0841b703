/** The package: a folder of pages that opens in any browser from disk, with every exhibit, its context and its origin. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { writeManifest } from '../manifest.ts'
import type { Signer } from '../signing/signature.ts'
import { writeFolderWhole, writePackedWhole } from '../target.ts'
import { collectPackage, type Outlet } from './collect.ts'
import { writeTalk } from './conversationPage.ts'
import { writeCoverage, writeRecords } from './dataFiles.ts'
import { writeExhibits } from './exhibitPages.ts'
import { glossaryBody } from './glossaryPage.ts'
import { graphBody } from './graphPage.ts'
import { methodBody } from './methodPage.ts'
import type { Package } from './model.ts'
import { overviewBody } from './overviewPage.ts'
import { page, type PageWriter } from './page.ts'
import { writePairs } from './pairPages.ts'
import { personFile } from './parties.ts'
import { entriesByPerson, peopleBody, peopleOf, writePersons } from './peoplePage.ts'
import { writePlaces } from './placesPage.ts'
import { reviewBody } from './reviewPage.ts'
import { searchBody, SearchIndex } from './searchIndex.ts'
import { coverageBody, devicesBody } from './sourcePages.ts'
import { writeTimeline } from './timelinePage.ts'
import { zipFolder } from './zipFolder.ts'

/** The target decides: a folder, or one zip file when it ends in `.zip`. */
const ZIP = /\.zip$/i

export async function exportPackage(context: ReportContext, request: ExportRequest, outlet: Outlet): Promise<Exported> {
  const pack = collectPackage(context, request, (keys) => outlet.reading(keys))
  const { target } = request
  const write = (folder: string): Promise<Exported> => writePackage(pack, folder, context.signer(), outlet, basename(target))
  if (!ZIP.test(target)) return writeFolderWhole(target, write)
  const root = basename(target).replace(ZIP, '')
  return writePackedWhole(target, write, (folder, packed) => zipFolder(folder, packed, root === '' ? 'package' : root))
}

/** `name`: under which it will lie, and of a zip the folder in it. */
async function writePackage(pack: Package, folder: string, signer: Signer, outlet: Outlet, name: string): Promise<Exported> {
  mkdirSync(join(folder, 'pictures'))
  const id = writeRecords(pack, join(folder, 'exhibits.jsonl'))
  const write: PageWriter = (head, body) => writeFileSync(join(folder, head.file), page(pack, id, head, body))
  const index = new SearchIndex(folder, pack.time)
  const seen = await writeExhibits(pack, folder, write, index)
  for (const talk of pack.talks) {
    writeTalk(pack, write, index, talk)
    await othersTurn()
  }
  writeTimeline(pack, write, seen.entries)
  writePeople(pack, folder, write, index, seen.entries)
  const places = seen.entries.flatMap(({ position }) => position ?? [])
  writePlaces(pack, folder, write, places)
  write({ file: 'devices.html', title: 'Devices' }, devicesBody(pack))
  write({ file: 'coverage.html', title: 'Coverage' }, coverageBody(pack))
  writeCoverage(pack, join(folder, 'coverage.csv'))
  write({ file: 'method.html', title: 'Method' }, methodBody(pack))
  write({ file: 'glossary.html', title: 'Glossary' }, glossaryBody(pack))
  write({ file: 'review.html', title: 'My review', isReviewed: true }, reviewBody())
  write({ file: 'index.html', title: 'Summary' }, overviewBody(pack, { ...seen, conversations: pack.talks.length }))
  const last = pack.material.log.at(-1)
  const facts = {
    format: 'corroborate-package',
    formatVersion: 1,
    ...pack.facts,
    package: id,
    audience: pack.audience.name === '' ? 'full' : pack.audience.name,
    exhibits: pack.exhibits.length,
    lastLogEntry: last === undefined ? null : { number: last.number, hash: last.hash },
  }
  const { sha256, files } = await writeManifest(folder, facts, signer)
  outlet.inspectName(name)
  outlet.inspectFolder(folder)
  outlet.finish(id)
  return {
    records: pack.exhibits.length,
    files,
    sha256,
    warnings: [...seen.warnings, ...outlet.warnings()],
    left: { packageId: id, audience: facts.audience, exhibits: pack.exhibits.length },
  }
}

/** An export takes a while; the rest of the program goes on. */
const othersTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** People come last of what names them: until then nobody knows who occurs. */
function writePeople(
  pack: Package,
  folder: string,
  write: PageWriter,
  index: SearchIndex,
  entries: Parameters<typeof writePairs>[2],
): void {
  const exhibitsOf = entriesByPerson(entries)
  const people = peopleOf(pack, exhibitsOf)
  const graph = pack.material.graph({ ...pack.scope, people: [...pack.entities] })
  write({ file: 'people.html', title: 'People' }, peopleBody(pack, people, exhibitsOf))
  writePersons(pack, write, people, entries, graph)
  writePairs(pack, write, entries, graph)
  write({ file: 'graph.html', title: 'Contacts' }, graphBody(pack, folder, graph))
  for (const somebody of people) index.addPerson(exhibitsOf.has(somebody.entity) ? personFile(somebody.entity) : 'people.html', somebody)
  write({ file: 'search.html', title: 'Search', index: index.end() }, searchBody())
}
