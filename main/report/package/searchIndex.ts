/** The search of the package: its index as plain scripts beside the page, because a page from disk may read nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Party, RecordLine } from '../../contract/index.ts'
import { visibleText } from '../neutralise.ts'
import type { ZonedTime } from '../zonedTime.ts'
import { excerpt } from './excerpt.ts'
import { html, type Markup } from './markup.ts'
import { callText } from './words.ts'

/** Characters of one file of the index: small enough for any browser to take in at once. */
const FILE_CHARACTERS = 1_000_000
/** Longer texts are found by their beginning; the page has them whole. */
const TEXT_LENGTH = 2_000
type Item = readonly [link: string, kind: string, time: string, who: string, text: string]

/** Filled while the pages are written, so that every record is read once. */
export class SearchIndex {
  readonly #folder: string
  readonly #time: ZonedTime
  readonly #files: string[] = []
  #lines: string[] = []
  #size = 0

  constructor(folder: string, time: ZonedTime) {
    this.#folder = folder
    this.#time = time
    mkdirSync(join(folder, 'search'))
  }

  addRecord(link: string, kind: string, line: RecordLine, tags: readonly string[] = []): void {
    const { utcMs, localText } = line.time
    const when = utcMs !== null ? `${this.#time.local(utcMs)} (${this.#time.utc(utcMs)})` : (localText ?? 'no time stored')
    const who = [line.from, ...line.to].flatMap((somebody) => (somebody === null ? [] : [named(somebody)])).join('; ')
    const files = (line.message?.attachments ?? []).map(({ name }) => name)
    const text = [line.call === null ? line.text : callText(line.call), ...files, ...tags].filter((part) => part !== '').join(' · ')
    this.#add([link, kind, when, who, excerpt(text, TEXT_LENGTH)])
  }

  addPerson(link: string, { name, identifier }: Party): void {
    this.#add([link, 'Person', '', name, identifier === name ? '' : identifier])
  }

  #add(item: Item): void {
    const line = scriptText(item)
    this.#lines.push(line)
    this.#size += line.length
    if (this.#size > FILE_CHARACTERS) this.#flush()
  }

  #flush(): void {
    if (this.#lines.length === 0) return
    const file = `search/index-${this.#files.length + 1}.js`
    writeFileSync(
      join(this.#folder, file),
      `window.corroborateIndex = (window.corroborateIndex || []).concat([\n${this.#lines.join(',\n')}\n])\n`,
    )
    this.#files.push(file)
    this.#lines = []
    this.#size = 0
  }

  /** Writes the rest; the names of the files, relative to the page. */
  end(): readonly string[] {
    this.#flush()
    return this.#files
  }
}

const named = ({ name, identifier }: Party): string => (identifier === name || identifier === '' ? name : `${name} ${identifier}`)

/** JSON that is also a script, wherever it stands: no end of a script element, no line ends that older engines refuse in texts. */
const scriptText = (item: Item): string =>
  JSON.stringify(item.map(visibleText)).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export const searchBody = (): Markup => html`<h1>Search</h1>
<p class="lead">Finds words and numbers in the exhibits, in the messages around them and among the people. Every word must occur; a part of a word is enough. A telephone number is found in any spelling.</p>
<div id="search"><p class="note">Searching needs scripts, which this browser does not run here. Everything else works without: use the browser's own search on a page.</p></div>`
