/**
 * Calls of LINE on Android, `call_history`. Names come from naver_line beside it.
 *
 * Meanings (artifacts 2.10, published readers): start_time and end_time count Unix milliseconds; the last letter of call_type is O for an
 * outgoing and I for an incoming call; caller_mid is the other party, or the group; voip_type is A sound, V picture, G a call of a group, whose
 * medium stands in voip_gc_media_type. Whether a call was answered is not stored.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction } from '../../../model/index.ts'
import { readLineNames } from './lineNames.ts'
import type { LineNames } from './lineNames.ts'

const REQUIRED = ['call_type', 'start_time', 'caller_mid']
const OPTIONAL = ['end_time', 'voip_type', 'voip_gc_media_type']

export const androidLineCalls = defineSqliteParser({
  id: 'android-line-calls',
  version: 1,
  app: 'LINE',
  platform: 'android',
  store: 'LINE calls (call_history)',
  reads: ['**/jp.naver.line.android/databases/call_history', '**/call_history'],
  yields: ['call'],
  proof: 'source-verified',
  doesNotCover: ['whether a call was answered', 'letters of call_type other than the last', 'who of a group took part'],
  requires: { call_history: REQUIRED },
  optional: { call_history: OPTIONAL },
  companions: { names: ['naver_line'] },
  *parse(database, context) {
    const names = readLineNames(context.companion('names'))
    for (const row of evidenceRows(database, { table: 'call_history', columns: [...REQUIRED, ...OPTIONAL] })) yield callRecord(row, names)
  },
})

function callRecord(row: StoredRow, names: LineNames): CallRecord {
  const [type, voip, party] = [textOf(row['call_type']), textOf(row['voip_type']), textOf(row['caller_mid'])]
  const direction: Direction = type?.endsWith('O') === true ? 'outgoing' : type?.endsWith('I') === true ? 'incoming' : 'unknown'
  const [start, end] = [numberOf(row['start_time']), numberOf(row['end_time'])]
  const isGroup = voip === 'G' || (party !== null && names.isGroup(party))
  const members = party === null || !isGroup ? [] : names.membersOf(party)
  const group = isGroup && party !== null ? names.threadOf(party) : null
  const facts = factsOf({
    'call type as stored': type,
    group: group === null ? null : group.title === null ? group.key : `${group.title} (${group.key})`,
    'members of the group (who took part is not stored)':
      members.length === 0 ? null : members.map(({ raw, name }) => name ?? raw).join('; '),
    medium: voip === 'A' || voip === 'V' ? null : (textOf(row['voip_gc_media_type']) ?? voip),
    ended: unixTimeInWords(row['end_time']),
  })
  return {
    type: 'call',
    from: placeOf('call_history', row),
    state: 'live',
    service: 'LINE',
    nativeId: null,
    direction,
    answered: null,
    isVideo: voip === 'V' ? true : voip === 'A' ? false : null,
    startedAt: unixTime(row['start_time']),
    durationSeconds: start !== null && end !== null && start > 0 && end >= start ? (end - start) / 1000 : null,
    participants: party === null || isGroup ? [] : [names.identityOf(party)],
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
