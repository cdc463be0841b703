/**
 * RSMF by its published rules: an RFC 5322 message with exactly one base64 attachment `rsmf.zip`, a flat zip with `rsmf_manifest.json` that
 * fits the schema, every reference in it resolved. The schema below restates what Relativity's `rsmf_schema_2_0_0.json` demands (required
 * fields, types, enumerations).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS, type ExportSummary, type Lens } from '../../main/contract/index.ts'
import { header } from '../../main/report/data/rsmf/envelope.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { unzip } from '../support/unzip.ts'
import { HOSTILE_TEXTS, hostileCase } from './hostileCase.ts'

const text = { type: 'string', minLength: 1 }
const list = (properties: object, required: readonly string[]): object => ({
  type: 'array',
  items: { type: 'object', properties, required },
})
const CUSTOM = list({ name: text, value: text }, ['name', 'value'])
const TIME = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }
const SCHEMA = {
  type: 'object',
  required: ['version', 'participants', 'conversations', 'events'],
  properties: {
    version: { const: '2.0.0' },
    participants: list(
      { id: text, display: { type: 'string' }, email: { type: 'string' }, account_id: { type: 'string' }, custom: CUSTOM },
      ['id'],
    ),
    conversations: list(
      {
        id: text,
        display: { type: 'string' },
        platform: text,
        type: { enum: ['direct', 'channel'] },
        participants: { type: 'array', items: text },
        custodian: { type: 'string' },
        custom: CUSTOM,
      },
      ['id', 'platform', 'participants'],
    ),
    events: list(
      {
        id: { type: 'string' },
        type: { enum: ['message', 'disclaimer', 'join', 'leave', 'history', 'unknown'] },
        parent: { type: 'string' },
        body: { type: 'string' },
        participant: { type: 'string' },
        conversation: { type: 'string' },
        timestamp: TIME,
        deleted: { type: 'boolean' },
        direction: { enum: ['incoming', 'outgoing'] },
        reactions: list({ value: { type: 'string', minLength: 1, maxLength: 60 }, count: { type: 'integer' } }, ['value']),
        attachments: list({ id: text, display: { type: 'string' }, size: { type: 'integer' } }, ['id']),
        edits: list({ participant: text, timestamp: TIME, previous: { type: 'string' }, new: { type: 'string' } }, ['participant']),
        custom: CUSTOM,
      },
      ['type'],
    ),
    eventcollectionid: { type: 'string' },
  },
}
const fits = new Ajv({ allErrors: true }).compile(SCHEMA)

interface Manifest {
  participants: { id: string; display: string }[]
  conversations: { id: string; participants: string[]; custodian?: string; type: string }[]
  events: {
    id: string
    body?: string
    participant?: string
    conversation: string
    timestamp?: string
    parent?: string
    deleted?: boolean
    direction?: string
    reactions?: { value: string; count: number }[]
    edits?: { participant: string; previous: string; new: string }[]
    attachments?: { id: string; size: number }[]
    custom: { name: string; value: string }[]
  }[]
}

interface Opened {
  name: string
  headers: Map<string, string>
  manifest: Manifest
  zip: Map<string, Buffer>
}

let demo: ScratchCase
let hostile: ScratchCase
let opened: Opened[]
let summary: ExportSummary
beforeAll(async () => {
  demo = (await demoCase()).scratch
  await demo.call('case.update', { name: 'Larch', number: '7', examiner: 'tester', timezone: 'Europe/Vienna' })
  hostile = await hostileCase()
  summary = await run(demo, 'all')
  opened = await openAll(demo, 'all')
})
afterAll(async () => {
  await demo.dispose()
  await hostile.dispose()
})

const run = (scratch: ScratchCase, name: string, lens: Lens | null = null): Promise<ExportSummary> =>
  scratch.call('export.run', { format: 'rsmf', target: join(scratch.folder, name), lens, bookmarkedOnly: false })

async function openAll(scratch: ScratchCase, name: string): Promise<Opened[]> {
  const folder = join(scratch.folder, name)
  return Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.rsmf'))
      .map((file) => open(file, readFileSync(join(folder, file)))),
  )
}

/** Reads the message as RFC 5322 and RFC 2046 describe it; throws where it does not keep to them. */
async function open(name: string, bytes: Buffer): Promise<Opened> {
  if (bytes.some((byte) => byte > 126)) throw new Error(`${name}: a byte that is not ASCII`)
  const lines = bytes.toString('latin1').split('\r\n')
  if (lines.some((line) => line.length > 78 || line.includes('\n'))) throw new Error(`${name}: a line too long or ended wrongly`)
  const end = lines.indexOf('')
  const headers = new Map<string, string>()
  for (const line of lines.slice(0, end).join('\r\n').replaceAll(/\r\n /g, ' ').split('\r\n')) {
    const [, field = '', value = ''] = /^([A-Za-z-]+): (.*)$/.exec(line) ?? []
    if (field === '' || headers.has(field.toLowerCase())) throw new Error(`${name}: ${line}`)
    headers.set(field.toLowerCase(), decoded(value))
  }
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? ''
  const parts = lines
    .slice(end + 1)
    .join('\r\n')
    .split(`--${boundary}`)
  if (parts.at(-1) !== '--\r\n' || parts.length !== 4) throw new Error(`${name}: ${parts.length} parts`)
  const [head = '', body = ''] = (parts[2] ?? '').split('\r\n\r\n')
  if (!head.includes('Content-Transfer-Encoding: base64') || !head.includes('Content-Disposition: attachment; filename="rsmf.zip"'))
    throw new Error(`${name}: ${head}`)
  const zip = await unzip(Buffer.from(body.replaceAll('\r\n', ''), 'base64'))
  return { name, headers, zip, manifest: JSON.parse(zip.get('rsmf_manifest.json')?.toString('utf8') ?? '') as Manifest }
}

/** Encoded words (RFC 2047); white space between two of them is none. */
const decoded = (value: string): string =>
  value
    .replaceAll(/\?= +=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, 'base64').toString('utf8'))

describe('every file', () => {
  it('fits the schema, and is a flat zip', () => {
    expect(opened.length).toBeGreaterThan(100)
    for (const { name, manifest, zip } of opened) {
      expect(fits(manifest), `${name}: ${JSON.stringify(fits.errors)}`).toBe(true)
      expect(
        [...zip.keys()].filter((entry) => entry.includes('/')),
        name,
      ).toEqual([])
    }
  })

  it('has no reference that leads nowhere', () => {
    for (const { name, manifest, zip } of opened) {
      const people = new Set(manifest.participants.map(({ id }) => id))
      const conversations = new Map(manifest.conversations.map((one) => [one.id, one]))
      const events = new Set(manifest.events.map(({ id }) => id))
      for (const { participants, custodian } of manifest.conversations) {
        expect(
          participants.filter((id) => !people.has(id)),
          name,
        ).toEqual([])
        if (custodian !== undefined) expect(participants, name).toContain(custodian)
      }
      for (const event of manifest.events) {
        expect(conversations.has(event.conversation), name).toBe(true)
        if (event.participant !== undefined) expect(people.has(event.participant), name).toBe(true)
        if (event.parent !== undefined) expect(events.has(event.parent), name).toBe(true)
        for (const { id, size } of event.attachments ?? []) expect(zip.get(id)?.length, `${name} ${id}`).toBe(size)
      }
      const named = new Set([
        'rsmf_manifest.json',
        ...manifest.events.flatMap(({ attachments }) => (attachments ?? []).map(({ id }) => id)),
      ])
      expect(
        [...zip.keys()].filter((entry) => !named.has(entry)),
        name,
      ).toEqual([])
    }
  })

  it('states in its headers what is in it', () => {
    for (const { name, headers, manifest } of opened) {
      const times = manifest.events.flatMap(({ timestamp }) => timestamp ?? []).sort()
      expect(headers.get('x-rsmf-version'), name).toBe('2.0.0')
      expect(Number(headers.get('x-rsmf-eventcount')), name).toBe(manifest.events.length)
      expect([headers.get('x-rsmf-begindate'), headers.get('x-rsmf-enddate')], name).toEqual([times[0], times.at(-1)])
      expect(headers.get('x-rsmf-participants'), name).toBe(manifest.participants.map(({ display }) => display).join(', '))
      expect(headers.get('date'), name).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/)
    }
  })

  it('holds one conversation of one day of the case’s time zone', () => {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Vienna' })
    for (const { name, manifest } of opened) {
      expect(manifest.conversations).toHaveLength(1)
      const days = new Set(manifest.events.map(({ timestamp }) => (timestamp === undefined ? 'undated' : day.format(new Date(timestamp)))))
      expect([...days], name).toEqual([/(\d{4}-\d\d-\d\d|undated)/.exec(name)?.[1]])
    }
  })
})

it('holds every message of the case once: as event, reaction or earlier text', () => {
  const events = opened.flatMap(({ manifest }) => manifest.events)
  const reactions = events.flatMap((event) => event.reactions ?? []).reduce((sum, { count }) => sum + count, 0)
  const edits = events.flatMap((event) => event.edits ?? []).length
  const stored = demo.number("SELECT count(*) FROM record WHERE kind = 'message' AND thread_id IS NOT NULL")
  expect(events.length + reactions + edits).toBe(stored)
  expect(summary.records).toBe(stored)
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  expect(edits).toBe(demo.number("SELECT count(*) FROM record WHERE kind = 'message' AND state = 'edited-previous'"))
  expect(reactions).toBeGreaterThan(0)
  const bodies = demo.database
    .prepare(
      "SELECT count(*) FROM message AS m JOIN record AS r ON r.id = m.record_id WHERE m.body LIKE '%ไ%' AND r.state <> 'edited-previous'",
    )
    .pluck()
    .get()
  expect(events.filter(({ body }) => body?.includes('ไ') === true).length).toBe(bodies)
})

it('is a signed folder that verifies', async () => {
  expect(await demo.call('export.verify', { path: join(demo.folder, 'all') })).toMatchObject({ ok: true, problems: [] })
})

it('leaves reactions and earlier texts out that the lens leaves out', async () => {
  await run(demo, 'live', { ...EMPTY_LENS, states: ['live'] })
  const events = (await openAll(demo, 'live')).flatMap(({ manifest }) => manifest.events)
  expect(events.flatMap(({ edits }) => edits ?? [])).toEqual([])
  expect(await run(demo, 'calls', { ...EMPTY_LENS, kinds: ['call'] })).toMatchObject({ records: 0 })
})

it('keeps hostile texts as they are, in bodies only', async () => {
  await run(hostile, 'hostile')
  const files = await openAll(hostile, 'hostile')
  const bodies = files.flatMap(({ manifest }) => manifest.events.map(({ body }) => body))
  for (const body of HOSTILE_TEXTS) expect(bodies).toContain(body)
  expect(files[0]?.headers.get('subject')).toMatch(/^=<b>group<\/b>, 2023-03-08$/)
})

describe('a header', () => {
  it('is folded, encoded, and cannot begin another one', () => {
    expect(header('Subject', 'a\r\nBcc: x@example.org')).toBe('Subject: a Bcc: x@example.org\r\n')
    const long = header('X-RSMF-Participants', Array.from({ length: 30 }, (_, index) => `Дарина ${index}`).join(', '))
    expect(long.split('\r\n').every((line) => line.length <= 76)).toBe(true)
    expect(decoded(long.replaceAll('\r\n ', ' ').slice(21, -2))).toBe(
      Array.from({ length: 30 }, (_, index) => `Дарина ${index}`).join(', '),
    )
  })
})
