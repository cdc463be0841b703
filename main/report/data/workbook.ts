/**
 * Spreadsheet files (Office Open XML, ECMA-376), written straight to disk: memory does not grow with the rows, and the same
 * rows give the same bytes. Texts are inline strings, which no program takes for a formula.
 */
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isFormulaLike, markupText } from '../neutralise.ts'
import { TextSink } from '../target.ts'

/** Limits of a sheet, ECMA-376 and the programs' documentation: rows, and UTF-16 units in a cell. */
export const MAX_ROWS = 1_048_576
export const MAX_CELL_CHARACTERS = 32_767

/** A moment as wall clock, which is all that a cell can hold: the column says of which zone. */
export interface Moment {
  readonly wallMs: number
}
export type SheetCell = string | number | boolean | Moment | null | undefined

/** Numbers of `cellXfs` in the style part. `quoted`: the text stays text even when somebody edits the cell. */
const STYLE = { plain: 0, head: 1, time: 2, quoted: 3 } as const
const DAY_MS = 86_400_000
/** Day 25,569 of the 1900 calendar is 1970-01-01. Days up to 60 are wrong in it (1900 was no leap year), so they stay text. */
const EPOCH_DAY = 25_569
const FIRST_SURE_DAY = 61
const LAST_DAY = 2_958_465

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** One sheet after the other, in a folder that is then packed. */
export class Workbook {
  readonly #folder: string
  readonly #names: string[] = []
  cutCells = 0

  constructor(folder: string) {
    this.#folder = folder
    for (const part of ['_rels', 'xl/_rels', 'xl/worksheets']) mkdirSync(join(folder, part), { recursive: true })
  }

  /** A sheet with one line of headings; what does not fit into it goes on in a second of the same name. */
  async sheet(
    name: string,
    headings: readonly string[],
    rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>,
  ): Promise<number> {
    let open = this.#open(name, headings)
    let records = 0
    for await (const cells of rows) {
      if (open.rows === MAX_ROWS) {
        this.#close(open)
        open = this.#open(`${name} (${Math.ceil((records + 1) / (MAX_ROWS - 1))})`, headings)
      }
      this.#row(open, cells, null)
      records++
    }
    this.#close(open)
    return records
  }

  #open(name: string, headings: readonly string[]): OpenSheet {
    this.#names.push(name)
    const sink = new TextSink(openSync(join(this.#folder, `xl/worksheets/sheet${this.#names.length}.xml`), 'wx'))
    const columns = headings.map(
      (heading, index) => `<col min="${index + 1}" max="${index + 1}" width="${widthOf(heading)}" customWidth="1"/>`,
    )
    sink.write(
      `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`,
    )
    const open = { sink, rows: 0, columns: headings.length }
    this.#row(open, headings, STYLE.head)
    return open
  }

  #row(open: OpenSheet, cells: readonly SheetCell[], style: number | null): void {
    open.rows++
    open.sink.write(
      `<row r="${open.rows}">${cells.map((cell, index) => this.#cell(`${columnName(index)}${open.rows}`, cell, style)).join('')}</row>`,
    )
  }

  #cell(at: string, cell: SheetCell, style: number | null): string {
    if (cell === null || cell === undefined) return ''
    if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${at}"><v>${cell}</v></c>` : this.#text(at, String(cell), style)
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
    if (typeof cell === 'string') return this.#text(at, cell, style)
    const day = cell.wallMs / DAY_MS + EPOCH_DAY
    if (day < FIRST_SURE_DAY || day > LAST_DAY)
      return this.#text(at, new Date(cell.wallMs).toISOString().slice(0, -1).replace('T', ' '), style)
    return `<c r="${at}" s="${STYLE.time}"><v>${day}</v></c>`
  }

  #text(at: string, text: string, style: number | null): string {
    const lines = text.replace(/\r\n?/g, '\n')
    const used = style ?? (isFormulaLike(lines) ? STYLE.quoted : STYLE.plain)
    // `_x0041_` in a string is an escape of the format: an underscore that would begin one is escaped itself.
    const literal = this.#cut(lines).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    return `<c r="${at}" t="inlineStr"${used === STYLE.plain ? '' : ` s="${used}"`}><is><t xml:space="preserve">${markupText(literal)}</t></is></c>`
  }

  /** What no cell can hold is cut, and the cell says so. */
  #cut(text: string): string {
    if (text.length <= MAX_CELL_CHARACTERS) return text
    this.cutCells++
    const note = ` … [cut: ${text.length} characters]`
    return `${text.slice(0, MAX_CELL_CHARACTERS - note.length).toWellFormed()}${note}`
  }

  #close({ sink, rows, columns }: OpenSheet): void {
    sink.write(`</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${rows}"/></worksheet>`)
    sink.end()
  }

  /** The parts that name the sheets. To be called last. */
  end(): void {
    const numbers = this.#names.map((_, index) => index + 1)
    const write = (part: string, content: string): void => writeFileSync(join(this.#folder, part), `${XML}${content}`)
    const type = (part: string, kind: string): string =>
      `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
    const relation = (id: string, kind: string, target: string): string =>
      `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`
    write(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${type('styles.xml', 'styles')}${numbers.map((number) => type(`worksheets/sheet${number}.xml`, 'worksheet')).join('')}</Types>`,
    )
    write(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    )
    write(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation('rIdStyles', 'styles', 'styles.xml')}${numbers.map((number) => relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`)).join('')}</Relationships>`,
    )
    write(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${this.#names.map((name, index) => `<sheet name="${markupText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    )
    write('xl/styles.xml', STYLES)
  }
}

interface OpenSheet {
  readonly sink: TextSink
  rows: number
  readonly columns: number
}

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** Width in characters: wide for texts, enough for a time. */
const widthOf = (heading: string): number =>
  /^(body|text|notes|title|address|participants|attachments|identifiers|file|path)$/.test(heading)
    ? 48
    : / (utc|local)$/.test(heading)
      ? 24
      : Math.max(12, heading.length + 3)

/** 0 -> A, 25 -> Z, 26 -> AA. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return `${rest < 0 ? '' : columnName(rest)}${String.fromCharCode(65 + (index % 26))}`
}
