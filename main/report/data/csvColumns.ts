/** The columns of each CSV file, drawn from the public shape of a record. Names are part of what scripts rely on. */
import type { PublicKind } from '../../casefile/read/publicRecords.ts'
import type { ZonedTime } from '../zonedTime.ts'

export type Cell = string | number | boolean | null | undefined
type Shape = Record<string, unknown>

export interface Column {
  readonly name: string
  readonly cell: (record: Shape, time: ZonedTime) => Cell
}

interface Somebody {
  readonly identifier: string
  readonly name: string | null
}

interface AttachedFile {
  readonly path: string | null
  readonly present: boolean
  readonly sha256: string | null
}

const plain = (name: string, field: string): Column => ({ name, cell: (record) => record[field] as Cell })

/** UTC as ISO 8601, wall clock of the case's zone with its offset, and that zone's name. */
const times = (name: string, field: string): readonly Column[] => [
  { name: `${name} utc`, cell: (record) => record[field] as Cell },
  { name: `${name} local`, cell: (record, time) => (typeof record[field] === 'string' ? time.local(Date.parse(record[field])) : null) },
  { name: 'zone', cell: (record, time) => (typeof record[field] === 'string' ? time.zone : null) },
]

const people = (list: unknown): string =>
  (Array.isArray(list) ? (list as readonly Somebody[]) : [])
    .map(({ name, identifier }) => (name === null ? identifier : `${name} <${identifier}>`))
    .join('; ')
const of = <T>(record: Shape, field: string): T | null => (record[field] ?? null) as T | null
const files = (record: Shape): readonly AttachedFile[] => of<readonly AttachedFile[]>(record, 'attachments') ?? []

interface Thread {
  readonly id: number
  readonly title: string | null
  readonly participants: readonly Somebody[]
}

const POSITION: readonly Column[] = [
  plain('latitude', 'lat'),
  plain('longitude', 'lon'),
  plain('accuracy metres', 'accuracyMetres'),
  plain('class', 'class'),
]

export const COLUMNS: Readonly<Record<PublicKind, readonly Column[]>> = {
  messages: [
    ...times('sent', 'sentAt'),
    plain('service', 'service'),
    plain('direction', 'direction'),
    { name: 'sender', cell: (record) => of<Somebody>(record, 'sender')?.name },
    { name: 'sender identifier', cell: (record) => of<Somebody>(record, 'sender')?.identifier },
    plain('kind', 'kind'),
    plain('body', 'body'),
    {
      name: 'attachments',
      cell: (record) =>
        files(record)
          .map(({ path }) => path ?? 'no file named')
          .join('; '),
    },
    {
      name: 'attachments present',
      cell: (record) => (files(record).length === 0 ? null : files(record).filter(({ present }) => present).length),
    },
    {
      name: 'attachments sha256',
      cell: (record) =>
        files(record)
          .map(({ sha256 }) => sha256 ?? '-')
          .join('; '),
    },
    { name: 'conversation', cell: (record) => of<Thread>(record, 'thread')?.id },
    { name: 'conversation title', cell: (record) => of<Thread>(record, 'thread')?.title },
    { name: 'participants', cell: (record) => people(of<Thread>(record, 'thread')?.participants) },
    { name: 'shared latitude', cell: (record) => of<{ lat: number }>(record, 'location')?.lat },
    { name: 'shared longitude', cell: (record) => of<{ lon: number }>(record, 'location')?.lon },
  ],
  calls: [
    ...times('started', 'startedAt'),
    plain('service', 'service'),
    plain('direction', 'direction'),
    plain('answered', 'answered'),
    plain('duration seconds', 'durationSeconds'),
    { name: 'participants', cell: (record) => people(record['participants']) },
  ],
  contacts: [
    plain('name', 'name'),
    plain('organisation', 'organisation'),
    {
      name: 'identifiers',
      cell: (record) =>
        (of<readonly { kind: string; value: string; raw: string }[]>(record, 'identifiers') ?? [])
          .map(({ kind, value, raw }) => `${kind}: ${value}${value === raw ? '' : ` (stored ${raw})`}`)
          .join('; '),
    },
  ],
  locations: [
    ...times('at', 'at'),
    plain('latitude', 'lat'),
    plain('longitude', 'lon'),
    plain('accuracy metres', 'accuracyMetres'),
    plain('class', 'class'),
    plain('method', 'method'),
  ],
  media: [
    ...times('taken', 'takenAt'),
    { name: 'taken, clock of the file, zone unknown', cell: (record) => record['takenAtLocal'] as Cell },
    plain('path', 'path'),
    plain('type', 'mime'),
    plain('size bytes', 'size'),
    plain('sha256', 'sha256'),
    plain('latitude', 'lat'),
    plain('longitude', 'lon'),
  ],
  web: [...times('at', 'at'), plain('kind', 'kind'), plain('address', 'url'), plain('title', 'title')],
  accounts: [plain('service', 'service'), plain('identifier', 'identifier'), plain('name', 'name')],
  payments: [
    ...times('at', 'at'),
    plain('service', 'service'),
    plain('direction', 'direction'),
    plain('amount', 'amount'),
    plain('currency', 'currency'),
    plain('merchant', 'merchant'),
    { name: 'counterparty', cell: (record) => people([record['counterparty']].filter(Boolean)) },
    plain('memo', 'memo'),
    plain('status', 'status'),
    plain('transaction id', 'transactionId'),
    ...POSITION,
  ],
  interactions: [
    ...times('at', 'at'),
    plain('service', 'service'),
    plain('direction', 'direction'),
    plain('mechanism', 'mechanism'),
    plain('group', 'group'),
    { name: 'participants', cell: (record) => people(record['participants']) },
  ],
  notes: [
    ...times('modified or created', 'at'),
    plain('service', 'service'),
    plain('title', 'title'),
    plain('text', 'body'),
    plain('folder', 'folder'),
    plain('locked', 'locked'),
  ],
  calendar: [
    ...times('starts', 'at'),
    { name: 'starts, clock of the entry, zone unknown', cell: (record) => record['atLocal'] as Cell },
    plain('ends utc', 'endAt'),
    plain('all day', 'allDay'),
    plain('service', 'service'),
    plain('calendar', 'calendar'),
    plain('title', 'title'),
    plain('notes', 'notes'),
    plain('place', 'place'),
    { name: 'participants', cell: (record) => people(record['participants']) },
    ...POSITION,
  ],
  'app-use': [
    ...times('at', 'at'),
    plain('until utc', 'endAt'),
    plain('activity', 'activity'),
    plain('app', 'app'),
    plain('name', 'name'),
    plain('detail', 'detail'),
  ],
  networks: [
    ...times('at', 'at'),
    plain('until utc', 'endAt'),
    plain('medium', 'medium'),
    plain('activity', 'activity'),
    plain('name', 'name'),
    plain('address', 'address'),
    ...POSITION,
  ],
  'account-events': [
    ...times('at', 'at'),
    plain('service', 'service'),
    plain('activity', 'activity'),
    plain('account', 'account'),
    plain('detail', 'detail'),
  ],
  'device-events': [...times('at', 'at'), plain('until utc', 'endAt'), plain('activity', 'activity'), plain('detail', 'detail')],
}
