/**
 * Use of PayPal on Android, `tracking`: events that the app counts, `session_event`. One record per session; its events are encrypted.
 *
 * Columns as ALEAPP reads them: `create_timestamp` is written without a zone, and nothing shows which it is, so it is never taken for UTC.
 */
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'

const TABLE = 'session_event'
const REQUIRED = ['session_id', 'create_timestamp']

interface Session {
  /** Row of its first event. */
  rowId: number
  first: string
  last: string
  events: number
}

export const androidPayPalSessions = defineSqliteParser({
  id: 'android-paypal-sessions',
  version: 1,
  app: 'PayPal',
  platform: 'android',
  store: 'Sessions of PayPal (tracking)',
  reads: ['**/com.paypal.android.p2pmobile/databases/tracking'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['payments and the account (encrypted, or at the service)', 'what was done in a session', 'the zone of the times'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: ['is_encrypted'] },
  *parse(database) {
    const sessions = readSessions(database)
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, 'is_encrypted'] })) {
      const [from, id] = [placeOf(TABLE, row), textOf(row['session_id'])]
      const session = id === null ? undefined : sessions.get(id)
      if (session === undefined) yield { type: 'skipped', from, reason: 'the event names no session or has no time' }
      else if (session.rowId !== row.rowId)
        yield { type: 'skipped', from, reason: `another event of the session that row ${session.rowId} shows` }
      else {
        yield {
          type: 'app-use',
          from,
          state: 'live',
          activity: 'used',
          appId: 'com.paypal.android.p2pmobile',
          appName: 'PayPal',
          detail: null,
          at: writtenInstant(session.first),
          endAt: writtenInstant(session.last),
          ...withFacts({
            'times are': 'those of the first and the last event, in a zone that is not stored',
            events: String(session.events),
            session: id,
            content: textOf(row['is_encrypted']) === '1' ? 'encrypted' : null,
          }),
        }
      }
    }
  },
})

/** Written times of one form sort as texts. */
function readSessions(database: EvidenceDatabase): ReadonlyMap<string, Session> {
  const sessions = new Map<string, Session>()
  for (const row of sideRows(database, { table: TABLE, columns: REQUIRED })) {
    const [id, time] = [textOf(row['session_id']), textOf(row['create_timestamp'])]
    if (id === null || time === null) continue
    const session = sessions.get(id)
    if (session === undefined) {
      sessions.set(id, { rowId: row.rowId, first: time, last: time, events: 1 })
      continue
    }
    session.events++
    if (time < session.first) Object.assign(session, { first: time, rowId: row.rowId })
    if (time > session.last) session.last = time
  }
  return sessions
}
