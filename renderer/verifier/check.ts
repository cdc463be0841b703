/** Compares the files of a folder with its manifest. Knows no page: files in, differences out. */
import { verifierWords } from '../shared/wording/verifier.ts'
import { hashBytes, hashFile } from './digest.ts'
import { checkSeal, type Seal } from './seal.ts'

const words = verifierWords.problems
const MANIFEST = 'manifest.json'
const MANIFEST_HASH = 'manifest.sha256'
const SIGNATURE = 'manifest.sig'
const PUBLIC_KEY = 'public-key.pem'
const SEAL_FILES: readonly string[] = [MANIFEST, MANIFEST_HASH, SIGNATURE, PUBLIC_KEY]

export interface Offered {
  /** With forward slashes, beginning with the folder that was chosen. */
  readonly path: string
  readonly file: Blob
}

export interface Difference {
  readonly kind: keyof typeof verifierWords.kinds
  /** Null for what concerns the manifest and its signature. */
  readonly path: string | null
  readonly text: string
}

export interface Checked {
  readonly differences: readonly Difference[]
  readonly count: number
  /** Of the key whose signature holds. */
  readonly fingerprint: string | null
  /** Label and value of what the manifest says about itself. */
  readonly facts: readonly (readonly [label: string, value: string])[]
}

/** Null when nothing that was offered is a manifest. */
export async function checkFiles(offered: readonly Offered[], progress: (done: number, total: number) => void): Promise<Checked | null> {
  const root = rootOf(offered.map(({ path }) => path))
  if (root === null) return null
  const files = new Map<string, Blob>()
  const differences: Difference[] = []
  for (const { path, file } of offered) {
    const own = path.startsWith(root) ? path.slice(root.length) : path
    if (path.startsWith(root) && !files.has(own)) files.set(own, file)
    else differences.push({ kind: 'added', path: own, text: files.has(own) ? words.twice : words.added })
  }
  const bytes = new Uint8Array((await readable(files.get(MANIFEST))) ?? [])
  const manifest = parsed(bytes)
  differences.push(...(await sealDifferences(files, bytes)))
  const seal = await signatureOf(files, bytes, statedKey(manifest))
  differences.push(...seal.problems.map(ofSeal))
  const listed = listedFiles(manifest)
  if (listed === null) differences.push(ofSeal(words.unreadableList))
  else differences.push(...(await fileDifferences(files, listed, progress)))
  return { differences, count: (listed?.length ?? 0) + SEAL_FILES.length, fingerprint: seal.fingerprint, facts: factsOf(manifest) }
}

const ofSeal = (text: string): Difference => ({ kind: 'seal', path: null, text })

/** The folder whose manifest is highest up. */
function rootOf(paths: readonly string[]): string | null {
  const manifest = paths
    .filter((path) => path === MANIFEST || path.endsWith(`/${MANIFEST}`))
    .sort((a, b) => a.split('/').length - b.split('/').length)[0]
  return manifest === undefined ? null : manifest.slice(0, -MANIFEST.length)
}

const readable = async (file: Blob | undefined): Promise<ArrayBuffer | null> =>
  file === undefined ? null : file.arrayBuffer().catch(() => null)
const textOf = async (file: Blob | undefined): Promise<string> =>
  new TextDecoder('latin1').decode((await readable(file)) ?? new ArrayBuffer(0))

async function sealDifferences(files: ReadonlyMap<string, Blob>, manifest: Uint8Array): Promise<Difference[]> {
  const missing = SEAL_FILES.filter((path) => !files.has(path)).map((path) => ofSeal(words.missingSeal(path)))
  const isHashRight = (await textOf(files.get(MANIFEST_HASH))) === `${hashBytes(manifest)}  ${MANIFEST}\n`
  return files.has(MANIFEST_HASH) && !isHashRight ? [...missing, ofSeal(words.wrongHash)] : missing
}

async function signatureOf(files: ReadonlyMap<string, Blob>, manifest: Uint8Array, stated: string | null): Promise<Seal> {
  const [signature, key] = [files.get(SIGNATURE), files.get(PUBLIC_KEY)]
  // That one is missing is said already.
  if (signature === undefined || key === undefined) return { fingerprint: null, problems: [] }
  return checkSeal(manifest, new Uint8Array((await readable(signature)) ?? []), await textOf(key), stated)
}

interface Listed {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

async function fileDifferences(
  files: ReadonlyMap<string, Blob>,
  listed: readonly Listed[],
  progress: (done: number, total: number) => void,
): Promise<Difference[]> {
  const differences: Difference[] = []
  const left = new Set(files.keys())
  for (const [index, { path, size, sha256 }] of listed.entries()) {
    progress(index, listed.length)
    const file = files.get(path)
    left.delete(path)
    if (file === undefined) differences.push({ kind: 'missing', path, text: words.missing })
    else if (file.size !== size) differences.push({ kind: 'changed', path, text: words.size(String(file.size), String(size)) })
    else {
      const now = await hashFile(file).catch(() => null)
      if (now !== sha256) differences.push({ kind: 'changed', path, text: now === null ? words.unreadable : words.hash })
    }
  }
  progress(listed.length, listed.length)
  for (const path of left) if (!SEAL_FILES.includes(path)) differences.push({ kind: 'added', path, text: words.added })
  return differences
}

type Loose = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(bytes: Uint8Array): Loose {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function statedKey({ signature }: Loose): string | null {
  return isObject(signature) && typeof signature['publicKeySha256'] === 'string' ? signature['publicKeySha256'] : null
}

function listedFiles({ files }: Loose): Listed[] | null {
  const isListed = (value: unknown): value is Listed =>
    isObject(value) && typeof value['path'] === 'string' && typeof value['size'] === 'number' && typeof value['sha256'] === 'string'
  return Array.isArray(files) && files.every(isListed) ? files : null
}

function factsOf(manifest: Loose): Checked['facts'] {
  const program = isObject(manifest['program']) ? manifest['program'] : {}
  const about = isObject(manifest['case']) ? manifest['case'] : {}
  const { facts } = verifierWords
  const all: readonly (readonly [string, unknown])[] = [
    [facts.caseName, about['name']],
    [facts.caseNumber, about['number']],
    [facts.createdAt, manifest['createdAt']],
    [facts.createdBy, manifest['createdBy']],
    [facts.program, [program['name'], program['version']].filter((part) => typeof part === 'string').join(' ')],
  ]
  return all.flatMap(([label, value]) => (typeof value === 'string' && value !== '' ? [[label, value] as const] : []))
}
