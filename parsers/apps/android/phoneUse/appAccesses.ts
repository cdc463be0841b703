/**
 * What apps last did with camera, microphone, location, messages and the like, `system/appops.xml` (to Android 13) and
 * `system/appops_accesses.xml` (Android 14 and later): one record per kept access, one more where a refusal is kept beside it.
 *
 * Elements and attributes after Android's public AppOpsService, as ALEAPP read them on many phones: `st` holds the time of the last access (t)
 * and refusal (r) in milliseconds since 1970 UTC, the duration (d) in milliseconds and, in n, the state of the app shifted by 31 bits;
 * Android 9 kept the times on `op` by state (tt, tb ...), older ones as t and r. Only the last time per operation and state is kept. The file
 * is written every half hour at most, and may name apps that are gone. An access says what the app did, not that anybody made it do so.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import type { XmlNode } from '../../../formats/text/xmlStream.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, ParserContext } from '../../../model/index.ts'
import { APP_STATES, KNOWN_BELOW, OPERATIONS, STATE_ATTRIBUTES } from './appAccessCodes.ts'
import { androidAppRecord } from '../systemRecords.ts'

const MAX_BYTES = 128 * 1024 * 1024
const TABLE = 'accesses'
const STATE_SHIFT = 31n
/** Android gives each of its users a hundred thousand numbers of apps. */
const UIDS_PER_USER = 100_000

interface Access extends DocumentRow {
  readonly app: string | null
  readonly uid: string | null
  readonly operation: string | null
  readonly accessedAtMs: string | null
  readonly refusedAtMs: string | null
  readonly durationMs: string | null
  readonly state: string | null
  readonly part: string | null
  readonly through: string | null
}

export const androidAppAccesses = defineDocumentParser({
  id: 'android-app-accesses',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Camera, microphone, location and the like, as apps last used them (appops)',
  reads: ['**/system/appops.xml', '**/system/appops_accesses.xml'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: [
    'earlier uses (system/appops/history and discrete)',
    'operations that say nothing of persons, places or messages, which are skipped',
    'what an app may do (modes), without an access',
    'durations in Android 9, which belong to no state of the app',
  ],
  *parse(document, context): Iterable<Emitted> {
    for (const row of document.read(TABLE, accesses(document, context))) yield* records(row)
  },
})

function* accesses(document: EvidenceDocument, { note }: ParserContext): Generator<Access> {
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  let number = 0
  for (const { node: app } of androidXml(document.bytes(MAX_BYTES), new Set(['pkg']), fault)) {
    for (const uid of app.children) {
      for (const operation of uid.children.filter(({ name }) => name === 'op')) {
        const shared = { app: valueOf(app, 'n'), uid: valueOf(uid, 'n'), operation: valueOf(operation, 'n') }
        for (const access of [...keptStates(operation), ...keptTimes(operation)]) yield { rowId: ++number, ...shared, ...access }
      }
    }
  }
}

type Kept = Omit<Access, 'rowId' | 'app' | 'uid' | 'operation'>

/** Android 10 and later: an element for each state of the app. */
function keptStates(operation: XmlNode): Kept[] {
  return operation.children
    .filter(({ name }) => name === 'st')
    .map((state) => ({
      accessedAtMs: valueOf(state, 't'),
      refusedAtMs: valueOf(state, 'r'),
      durationMs: valueOf(state, 'd'),
      state: stateInWords(valueOf(state, 'n')),
      part: valueOf(state, 'id'),
      through: throughOf(state),
    }))
}

/** Android 9: attributes for each state of the app; before, two for all of them. */
function keptTimes(operation: XmlNode): Kept[] {
  const states: readonly (readonly [string, number | null])[] = [['', null], ...Object.entries(STATE_ATTRIBUTES)]
  return states.flatMap(([suffix, code]) => {
    const [accessedAtMs, refusedAtMs] = [valueOf(operation, `t${suffix}`), valueOf(operation, `r${suffix}`)]
    if (accessedAtMs === null && refusedAtMs === null) return []
    const state = code === null ? null : (APP_STATES[code] ?? null)
    // The one duration of Android 9 belongs to no state.
    const durationMs = code === null ? valueOf(operation, 'd') : null
    return [{ accessedAtMs, refusedAtMs, durationMs, state, part: null, through: throughOf(operation) }]
  })
}

function throughOf(node: XmlNode): string | null {
  const [app, uid] = [valueOf(node, 'pp'), valueOf(node, 'pu')]
  return app ?? (uid === null || uid === '0' || uid === '-1' ? null : `uid ${uid}`)
}

function valueOf(node: XmlNode, name: string): string | null {
  const value = node.attributes[name]
  return value === undefined || value === '' ? null : value
}

function stateInWords(key: string | null): string | null {
  if (key === null || !/^\d{1,18}$/u.test(key)) return key === null ? null : `unknown (${key})`
  const code = Number(BigInt(key) >> STATE_SHIFT)
  return APP_STATES[code] ?? `unknown (${key})`
}

function* records(row: Access): Generator<Emitted> {
  const place = (ordinal: number): { table: string; rowId: string; ordinal: number } => ({
    table: TABLE,
    rowId: String(row.rowId),
    ordinal,
  })
  const { app, operation } = row
  const code = operation === null ? NaN : Number(operation)
  const words = OPERATIONS[code]
  if (app === null) yield { type: 'skipped', from: place(0), reason: 'the entry names no app' }
  else if (words === undefined && code < KNOWN_BELOW) {
    yield { type: 'skipped', from: place(0), reason: 'an operation that says nothing of persons, places or messages' }
  } else {
    const what = words ?? `unknown (${operation ?? 'not stored'})`
    const times = [
      ['used', row.accessedAtMs],
      ['refused', row.refusedAtMs],
    ] as const
    const kept = times.filter(([, stored]) => stored !== null)
    // An entry without a time says that the app did it, or was refused, some time.
    for (const [ordinal, [how, stored]] of (kept.length === 0 ? [['no time kept', null] as const] : kept).entries()) {
      yield androidAppRecord({
        from: place(ordinal),
        activity: 'permission',
        appId: app,
        detail: `${what}: ${how}`,
        at: instantOf(stored, 'unix-ms'),
        facts: factsOf(row, how),
      })
    }
  }
}

function factsOf(row: Access, how: string): Record<string, string | null> {
  const uid = row.uid === null ? NaN : Number(row.uid)
  return {
    time: how === 'no time kept' ? null : 'the last one in this state of the app',
    'state of the app': row.state,
    'duration (ms)': how === 'used' && row.durationMs !== '0' ? row.durationMs : null,
    'part of the app': row.part,
    'for or through': row.through,
    'uid of the app': row.uid,
    'Android user': Number.isInteger(uid) && uid >= 0 ? String(Math.floor(uid / UIDS_PER_USER)) : null,
  }
}
