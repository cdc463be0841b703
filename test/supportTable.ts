/**
 * The README's table of what is read, made from the parsers' descriptors.
 *
 *     npm run docs      writes it into README.md; a test compares the two
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PARSERS } from '../parsers/registry.ts'

const README = fileURLToPath(new URL('../README.md', import.meta.url))
const BEGIN = '<!-- support table: npm run docs -->'
const END = '<!-- end of support table -->'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export function supportTable(): string {
  const rows = PARSERS.toSorted((a, b) => (`${a.platform} ${a.app} ${a.id}` < `${b.platform} ${b.app} ${b.id}` ? -1 : 1)).map(
    ({ id, version, platform, app, store, yields, proof }) =>
      `| ${[platform, app, store, yields.join(', '), proof, `${id}@${version}`].map(cell).join(' | ')} |`,
  )
  return ['| platform | app | store | records | proof | parser |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

/** README text with today's table in it. Throws when the markers are gone. */
export function withSupportTable(text: string): string {
  const from = text.indexOf(BEGIN)
  const to = text.indexOf(END)
  if (from < 0 || to < from) throw new Error('README.md has lost the markers of its support table.')
  return `${text.slice(0, from + BEGIN.length)}\n${supportTable()}\n${text.slice(to)}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(README, withSupportTable(readFileSync(README, 'utf8')))
