/**
 * Access to the public test data, which is never part of the project: `CORROBORATE_CORPUS` or `../shared/corpus`.
 * Files are copied before they are opened: a test must not change them either.
 */
import { copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CORPUS = process.env['CORROBORATE_CORPUS'] ?? join(ROOT, '../shared/corpus')

/** Whether the corpus is there, and the words for a suite's title when it is not. */
export const hasCorpus = existsSync(CORPUS)
export const corpusTitle = (title: string): string => (hasCorpus ? title : `${title} (skipped: no corpus)`)

/** Path of a corpus file. Read it only. */
export function corpusPath(...parts: string[]): string {
  return join(CORPUS, ...parts)
}

/** A private copy of a corpus file. */
export function corpusCopy(...parts: string[]): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'corroborate-corpus-')), basename(parts.at(-1) ?? 'file'))
  copyFileSync(corpusPath(...parts), copy)
  return copy
}
