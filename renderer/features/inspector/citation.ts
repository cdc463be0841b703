/** One sentence by which anybody can find the record again. Pure. */
import type { RecordDetail } from '../../../main/contract/index.ts'
import { timeParts } from '../../shared/format/index.ts'
import { kindWords, stateWords } from '../../shared/wording/signs.ts'

const QUOTE_LENGTH = 160

function quoted(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  if (flat === '') return ''
  if (flat.length <= QUOTE_LENGTH) return `"${flat}"`
  // Cut between letters as people see them, never inside an emoji or a Thai syllable.
  const letters = Array.from(new Intl.Segmenter('en').segment(flat), ({ segment }) => segment)
  return `"${letters.slice(0, QUOTE_LENGTH).join('')}…"`
}

/** Id, kind, quote, time with zone and UTC, source, file, hash, table, row, parser. ISO times, as in all evidence. */
export function citationOf({ line, source, provenance }: RecordDetail, caseName: string, zone: string): string {
  const time = timeParts(line.time, zone)
  const utc = line.time.utcMs === null ? '' : ` (${new Date(line.time.utcMs).toISOString()})`
  const parts = [
    `${line.id}, ${kindWords[line.kind].one}${line.service === null ? '' : ` (${line.service})`}`,
    quoted(line.text),
    time.text === '' ? '' : `${time.text} ${time.zone}${utc}`,
    line.state === 'live' ? '' : `state: ${stateWords[line.state].short}`,
    `source: ${source.label}`,
    `file: ${provenance.file}`,
    provenance.fileSha256 === null ? '' : `SHA-256: ${provenance.fileSha256}`,
    `table ${provenance.table}, row ${provenance.row}`,
    `read by ${provenance.parser} ${provenance.parserVersion}`,
    `case: ${caseName}`,
  ]
  return `${parts.filter((part) => part !== '').join('; ')}.`
}
