/** The password of an encrypted extraction comes in a file: what stands on a command line can be read by others. */
import { readFileSync } from 'node:fs'
import { CaseError } from '../contract/index.ts'

/** The first line of a UTF-8 file, without its line ending; spaces belong to the password. Throws `CaseError`. */
export function readPasswordFile(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new CaseError('unreadable', `The password file ${path} cannot be read: check the path and your rights.`)
  }
  try {
    const [line = ''] = decoded(bytes, path).split(/\r\n|\n|\r/, 1)
    if (line === '') throw new CaseError('password', `The first line of the password file ${path} is empty: write the password there.`)
    return line
  } finally {
    bytes.fill(0)
  }
}

function decoded(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CaseError('unreadable', `The password file ${path} is no UTF-8 text: save it as UTF-8.`)
  }
}
