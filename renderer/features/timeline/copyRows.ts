/** Rows as tab-separated text with a header, safe to paste into a spreadsheet. Pure. */
import type { Party, RecordLine } from '../../../main/contract/index.ts'
import { timeParts } from '../../shared/format/index.ts'
import { describeLine } from '../../shared/ui/RecordText.tsx'
import { kindWords, stateWords } from '../../shared/wording/signs.ts'

const HEADER = ['id', 'kind', 'time', 'zone', 'UTC', 'service', 'direction', 'from', 'to', 'text', 'details', 'source', 'state']

/** Line breaks and tabs become spaces; a text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function cellText(text: string): string {
  const flat = text.replaceAll(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat
}

function partyText(party: Party): string {
  return party.name === party.identifier ? party.name : `${party.name} (${party.identifier})`
}

function rowCells(line: RecordLine, zone: string, sourceLabel: (id: number) => string): readonly string[] {
  const time = timeParts(line.time, zone)
  return [
    line.id,
    kindWords[line.kind].one,
    time.text,
    time.zone,
    line.time.utcMs === null ? '' : new Date(line.time.utcMs).toISOString(),
    line.service ?? '',
    line.direction ?? '',
    line.from === null ? '' : partyText(line.from),
    line.to.map(partyText).join('; '),
    line.text,
    describeLine(line),
    sourceLabel(line.sourceId),
    stateWords[line.state].short,
  ]
}

export function rowsAsText(lines: readonly RecordLine[], zone: string, sourceLabel: (id: number) => string): string {
  return [HEADER, ...lines.map((line) => rowCells(line, zone, sourceLabel).map(cellText))].map((cells) => cells.join('\t')).join('\n')
}
