/**
 * The signature under a manifest: Ed25519 (RFC 8032) over the bytes of `manifest.json` as they lie there.
 *
 * Anybody can check it without this program:
 * `openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in manifest.json -sigfile manifest.sig`
 */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

/** 64 bytes, as RFC 8032 defines them. */
export const SIGNATURE = 'manifest.sig'
/** SubjectPublicKeyInfo of RFC 8410, as PEM. */
export const PUBLIC_KEY = 'public-key.pem'

/** What a manifest says about the key that signs it. */
export interface StatedKey {
  readonly algorithm: 'Ed25519'
  readonly publicKeySha256: string
}

/** Signs for the agency; the private key stays inside. */
export interface Signer {
  /** SHA-256 of the public key's DER bytes, hexadecimal: `openssl pkey -pubin -in public-key.pem -outform DER | sha256sum`. */
  readonly fingerprint: string
  readonly publicKeyPem: string
  sign(bytes: Buffer): Buffer
}

export const publicKeyPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

export const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')

/** Null when the text is no Ed25519 key, or is not written as the program writes one: no byte of it may be of another's making. */
export function readPublicKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' && publicKeyPem(key) === pem ? key : null
  } catch {
    return null
  }
}

export const isSignedBy = (key: KeyObject, bytes: Buffer, signature: Buffer): boolean =>
  signature.length === 64 && verify(null, bytes, key, signature)
