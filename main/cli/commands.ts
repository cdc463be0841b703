/** What each command does: calls of the service, printed. */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { CaseError, EXPORT_FORMATS, type Credentials, type ImportProgress } from '../contract/index.ts'
import { invokeTyped, type Service } from '../service/index.ts'
import { oneLine, writeLine } from './output.ts'
import { type Action, at, caseAt, openCaseAt } from './action.ts'
import { type CommandLine, USAGE } from './arguments.ts'
import { addHashSet, listHashHits, listHashSets } from './hashSetCommands.ts'
import { key, verify } from './integrityCommands.ts'
import { audience, importReview, markPicture, redactionOptions, restore, reviews } from './outsideCommands.ts'
import { bookmark, coverage, list, scopeOf, search, sources } from './recordCommands.ts'
import { readPasswordFile } from './passwordFile.ts'
import {
  addAuthority,
  privilege,
  quarantine,
  quarantineAgain,
  releasePrivileged,
  removeAuthority,
  removePrivileged,
  scope,
} from './scopeCommands.ts'
import { serveCase } from './serve.ts'

const caseName = (path: string): string => basename(path).replace(/\.corroborate$/, '')
const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

const newCase: Action = async (service, line) => {
  const path = at(line, 0)
  const { number = '', name = caseName(path), examiner = '', timezone = localZone() } = line.options
  const info = await invokeTyped(service, 'case.create', { path, name, number, examiner, timezone })
  await writeLine(`Created ${info.path}`)
  return 0
}

const add: Action = async (service, line) => {
  const passwordFile = line.options['password-file']
  // Before anything is created: a password that cannot be read ends the command.
  const keyFile = line.options['key-file']
  const credentials = {
    ...(passwordFile === undefined ? {} : { password: readPasswordFile(passwordFile) }),
    ...(keyFile === undefined ? {} : { keyFile: resolve(keyFile) }),
  }
  const path = caseAt(line)
  if (existsSync(path)) await openCaseAt(service, line)
  else await invokeTyped(service, 'case.create', { path, name: caseName(path), number: '', examiner: '', timezone: localZone() })
  try {
    return await addToOpenCase(service, line, credentials)
  } catch (error) {
    // An extraction that is refused leaves no empty case behind.
    await service.abandonNewCase()
    throw error
  }
}

async function addToOpenCase(service: Service, line: CommandLine, credentials: Credentials): Promise<number> {
  const isJson = line.flags.has('json')
  const stop = watchProgress(service, isJson)
  const before = (await invokeTyped(service, 'case.current', {}))?.sources ?? []
  const end = finished(service)
  await invokeTyped(service, 'import.start', { path: resolve(at(line, 1)), label: line.options['label'] ?? '', ...credentials })
  const outcome = await end
  stop()
  if (outcome.failure !== null) throw new CaseError(outcome.failureKind ?? 'bug', outcome.failure)
  const info = await invokeTyped(service, 'case.current', {})
  const added = info?.sources.find(({ id }) => !before.some((known) => known.id === id && known.status === 'complete')) ?? null
  if (added === null) {
    await writeLine(
      isJson ? JSON.stringify({ alreadyPresent: true }) : 'This extraction is already in the case (same SHA-256). Nothing was added.',
    )
    return 0
  }
  const { id, label, sha256, recordCounts, warnings } = added
  const rows = await invokeTyped(service, 'case.coverage', { sourceId: id })
  const skipped = rows.reduce((sum, row) => sum + row.skipped, 0)
  const missingFiles = rows.filter(({ status }) => status === 'missing').length
  if (isJson) {
    await writeLine(
      JSON.stringify({ source: id, label, sha256, records: recordCounts, skipped, missingFiles, warnings, alreadyPresent: false }),
    )
    return 0
  }
  await writeLine(oneLine(`Added "${label}" as source ${id} (SHA-256 ${sha256})`))
  if (Object.keys(recordCounts).length === 0) await writeLine('  no records')
  for (const [kind, count] of Object.entries(recordCounts)) await writeLine(`  ${kind}: ${count.toLocaleString('en')}`)
  await writeLine(
    `  rows skipped with a reason: ${skipped.toLocaleString('en')}; listed files missing: ${missingFiles.toLocaleString('en')}`,
  )
  for (const warning of warnings) await writeLine(oneLine(`  ! ${warning}`))
  return 0
}

/** Progress goes to standard error when a person watches; it never mixes with output. */
function watchProgress(service: Service, isJson: boolean): () => void {
  if (isJson || !process.stderr.isTTY) return () => {}
  return service.on((event, data) => {
    if (event !== 'import.progress') return
    const { stage, current, records, bytesDone, bytesTotal } = data as ImportProgress
    const share = bytesTotal > 0 ? ` ${Math.floor((bytesDone / bytesTotal) * 100)} %` : ''
    process.stderr.write(
      `\r\x1b[K${stage}${share} · ${records.toLocaleString('en')} records · ${oneLine(current.slice(-60))}${stage === 'finished' ? '\n' : ''}`,
    )
  })
}

/** How the import ends. To be called before it starts: a failure can come at once. */
function finished(service: Service): Promise<ImportProgress> {
  return new Promise((settle) => {
    const stop = service.on((event, data) => {
      const progress = data as ImportProgress
      if (event !== 'import.progress' || !['finished', 'failed', 'cancelled'].includes(progress.stage)) return
      stop()
      settle(progress)
    })
  })
}

const exportAction: Action = async (service, line) => {
  // `html` is how the package was called at first; scripts may still say it.
  const wanted = line.options['format'] === 'html' ? 'package' : line.options['format']
  const format = EXPORT_FORMATS.find((name) => name === wanted)
  if (format === undefined) throw new CaseError('usage', `--format takes one of ${EXPORT_FORMATS.join(', ')}.`)
  const redaction = redactionOptions(line)
  await openCaseAt(service, line)
  const isPackage = format === 'package' || format === 'pdf'
  const bookmarkedOnly = line.flags.has('bookmarked') || isPackage
  const target = resolve(at(line, 1))
  const summary = await invokeTyped(service, 'export.run', { format, target, lens: scopeOf(line), bookmarkedOnly, ...redaction })
  if (line.flags.has('json')) await writeLine(JSON.stringify(summary))
  else {
    await writeLine(`Exported ${summary.records.toLocaleString('en')} records to ${summary.target} (SHA-256 ${summary.sha256})`)
    for (const warning of summary.warnings) await writeLine(`  ! ${warning}`)
  }
  return 0
}

const serve: Action = async (service, line) => {
  const stated = line.options['port'] ?? '0'
  const port = /^\d{1,5}$/.test(stated) ? Number(stated) : NaN
  if (!(port <= 65_535)) throw new CaseError('usage', `--port takes a number from 0 to 65535, not "${stated}".`)
  await openCaseAt(service, line)
  await serveCase(service, port)
  return 0
}

const help: Action = async () => {
  await writeLine(USAGE)
  return 0
}

export const COMMAND_ACTIONS: Readonly<Record<string, Action>> = {
  new: newCase,
  add,
  sources,
  coverage,
  list,
  search,
  export: exportAction,
  verify,
  audience,
  bookmark,
  'mark-picture': markPicture,
  restore,
  'import-review': importReview,
  reviews,
  scope,
  'scope add': addAuthority,
  'scope remove': removeAuthority,
  privilege,
  'privilege add': quarantine,
  'privilege release': releasePrivileged,
  'privilege restore': quarantineAgain,
  'privilege remove': removePrivileged,
  'hashset add': addHashSet,
  'hashset list': listHashSets,
  'hashset hits': listHashHits,
  key,
  serve,
  help,
}
