/** Whether a manifest is signed, by which key, and whether that is the key it names. */
import type { PackageSignature } from '../../contract/index.ts'
import { type PackageFiles, readWhole } from '../packageFiles.ts'
import { fingerprintOf, isSignedBy, PUBLIC_KEY, readPublicKey, SIGNATURE } from './signature.ts'

interface SignatureCheck {
  readonly problems: readonly string[]
  /** Null unless the signature holds. */
  readonly signature: PackageSignature | null
}

const failed = (...problems: readonly string[]): SignatureCheck => ({ problems, signature: null })

/** `stated` is what the manifest says about its key. */
export async function checkSignature(
  files: PackageFiles,
  manifest: Buffer,
  stated: unknown,
  isOurs: (fingerprint: string) => boolean,
): Promise<SignatureCheck> {
  const missing = [SIGNATURE, PUBLIC_KEY].filter((path) => !files.paths.includes(path))
  if (missing.length > 0) return failed(...missing.map((path) => `${path} is missing: who signed the package cannot be told.`))
  const [signature, pem] = [await read(files, SIGNATURE), await read(files, PUBLIC_KEY)]
  const key = pem === null ? null : readPublicKey(pem.toString('utf8'))
  if (key === null) return failed(`${PUBLIC_KEY} was changed: it is no Ed25519 key as the program writes it.`)
  const fingerprint = fingerprintOf(key)
  const expected = statedFingerprint(stated)
  const problems: string[] = []
  if (expected === null) problems.push('manifest.json names no key: it was changed, or made by another program.')
  else if (expected !== fingerprint)
    problems.push(`${PUBLIC_KEY} is not the key that manifest.json names: it has the fingerprint ${fingerprint} instead of ${expected}.`)
  if (signature === null || !isSignedBy(key, manifest, signature))
    problems.push(`The signature in ${SIGNATURE} does not fit: manifest.json, ${SIGNATURE} or ${PUBLIC_KEY} was changed after signing.`)
  return problems.length > 0 ? failed(...problems) : { problems, signature: { fingerprint, isOurs: isOurs(fingerprint) } }
}

const read = (files: PackageFiles, path: string): Promise<Buffer | null> => readWhole(files, path).catch(() => null)

function statedFingerprint(stated: unknown): string | null {
  if (typeof stated !== 'object' || stated === null || !('publicKeySha256' in stated)) return null
  return typeof stated.publicKeySha256 === 'string' ? stated.publicKeySha256 : null
}
