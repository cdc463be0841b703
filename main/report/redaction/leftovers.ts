/**
 * The last look before a redacted export gets its name: is anything of what was taken out still in any of its files? Reads them as
 * their readers do, with escapes undone, and fails closed. Words that the pages themselves use ("May") cannot be told from names; they are
 * passed over there, since every text of the case was redacted before it came onto a page.
 */
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { CaseError } from '../../contract/index.ts'
import { filesBelow } from '../manifest.ts'
import { ownWords } from '../package/ownWords.ts'
import { foldTerm } from './fold.ts'
import type { Redactor } from './redactor.ts'

/** Files of the program's own making, the same in every package. */
const OWN_FILES = new Set(['verify.html', 'public-key.pem', 'manifest.sig', 'manifest.sha256'])
const TEXT_ENDINGS = new Set(['.html', '.svg', '.js', '.json', '.jsonl', '.csv', '.txt'])

/** Throws a `usage` failure that names the file and the word. `allowed`: facts of the case that stand as they are. */
export function requireNoLeftovers(folder: string, redactor: Redactor, allowed: readonly string[]): void {
  const inspect = inspector(redactor, allowed)
  for (const path of filesBelow(folder)) {
    inspect(path, path)
    if (!OWN_FILES.has(path) && TEXT_ENDINGS.has(extname(path))) inspect(path, readFileSync(join(folder, path), 'utf8'))
  }
}

export function requireNoLeftoversIn(name: string, text: string, redactor: Redactor, allowed: readonly string[]): void {
  inspector(redactor, allowed)(name, text)
}

/** Terms in a short text that is no page, such as a name. */
export function leftoversIn(text: string, redactor: Redactor, allowed: readonly string[]): string[] {
  return finder(redactor, allowed)('', text)
}

function finder(redactor: Redactor, allowed: readonly string[]): (path: string, text: string) => string[] {
  const own = new Set(foldTerm([...ownWords(), ...allowed].join(' ')).split(/[^\p{L}\p{N}]+/u))
  const isOwn = (term: string): boolean => term.split(/[^\p{L}\p{N}]+/u).every((word) => word === '' || own.has(word))
  return (path, text) =>
    [...new Set(inParts(plainText(path, text)).flatMap((part) => redactor.occurring(part)))].filter((term) => !isOwn(term))
}

function inspector(redactor: Redactor, allowed: readonly string[]): (path: string, text: string) => void {
  const leftovers = finder(redactor, allowed)
  return (path, text) => {
    const found = leftovers(path, text)
    if (found.length === 0) return
    throw new CaseError(
      'usage',
      `The redaction is not complete: "${found[0]}" would still stand in ${path}${found.length === 1 ? '' : ` (and ${found.length - 1} more)`}. Nothing was exported. Add the words around it to the audience, and report this.`,
    )
  }
}

const PART_LENGTH = 500_000
/** Longer than any term. */
const OVERLAP = 5_000

/** Comparing takes some forty times the memory of the text, and the records of a large case are one file. Cut between words only. */
export function inParts(text: string, length = PART_LENGTH, overlap = OVERLAP): string[] {
  const cut = (wanted: number): number => {
    if (wanted <= 0 || wanted >= text.length) return Math.min(Math.max(wanted, 0), text.length)
    const space = text.slice(wanted, wanted + overlap).search(/\s/)
    return space < 0 ? wanted : wanted + space
  }
  const parts: string[] = []
  for (let start = 0; start === 0 || start + overlap < text.length; start += length)
    parts.push(text.slice(cut(start), cut(start + length + overlap)))
  return parts
}

/** Among the digits of many hashes some are those of a number. */
const HASH = /(?<![0-9a-zA-Z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-zA-Z])/g

/** As a reader gets it: without markup and its escapes, without bytes of pictures inside pages. */
function plainText(path: string, text: string): string {
  const withoutPictures = text.replace(/data:[a-z]+\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]+/g, ' ').replace(HASH, ' ')
  const ending = extname(path)
  if (ending === '.html' || ending === '.svg') return markupPlain(withoutPictures)
  if (ending === '.js' || ending === '.json' || ending === '.jsonl')
    return withoutPictures.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return withoutPictures
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Attribute values stay: a name can stand in one. Tags become spaces, so that words do not run together. */
const markupPlain = (text: string): string =>
  text
    .replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, ' ')
    .replace(/[<>]/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? ' ')
