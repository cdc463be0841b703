/** The signature under the manifest: Ed25519 over its bytes, with the key that lies beside it and that it names. */
import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { verifierWords } from '../shared/wording/verifier.ts'
import { hashBytes } from './digest.ts'

const words = verifierWords.problems
hashes.sha512 = sha512

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the key's 32 bytes. */
const SPKI_HEAD = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
const KEY_BYTES = 32
const SIGNATURE_BYTES = 64

export interface Seal {
  readonly fingerprint: string | null
  readonly problems: readonly string[]
}

/** `stated` is the fingerprint that the manifest names. The fingerprint is given only where the signature holds. */
export function checkSeal(manifest: Uint8Array, signature: Uint8Array, pem: string, stated: string | null): Seal {
  const der = derOf(pem)
  if (der === null) return { fingerprint: null, problems: [words.wrongKey] }
  const fingerprint = hashBytes(der)
  const problems: string[] = []
  if (stated === null) problems.push(words.noKeyNamed)
  else if (stated !== fingerprint) problems.push(words.otherKey(fingerprint, stated))
  if (!isSigned(manifest, signature, der.subarray(SPKI_HEAD.length))) problems.push(words.wrongSignature)
  return { fingerprint: problems.length === 0 ? fingerprint : null, problems }
}

/** Null unless the text is an Ed25519 key, written exactly as the program writes one. */
function derOf(pem: string): Uint8Array | null {
  const [, body = ''] = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n$/.exec(pem) ?? []
  if (body === '') return null
  const text = atob(body)
  // Base64 has several spellings of the same bytes.
  if (text.length !== SPKI_HEAD.length + KEY_BYTES || btoa(text) !== body) return null
  const der = Uint8Array.from(text, (character) => character.charCodeAt(0))
  return SPKI_HEAD.every((byte, index) => der[index] === byte) ? der : null
}

function isSigned(manifest: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  try {
    // By RFC 8032, not by the looser rules of ZIP 215.
    return verify(signature, manifest, key, { zip215: false })
  } catch {
    return false
  }
}
