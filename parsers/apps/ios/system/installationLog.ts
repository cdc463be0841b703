/**
 * Log of installations, `mobile_installation.log.N`: one record per line that says that an app was installed, removed or updated, or that
 * the phone had restarted.
 *
 * Lines as iLEAPP reads them: `Wed Jan  1 10:30:00 2025 [...] ... Install Successful for (Placeholder:com.example)`. The time is the phone's
 * wall clock without a zone and is never stamped UTC. A file covers weeks to months and is then replaced.
 */
import { localInstant } from '../../../formats/values/epochs.ts'
import { wallClockMs } from '../../../formats/values/writtenTime.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { AppActivity, DocumentRow, Emitted, EvidenceDocument, Instant } from '../../../model/index.ts'
import { appRecord } from './appRecords.ts'

const TABLE = 'lines'
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const TIME = /^\w{3} (\w{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4}) \[/u
/** A line longer than this is cut: nothing that is read stands behind it. */
const MAX_LINE_BYTES = 65_536

interface Event {
  readonly pattern: RegExp
  readonly activity: AppActivity
  readonly detail: string
}
const EVENTS: readonly Event[] = [
  {
    pattern: /Install Successful for \((?:Placeholder|Customer|System)?:?([^)]+)\)/u,
    activity: 'installed',
    detail: 'installed or updated',
  },
  { pattern: /Uninstalling identifier (\S+)/u, activity: 'removed', detail: 'being removed' },
  { pattern: /Destroying container .*identifier (\S+) at /u, activity: 'removed', detail: 'its folder was removed' },
  { pattern: /Made container live for (\S+) at/u, activity: 'other', detail: 'its folder was made' },
  { pattern: /Data container for (\S+) is now /u, activity: 'other', detail: 'its data moved' },
  { pattern: /Attempting Delta patch update of (\S+) from/u, activity: 'other', detail: 'an update was tried' },
]
const REBOOT = /main: Reboot detected/u

interface Line extends DocumentRow {
  readonly text: string
}

export const iosInstallationLog = defineDocumentParser({
  id: 'ios-installation-log',
  version: 1,
  app: 'iOS',
  platform: 'ios',
  store: 'Log of installations (mobile_installation.log)',
  reads: ['**/MobileInstallation/mobile_installation.log.*', '**/mobile_installation.log.*', '**/mobile_installation.log'],
  inBackups: false,
  yields: ['app-use', 'device-event'],
  proof: 'source-verified',
  doesNotCover: ['the zone of the times', 'logs inside of sysdiagnose archives', 'lines about other steps of an installation'],
  *parse(document): Iterable<Emitted> {
    for (const line of document.read(TABLE, lines(document))) yield record(line)
  },
})

function* lines(document: EvidenceDocument): Generator<Line> {
  let number = 0
  let rest = Buffer.alloc(0)
  const text = (bytes: Buffer): string => bytes.subarray(0, MAX_LINE_BYTES).toString('utf8').replace(/\r$/u, '')
  for (const chunk of document.chunks()) {
    let buffer = Buffer.concat([rest, chunk])
    for (let end = buffer.indexOf(0x0a); end !== -1; end = buffer.indexOf(0x0a)) {
      yield { rowId: ++number, text: text(buffer.subarray(0, end)) }
      buffer = buffer.subarray(end + 1)
    }
    rest = buffer
  }
  if (rest.length > 0) yield { rowId: ++number, text: text(rest) }
}

function record({ rowId, text }: Line): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const at = timeOf(text)
  if (at === null) return { type: 'skipped', from, reason: 'the line does not begin with a time' }
  if (REBOOT.test(text)) {
    return { type: 'device-event', from, state: 'live', activity: 'started', detail: 'a restart was noticed', at, endAt: null }
  }
  for (const { pattern, activity, detail } of EVENTS) {
    const appId = pattern.exec(text)?.[1]
    if (appId !== undefined)
      return appRecord({ from, activity, appId, detail, at, facts: { time: 'the phone’s wall clock, zone not stored' } })
  }
  return { type: 'skipped', from, reason: 'the line is about another step' }
}

function timeOf(text: string): Instant | null {
  const match = TIME.exec(text)
  if (match === null) return null
  const [stored, name = '', day = '', hour = '', minute = '', second = '', year = ''] = match
  const month = MONTHS.indexOf(name) + 1
  const isTime = wallClockMs(Number(year), month, Number(day), Number(hour), Number(minute), Number(second), '') !== null
  const local = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${hour}:${minute}:${second}`
  return isTime ? localInstant(stored.slice(0, -2), local, 'iso-text') : null
}
