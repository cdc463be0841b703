/** Real typedstreams. The expected texts were read off the bytes by another program, not by the decoder. */
import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { typedstreamText } from '../../parsers/formats/binary/typedstream.ts'
import { corpusCopy, corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'

describe.skipIf(!hasCorpus)(corpusTitle('typedstream'), () => {
  test.each([
    ['AttributedBodyTextOnly', 'Noter test', false],
    ['AttributedBodyTextOnly2', 'Test 3', false],
    ['Blank', '', false],
    // Its publisher cut words out of this one without changing the stated length.
    ['ExtraData', 'This is parsing  ', true],
    ['MultiPart', '\uFFFCtest 1\uFFFCtest 2 \uFFFCtest 3', false],
    ['URL', 'https://github.com/ReagentX/Logria', false],
    ['WeirdText', '\u{1D58D}\u{1D58A}\u{1D591}\u{1D591}\u{1D594} \u{1D59C}\u{1D594}\u{1D597}\u{1D591}\u{1D589}', false],
  ])('%s', (name, text, isDamaged) => {
    const bytes = readFileSync(corpusPath('imessage-typedstream', 'input', 'test_data', 'streamtyped', name))
    expect(typedstreamText(bytes)).toEqual({ text, isDamaged })
  })

  test('the archived text of a real chat.db is the text that stands beside it, but for two rows that were altered', () => {
    const database = new Database(corpusCopy('macos-imessage-plaso', 'input', 'chat.db'), { readonly: true })
    const rows = database.prepare('SELECT ROWID AS id, text, attributedBody AS archived FROM message').all() as {
      id: number
      text: string
      archived: Uint8Array
    }[]
    database.close()
    expect(rows).toHaveLength(10)
    // Two rows say different things in their two columns: the publisher changed `text` alone.
    const altered = new Set([6, 10])
    for (const { id, text, archived } of rows) {
      const expected = altered.has(id) ? text.replace('Open Office', 'Microsoft Office') : text
      expect(typedstreamText(archived)).toEqual({ text: expected, isDamaged: false })
    }
  })
})
