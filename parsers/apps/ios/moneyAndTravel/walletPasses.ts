/**
 * Passes of Wallet, `*.pkpass/pass.json`: boarding cards, tickets, hotel keys, coupons. One record per pass.
 *
 * The file format is Apple's (PassKit Package Format Reference): `description`, `organizationName`, one of `boardingPass`, `eventTicket`,
 * `coupon`, `storeCard`, `generic` with fields of label and value, `relevantDate` (ISO 8601), `expirationDate`, `locations`. A pass with a
 * relevant date is an appointment: somebody meant to be somewhere. A pass without one is a note. Places on a pass are where it should be
 * shown: mentioned, never visited.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { isJsonObject, jsonAt, jsonList, jsonNumber, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import type { JsonObject } from '../../../formats/text/jsonStream.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { CalendarEventRecord, ClassedPosition, DocumentRow, Emitted, Facts, NoteRecord } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'pass'
const STYLES: Readonly<Record<string, string>> = {
  boardingPass: 'boarding pass',
  eventTicket: 'event ticket',
  coupon: 'coupon',
  storeCard: 'store card',
  generic: 'pass',
}
const FIELD_LISTS = ['headerFields', 'primaryFields', 'secondaryFields', 'auxiliaryFields', 'backFields']

interface Pass extends DocumentRow {
  readonly pass: JsonObject
}

export const iosWalletPasses = defineDocumentParser({
  id: 'ios-wallet-passes',
  version: 1,
  app: 'Wallet',
  platform: 'ios',
  store: 'Passes of Wallet (pass.json)',
  reads: ['**/*.pkpass/pass.json'],
  yields: ['calendar-event', 'note'],
  proof: 'source-verified',
  doesNotCover: ['pictures of a pass, translations of its labels', 'whether a pass was used'],
  *parse(document): Iterable<Emitted> {
    for (const { rowId, pass } of document.read(TABLE, passes(document.bytes(MAX_BYTES)))) yield record(String(rowId), pass)
  },
})

function* passes(bytes: Uint8Array): Generator<Pass> {
  const pass = parseJsonObject(bytes)
  if (pass === null) throw new Error('the file is no JSON object')
  yield { rowId: 1, pass }
}

function record(rowId: string, pass: JsonObject): Emitted {
  const from = { table: TABLE, rowId, ordinal: 0 }
  const style = Object.keys(STYLES).find((name) => isJsonObject(pass[name]))
  const fields = style === undefined ? [] : fieldsOf(pass[style])
  const title = jsonText(pass['description']) ?? jsonText(pass['logoText']) ?? jsonText(pass['organizationName'])
  if (title === null && fields.length === 0) return { type: 'skipped', from, reason: 'the pass says nothing' }
  const shared = { from, state: 'live', service: 'Wallet', title } as const
  const facts = passFacts(pass, style)
  const relevant = jsonText(pass['relevantDate'])
  return relevant === null
    ? note(shared, fields, facts)
    : { ...appointment(shared, pass, fields), startsAt: writtenInstant(relevant), ...(facts === undefined ? {} : { facts }) }
}

type Shared = Pick<NoteRecord, 'from' | 'state' | 'service' | 'title'>

const textOfFields = (fields: readonly string[]): string | null => (fields.length === 0 ? null : fields.join('\n'))

function note(shared: Shared, fields: readonly string[], facts: Facts | undefined): NoteRecord {
  const plain: NoteRecord = {
    ...shared,
    type: 'note',
    body: textOfFields(fields),
    folder: 'Passes',
    isLocked: false,
    createdAt: null,
    modifiedAt: null,
  }
  return facts === undefined ? plain : { ...plain, facts }
}

function appointment(shared: Shared, pass: JsonObject, fields: readonly string[]): Omit<CalendarEventRecord, 'startsAt'> {
  const places = jsonList(pass['locations'])
  return {
    ...shared,
    type: 'calendar-event',
    notes: textOfFields(fields),
    place: places.map((place) => jsonText(jsonAt(place, 'relevantText'))).find((text) => text !== null) ?? null,
    calendar: 'Passes of Wallet',
    endsAt: null,
    isAllDay: false,
    participants: [],
    position: places.map(positionOf).find((position) => position !== null) ?? null,
  }
}

function positionOf(place: unknown): ClassedPosition | null {
  const position = degreesOf(jsonNumber(jsonAt(place, 'latitude')), jsonNumber(jsonAt(place, 'longitude')))
  return typeof position === 'string' ? null : { ...position, accuracyMetres: null, class: 'mentioned' }
}

/** `Passenger: Ida Example`, in the order of the pass. */
function fieldsOf(style: unknown): string[] {
  return FIELD_LISTS.flatMap((list) => jsonList(jsonAt(style, list))).flatMap((field) => {
    const value = jsonText(jsonAt(field, 'value')) ?? jsonNumber(jsonAt(field, 'value'))
    const label = jsonText(jsonAt(field, 'label')) ?? jsonText(jsonAt(field, 'key'))
    return value === null ? [] : [label === null ? String(value) : `${label}: ${value}`]
  })
}

function passFacts(pass: JsonObject, style: string | undefined): Facts | undefined {
  const others = jsonList(pass['locations'])
    .map(placeInWords)
    .filter((text) => text !== null)
  return factsOf({
    kind: style === undefined ? null : (STYLES[style] ?? null),
    'means of transport': style === undefined ? null : (jsonText(jsonAt(pass[style], 'transitType'))?.replace('PKTransitType', '') ?? null),
    'issued by': jsonText(pass['organizationName']),
    'serial number': jsonText(pass['serialNumber']),
    expires: jsonText(pass['expirationDate']),
    places: others.length === 0 ? null : others.join('; '),
    'barcode says': barcodeOf(pass),
    voided: pass['voided'] === true ? 'yes, by its issuer' : null,
    'kind of pass': jsonText(pass['passTypeIdentifier']),
  })
}

function placeInWords(place: unknown): string | null {
  const [latitude, longitude] = [jsonNumber(jsonAt(place, 'latitude')), jsonNumber(jsonAt(place, 'longitude'))]
  if (latitude === null || longitude === null) return null
  const text = jsonText(jsonAt(place, 'relevantText'))
  return `${latitude}, ${longitude}${text === null ? '' : ` (${text})`}`
}

function barcodeOf(pass: JsonObject): string | null {
  return jsonText(jsonAt(pass, 'barcode', 'message')) ?? jsonText(jsonAt(jsonList(pass['barcodes'])[0], 'message'))
}
