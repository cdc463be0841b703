/**
 * com.apple.identityservices.idstatuscache.plist: which numbers and e-mail addresses the phone asked Apple about, per service. The
 * phone asks before it offers iMessage or FaceTime, so that an entry shows an intended contact even where no message is left.
 *
 * Sources: keys `tel:` and `mailto:` per service (com.apple.madrid is iMessage), `LookupDate` in seconds since 2001, `IDStatus`
 * 1 and 2 seen on public images and read as registered and not registered (artifacts 1.3; MVT and iLEAPP name the same keys).
 * Does not cover: the direction of the contact, which the file does not hold. It is never a message.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { parsePlist, isPlistDict, type PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type IdentityRef } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'look-ups'

const SERVICES: Readonly<Record<string, string>> = {
  'com.apple.madrid': 'iMessage',
  'com.apple.ess': 'FaceTime',
  'com.apple.private.alloy.facetime.multi': 'FaceTime groups',
}
const STATUS: Readonly<Record<string, string>> = { 1: 'registered', 2: 'not registered' }

interface LookUp extends DocumentRow {
  readonly service: string
  readonly key: string
  readonly entry: PlistValue
}

export const iosIdentityStatusCache = defineDocumentParser({
  id: 'ios-identity-status-cache',
  version: 1,
  app: 'Messages and FaceTime',
  platform: 'ios',
  store: 'Look-ups of who uses a service (idstatuscache.plist)',
  reads: ['**/com.apple.identityservices.idstatuscache.plist'],
  yields: ['interaction'],
  proof: 'source-verified',
  doesNotCover: ['direction of the contact (not stored)'],
  *parse(document): Iterable<Emitted> {
    for (const lookUp of document.read(TABLE, lookUps(document.bytes(MAX_BYTES)))) yield record(lookUp)
  },
})

function* lookUps(bytes: Uint8Array): Generator<LookUp> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary of services')
  for (const [service, entries] of Object.entries(root)) {
    if (!isPlistDict(entries)) yield { rowId: service, service, key: '', entry: entries }
    else for (const [key, entry] of Object.entries(entries)) yield { rowId: `${service} ${key}`, service, key, entry }
  }
}

function record({ rowId, service, key, entry }: LookUp): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const who = identityOf(key)
  if (!isPlistDict(entry) || who === null) return { type: 'skipped', from, reason: 'This entry names no number and no e-mail address' }
  const [date, status] = [entry['LookupDate'], entry['IDStatus']]
  const stored = typeof date === 'number' || typeof date === 'bigint' || typeof date === 'string' ? date : null
  const statusText = typeof status === 'number' || typeof status === 'bigint' ? String(status) : null
  const facts = factsOf({
    'service as stored': SERVICES[service] === undefined ? null : service,
    status: statusText === null ? null : (STATUS[statusText] ?? `unknown (${statusText})`),
  })
  return {
    type: 'interaction',
    from,
    state: 'live',
    service: SERVICES[service] ?? service,
    direction: 'unknown',
    mechanism: 'look-up of the service',
    participants: [who],
    groupName: null,
    at: instantOf(stored, 'cocoa-s'),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function identityOf(key: string): IdentityRef | null {
  const raw = /^(?:tel|mailto):(.+)$/su.exec(key)?.[1]
  return raw === undefined ? null : { scheme: 'address', raw, name: null, country: null }
}
