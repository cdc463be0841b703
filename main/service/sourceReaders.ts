/**
 * Reopens extractions where they lie now, to show a source row or a picture. Read-only; databases are copied first.
 * Opened extractions and copies are kept until the case is closed, because examiners look at many rows of one file.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { readDocumentRow } from '../../parsers/documentRow.ts'
import { readRowPicture } from '../../parsers/formats/sqlite/rowPicture.ts'
import { readSourceRow, type Withheld } from '../../parsers/formats/sqlite/sourceRow.ts'
import type { DocumentParser, SideFile } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { PasswordError, type Extraction } from '../../parsers/sources/extraction.ts'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { provenanceOf } from '../casefile/read/detail.ts'
import { CaseError, type SourceRow } from '../contract/index.ts'
import { readSideFiles } from '../ingest/sideFiles.ts'
import { type SuppliedKeys, suppliedKeys } from '../ingest/suppliedKeys.ts'
import { StoreKeys } from '../ingest/storeKeys.ts'
import { type WorkingCopy, Workspace } from '../ingest/workspace.ts'
import type { MediaDigests } from '../report/context.ts'
import { fileDigests } from './fileDigests.ts'
import { refuseHit } from './hitRefusal.ts'
import type { OpenedCredentials } from './keyFiles.ts'
import { rowPicturesOf } from './rowPictures.ts'

/** Working copies kept at once; the oldest goes first. */
const MAX_COPIES = 6
/** Pictures larger than this are not loaded into the window. */
const MAX_MEDIA_BYTES = 200 * 1024 * 1024

export class SourceReaders {
  readonly #database: Database
  readonly #extractions = new Map<number, Promise<Extraction>>()
  readonly #outdated: Promise<Extraction>[] = []
  readonly #copies = new Map<string, Promise<WorkingCopy>>()
  /** Of encrypted sources, until the case is closed; never written anywhere. */
  readonly #credentials = new Map<number, OpenedCredentials>()
  #workspace: Workspace | null = null

  constructor(database: Database) {
    this.#database = database
  }

  async extraction(sourceId: number): Promise<Extraction> {
    let opened = this.#extractions.get(sourceId)
    if (opened === undefined) {
      opened = this.#reopen(sourceId)
      this.#extractions.set(sourceId, opened)
      opened.catch(() => this.#extractions.delete(sourceId))
    }
    return opened
  }

  async #reopen(sourceId: number): Promise<Extraction> {
    const { label, path } = this.#sourceAt(sourceId)
    return await this.#open(label, path, this.credentialsOf(sourceId))
  }

  #sourceAt(sourceId: number): { readonly label: string; readonly path: string } {
    const source = this.#database.prepare('SELECT label, original_path AS path FROM source WHERE id = ?').get(sourceId) as
      | { label: string; path: string }
      | undefined
    if (source === undefined) throw new CaseError('not-found', `There is no source ${sourceId} in this case.`)
    if (!existsSync(source.path)) {
      throw new CaseError(
        'unreadable',
        `The extraction "${source.label}" is not at ${source.path} any more. Put it back there to see its source rows; everything in the case file is unaffected.`,
      )
    }
    return source
  }

  async #open(label: string, path: string, credentials: OpenedCredentials | null): Promise<Extraction> {
    try {
      return await recogniseExtraction(path, credentials ?? {})
    } catch (error) {
      if (!(error instanceof PasswordError) || credentials !== null) throw error
      throw new CaseError(
        'password',
        `The extraction "${label}" is encrypted: enter its password or key again to see its source rows and files; everything in the case file can be read without it.`,
      )
    }
  }

  credentialsOf(sourceId: number): OpenedCredentials | null {
    return this.#credentials.get(sourceId) ?? null
  }

  /** For credentials that have opened the source. */
  remember(sourceId: number, credentials: OpenedCredentials): void {
    this.#credentials.set(sourceId, credentials)
  }

  /**
   * Opens a source with its credentials, which are then kept. Throws `PasswordError` when they are wrong. What was opened without any
   * is opened again: stores inside it may be locked.
   */
  async unlock(sourceId: number, credentials: OpenedCredentials): Promise<void> {
    const known = this.#extractions.get(sourceId)
    const isOpen = (await known?.catch(() => null)) != null
    // What its credentials have opened stays as it is: somebody may be reading from it.
    if (isOpen && this.#credentials.has(sourceId)) return
    const { label, path } = this.#sourceAt(sourceId)
    const opened = await this.#open(label, path, credentials)
    // Somebody may be reading from the old one too; it goes with the case.
    if (isOpen && known !== undefined) this.#outdated.push(known)
    this.#extractions.set(sourceId, Promise.resolve(opened))
    this.#credentials.set(sourceId, credentials)
  }

  /** For encrypted stores inside a source. */
  keysOf(sourceId: number): SuppliedKeys {
    return suppliedKeys(this.credentialsOf(sourceId) ?? {})
  }

  /** The original row, read again now. The file's hash is compared with the one taken at import. */
  async sourceRow(key: number): Promise<SourceRow> {
    const { sourceId, file, sha256, table, row, parserId } = provenanceOf(this.#database, key)
    const extraction = await this.extraction(sourceId)
    if (table === '(file)') {
      const { sizeBytes, sha256: now } = await fileDigests(extraction, file)
      const columns = [{ name: 'size in bytes', type: 'integer', value: String(sizeBytes) }]
      return { file, table, row, sha256: now, matches: now === sha256, columns }
    }
    const copy = await this.#copy(sourceId, extraction, file, parserId)
    const parser = PARSERS.find((each): each is DocumentParser => each.input === 'document' && each.id === parserId)
    const sideFiles = parser === undefined ? new Map<string, SideFile>() : await readSideFiles(extraction, parser, file)
    const columns = rowOf(copy, file, table, row, parser ?? secretsOf(parserId, table), sideFiles)
    if (columns === null)
      throw new CaseError(
        'verification',
        `${parser === undefined ? 'Table' : 'Part'} ${table} of ${file} has no row ${row} now. The file is not the one that was imported.`,
      )
    return {
      file,
      table,
      row,
      sha256: copy.sha256,
      matches: sha256 !== null && this.#isAsImported(sourceId, copy),
      columns: columns.map(({ name, type, value, blobBytes }) => ({
        name,
        type: blobBytes === null ? type : `blob, ${blobBytes.toLocaleString('en')} bytes`,
        value: blobBytes === null ? value : `x'${value}'`,
      })),
    }
  }

  /** The database and its logs: rows of a write-ahead log lie in a file of its own. */
  #isAsImported(sourceId: number, { hashes }: WorkingCopy): boolean {
    const known = this.#database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck()
    return [...hashes].every(([path, hash]) => known.get(sourceId, path) === hash)
  }

  /** Bytes of a file of the extraction, whole, with their hash. Refused for what stands in a hash set. */
  async bytes(sourceId: number, path: string): Promise<{ content: Buffer; sha256: string }> {
    const extraction = await this.extraction(sourceId)
    const entry = extraction.stat(path)
    if (entry === null || !entry.isPresent) throw new CaseError('not-found', `The extraction lists ${path}, but its bytes are not in it.`)
    if (entry.sizeBytes > MAX_MEDIA_BYTES)
      throw new CaseError('unreadable', `${path} is too large to show here (${Math.round(entry.sizeBytes / 1024 / 1024)} MB).`)
    const hash = createHash('sha256')
    const chunks: Buffer[] = []
    for await (const chunk of await extraction.open(path)) {
      const bytes = Buffer.from(chunk as Uint8Array)
      hash.update(bytes)
      chunks.push(bytes)
    }
    const content = Buffer.concat(chunks)
    refuseHit(this.#database, path, content)
    return { content, sha256: hash.digest('hex') }
  }

  /** Bytes of the picture that a row holds in its database or beside it. Refused for what stands in a hash set. */
  async rowPicture(key: number): Promise<{ content: Buffer; path: string }> {
    const { sourceId, file, table, row, parserId } = provenanceOf(this.#database, key)
    const extraction = await this.extraction(sourceId)
    for (const { beside, sql } of rowPicturesOf(parserId, table)) {
      const path = beside === undefined ? file : file.slice(0, file.lastIndexOf('/') + 1) + beside
      if (extraction.stat(path)?.isPresent !== true) continue
      const copy = await this.#copy(sourceId, extraction, path, beside === undefined ? parserId : null)
      const content = readRowPicture(copy.file, sql, row)
      if (content === null) continue
      refuseHit(this.#database, `The picture of row ${row} of ${path}`, content)
      return { content, path }
    }
    throw new CaseError('not-found', 'The picture of this record is not in the extraction.')
  }

  async digests(sourceId: number, path: string): Promise<MediaDigests> {
    return fileDigests(await this.extraction(sourceId), path)
  }

  #copy(sourceId: number, extraction: Extraction, path: string, parserId: string | null): Promise<WorkingCopy> {
    const key = `${sourceId}:${path}`
    const known = this.#copies.get(key)
    if (known !== undefined) return known
    const copy = this.#readableCopy(sourceId, extraction, path, parserId)
    this.#copies.set(key, copy)
    copy.catch(() => this.#copies.delete(key))
    const oldest = this.#copies.size > MAX_COPIES ? [...this.#copies].at(0) : undefined
    if (oldest !== undefined) {
      this.#copies.delete(oldest[0])
      oldest[1].then((old) => old.dispose()).catch(() => {})
    }
    return copy
  }

  /** A database that its app encrypts is decrypted again, with the key that was supplied or that the extraction holds. */
  async #readableCopy(sourceId: number, extraction: Extraction, path: string, parserId: string | null): Promise<WorkingCopy> {
    this.#workspace ??= new Workspace()
    const copy = await this.#workspace.copyDatabase(extraction, path)
    const parsers = PARSERS.filter(({ id }) => id === parserId)
    const unlocked = await new StoreKeys(extraction, this.keysOf(sourceId)).unlock(copy.file, path, parsers, {})
    if (unlocked.kind === 'readable') return copy
    copy.dispose()
    throw new CaseError('password', `${unlocked.reason} Everything in the case file can be read without it.`)
  }

  async close(): Promise<void> {
    for (const extraction of [...this.#outdated.splice(0), ...this.#extractions.values()])
      await extraction.then((opened) => opened.close()).catch(() => {})
    this.#extractions.clear()
    this.#copies.clear()
    this.#credentials.clear()
    this.#workspace?.dispose()
    this.#workspace = null
  }
}

/** Columns of the table whose values are not shown: passwords and tokens. */
function secretsOf(parserId: string | null, table: string): Withheld {
  const parser = PARSERS.find(({ id }) => id === parserId)
  if (parser?.input !== 'sqlite') return { columns: [] }
  return { columns: parser.secrets?.[table] ?? [], ofRow: (row) => parser.secretsOfRow?.(table, row) ?? [] }
}

/** `reader`: the parser of a document, or the columns of a database's table that are withheld. */
function rowOf(
  copy: WorkingCopy,
  file: string,
  table: string,
  row: string,
  reader: DocumentParser | Withheld,
  sideFiles: ReadonlyMap<string, SideFile>,
): ReturnType<typeof readSourceRow> {
  try {
    return !('input' in reader)
      ? readSourceRow(copy.file, table, row, reader)
      : readDocumentRow(reader, { file: copy.file, path: file, sizeBytes: copy.sizeBytes, modifiedAtMs: null }, table, row, sideFiles)
  } catch (error) {
    throw new CaseError(
      'unreadable',
      `Row ${row} of table ${table} in ${file} cannot be read now (${error instanceof Error ? error.message : String(error)}). The record in the case is unaffected.`,
    )
  }
}
