/** Words of the evidence view: bookmarks, export, verification. */
import type { ExportFormat } from '../../../main/contract/index.ts'

const formats: Readonly<Record<ExportFormat, { readonly name: string; readonly text: string; readonly ending: string }>> = {
  package: {
    name: 'Review package',
    text: 'Opens in any browser without installing anything: bookmarked records with context, provenance, pictures and a manifest of SHA-256 hashes.',
    ending: '',
  },
  pdf: {
    name: 'PDF',
    text: 'The review package on paper: page numbers, index of exhibits, outline. Printed by the program or an installed Chromium, Chrome or Edge.',
    ending: '.pdf',
  },
  csv: { name: 'CSV', text: 'Table for a spreadsheet. Cells that a spreadsheet would take for formulas are neutralised.', ending: '.csv' },
  xlsx: {
    name: 'Spreadsheet (XLSX)',
    text: 'One workbook with a sheet per kind: times and numbers keep their type, texts never become formulas.',
    ending: '.xlsx',
  },
  geojson: { name: 'GeoJSON', text: 'Positions with their class and radius, for map programs.', ending: '.geojson' },
  kml: { name: 'KML', text: 'Positions for Google Earth and similar programs.', ending: '.kml' },
  gpx: {
    name: 'GPX',
    text: 'Positions as waypoints, with the radius in metres. No lines between them: nobody observed the ways.',
    ending: '.gpx',
  },
  jsonl: { name: 'JSON Lines', text: 'One record per line with all its fields, for other programs.', ending: '.jsonl' },
  timesketch: {
    name: 'Timesketch',
    text: 'One event per line for the timeline program Timesketch. Records without a UTC time are left out and counted.',
    ending: '.jsonl',
  },
  case: {
    name: 'CASE/UCO',
    text: 'For exchange between agencies: JSON-LD by the CASE 1.4 ontology, with the origin of each record.',
    ending: '.jsonld',
  },
  rsmf: {
    name: 'RSMF',
    text: 'A folder of conversations for e-discovery programs: one file per conversation and day, attachments included.',
    ending: '',
  },
  links: {
    name: 'Entities and links',
    text: 'A folder of two tables for link-analysis programs: who, and who with whom, with counts by service.',
    ending: '',
  },
  hashes: {
    name: 'Hash list of media',
    text: 'MD5, SHA-1 and SHA-256 of pictures and movies in the shape of VICS. The extraction is read again; no picture is in the list.',
    ending: '.json',
  },
  preservation: {
    name: 'Preservation requests',
    text: 'Which account of which provider was seen in which UTC period, for letters to providers.',
    ending: '.csv',
  },
}

export const evidenceWords = {
  formats,
  export: {
    button: 'Export',
    title: 'Export',
    format: 'Format',
    scope: 'Records',
    scopes: {
      bookmarks: (count: string) => `Bookmarked records (${count})`,
      lens: (count: string) => `Records in the lens (${count})`,
      all: (count: string) => `All records of the case (${count})`,
    },
    events: (count: string, isOne: boolean) => `${count} ${isOne ? 'event' : 'events'}`,
    listed: (count: string, isOne: boolean) => `${count} ${isOne ? 'contact or account' : 'contacts and accounts'}`,
    target: 'Write to',
    noTarget: 'It is not said where to write to.',
    openQuestions: (count: string, isOne: boolean) => `${count} ${isOne ? 'box' : 'boxes'} under "Look before it leaves" not ticked yet`,
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
    extraction: 'The exhibits of this case, against their extraction',
    extractionText:
      'Reads the extraction once more and compares each exhibit with what it says now, field by field. Takes as long as the import did.',
    path: 'Package or case file',
    extractionPath: 'Extraction',
    password: 'Password, where it is encrypted',
    run: 'Verify',
    running: 'Verifying',
    ok: (count: string) => `Nothing differs. ${count} items were checked.`,
    signed: 'Signed with the key',
    ourKey: 'It is a key of this installation.',
    otherKey: 'It is no key of this installation: compare it with the fingerprint that the sender states.',
    notOk: (count: string, isOne: boolean) =>
      `${count} ${isOne ? 'item differs' : 'items differ'}. Do not rely on this copy before it is explained.`,
  },
} as const
