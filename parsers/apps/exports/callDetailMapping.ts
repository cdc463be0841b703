/** Which column of an operator's list means what: from a mapping file beside it, or from the names that operators use in headers. */
import { parseJsonObject } from '../../formats/text/jsonStream.ts'

export type CallDetailField =
  | 'startedAt'
  | 'caller'
  | 'called'
  | 'direction'
  | 'kind'
  | 'durationSeconds'
  | 'imei'
  | 'imsi'
  | 'cell'
  | 'latitude'
  | 'longitude'
  | 'azimuthDegrees'
  | 'beamDegrees'
  | 'radiusMetres'

export interface CallDetailMapping {
  /** Field -> name of the column in the header. */
  readonly columns: ReadonlyMap<CallDetailField, string>
  /** `+01:00` or `Z`, where somebody stated it; null: times without an offset stay without a zone. */
  readonly zone: string | null
  readonly dateOrder: 'day first' | 'month first' | null
  /** The number whose list it is, where somebody stated it. */
  readonly subscriber: string | null
  readonly isStated: boolean
}

const NAMES: Readonly<Record<CallDetailField, readonly string[]>> = {
  startedAt: [
    'start time',
    'start date time',
    'start',
    'date time',
    'datetime',
    'date/time',
    'call date',
    'connect time',
    'event time',
    'timestamp',
    'date',
  ],
  caller: ['calling number', 'caller', 'caller number', 'a number', 'a party', 'a-number', 'originating number', 'from', 'calling party'],
  called: [
    'called number',
    'callee',
    'b number',
    'b party',
    'b-number',
    'terminating number',
    'dialed number',
    'dialled number',
    'to',
    'called party',
  ],
  direction: ['direction', 'in/out', 'call direction'],
  kind: ['type', 'call type', 'event type', 'service', 'service type', 'record type'],
  durationSeconds: ['duration', 'duration (s)', 'duration (sec)', 'duration seconds', 'seconds', 'call duration', 'duration in seconds'],
  imei: ['imei'],
  imsi: ['imsi'],
  cell: ['cell id', 'cell', 'cgi', 'ecgi', 'first cell', 'first cell id', 'start cell', 'cell name', 'site'],
  latitude: ['latitude', 'lat', 'cell latitude', 'site latitude', 'first cell latitude'],
  longitude: ['longitude', 'lon', 'long', 'lng', 'cell longitude', 'site longitude', 'first cell longitude'],
  azimuthDegrees: ['azimuth', 'bearing', 'sector azimuth', 'azimuth (deg)'],
  beamDegrees: ['beamwidth', 'beam width', 'beam', 'sector width'],
  radiusMetres: ['radius', 'range', 'radius (m)', 'range (m)', 'radius metres', 'max range'],
}
const FIELDS = Object.keys(NAMES) as CallDetailField[]

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[_\s]+/g, ' ')
    .replaceAll(/[^\p{L}\p{N} /()-]/gu, '')
    .trim()

/** The mapping that a header gives by itself; columns that nobody knows are left alone. */
export function mappingOfHeader(header: readonly string[]): CallDetailMapping {
  const columns = new Map<CallDetailField, string>()
  for (const field of FIELDS) {
    const column = NAMES[field].map((name) => header.find((cell) => plain(cell) === name)).find((found) => found !== undefined)
    if (column !== undefined) columns.set(field, column)
  }
  return { columns, zone: null, dateOrder: null, subscriber: null, isStated: false }
}

/** Enough for calls: a time and at least one of the two numbers. */
export const isUsable = ({ columns }: CallDetailMapping): boolean =>
  columns.has('startedAt') && (columns.has('caller') || columns.has('called'))

/** A mapping file over what the header gives: `{ "columns": { "startedAt": "Beginn" }, "zone": "+01:00", "dateOrder": "day first", "subscriber": "+44..." }`. */
export function statedMapping(bytes: Uint8Array, header: readonly string[]): CallDetailMapping {
  const stated = parseJsonObject(bytes)
  if (stated === null) throw new Error('the mapping file is no JSON object')
  const found = mappingOfHeader(header)
  const columns = new Map(found.columns)
  const given = stated['columns']
  if (typeof given === 'object' && given !== null) {
    for (const [field, column] of Object.entries(given)) {
      if (!FIELDS.includes(field as CallDetailField)) throw new Error(`the mapping file names a field that there is not: ${field}`)
      if (typeof column !== 'string' || !header.includes(column))
        throw new Error(`the mapping file names a column that the list has not: ${String(column)}`)
      columns.set(field as CallDetailField, column)
    }
  }
  const zone = stated['zone']
  const order = stated['dateOrder']
  const subscriber = stated['subscriber']
  if (zone !== undefined && (typeof zone !== 'string' || !/^(?:Z|[+-]\d\d:\d\d)$/.test(zone)))
    throw new Error('the zone of the mapping file must be Z or an offset such as +01:00')
  return {
    columns,
    zone: typeof zone === 'string' ? zone : null,
    dateOrder: order === 'day first' || order === 'month first' ? order : null,
    subscriber: typeof subscriber === 'string' && subscriber !== '' ? subscriber : null,
    isStated: true,
  }
}

/** What the coverage table says of it, so that everybody sees how the list was read. */
export function mappingInWords({ columns, zone, dateOrder, subscriber, isStated }: CallDetailMapping): string {
  const pairs = [...columns].map(([field, column]) => `${field} = "${column}"`).join(', ')
  const origin = isStated ? 'the mapping file beside the list' : 'the names in its header'
  return `Columns by ${origin}: ${pairs}; zone of times: ${zone ?? 'not stated'}; order of dates: ${dateOrder ?? 'as the dates themselves show'}; list of: ${subscriber ?? 'the number that stands in every row, if one does'}.`
}
