/** Commands about hash sets: what stands in one is listed, and neither shown nor exported. */
import { resolve } from 'node:path'
import { invokeTyped } from '../service/index.ts'
import { type Action, at, openCaseAt } from './action.ts'
import { lineWriter, noteNone, oneLine, writeLine } from './output.ts'

export const addHashSet: Action = async (service, line) => {
  await openCaseAt(service, line)
  const { set, hits, notCompared } = await invokeTyped(service, 'hashset.add', {
    path: resolve(at(line, 1)),
    name: line.options['name'] ?? '',
  })
  if (line.flags.has('json')) await writeLine(JSON.stringify({ ...set, caseHits: hits, notCompared }))
  else {
    await writeLine(
      oneLine(
        `Added the set "${set.name}" (hashes: ${set.entries.toLocaleString('en')}; files of the case that stand in it: ${set.hits.toLocaleString('en')})`,
      ),
    )
    if (notCompared > 0)
      await writeLine(
        `  ! Files that could not be read and were not compared: ${notCompared.toLocaleString('en')}; they are not shown until they are`,
      )
  }
  return 0
}

export const listHashSets: Action = async (service, line) => {
  await openCaseAt(service, line)
  const sets = await invokeTyped(service, 'hashset.list', {})
  if (sets.length === 0) noteNone(line, 'The case has no hash set.')
  for (const set of sets) {
    const cells = [String(set.id), set.name, `hashes ${set.entries}`, `hits ${set.hits}`, set.fileSha256]
    await writeLine(line.flags.has('json') ? JSON.stringify(set) : cells.map(oneLine).join('\t'))
  }
  return 0
}

export const listHashHits: Action = async (service, line) => {
  await openCaseAt(service, line)
  const out = lineWriter()
  for (const hit of await invokeTyped(service, 'hashset.hits', {})) {
    const { setName, category, algorithm, source, path, sha256, md5 } = hit
    const cells = [setName, category === null ? 'no category' : `category ${category}`, algorithm, source, path, sha256 ?? md5 ?? '']
    await out.write(line.flags.has('json') ? JSON.stringify(hit) : cells.map(oneLine).join('\t'))
  }
  await out.end()
  if (out.lines === 0) noteNone(line, 'No file of the case stands in a hash set.')
  return 0
}
