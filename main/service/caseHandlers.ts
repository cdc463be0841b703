/** Calls about the case itself: opening, facts, coverage, files on this machine. */
import { readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { auditEntries, caseInfo, coverage, setCaseFact } from '../casefile/read/caseInfo.ts'
import { auditChange } from '../casefile/write/auditChange.ts'
import { type CaseCalls, CaseError, type CaseInfo, type FolderListing } from '../contract/index.ts'
import { openDemo } from './demo.ts'
import type { OpenCase } from './openCase.ts'
import type { Emit, Handlers } from './wiring.ts'

export function caseHandlers(open: OpenCase, emit: Emit): Handlers<Exclude<keyof CaseCalls, `import.${string}`>> {
  const info = (): CaseInfo => caseInfo(open.file, open.directory)
  return {
    'case.current': () => (open.current === null ? null : info()),
    'case.recent': () => open.recent.list(),
    'case.create': async ({ path, name, number, examiner, timezone }) => {
      requireZone(timezone)
      if (path.trim() === '') throw new CaseError('usage', 'A case needs a file name.')
      await open.create(withEnding(path), { name, number, examiner, timezone })
      return info()
    },
    'case.open': async ({ path }) => {
      await open.open(resolve(path))
      return info()
    },
    'case.close': async () => ({ closed: await open.closeCase() }),
    'case.update': (facts) => {
      requireZone(facts.timezone)
      for (const [key, value] of Object.entries(facts)) setCaseFact(open.database, key, value)
      auditChange(open.database, open.actor, 'case facts changed', JSON.stringify(facts))
      emit('case.changed', { what: 'records' })
      return info()
    },
    'case.openDemo': async () => ({ jobId: (await openDemo(open, emit)).jobId }),
    'case.coverage': ({ sourceId }) => coverage(open.database, sourceId),
    'case.audit': ({ afterNumber, limit }) => auditEntries(open.database, afterNumber, limit),
    'files.list': ({ path }) => listFolder(path === null || path === '' ? homedir() : resolve(path)),
  }
}

const ENDING = '.corroborate'
const withEnding = (path: string): string => (path.endsWith(ENDING) ? resolve(path) : resolve(`${path}${ENDING}`))

export function requireZone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch {
    throw new CaseError('usage', `"${timezone}" is not a time zone. Use an IANA name such as Europe/Vienna.`)
  }
}

function listFolder(path: string): FolderListing {
  let names: string[]
  try {
    names = readdirSync(path)
  } catch {
    throw new CaseError('unreadable', `The folder ${path} cannot be opened. Check the path and your rights.`)
  }
  const entries = names
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const entry = join(path, name)
      try {
        const stats = statSync(entry)
        return [{ name, path: entry, isFolder: stats.isDirectory(), sizeBytes: stats.isDirectory() ? 0 : stats.size }]
      } catch {
        return []
      }
    })
    .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1))
  const parent = dirname(path)
  return { path, parent: parent === path ? null : parent, entries }
}
