/** Passwords and key files that open encrypted extractions. They stay in memory and enter no message, log or file. */
import { readFileSync, statSync } from 'node:fs'
import { CaseError, type Credentials } from '../contract/index.ts'

/** What the readers of extractions are given. */
export interface OpenedCredentials {
  readonly password?: string
  readonly keyFile?: Buffer
}

/** Key files are small; whatever is larger was chosen by mistake. */
const MAX_KEY_FILE_BYTES = 1024 * 1024

/** Null when there are none. Throws `CaseError` for a key file that cannot be read. */
export function openCredentials({ password, keyFile }: Credentials): OpenedCredentials | null {
  if (password === undefined && keyFile === undefined) return null
  return {
    ...(password === undefined ? {} : { password }),
    ...(keyFile === undefined ? {} : { keyFile: readKeyFile(keyFile) }),
  }
}

function readKeyFile(path: string): Buffer {
  let bytes: Buffer
  try {
    if (statSync(path).size > MAX_KEY_FILE_BYTES)
      throw new CaseError('unreadable', `The key file ${path} is too large to be a key: choose the file that holds the key.`)
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof CaseError) throw error
    throw new CaseError('unreadable', `The key file ${path} cannot be read: check the path and your rights.`)
  }
  if (bytes.length === 0) throw new CaseError('password', `The key file ${path} is empty: choose the file that holds the key.`)
  return bytes
}
