/** Commands about integrity: checking a case or a package, and the key that signs packages. */
import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CaseError, type VerifyReport } from '../contract/index.ts'
import { invokeTyped, type Service } from '../service/index.ts'
import { type Action, caseAt, openCaseAt } from './action.ts'
import type { CommandLine } from './arguments.ts'
import { oneLine, writeLine } from './output.ts'
import { readPasswordFile } from './passwordFile.ts'

export const verify: Action = async (service, line) => {
  const against = line.options['against']
  if (
    against === undefined &&
    (line.flags.has('all') || line.options['password-file'] !== undefined || line.options['key-file'] !== undefined)
  )
    throw new CaseError('usage', '--all, --password-file and --key-file belong to --against: they say how to compare with an extraction.')
  const report =
    against === undefined ? await invokeTyped(service, 'export.verify', { path: caseAt(line) }) : await compareWith(service, line, against)
  if (line.flags.has('json')) await writeLine(JSON.stringify(report))
  else if (report.ok) await writeLine(verdictOf(report))
  if (!line.flags.has('json') && report.signature !== null)
    await writeLine(`Signed with the key ${report.signature.fingerprint}, ${whose(report.signature.isOurs)}`)
  for (const problem of report.ok ? [] : shownProblems(report, line.flags.has('json'))) process.stderr.write(`${oneLine(problem)}\n`)
  return report.ok ? 0 : 4
}

async function compareWith(service: Service, line: CommandLine, against: string): Promise<VerifyReport> {
  const passwordFile = line.options['password-file']
  const keyFile = line.options['key-file']
  const credentials = {
    ...(passwordFile === undefined ? {} : { password: readPasswordFile(passwordFile) }),
    ...(keyFile === undefined ? {} : { keyFile: resolve(keyFile) }),
  }
  await openCaseAt(service, line)
  return invokeTyped(service, 'export.verifyAgainst', { path: resolve(against), all: line.flags.has('all'), ...credentials })
}

/** Of a comparison, that many: where a whole store was changed, every record of it differs. */
const MAX_DIFFERENCES = 50

function shownProblems({ what, problems }: VerifyReport, isJson: boolean): readonly string[] {
  const more = problems.length - MAX_DIFFERENCES
  if (what !== 'extraction' || isJson || more <= 0) return problems
  return [...problems.slice(0, MAX_DIFFERENCES), `And ${more.toLocaleString('en')} more differences: --json lists them all.`]
}

const verdictOf = ({ what, checked }: VerifyReport): string =>
  what === 'extraction'
    ? `${checked.toLocaleString('en')} records say in the case what the extraction says now.`
    : `The ${what} is unchanged: ${checked.toLocaleString('en')} items checked.`

const whose = (isOurs: boolean): string =>
  isOurs
    ? 'which is a key of this installation.'
    : 'which is not of this installation: compare it with the fingerprint that the sender states.'

export const key: Action = async (service, line) => {
  const out = line.options['out']
  // Before a new key is made: a wrong path must not cost the old one.
  if (out !== undefined && existsSync(resolve(out)))
    throw new CaseError('usage', `${out} exists already. Choose another name; nothing was written.`)
  const rotated = line.flags.has('rotate') ? await invokeTyped(service, 'export.rotateKey', {}) : null
  const { fingerprint, publicKeyPem } = await invokeTyped(service, 'export.key', {})
  if (out !== undefined) writePublicKey(resolve(out), publicKeyPem)
  if (line.flags.has('json')) await writeLine(JSON.stringify({ fingerprint, publicKeyPem, before: rotated?.before ?? null }))
  else {
    await writeLine(`Packages are signed with the key ${fingerprint}`)
    if (rotated !== null && rotated.before !== null) await writeLine(`It replaces the key ${rotated.before}, whose packages stay valid.`)
    if (out === undefined) await writeLine(publicKeyPem.trimEnd())
  }
  return 0
}

function writePublicKey(path: string, pem: string): void {
  try {
    writeFileSync(path, pem, { flag: 'wx' })
  } catch (error) {
    throw new CaseError(
      'unreadable',
      `${path} cannot be written (${error instanceof Error ? error.message : String(error)}). Choose another place.`,
    )
  }
}
