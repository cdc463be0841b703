/** CSV as operators and programs export it (RFC 4180 and its relatives): comma, semicolon, tab or bar, quoted fields with line ends in them. */

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const DELIMITERS = [',', ';', '\t', '|'] as const
/** A field of this length is no field but an unclosed quote. */
const MAX_FIELD_CHARACTERS = 1024 * 1024

/** The sign that cuts the first line into most cells. */
export function delimiterOf(firstLine: string): string {
  const counts = DELIMITERS.map((sign) => firstLine.split(sign).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** Cells of one line, for recognising a header. */
export const headerCells = (firstLine: string): string[] =>
  firstLine.split(delimiterOf(firstLine)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

/** Rows with at least one cell that is not empty. Throws for a quote that is never closed. */
export function* csvRows(chunks: Iterable<Uint8Array>): Generator<CsvRow> {
  let delimiter: string | null = null
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let wasQuote = false
  let line = 1
  let rowLine = 1
  for (const text of decoded(chunks)) {
    delimiter ??= delimiterOf(text.split('\n', 1)[0] ?? '')
    for (const sign of text) {
      if (isQuoted) {
        if (wasQuote) {
          wasQuote = false
          // A doubled quote stands for one; any other sign ends the quoted part.
          if (sign === '"') {
            cell += '"'
            continue
          }
          isQuoted = false
        } else {
          if (sign === '"') wasQuote = true
          else cell += sign
          if (sign === '\n') line++
          if (cell.length > MAX_FIELD_CHARACTERS) throw new Error(`the quote that opens on line ${rowLine} is never closed`)
          continue
        }
      }
      if (sign === '"' && cell === '') isQuoted = true
      else if (sign === delimiter) {
        cells.push(cell)
        cell = ''
      } else if (sign === '\n') {
        cells.push(cell.replace(/\r$/, ''))
        if (cells.some((one) => one.trim() !== '')) yield { line: rowLine, cells }
        cells = []
        cell = ''
        rowLine = ++line
      } else cell += sign
    }
  }
  if (isQuoted && !wasQuote) throw new Error(`the quote that opens on line ${rowLine} is never closed`)
  if (cell !== '' || cells.length > 0) {
    cells.push(cell.replace(/\r$/, ''))
    if (cells.some((one) => one.trim() !== '')) yield { line: rowLine, cells }
  }
}

/** UTF-8, UTF-16 with a mark, or, where it is no UTF-8, Windows-1252: spreadsheets write all three. */
function* decoded(chunks: Iterable<Uint8Array>): Generator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    yield decoder.decode(chunk, { stream: true })
  }
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
  try {
    // The piece may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
