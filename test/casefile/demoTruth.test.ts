/** What the case says of the demo, against the manifest that its generator counted from the plan, not from what was written. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoPhone } from '../../fixtures/demo/index.ts'
import { EMPTY_LENS, type Page, type RecordLine } from '../../main/contract/index.ts'
import { listRecords, PUBLIC_KINDS, type PublicKind } from '../../main/service/index.ts'
import { hashesBelow } from '../support/commandLine.ts'
import { demoCase, type DemoCase } from '../support/demoCase.ts'

interface Listed {
  readonly id: string
  readonly state: string
  readonly kind: string
  readonly class: string
  readonly lat: number | null
  readonly service: string
  readonly body: string | null
  readonly answered: boolean | null
  readonly durationSeconds: number | null
  readonly participants: readonly { readonly identifier: string }[]
  readonly identifiers: readonly unknown[]
  readonly attachments: readonly { readonly present: boolean; readonly sha256: string | null }[]
  readonly location: object | null
  readonly from: { readonly file: string; readonly table: string }
}

let demo: DemoCase
let hashes: Record<string, string>
beforeAll(async () => {
  demo = await demoCase()
  hashes = hashesBelow(demo.manifest.folder)
})
afterAll(() => demo.scratch.dispose())

const query = (sourceId: number | null) => ({ fromMs: null, toMs: null, sourceId })
const records = (kind: PublicKind, sourceId: number | null): Listed[] =>
  [...listRecords(demo.scratch.casePath, kind, query(sourceId))] as unknown as Listed[]
const inFile =
  (name: string) =>
  ({ from }: Listed): boolean =>
    from.file.endsWith(name)
const phones = (): [number, DemoPhone][] => demo.manifest.phones.map((phone, index) => [index + 1, phone])

describe('counts of the demo', () => {
  it('messages of sms.db: rows, reactions, earlier wordings, attachments', () => {
    for (const [source, { truth }] of phones()) {
      const all = records('messages', source).filter(inFile('/sms.db'))
      const own = all.filter(({ state }) => state !== 'edited-previous')
      expect(own).toHaveLength(truth.sms.rows)
      expect(all.length - own.length).toBe(truth.sms.earlierWordings)
      expect(own.filter(({ kind }) => kind === 'reaction')).toHaveLength(truth.sms.tapbacks)
      expect(own.filter(({ kind }) => kind === 'system')).toHaveLength(truth.sms.groupChanges)
      expect(own.filter(({ state }) => state === 'deleted-flagged')).toHaveLength(truth.sms.recentlyDeleted)
      const attachments = own.flatMap((message) => message.attachments)
      expect(attachments).toHaveLength(truth.sms.attachments)
      expect(attachments.filter(({ present }) => present)).toHaveLength(truth.sms.attachmentsPresent)
      // What is there was hashed, what is not cannot be.
      for (const { present, sha256 } of attachments) expect(sha256 !== null && /^[0-9a-f]{64}$/.test(sha256)).toBe(present)
    }
  })

  it('WhatsApp: messages, places, media, calls, contacts, hidden ids', async () => {
    for (const [source, { truth }] of phones()) {
      const messages = records('messages', source).filter(inFile('ChatStorage.sqlite'))
      const own = messages.filter(({ kind, from }) => from.table.toLowerCase() === 'zwamessage' && kind !== 'reaction')
      expect(own).toHaveLength(truth.whatsapp.messages)
      expect(messages.filter(({ kind }) => kind === 'reaction')).toHaveLength(truth.whatsapp.reactions)
      expect(own.filter(({ location }) => location !== null)).toHaveLength(truth.whatsapp.sharedPlaces)
      expect(own.filter(({ kind }) => kind === 'contact')).toHaveLength(truth.whatsapp.contactCards)
      expect(own.flatMap(({ attachments }) => attachments).filter(({ present }) => present)).toHaveLength(truth.whatsapp.mediaPresent)
      expect(records('calls', source).filter(({ service }) => service === 'WhatsApp')).toHaveLength(truth.whatsapp.calls)
      expect(records('contacts', source).filter(inFile('ContactsV2.sqlite'))).toHaveLength(truth.whatsapp.contacts)
      expect(demo.scratch.number("SELECT count(*) FROM record WHERE kind = 'identity-link' AND source_id = ?", source)).toBe(
        truth.whatsapp.lidPairs,
      )
    }
  })

  it('calls, contacts, positions, photos', () => {
    for (const [source, { truth }] of phones()) {
      const calls = records('calls', source).filter(inFile('CallHistory.storedata'))
      expect(calls).toHaveLength(truth.calls.rows)
      expect(calls.filter(({ participants }) => participants.length === 0)).toHaveLength(truth.calls.withheld)
      expect(calls.filter(({ durationSeconds }) => durationSeconds === 0)).toHaveLength(truth.calls.unanswered)
      const cards = records('contacts', source).filter(inFile('AddressBook.sqlitedb'))
      expect(cards).toHaveLength(truth.contacts.people)
      expect(cards.flatMap(({ identifiers }) => identifiers)).toHaveLength(truth.contacts.identifiers)
      const locations = records('locations', source)
      expect(locations.filter((place) => place.class === 'device-fix')).toHaveLength(truth.locations.positions)
      expect(locations.filter((place) => place.class === 'visit')).toHaveLength(truth.locations.visits)
      const photos = records('media', source)
      expect(photos).toHaveLength(truth.photos.files)
      expect(photos.filter(({ lat }) => lat !== null)).toHaveLength(truth.photos.withPosition)
    }
  })

  it('every row of evidence is a record or a reason, in every store', async () => {
    for (const [source, { truth }] of phones()) {
      const rows = (await demo.scratch.call('case.coverage', { sourceId: source })).filter(({ status }) => status === 'parsed')
      for (const { store, rowsRead, records: read, skipped } of rows) expect(rowsRead, store).toBe(read + skipped)
      // Besides: the app that the backup's Info.plist lists, and the identifiers of deleted messages.
      const besides = 1 + truth.sms.deletedGuids
      const rowsOfTruth = truth.rows + truth.whatsapp.contacts + truth.whatsapp.lidPairs + besides
      expect(rows.reduce((sum, { rowsRead }) => sum + rowsRead, 0)).toBe(rowsOfTruth)
    }
  })
})

describe('finding in the demo', () => {
  it('words of Thai and Arabic, as often as the plan holds them', async () => {
    for (const { word, hits, total } of demo.manifest.searchTruth) {
      const found = await pages({ text: word, kinds: ['message'] })
      expect(found).toHaveLength(total)
      for (const [source, phone] of phones()) {
        const of = found.filter(({ sourceId }) => sourceId === source)
        expect(of.filter(({ service }) => service === 'WhatsApp')).toHaveLength(hits[phone.id].whatsapp)
        expect(of.filter(({ service }) => service !== 'WhatsApp')).toHaveLength(hits[phone.id].sms)
      }
      expect(found.every(({ text }) => text.includes(word))).toBe(true)
    }
  })

  it('words of other scripts and languages, as often as a plain text search', async () => {
    for (const word of ['passport', 'hotel', 'паспорт', 'квартир', 'bani', 'acasă', 'acasa', 'سائق', 'สวัสดี']) {
      const bodies = records('messages', null).filter(({ body }) => body !== null && hasWord(body, word))
      const found = (await pages({ text: word, kinds: ['message'] })).filter(({ text }) => hasWord(text, word))
      expect(found.length, word).toBe(bodies.length)
      expect(found.length, word).toBeGreaterThan(0)
    }
  })

  /** As a beginning of a word in spaced scripts, anywhere in the others; without accents and case. */
  function hasWord(text: string, word: string): boolean {
    const plain = (value: string): string =>
      value
        .normalize('NFD')
        .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter[0] ?? '')
        .toLowerCase()
    if (/[\p{Script=Thai}\p{Script=Arabic}]/u.test(word)) return text.includes(word)
    return plain(text)
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .some((part) => part.startsWith(plain(word)))
  }

  async function pages(changes: Partial<typeof EMPTY_LENS>) {
    const found: RecordLine[] = []
    let cursor: string | null = null
    do {
      const page: Page<RecordLine> = await demo.scratch.call('timeline.page', { lens: { ...EMPTY_LENS, ...changes }, cursor, limit: 100 })
      found.push(...page.items)
      cursor = page.next
    } while (cursor !== null)
    return found
  }

  it('spellings of one number in one identity, and every identifier of every person', () => {
    const spellings = demo.scratch.database
      .prepare(
        "SELECT raw FROM identity_spelling AS s JOIN identity AS i ON i.id = s.identity_id WHERE i.scheme = 'phone' AND i.value = '+447700900452'",
      )
      .pluck()
      .all()
    expect(spellings).toEqual(expect.arrayContaining(['+447700900452', '0044 7700 900452', '07700 900452', '07700900452']))
    for (const { name, identifiers } of demo.manifest.persons) {
      for (const { kind, value } of identifiers) {
        const scheme = { phone: ['phone'], email: ['email'], whatsapp: ['whatsapp'], sender: ['alphanumeric', 'short-code'] }[kind]
        const schemes = scheme.map((text) => `'${text}'`).join(', ')
        expect(
          demo.scratch.number(`SELECT count(*) FROM identity WHERE scheme IN (${schemes}) AND lower(value) = lower(?)`, value),
          `${name} ${value}`,
        ).toBe(1)
      }
    }
  })
})

describe('same input, same output', () => {
  it('in another case, and in any time zone of the machine', async () => {
    const exported = await Promise.all(['Pacific/Apia', 'America/Sao_Paulo', 'Asia/Kathmandu'].map(exportIn))
    const expected = PUBLIC_KINDS.flatMap((kind) => [...listRecords(demo.scratch.casePath, kind, query(null))]).length
    for (const text of exported) expect(text).toBe(exported[0])
    const [first = ''] = exported
    expect(first.trimEnd().split('\n')).toHaveLength(expected)
    // The same bytes as the case that was filled through the service.
    const lines = new Set(
      first
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(line.indexOf('"id"'))),
    )
    for (const kind of PUBLIC_KINDS)
      for (const record of listRecords(demo.scratch.casePath, kind, query(null))) expect(lines).toContain(JSON.stringify(record).slice(1))
  })

  /** Both phones into a case of its own, by the command line, in a process with this zone; all kinds out again. */
  async function exportIn(timezone: string): Promise<string> {
    const folder = join(demo.scratch.folder, timezone.replace('/', '-'))
    const program = fileURLToPath(new URL('../../main/cli/corroborate.ts', import.meta.url))
    const run = async (...args: string[]): Promise<string> => {
      const child = spawn(process.execPath, [program, ...args], {
        env: { ...process.env, TZ: timezone, CORROBORATE_SETTINGS: `${folder}-settings` },
      })
      let [stdout, stderr] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
      child.stderr.on('data', (text) => (stderr += String(text)))
      const code = await new Promise((resolve) => child.on('close', resolve))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      return stdout
    }
    for (const { folder: phone, label } of demo.manifest.phones) await run('add', folder, phone, '--label', label)
    await run('export', folder, `${folder}.jsonl`, '--format', 'jsonl')
    const day = await run('list', folder, 'messages', '--json', '--from', '2026-02-10', '--to', '2026-02-11')
    expect(
      day
        .trimEnd()
        .split('\n')
        .every((line) => (JSON.parse(line) as { sentAt: string }).sentAt.startsWith('2026-02-10')),
    ).toBe(true)
    return readFileSync(`${folder}.jsonl`, 'utf8')
  }
})

it('leaves the evidence as it was', () => {
  expect(hashesBelow(demo.manifest.folder)).toEqual(hashes)
})
