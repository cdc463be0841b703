/**
 * Calls as Google's phone app keeps them, `annotated_call_log.db`, and what was said to its call screening, `callscreen_transcripts`: one
 * record per row.
 *
 * Columns as ALEAPP and the app's public predecessor (AOSP Dialer) have them: timestamp counts milliseconds since 1970 UTC, call types are
 * those of Android's call log. A call that the phone's own call log has at the same time is not counted again; one that is missing there
 * may have been deleted there. A transcript is a protobuf of turns: 1 a time in milliseconds, 3 the words, as ALEAPP reads it; who spoke
 * is a number without a published meaning, and ALEAPP holds the time for the phone's wall clock.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { addressIdentity, NO_INTERACTION_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, codeInWords, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Emitted } from '../../../model/index.ts'
import * as meaning from './callLogMeaning.ts'
import { CALL_LOG_PATHS, callBesideLog, callLogTimes } from './keptCalls.ts'
import { systemUserOf } from '../systemRecords.ts'

const CALLS = 'AnnotatedCallLog'
const CALLS_REQUIRED = ['timestamp', 'call_type']
const CALLS_OPTIONAL = [
  'raw_number',
  'formatted_number',
  'presentation',
  'duration',
  'features',
  'geocoded_location',
  'phone_account_component_name',
  'phone_account_id',
  'is_read',
  'new',
  'is_voicemail_call',
  'voicemail_transcription',
  'transcription',
]
const TRANSCRIPTS = 'Transcript'
const TRANSCRIPTS_REQUIRED = ['conversation', 'lastModifiedMillis']
const TRANSCRIPTS_OPTIONAL = ['id', 'audioRecordingFilePath']

export const androidGoogleDialer = defineSqliteParser({
  id: 'android-google-dialer',
  version: 1,
  app: 'Phone by Google',
  platform: 'android',
  store: 'Calls as the phone app keeps them (annotated_call_log.db)',
  reads: ['**/com.google.android.dialer/databases/annotated_call_log.db', '**/annotated_call_log.db'],
  inBackups: false,
  yields: ['call', 'interaction'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'names of callers in the app’s own data (number_attributes, phone_lookup_history.db)',
    'transcripts of calls (files/fermat_files) and recordings',
  ],
  requires: { [CALLS]: CALLS_REQUIRED },
  optional: { [CALLS]: CALLS_OPTIONAL },
  companions: { callLog: CALL_LOG_PATHS },
  *parse(database, context) {
    const times = callLogTimes(context.companion('callLog'))
    const user = systemUserOf(context.path)
    for (const row of evidenceRows(database, { table: CALLS, columns: [...CALLS_REQUIRED, ...CALLS_OPTIONAL] })) {
      yield callBesideLog(callRecord(row, user), times)
    }
  },
})

export const androidCallScreening = defineSqliteParser({
  id: 'android-call-screening',
  version: 1,
  app: 'Phone by Google',
  platform: 'android',
  store: 'Call screening (callscreen_transcripts)',
  reads: ['**/com.google.android.dialer/databases/callscreen_transcripts'],
  inBackups: false,
  yields: ['interaction'],
  proof: 'source-verified',
  doesNotCover: ['who called (not stored in the row)', 'the recordings, which are named only', 'which turn was the caller’s (a number)'],
  requires: { [TRANSCRIPTS]: TRANSCRIPTS_REQUIRED },
  optional: { [TRANSCRIPTS]: TRANSCRIPTS_OPTIONAL },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    for (const row of evidenceRows(database, { table: TRANSCRIPTS, columns: [...TRANSCRIPTS_REQUIRED, ...TRANSCRIPTS_OPTIONAL] })) {
      yield transcriptRecord(row, user)
    }
  },
})

function callRecord(row: StoredRow, user: string | null): CallRecord {
  const type = numberOf(row['call_type'])
  const stored = numberOf(row['duration'])
  const durationSeconds = stored === null || stored < 0 ? null : stored
  const features = numberOf(row['features'])
  const [raw, formatted] = [textOf(row['raw_number']), textOf(row['formatted_number'])]
  const number = raw ?? formatted
  return {
    type: 'call',
    from: placeOf(CALLS, row),
    state: 'live',
    service: 'Phone',
    nativeId: null,
    direction: meaning.directionOf(type),
    answered: meaning.answeredOf(type, durationSeconds),
    isVideo: features === null ? null : (features & meaning.FEATURE_VIDEO) !== 0,
    startedAt: instantOf(timeValueOf(row['timestamp']), 'unix-ms'),
    durationSeconds,
    participants: number === null ? [] : [addressIdentity(number, null)],
    ownLine: null,
    ...withFacts({
      'call type': codeInWords(row['call_type'], meaning.CALL_TYPES),
      'number as shown': formatted === number ? null : formatted,
      'caller’s number': numberOf(row['presentation']) === 1 ? null : codeInWords(row['presentation'], meaning.PRESENTATIONS),
      features: featuresInWords(features),
      'place of the number': textOf(row['geocoded_location']),
      'account of the call': textOf(row['phone_account_component_name']),
      'line as stored': textOf(row['phone_account_id']),
      seen: flagOf(row['new']) === true ? 'no' : null,
      'left a voicemail': flagOf(row['is_voicemail_call']) === true ? 'yes' : null,
      transcription: textOf(row['voicemail_transcription']) ?? textOf(row['transcription']),
      'Android user': user,
    }),
  }
}

/** With the number, which holds bits that are not named. */
function featuresInWords(features: number | null): string | null {
  const words = meaning.featuresInWords(features)
  return words === null ? null : `${words} (${features})`
}

function transcriptRecord(row: StoredRow, user: string | null): Emitted {
  const conversation = bytesOf(row['conversation'])
  const turns = conversation === null ? [] : new ProtobufMessage(conversation).messages(1)
  const lines = turns.map((turn) => {
    const time = instantOf(turn.integer(1), 'unix-ms')
    const clock = time.utcMs === null ? 'no time' : new Date(time.utcMs).toISOString().slice(0, 19)
    return `${clock} (speaker ${turn.integer(2)?.toString() ?? 'not stored'}): ${turn.text(3) ?? ''}`
  })
  return {
    ...NO_INTERACTION_FIELDS,
    from: placeOf(TRANSCRIPTS, row),
    service: 'Phone by Google',
    mechanism: 'call that was screened',
    at: instantOf(timeValueOf(row['lastModifiedMillis']), 'unix-ms'),
    ...withFacts({
      time: 'when the transcript was last changed',
      transcript: lines.length > 0 ? lines.join('\n') : conversation === null ? null : `cannot be read (${conversation.length} bytes)`,
      'times of the transcript': lines.length === 0 ? null : 'their zone is not established',
      recording: textOf(row['audioRecordingFilePath']),
      identifier: textOf(row['id']),
      'Android user': user,
    }),
  }
}
