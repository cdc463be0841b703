/** Words of the evidence view: bookmarks, export, verification. */
import type { ExportFormat } from '../../../main/contract/index.ts'

const formats: Readonly<Record<ExportFormat, { readonly name: string; readonly text: string; readonly ending: string }>> = {
  package: {
    name: 'Review package',
    text: 'Opens in any browser without installing anything: bookmarked records with context, provenance, pictures and a manifest of SHA-256 hashes.',
    ending: '',
  },
  csv: { name: 'CSV', text: 'Table for a spreadsheet. Cells that a spreadsheet would take for formulas are neutralised.', ending: '.csv' },
  geojson: { name: 'GeoJSON', text: 'Positions with their class and radius, for map programs.', ending: '.geojson' },
  kml: { name: 'KML', text: 'Positions for Google Earth and similar programs.', ending: '.kml' },
  jsonl: { name: 'JSON Lines', text: 'One record per line with all its fields, for other programs.', ending: '.jsonl' },
}

export const evidenceWords = {
  formats,
  emptyTitle: 'No bookmark yet',
  emptyText: 'Select a record in any view and press b. Notes and tags are written in the inspector.',
  noneFits: 'No bookmark fits the filter.',
  list: 'Bookmarked records',
  count: (count: string, isOne: boolean) => `${count} ${isOne ? 'bookmark' : 'bookmarks'}`,
  order: { label: 'Order', time: 'by time of the record', added: 'by when it was bookmarked', tag: 'by tag' },
  withoutTag: 'without tag',
  filter: 'Notes, tags, text',
  noNote: 'no note',
  addedBy: (who: string) => `bookmarked by ${who}`,
  remove: 'Remove bookmark',
  undated: 'Records without a UTC time come last.',
  export: {
    button: 'Export',
    title: 'Export',
    format: 'Format',
    scope: 'Records',
    scopes: {
      bookmarks: (count: string) => `Bookmarked records (${count})`,
      lens: (count: string) => `Records in the lens (${count} events; contacts and accounts come on top)`,
      all: (count: string) => `All records of the case (${count} events; contacts and accounts come on top)`,
    },
    target: 'Write to',
    run: 'Export',
    running: 'Exporting. This can take a while for many records.',
    doneTitle: 'Export written',
    done: (records: string, isOne: boolean, files: string) => `${records} ${isOne ? 'record' : 'records'} in ${files}.`,
    file: (count: string, isOne: boolean) => `${count} ${isOne ? 'file' : 'files'}`,
    hash: 'SHA-256',
    hashHelp: 'Write this value into your report. Whoever gets the export can compare it.',
    hashCopied: 'The SHA-256 is on the clipboard.',
    again: 'Export again',
  },
  verify: {
    button: 'Verify',
    title: 'Verify the case or a package',
    text: 'Calculates all hashes again and follows the chain of the audit log.',
    thisCase: 'This case',
    package: 'A package or another case',
    path: 'Package or case file',
    run: 'Verify',
    running: 'Verifying',
    ok: (count: string) => `Nothing differs. ${count} items were checked.`,
    notOk: (count: string, isOne: boolean) =>
      `${count} ${isOne ? 'item differs' : 'items differ'}. Do not rely on this copy before it is explained.`,
  },
} as const
