/** RFC 4180, written from its grammar and not from our writer. Throws on what the grammar forbids. */
export function parseCsv(text: string): string[][] {
  const input = text.startsWith('\ufeff') ? text.slice(1) : text
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < input.length) {
    let cell = ''
    if (input[at] === '"') {
      for (at++; ; at++) {
        if (at >= input.length) throw new Error('a quote is not closed')
        if (input[at] !== '"') cell += input[at] ?? ''
        else if (input[at + 1] === '"') {
          at++
          cell += '"'
        } else break
      }
      at++
    } else {
      while (at < input.length && input[at] !== ',' && input[at] !== '\r' && input[at] !== '\n') {
        if (input[at] === '"') throw new Error('a quote inside a cell without quotes')
        cell += input[at++] ?? ''
      }
    }
    row.push(cell)
    if (input[at] === ',') {
      at++
      if (at === input.length) throw new Error('the last line does not end')
    } else if (input.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`neither comma nor CRLF behind a cell at ${at}`)
  }
  return rows
}
