/** The search of the package: its index as plain scripts beside the page, because a page from disk may read nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Party, RecordLine } from '../../contract/index.ts'
import { visibleText } from '../neutralise.ts'
import { exhibitLink } from './exhibitLinks.ts'
import { excerpt } from './excerpt.ts'
import { html, type Markup } from './markup.ts'
import type { Entry, Package } from './model.ts'
import { personFile } from './parties.ts'
import { callText, KIND_WORDS } from './words.ts'

/** Characters of one file of the index: small enough for any browser to take in at once. */
const FILE_CHARACTERS = 1_000_000
/** Longer texts are found by their beginning; the page has them whole. */
const TEXT_LENGTH = 2_000
/** Records read at once. */
const BATCH = 200

type Item = readonly [link: string, kind: string, time: string, who: string, text: string]

/** Writes the files and returns their names, relative to the page. */
export function writeSearchIndex(pack: Package, folder: string, entries: readonly Entry[], people: readonly Party[]): string[] {
  mkdirSync(join(folder, 'search'))
  const files: string[] = []
  let lines: string[] = []
  let size = 0
  const flush = (): void => {
    if (lines.length === 0) return
    const file = `search/index-${files.length + 1}.js`
    writeFileSync(join(folder, file), `;(window.corroborateIndex = window.corroborateIndex || []).push(\n${lines.join(',\n')}\n)\n`)
    files.push(file)
    lines = []
    size = 0
  }
  for (const item of items(pack, entries, people)) {
    const line = scriptText(item)
    lines.push(line)
    size += line.length
    if (size > FILE_CHARACTERS) flush()
  }
  flush()
  return files
}

/** JSON that is also a script, wherever it stands: no end of a script element, no line ends that older engines refuse in texts. */
const scriptText = (item: Item): string =>
  JSON.stringify(item.map(visibleText)).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

function* items(pack: Package, entries: readonly Entry[], people: readonly Party[]): Generator<Item> {
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH)
    const lines = new Map(pack.material.lines(batch.map(({ key }) => key)).map((line) => [line.key, line]))
    for (const entry of batch) {
      const line = lines.get(entry.key)
      if (line !== undefined)
        yield itemOf(
          pack,
          exhibitLink(entry.exhibit),
          `Exhibit ${entry.exhibit.number}, ${KIND_WORDS[entry.kind].one.toLowerCase()}`,
          line,
          entry,
        )
    }
  }
  for (const { pages } of pack.talks) {
    for (const { stretches } of pages) {
      for (const { keys } of stretches) {
        const others = keys.filter((key) => !pack.exhibitOf.has(key))
        for (const line of pack.material.lines(others))
          yield itemOf(pack, pack.talkPlace.get(line.key) ?? '', `${KIND_WORDS[line.kind].one} around an exhibit`, line, null)
      }
    }
  }
  const withPage = new Set(entries.flatMap(({ from, to }) => [from, ...to].flatMap((somebody) => somebody?.entity ?? [])))
  for (const { entity, name, identifier } of people)
    yield [withPage.has(entity) ? personFile(entity) : 'people.html', 'Person', '', name, identifier === name ? '' : identifier]
}

function itemOf({ time }: Package, link: string, kind: string, line: RecordLine, entry: Entry | null): Item {
  const { utcMs, localText } = line.time
  const when = utcMs !== null ? `${time.local(utcMs)} (${time.utc(utcMs)})` : (localText ?? 'no time stored')
  const named = ({ name, identifier }: Party): string => (identifier === name || identifier === '' ? name : `${name} ${identifier}`)
  const who = [line.from, ...line.to].flatMap((somebody) => (somebody === null ? [] : [named(somebody)])).join('; ')
  const files = (line.message?.attachments ?? []).map(({ name }) => name)
  const text = [line.call === null ? line.text : callText(line.call), ...files, ...(entry?.exhibit.tags ?? [])]
    .filter((part) => part !== '')
    .join(' · ')
  return [link, kind, when, who, excerpt(text, TEXT_LENGTH)]
}

export const searchBody = (): Markup => html`<h1>Search</h1>
<p class="lead">Finds words and numbers in the exhibits, in the messages around them and among the people. Every word must occur; a part of a word is enough. A telephone number is found in any spelling.</p>
<div id="search"><p class="note">Searching needs scripts, which this browser does not run here. Everything else works without: use the browser's own search on a page.</p></div>`
