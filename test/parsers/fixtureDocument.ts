/** Fixtures of document parsers: `fixtures/parsers/<parser-id>/<name>.document.ts` gives the content and where it would lie. */
import { globSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEvidenceDocument } from '../../parsers/formats/text/documentFile.ts'
import type { DocumentParser, ParserContext, SideFile } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { runDocumentParser } from '../../parsers/runParser.ts'
import { type FixtureRun, readSideFile, sideFilesOf } from './fixtureDatabase.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/parsers', import.meta.url))

/** What a `.document.ts` exports as `document`. */
export interface DocumentContent {
  /** Where this form was seen or described. */
  readonly schemaSeenIn: string
  /** Path inside the extraction. */
  readonly path: string
  readonly country?: string
  /** Paths that the extraction lists. */
  readonly files?: readonly string[]
  readonly content: string | Uint8Array
}

export interface DocumentFixture {
  readonly parser: DocumentParser
  readonly name: string
  readonly modulePath: string
  readonly document: DocumentContent
}

export const DOCUMENT_PARSERS: readonly DocumentParser[] = PARSERS.filter((parser) => parser.input === 'document')

/** All fixtures of all document parsers, sorted. */
export async function documentFixtures(): Promise<DocumentFixture[]> {
  const found: DocumentFixture[] = []
  for (const parser of DOCUMENT_PARSERS) {
    for (const modulePath of globSync(join(FIXTURES, parser.id, '*.document.ts')).toSorted()) {
      const { document } = (await import(modulePath)) as { document: DocumentContent }
      found.push({ parser, name: basename(modulePath, '.document.ts'), modulePath, document })
    }
  }
  return found
}

export const contentOf = ({ document }: DocumentFixture): Buffer => Buffer.from(document.content)

/** A working copy of the fixture, or of other content under its name. */
export function writeDocument(fixture: DocumentFixture, content: Uint8Array = contentOf(fixture)): string {
  const file = join(mkdtempSync(join(tmpdir(), 'corroborate-document-')), 'copy')
  writeFileSync(file, content)
  return file
}

export function runDocumentFixture(fixture: DocumentFixture, content: Uint8Array = contentOf(fixture)): FixtureRun {
  const { parser, document: about } = fixture
  const file = writeDocument(fixture, content)
  const notes = new Set<string>()
  const sides = sideFilesOfFixture(fixture)
  const present = new Set(about.files ?? [])
  const context: ParserContext = {
    path: about.path,
    country: about.country ?? null,
    hasFile: (path) => present.has(path),
    companion: () => null,
    sideFile: (side) => sides.get(side) ?? null,
    note: (problem) => notes.add(problem),
  }
  const opened = openEvidenceDocument({ file, path: about.path, sizeBytes: content.length, modifiedAtMs: null })
  const run = runDocumentParser(parser, opened, context)
  const emitted = [...run]
  return {
    records: emitted.filter((item) => item.type !== 'skipped'),
    skipped: emitted.filter((item) => item.type === 'skipped'),
    notes: [...notes],
    account: run.account(),
  }
}

/** The small files that lie beside the fixture, by the names under which its parser asks for them. */
export const sideFilesOfFixture = ({ parser, name }: DocumentFixture): ReadonlyMap<string, SideFile> =>
  new Map([...sideFilesOf(parser.id, name)].map(([side, path]) => [side, readSideFile(path)]))

export const documentGoldenPath = ({ modulePath, name }: DocumentFixture): string => join(dirname(modulePath), `${name}.expected.json`)
