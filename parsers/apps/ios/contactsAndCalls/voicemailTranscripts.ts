/**
 * Transcripts of voicemail, `Voicemail/<ROWID>.transcript`: what the phone took the caller to say. One record per file.
 *
 * A keyed archive of `VMVoicemailTranscript` with `transcriptionString`, `confidence` (0 to 1) and `confidenceRating` (artifacts 1.2;
 * names as in Apple's own code that people have published decompiled). It is the phone's reading of a sound, and says so: the message
 * itself is the row of that number in voicemail.db. No public file is known.
 */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { UnreadablePlist } from '../../../formats/plist/plist.ts'
import { codeInWords, factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'transcript'
const RATINGS: Readonly<Record<number, string>> = { 0: 'none', 1: 'low', 2: 'below the quality threshold', 3: 'sufficient' }

interface Transcript extends DocumentRow {
  readonly text: string | null
  readonly confidence: number | null
  readonly rating: number | null
  readonly segments: number | null
}

export const iosVoicemailTranscripts = defineDocumentParser({
  id: 'ios-voicemail-transcripts',
  version: 1,
  app: 'Phone',
  platform: 'ios',
  store: 'Transcripts of voicemail (.transcript)',
  reads: ['**/Voicemail/*.transcript'],
  yields: ['note'],
  proof: 'source-verified',
  doesNotCover: ['confidence and time of single words', 'who called: see the row of the same number in voicemail.db'],
  *parse(document): Iterable<Emitted> {
    const name = document.path.slice(document.path.lastIndexOf('/') + 1)
    for (const row of document.read(TABLE, transcriptIn(document.bytes(MAX_BYTES))))
      yield recordOf(row, name.replace(/\.transcript$/iu, ''))
  },
})

function* transcriptIn(bytes: Uint8Array): Generator<Transcript> {
  const archive = archiveOf(bytes)
  const segments = archive['segments']
  yield {
    rowId: 1,
    text: typeof archive['transcriptionString'] === 'string' ? archive['transcriptionString'] : null,
    confidence: numberIn(archive, 'confidence'),
    rating: numberIn(archive, 'confidenceRating'),
    segments: Array.isArray(segments) ? segments.length : null,
  }
}

function archiveOf(bytes: Uint8Array): ArchivedObject {
  let value: ArchivedValue
  try {
    value = unarchive(bytes)
  } catch (error) {
    if (!(error instanceof UnreadablePlist)) throw error
    throw new Error('the file is no keyed archive', { cause: error })
  }
  if (!isArchivedObject(value)) throw new Error('the archive holds no transcript')
  return value
}

function recordOf({ text, confidence, rating, segments, rowId }: Transcript, voicemail: string): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (text === null || text === '') return { type: 'skipped', from, reason: 'the transcript is empty' }
  const facts = factsOf({
    'made by': 'the phone, from the sound of a voicemail',
    'voicemail row': voicemail,
    confidence: confidence?.toString(),
    'confidence in words': codeInWords(rating, RATINGS),
    segments: segments?.toString(),
  })
  return {
    type: 'note',
    from,
    state: 'inferred',
    service: 'Voicemail',
    title: `Transcript of voicemail ${voicemail}`,
    body: text,
    folder: null,
    isLocked: false,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function numberIn(object: ArchivedObject, key: string): number | null {
  const value = object[key]
  return typeof value === 'number' ? value : null
}
