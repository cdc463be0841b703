/**
 * The key with which the agency signs what it hands over. Made when it is first needed, in the program's own data folder and
 * nowhere else: it is in no case, no package and no log. Replaced keys are kept, so that their packages are still known as ours.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CaseError } from '../../contract/index.ts'
import { fingerprintOf, publicKeyPem, type Signer } from './signature.ts'

const FOLDER = 'agency-key'
const CURRENT = 'private-key.pem'
const RETIRED = /^retired-[0-9a-f]{16}\.pem$/
const OWNER_ONLY = 0o600

export class AgencyKey {
  readonly #folder: string

  constructor(settingsFolder: string) {
    this.#folder = join(settingsFolder, FOLDER)
  }

  /** The current key; made now when there is none. */
  signer(): Signer {
    const key = this.#read(CURRENT) ?? this.#create()
    const publicKey = createPublicKey(key)
    return { fingerprint: fingerprintOf(publicKey), publicKeyPem: publicKeyPem(publicKey), sign: (bytes) => sign(null, bytes, key) }
  }

  /** Whether this program has signed with that key, now or before it was replaced. Makes no key. */
  isOurs(fingerprint: string): boolean {
    return this.#names().some((name) => {
      const key = this.#read(name)
      return key !== null && fingerprintOf(createPublicKey(key)) === fingerprint
    })
  }

  /** From now on another key signs. Answers the fingerprint of the one that is put aside, null when there was none. */
  rotate(): { readonly before: string | null; readonly now: string } {
    const old = this.#read(CURRENT)
    const before = old === null ? null : fingerprintOf(createPublicKey(old))
    if (before !== null) this.#plainly(() => renameSync(this.#path(CURRENT), this.#path(`retired-${before.slice(0, 16)}.pem`)))
    this.#create()
    return { before, now: this.signer().fingerprint }
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }

  #names(): string[] {
    return existsSync(this.#folder) ? readdirSync(this.#folder).filter((name) => name === CURRENT || RETIRED.test(name)) : []
  }

  #create(): KeyObject {
    const { privateKey } = generateKeyPairSync('ed25519')
    this.#plainly(() => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      // `wx`: of two programs that start at once the first makes the key, and both use it.
      try {
        writeFileSync(this.#path(CURRENT), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: OWNER_ONLY, flag: 'wx' })
      } catch (error) {
        if (!existsSync(this.#path(CURRENT))) throw error
      }
    })
    return this.#read(CURRENT) ?? privateKey
  }

  #read(name: string): KeyObject | null {
    const path = this.#path(name)
    if (!existsSync(path)) return null
    const pem = this.#plainly(() => {
      // Copied from elsewhere it may have lost its protection. Windows has none of this kind and ignores it.
      chmodSync(path, OWNER_ONLY)
      return readFileSync(path)
    })
    try {
      const key = createPrivateKey(pem)
      if (key.asymmetricKeyType === 'ed25519') return key
    } catch {
      // Said below: what is wrong with the bytes helps nobody.
    }
    throw new CaseError(
      'unreadable',
      `${path} is not the signing key any more. Put the right file back, or move it away: a new key is then made.`,
    )
  }

  #plainly<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CaseError(
        'unreadable',
        `The signing key in ${this.#folder} cannot be read or written (${reason}). Check your rights to that folder.`,
      )
    }
  }
}
