/** Commands about integrity: checking a case or a package, and the key that signs packages. */
import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CaseError } from '../contract/index.ts'
import { invokeTyped } from '../service/index.ts'
import { type Action, caseAt } from './action.ts'
import { oneLine, writeLine } from './output.ts'

export const verify: Action = async (service, line) => {
  const report = await invokeTyped(service, 'export.verify', { path: caseAt(line) })
  if (line.flags.has('json')) await writeLine(JSON.stringify(report))
  else if (report.ok) await writeLine(`The ${report.what} is unchanged: ${report.checked.toLocaleString('en')} items checked.`)
  if (!line.flags.has('json') && report.signature !== null)
    await writeLine(`Signed with the key ${report.signature.fingerprint}, ${whose(report.signature.isOurs)}`)
  for (const problem of report.ok ? [] : report.problems) process.stderr.write(`${oneLine(problem)}\n`)
  return report.ok ? 0 : 4
}

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
