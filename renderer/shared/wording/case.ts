/** Words of the case view and the welcome screen. */
import type { CoverageStatus, ImportProgress, SourceStatus } from '../../../main/contract/index.ts'

const coverage: Readonly<Record<CoverageStatus, { readonly short: string; readonly long: string }>> = {
  parsed: { short: 'parsed', long: 'Read by a parser.' },
  'partly-parsed': { short: 'partly parsed', long: 'Read, but damage stopped it. Rows before the damage are kept.' },
  'not-parsed': { short: 'not parsed', long: 'Present and known, but no parser reads it.' },
  unreadable: { short: 'unreadable', long: 'Present, but it cannot be opened.' },
  missing: { short: 'missing', long: 'The extraction lists the file, but its bytes are not there.' },
  'not-expected': { short: 'not expected', long: 'This kind of acquisition normally does not contain it.' },
  absent: { short: 'absent', long: 'It could be there, but is not.' },
}

const stages: Readonly<Record<ImportProgress['stage'], string>> = {
  recognising: 'Recognising the extraction', hashing: 'Calculating hashes', parsing: 'Reading records', indexing: 'Building the search index',
  finished: 'Import finished', failed: 'Import failed', cancelled: 'Import cancelled',
}

const sourceStatus: Readonly<Record<SourceStatus, string>> = {
  complete: 'complete', importing: 'being imported', incomplete: 'incomplete: the import was interrupted', cancelled: 'incomplete: the import was cancelled',
}

export const caseWords = {
  coverage,
  stages,
  sourceStatus,
  welcome: {
    title: 'Corroborate',
    lead: 'Reads phone extractions that other tools made and shows what their records say about who was in contact with whom, who was where, and when. It works offline and never writes to evidence.',
    newCase: 'New case',
    openCase: 'Open a case',
    demo: 'Open the demo case (synthetic)',
    demoText: 'Two invented phones, a few thousand invented records. Nothing in it is real.',
    recent: 'Recent cases',
    noRecent: 'Cases that you open are listed here.',
    gone: 'file not found',
    openPath: 'Case file (.corroborate)',
    open: 'Open',
  },
  form: {
    newTitle: 'New case',
    editTitle: 'About this case',
    name: 'Name', number: 'Number', examiner: 'Examiner', timezone: 'Time zone in which times are shown',
    path: 'Case file to create', create: 'Create the case', save: 'Save',
    zoneUnknown: 'This machine does not know this time zone. Write a name like Europe/Vienna.',
  },
  view: {
    tabs: { overview: 'Devices and coverage', audit: 'Audit log' },
    edit: 'Edit', close: 'Close case', add: 'Add extraction',
    examiner: 'Examiner', zone: 'Time zone', file: 'Case file',
    noSources: 'No extraction in this case yet',
    noSourcesText: 'Add a phone backup, a file-system image, an archive or an exported database. The original is only read, never written.',
    demoNote: 'This is the synthetic demo case. All people, numbers and records in it are invented.',
  },
  device: {
    owner: 'Owner', period: 'Period', platform: 'Platform', kind: 'Kind', size: 'Size', sha256: 'SHA-256', added: 'Added', from: 'Read from', noHash: 'no single file to hash',
    noPeriod: 'no dated record', unknownOwner: 'owner not stored', records: 'Records', warnings: 'Warnings', resume: 'Go on with the import', discard: 'Take out of the case',
    discardTitle: 'Take this source out of the case?', discardText: (label: string) => `All records of ${label} are taken out of the case. The extraction itself is not touched. This is written to the audit log.`,
    showRecords: 'Show in the timeline', copyHash: 'The SHA-256 is on the clipboard.',
  },
  coverageTable: {
    title: 'What was read, and what was not',
    all: 'All sources',
    store: 'Store', status: 'State', rows: 'Rows read', records: 'Records', derived: 'Derived', skipped: 'Skipped', parser: 'Parser', notes: 'Notes', file: 'File',
    derivedTitle: 'Further records from the same rows: earlier texts, reactions.',
    missing: (count: string, many: boolean) => `${count} ${many ? 'files are' : 'file is'} listed in the extraction, but ${many ? 'their' : 'its'} bytes are not in it.`,
    showFiles: 'List them', hideFiles: 'Hide the list', moreFiles: (count: string) => `Show ${count} more`,
    skippedRows: (count: string, reason: string) => `${count}: ${reason}`,
    sum: (rows: string, records: string, skipped: string) => `${rows} rows read = ${records} records + ${skipped} skipped`,
    none: 'Nothing recorded for this source.',
  },
  add: {
    title: 'Add an extraction',
    text: 'A backup folder, a file-system folder or image, a zip or tar archive, or a single database. It is copied from, never written to.',
    path: 'Extraction', label: 'Label', labelPlaceholder: 'How this phone is called in the case', start: 'Start the import',
    dropHint: (name: string) => `For safety, a window is not told where a dropped file lies. Choose ${name} here, or type its path.`,
    dropHere: 'Drop to add an extraction',
    busy: 'Another import is running. Wait for it or cancel it first.',
  },
  progress: {
    files: (done: string, total: string) => `${done} of ${total} files`, bytes: (done: string, total: string) => `${done} of ${total}`, records: (count: string) => `${count} records`,
    left: (text: string) => `about ${text} left`, leftUnknown: 'time left not known yet', elapsed: (text: string) => `${text} so far`, cancel: 'Cancel the import', dismiss: 'Close',
    cancelledText: 'Nothing of this extraction is shown as whole. You can go on with it or take it out of the case.',
  },
  audit: {
    number: 'No.', time: 'Time', actor: 'Who', action: 'What', detail: 'Detail', more: 'Show more', none: 'The log is empty.',
    text: 'Entries are chained by their hashes: changing or removing one is found by the verification.',
  },
} as const
