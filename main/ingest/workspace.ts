/** A private working folder: databases are copied here with their side files and opened here, never where they lie. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Extraction, ReadControl } from '../../parsers/sources/extraction.ts'

/** Side files that belong to a database. `-shm` is left out: SQLite rebuilds it from the `-wal`. */
const SIDE_FILES = ['-wal', '-journal']

export interface WorkingCopy {
  readonly file: string
  /** SHA-256 of the database as it lies in the extraction. */
  readonly sha256: string
  readonly sizeBytes: number
  /** Every file that was copied: path in the extraction -> SHA-256. */
  readonly hashes: ReadonlyMap<string, string>
  dispose(): void
}

export class Workspace {
  readonly folder: string
  #copies = 0

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'corroborate-'))
  }

  /** Copies a database and its side files. Throws `SourceError` when the database itself cannot be read. */
  async copyDatabase(extraction: Extraction, path: string, control?: ReadControl): Promise<WorkingCopy> {
    const file = join(this.folder, `copy-${++this.#copies}.db`)
    const hashes = new Map<string, string>()
    const { sha256, sizeBytes } = await extraction.materialise(path, file, control)
    hashes.set(path, sha256)
    for (const suffix of SIDE_FILES) {
      if (extraction.stat(path + suffix)?.isPresent !== true) continue
      const side = await extraction.materialise(path + suffix, file + suffix, control)
      hashes.set(path + suffix, side.sha256)
    }
    return { file, sha256, sizeBytes, hashes, dispose: () => removeCopy(file) }
  }

  /** Copies a single file that has no side files. Throws `SourceError` when it cannot be read. */
  async copyFile(extraction: Extraction, path: string, control?: ReadControl): Promise<WorkingCopy> {
    const file = join(this.folder, `copy-${++this.#copies}.document`)
    const { sha256, sizeBytes } = await extraction.materialise(path, file, control)
    return { file, sha256, sizeBytes, hashes: new Map([[path, sha256]]), dispose: () => removeCopy(file) }
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function removeCopy(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
}
