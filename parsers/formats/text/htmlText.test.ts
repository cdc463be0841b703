import { describe, expect, it } from 'vitest'
import { htmlText } from './htmlText.ts'

describe('text of HTML', () => {
  it.each([
    ['plain', 'plain'],
    ['First<div>second</div><div><br></div><div>fourth</div>', 'First\nsecond\n\nfourth'],
    ['a<br>b<BR/>c', 'a\nb\nc'],
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['<div><div>nested</div></div>', 'nested'],
    ['x <b>bold</b> &amp; &lt;3 &#128274; &#x1F512;&nbsp;y', 'x bold & <3 \u{1F512} \u{1F512}\u00A0y'],
    ['<object id="1" data="cid:a@example.com"></object>', '\uFFFC'],
    ['a<!-- hidden <b> -->b', 'ab'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['a <b', 'a <b'],
    ['a <!-- never closed', 'a <!-- never closed'],
    ['&unknown; &#0; &#xD800; &constructor;', '&unknown; &#0; &#xD800; &constructor;'],
    ['ends with a break<br>', 'ends with a break'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(htmlText(html)).toBe(text)
  })

  it('takes time in proportion to the length, whatever the text is', () => {
    const startedAtMs = performance.now()
    for (const piece of ['<', '<a', '<!--', '&', '<br>', '<div>', '&#1;']) htmlText(piece.repeat(200_000))
    expect(performance.now() - startedAtMs).toBeLessThan(4000)
  })
})
