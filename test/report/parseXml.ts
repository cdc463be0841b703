/** A small strict XML reader: throws on anything that is not well-formed in the subset that exports use. */
export interface XmlElement {
  readonly name: string
  readonly attributes: string
}

const NAME = '[A-Za-z_][\\w.:-]*'
const TOKEN = new RegExp(
  `<\\?xml [^?]*\\?>|<!--(?:(?!--)[^])*-->|</(${NAME})>|<(${NAME})((?:\\s+[\\w:.-]+="[^"<]*")*)\\s*(/?)>|[^<]+|<`,
  'gy',
)
// The characters that XML 1.0 allows.
const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Elements in document order. */
export function parseXml(text: string): XmlElement[] {
  if (!LEGAL.test(text)) throw new Error('a character that XML forbids')
  const open: string[] = []
  const elements: XmlElement[] = []
  for (const [token, closed, opened, attributes = '', isEmpty] of text.matchAll(TOKEN)) {
    if (token === '<') throw new Error('a bracket that opens nothing')
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(closed === undefined && opened === undefined ? token : attributes))
      throw new Error('an ampersand that is no entity')
    if (closed !== undefined && open.pop() !== closed) throw new Error(`</${closed}> closes what is not open`)
    if (opened !== undefined) {
      elements.push({ name: opened, attributes })
      if (isEmpty !== '/') open.push(opened)
    }
    if (closed === undefined && opened === undefined && !token.startsWith('<') && token.includes(']]>')) throw new Error(']]> in text')
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> not closed`)
  return elements
}
