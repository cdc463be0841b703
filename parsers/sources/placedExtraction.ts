/** The one implementation of `Extraction`: files of a container, each placed at its path in the phone's file system. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Container, StoredFile } from './container.ts'
import { compareCodeUnits } from './entryNames.ts'
import { type ContainerNames, identityOf } from './entryIdentity.ts'
import { SourceError } from './extraction.ts'
import type { DeviceFacts, Extraction, ExtractionEntry, ExtractionKind, ExtractionNotice, ReadControl } from './extraction.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { FileToHash } from './fingerprint.ts'
import { NoticeBook } from './notices.ts'

/** A file with the path it gets. `stored` is null for a file that a manifest lists and the container does not hold. */
export interface PlacedFile {
  readonly path: string
  readonly storedAs: string
  readonly sizeBytes: number
  readonly modifiedAtMs: number | null
  readonly stored: StoredFile | null
}

export interface ExtractionFacts {
  readonly kind: ExtractionKind
  readonly platform: Extraction['platform']
  readonly device: DeviceFacts
  readonly container: Container
  readonly placed: readonly PlacedFile[]
  readonly notices: readonly ExtractionNotice[]
  /** Names of the app containers of an iOS image. */
  readonly containers?: ContainerNames
}

interface Placement {
  readonly entry: ExtractionEntry
  readonly stored: StoredFile | null
}

/** The path that a container's file gets when nothing else places it. */
export function placedAt(path: string, stored: StoredFile): PlacedFile {
  return { path, storedAs: stored.storedAs, sizeBytes: stored.sizeBytes, modifiedAtMs: stored.modifiedAtMs, stored }
}

export function createExtraction(facts: ExtractionFacts): Extraction {
  const duplicates = new NoticeBook()
  const placements = placeAll(facts, duplicates)
  const entries = [...placements.values()].map(({ entry }) => entry)
  const named = new Map(entries.flatMap(({ path, namedPath }) => (namedPath === undefined ? [] : [[namedPath, path]])))
  const placementAt = (path: string): Placement | undefined => placements.get(path) ?? placements.get(named.get(path) ?? '')
  const { container } = facts
  return {
    kind: facts.kind,
    name: container.name,
    platform: facts.platform,
    device: facts.device,
    notices: [...container.notices, ...facts.notices, ...duplicates.all()],
    list: () => entries,
    stat: (path) => placementAt(path)?.entry ?? null,
    open: async (path) => openPlaced(container, placementAt(path), path),
    materialise: async (path, target, control = {}) => {
      const placement = placementAt(path)
      const source = await openPlaced(container, placement, path)
      return copyOut(source, { path, statedBytes: placement?.stored?.sizeBytes ?? 0 }, target, control)
    },
    fingerprint: (control = {}) => fingerprintOf(container, filesToHash(placements, container.hashedFiles), control),
    close: () => container.close(),
  }
}

/** Two files with one path are both kept: the later one moves below `duplicate-2/`, where patterns still find it. */
function placeAll({ placed, platform, containers = new Map() }: ExtractionFacts, duplicates: NoticeBook): Map<string, Placement> {
  const taken = new Map<string, Placement>()
  for (const file of placed) {
    let path = file.path
    for (let copy = 2; taken.has(path); copy += 1) path = `duplicate-${copy}/${file.path}`
    if (path !== file.path) duplicates.about(path, 'The extraction holds another file of the same path; both are kept.')
    const isPresent = file.stored !== null && file.stored.unreadable === null
    const { storedAs, sizeBytes, modifiedAtMs, stored } = file
    const identity = identityOf(file.path, platform, containers)
    taken.set(path, { entry: { path, storedAs, sizeBytes, modifiedAtMs, isPresent, ...statedOf(stored), ...identity }, stored })
  }
  const sorted = [...taken.values()].sort((a, b) => compareCodeUnits(a.entry.path, b.entry.path))
  return new Map(sorted.map((placement) => [placement.entry.path, placement]))
}

function statedOf(stored: StoredFile | null): Pick<ExtractionEntry, 'crc32' | 'setAside'> {
  const { crc32, setAside } = stored ?? {}
  return { ...(crc32 === undefined ? {} : { crc32 }), ...(setAside === undefined ? {} : { setAside }) }
}

async function openPlaced(container: Container, placement: Placement | undefined, path: string): Promise<Readable> {
  if (placement === undefined) throw new SourceError(`The extraction holds no file ${path}.`)
  if (placement.stored === null) throw new SourceError(`The extraction lists ${path}, but its bytes are not there.`)
  if (placement.stored.unreadable !== null) throw new SourceError(`${path} cannot be read: ${placement.stored.unreadable}.`)
  return container.open(placement.stored)
}

interface CopiedFile {
  readonly path: string
  readonly statedBytes: number
}

async function copyOut(source: Readable, { path, statedBytes }: CopiedFile, target: string, control: ReadControl) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const account = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      sizeBytes += chunk.length
      control.onBytes?.(chunk.length)
      done(null, chunk)
    },
  })
  let isOurs = false
  const sink = createWriteStream(target, { flags: 'wx', mode: 0o600 }).once('open', () => {
    isOurs = true
  })
  try {
    await pipeline(source, account, sink, control.signal === undefined ? {} : { signal: control.signal })
    if (sizeBytes !== statedBytes) {
      throw new SourceError(`${path} gave ${sizeBytes} bytes, but ${statedBytes} are stated: it changed or is damaged.`)
    }
    return { sha256: hash.digest('hex'), sizeBytes }
  } catch (error) {
    // Never leave half a file behind, and never remove one that stood there before.
    if (isOurs) await rm(target, { force: true })
    control.signal?.throwIfAborted()
    if (error instanceof SourceError) throw error
    throw new SourceError(`${path} cannot be copied out of the extraction (${error instanceof Error ? error.message : String(error)}).`)
  }
}

function* filesToHash(placements: ReadonlyMap<string, Placement>, hashedFiles: readonly StoredFile[] | undefined): Generator<FileToHash> {
  const paths = new Map<StoredFile, string>()
  for (const [path, { stored }] of placements) {
    if (stored === null) continue
    if (hashedFiles === undefined) yield { path, stored }
    else paths.set(stored, path)
  }
  for (const stored of hashedFiles ?? []) yield { path: paths.get(stored) ?? null, stored }
}
