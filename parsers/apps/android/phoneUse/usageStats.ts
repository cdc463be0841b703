/**
 * Statistics of use that Android keeps, `system/usagestats/<user>/<span>/<begin>` (`system_ce/<user>/usagestats` from Android 11): one record
 * per app and interval, per event, and per count of the interval.
 *
 * The name of a file is the begin of its interval in milliseconds since 1970 UTC; times in it are milliseconds after that begin (a 1 may
 * stand for 0). The phone renames files when its clock is set. One app stands in a daily, a weekly, a monthly and a yearly file with
 * the same last time of use: those are counts of the same use. `used` says that the app was in front, never who held the phone.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Instant, RowRef } from '../../../model/index.ts'
import { androidAppRecord, systemUserOf } from '../systemRecords.ts'
import { appNames } from './usageStatsChoices.ts'
import { COUNT_WORDS, EVENTS } from './usageStatsEvents.ts'
import { usageRows } from './usageStatsRows.ts'
import type { Count, UsedApp, UseEvent } from './usageStatsRows.ts'

const MAX_BYTES = 64 * 1024 * 1024
const APPS = 'packages'
const EVENT_LOG = 'event-log'
const COUNTS = 'counts'
const CONFIGURATIONS = 'configurations'
const PENDING = 'pending-events'
const FILE = /(?:^|\/)(?:(daily|weekly|monthly|yearly)\/(\d{1,16})(-c)?|(pendingevents)_\d+)$/u

interface Interval {
  readonly beginMs: number
  readonly span: string
  readonly begin: Instant
  readonly end: Instant | null
  readonly user: string | null
}

export const androidUsageStats = defineDocumentParser({
  id: 'android-usage-stats',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Statistics of use (usagestats)',
  reads: [...['daily', 'weekly', 'monthly', 'yearly'].map((span) => `**/usagestats/**/${span}/*`), '**/usagestats/pendingevents_*'],
  inBackups: false,
  yields: ['app-use', 'device-event'],
  proof: 'source-verified',
  doesNotCover: ['set-ups of the screen and language (configurations), which are skipped', 'backup copies of files (.bak)'],
  sideFiles: { mappings: ['**/usagestats/mappings'] },
  *parse(document, context): Iterable<Emitted> {
    const [, span, begin, , pending] = FILE.exec(document.path) ?? []
    if (begin === undefined && pending === undefined) throw new Error('the name of the file is not the begin of an interval')
    const mappings = context.sideFile('mappings')
    const {
      end,
      apps,
      events,
      counts,
      configurations,
      pending: waiting,
      damage,
    } = usageRows(document.bytes(MAX_BYTES), mappings === null ? null : appNames(mappings.bytes))
    const interval = intervalOf(begin ?? '0', span ?? 'not yet counted', end, systemUserOf(document.path))
    for (const row of document.read(APPS, apps)) yield appRecord(row, interval)
    for (const row of document.read(EVENT_LOG, events)) yield eventRecord(EVENT_LOG, row, timeAfter(row.values.time, interval), interval)
    for (const row of document.read(COUNTS, counts)) yield countRecord(row, interval)
    for (const row of document.read(CONFIGURATIONS, configurations))
      yield skipped(CONFIGURATIONS, row, 'a set-up of the screen and language')
    for (const row of document.read(PENDING, withDamage(waiting, damage))) {
      yield eventRecord(PENDING, row, instantOf(row.values.time, 'unix-ms'), interval)
    }
    if ([...apps, ...events].some(({ app, appNumber }) => app === null && appNumber !== null)) {
      context.note('Some apps are known by their numbers only: the file mappings does not list them, or is not there.')
    }
  },
})

function* withDamage<Row extends DocumentRow>(rows: readonly Row[], damage: string | null): Generator<Row> {
  yield* rows
  if (damage !== null) throw new Error(damage)
}

function intervalOf(stored: string, span: string, endOffset: string | null, user: string | null): Interval {
  const beginMs = Number(stored)
  const interval = { beginMs, span, begin: beginMs === 0 ? NO_INSTANT : instantOf(stored, 'unix-ms'), end: null, user }
  return endOffset === null || beginMs === 0 ? interval : { ...interval, end: timeAfter(endOffset, interval) }
}

/** A time that is kept as a distance from the begin; the stored distance is kept beside it. Null for none. */
function timeAfter(stored: string | null, { beginMs }: Pick<Interval, 'beginMs'>): Instant | null {
  if (stored === null) return null
  const offsetMs = Number(stored)
  const isTime = Number.isFinite(offsetMs) && beginMs > 0 && beginMs + offsetMs > 0
  const asStored = `${stored} after ${beginMs}`
  return isTime ? { ...instantOf(String(beginMs + offsetMs), 'unix-ms'), asStored } : { ...NO_INSTANT, asStored }
}

const placeOf = (table: string, { rowId }: DocumentRow): RowRef => ({ table, rowId: String(rowId), ordinal: 0 })
const skipped = (table: string, row: DocumentRow, reason: string): Emitted => ({ type: 'skipped', from: placeOf(table, row), reason })
const words = (instant: Instant | null): string | null => (instant?.utcMs === null || instant === null ? null : instantInWords(instant))

function intervalFacts({ span, begin, end, user }: Interval): Record<string, string | null> {
  return { interval: span, 'interval began': words(begin), 'interval ended': words(end), 'Android user': user }
}

/** The number is kept where the name is not known. */
const appIdOf = ({ app, appNumber }: UsedApp | UseEvent): string | null => app ?? (appNumber === null ? null : `app number ${appNumber}`)

function appRecord(row: UsedApp, interval: Interval): Emitted {
  const appId = appIdOf(row)
  if (appId === null) return skipped(APPS, row, 'the row names no app')
  const { values } = row
  const after = (stored: string | null): string | null => words(timeAfter(stored, interval))
  const at = timeAfter(values.lastActive, interval)
  const hasTime = typeof at?.utcMs === 'number'
  const isUsed = hasTime || Number(values.timeActive ?? 0) > 0
  return androidAppRecord({
    from: placeOf(APPS, row),
    activity: isUsed ? 'used' : 'other',
    appId,
    detail: `in front for ${secondsOf(values.timeActive)} in this interval (${interval.span})`,
    at,
    facts: {
      time: hasTime ? 'the last time when it was in front' : 'no time of use is stored',
      'times started': values.launches,
      'last visible': after(values.lastVisible),
      'visible for': values.timeVisible === null ? null : secondsOf(values.timeVisible),
      'last service in the foreground': after(values.lastService),
      'services in the foreground for': values.timeService === null ? null : secondsOf(values.timeService),
      'last used in part': after(values.lastComponent),
      'last kind of event': values.lastEvent === null ? null : (EVENTS[Number(values.lastEvent)]?.words ?? `unknown (${values.lastEvent})`),
      'chosen in menus': row.choices,
      ...intervalFacts(interval),
    },
  })
}

function secondsOf(stored: string | null): string {
  if (stored === null) return 'no stored time'
  const milliseconds = Number(stored)
  return Number.isFinite(milliseconds) ? `${milliseconds / 1000} s` : `unknown (${stored})`
}

function eventRecord(table: string, row: UseEvent, at: Instant | null, interval: Interval): Emitted {
  const appId = appIdOf(row)
  const { type, bucket, instance, flags } = row.values
  const meaning = type === null ? undefined : EVENTS[Number(type)]
  const detail = meaning?.words ?? (type === null ? 'kind not stored' : `unknown (${type})`)
  const facts = {
    component: row.component,
    shortcut: row.shortcut,
    'notification channel': row.channel,
    content: row.content,
    'rank as stored': bucket,
    'instance as stored': instance,
    'flags as stored': flags === '0' ? null : flags,
    ...intervalFacts(interval),
  }
  const from = placeOf(table, row)
  if (meaning?.device !== undefined) {
    const of = appId === 'android' ? null : appId
    return {
      type: 'device-event',
      from,
      state: 'live',
      activity: meaning.device,
      detail,
      at: at ?? NO_INSTANT,
      endAt: null,
      ...withFacts({ app: of, ...facts }),
    }
  }
  if (appId === null) return skipped(table, row, `the event names no app (${detail})`)
  return androidAppRecord({ from, activity: meaning?.app ?? 'other', appId, detail, at, facts })
}

function countRecord(row: Count, interval: Interval): Emitted {
  const what = COUNT_WORDS[String(row.rowId)] ?? String(row.rowId)
  return {
    type: 'device-event',
    from: placeOf(COUNTS, row),
    state: 'live',
    activity: 'other',
    detail: `${what}: ${row.count ?? 'no stored number of'} times, ${secondsOf(row.time)} in all`,
    at: interval.begin,
    endAt: interval.end,
    ...withFacts({ time: 'the interval that is counted', ...intervalFacts(interval) }),
  }
}
