/**
 * The keybag of a backup (`BackupKeyBag` of Manifest.plist): tags of four letters, a length, a value. What comes before the
 * second `UUID` describes the bag; each later `UUID` begins a class key. Apple's Platform Security guide names the classes.
 */
import { SourceError } from './extraction.ts'
import { deriveKey } from './keyDerivation.ts'
import type { DerivationControl, DerivationTerms } from './keyDerivation.ts'
import { unwrapKeys } from './keyWrap.ts'

const DAMAGED = 'The keybag in the Manifest.plist of this backup is damaged, so its files cannot be decrypted: copy the backup again.'
/** iTunes and Finder write 10,000 and 10,000,000; far more would only keep the machine busy for hours. */
const MAX_ROUNDS = 200_000_000
/** `WRAP` of a class key whose key is wrapped with the password (bit 2); bit 1 adds the phone's own key. */
const WRAPPED_BY_PASSWORD = 2

export interface Keybag {
  readonly terms: DerivationTerms
  readonly classKeys: readonly { readonly protectionClass: number; readonly wrapped: Uint8Array }[]
}

type Tags = Map<string, Buffer>

/** Throws `SourceError` when the bag cannot be used. */
export function parseKeybag(bytes: Uint8Array): Keybag {
  const [bag = new Map<string, Buffer>(), ...keys] = sectionsOf(bytes)
  const salt = bag.get('SALT')
  if (salt === undefined) throw new SourceError(DAMAGED)
  const firstSalt = bag.get('DPSL')
  const hasFirst = firstSalt !== undefined && bag.has('DPIC')
  const classKeys = keys.flatMap((tags) => {
    const [protectionClass, wrap, wrapped] = [numberOf(tags.get('CLAS')), numberOf(tags.get('WRAP')), tags.get('WPKY')]
    const isUsable = protectionClass !== null && wrapped !== undefined && ((wrap ?? 0) & WRAPPED_BY_PASSWORD) !== 0
    return isUsable ? [{ protectionClass, wrapped }] : []
  })
  if (classKeys.length === 0) throw new SourceError(DAMAGED)
  return {
    terms: { first: hasFirst ? { salt: firstSalt, rounds: roundsOf(bag, 'DPIC') } : null, second: { salt, rounds: roundsOf(bag, 'ITER') } },
    classKeys,
  }
}

function sectionsOf(bytes: Uint8Array): Tags[] {
  const bag = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sections: Tags[] = [new Map()]
  for (let at = 0; at < bag.length;) {
    const length = at + 8 <= bag.length ? bag.readUInt32BE(at + 4) : Infinity
    if (at + 8 + length > bag.length) throw new SourceError(DAMAGED)
    const tag = bag.toString('latin1', at, at + 4)
    const value = bag.subarray(at + 8, at + 8 + length)
    if (tag === 'UUID' && sections.at(-1)?.has('UUID') === true) sections.push(new Map())
    sections.at(-1)?.set(tag, value)
    at += 8 + length
  }
  return sections
}

const numberOf = (value: Buffer | undefined): number | null => (value?.length === 4 ? value.readUInt32BE(0) : null)

function roundsOf(bag: Tags, tag: string): number {
  const rounds = numberOf(bag.get(tag))
  if (rounds === null || rounds < 1) throw new SourceError(DAMAGED)
  if (rounds > MAX_ROUNDS)
    throw new SourceError(
      `The keybag of this backup asks for ${rounds.toLocaleString('en')} rounds of key derivation, far more than any phone writes: it is damaged or made to waste time.`,
    )
  return rounds
}

/** Class keys of an unlocked keybag. Holds them in memory only; `wipe` overwrites them. */
export class ClassKeys {
  readonly #keys: ReadonlyMap<number, Buffer>

  constructor(keys: ReadonlyMap<number, Buffer>) {
    this.#keys = keys
  }

  has(protectionClass: number): boolean {
    return this.#keys.has(protectionClass)
  }

  /** The keys in the order given, all of one class; null where a key cannot be unwrapped. */
  unwrap(protectionClass: number, wrapped: readonly Uint8Array[]): (Buffer | null)[] {
    const key = this.#keys.get(protectionClass)
    return key === undefined ? wrapped.map(() => null) : unwrapKeys(key, wrapped)
  }

  wipe(): void {
    for (const key of this.#keys.values()) key.fill(0)
  }
}

/** Opens the bag with the bytes of a password; null when it is the wrong one. Throws the signal's reason when cancelled. */
export async function unlockKeybag(
  { terms, classKeys }: Keybag,
  password: Uint8Array,
  control: DerivationControl = {},
): Promise<ClassKeys | null> {
  const wrappingKey = await deriveKey(password, terms, control)
  const unwrapped = unwrapKeys(
    wrappingKey,
    classKeys.map(({ wrapped }) => wrapped),
  )
  wrappingKey.fill(0)
  const keys = new Map<number, Buffer>()
  classKeys.forEach(({ protectionClass }, i) => {
    const key = unwrapped[i] ?? null
    // Own memory: wiping one must not depend on the others.
    if (key !== null) keys.set(protectionClass, Buffer.from(key))
  })
  for (const key of unwrapped) key?.fill(0)
  // The check of RFC 3394 fails by chance once in 2^64: one class that opens shows the right password, others are damaged.
  return keys.size === 0 ? null : new ClassKeys(keys)
}
