/** The command line as scripts use it: exit codes, one sentence on standard error, fields and their order (design, section 8). */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDemo, type DemoManifest } from '../../fixtures/demo/index.ts'
import { runCommandLine } from '../../main/cli/run.ts'
import { hashesBelow, Scratch, type Ran } from '../support/commandLine.ts'
import { writeMessagesDatabase } from '../support/messagesDatabase.ts'

const scratch = new Scratch()
/** Spaces and other scripts, as examiners name their folders. */
const folder = scratch.path('Fall 12 – справа', 'ไฟล์')
const casePath = join(folder, 'Mein Fall.corroborate')
let manifest: DemoManifest

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  manifest = await buildDemo(join(folder, 'phones of the demo'))
  const added = scratch.run('add', casePath, manifest.phones[1]?.folder ?? '', '--label', 'Phone "B" ☎')
  expect(added).toMatchObject({ exitCode: 0, stderr: '' })
})
afterAll(() => scratch.dispose())

/** The same in this process, for what prints nothing: starting a process takes longer than being refused. */
async function refused(...args: string[]): Promise<Ran> {
  const complaints: string[] = []
  const exitCode = await runCommandLine(args, { actor: 'tester', settingsFolder: scratch.path('settings') }, (sentence) =>
    complaints.push(`${sentence}\n`),
  )
  return { exitCode, stdout: '', stderr: complaints.join('') }
}

/** One plain sentence on one line, without a stack. */
function expectRefusal(ran: Ran, exitCode: number, sentence: RegExp): void {
  expect({ exitCode: ran.exitCode, stdout: ran.stdout }).toEqual({ exitCode, stdout: '' })
  expect(ran.stderr).toMatch(/^[^\n]+\n$/)
  expect(ran.stderr).toMatch(sentence)
  expect(ran.stderr).not.toMatch(/\bat .*:\d+|Error:|undefined|\[object/)
}

describe('wrong usage ends with 2', () => {
  it('also as a process', () => expectRefusal(scratch.run('frobnicate'), 2, /^There is no command/))

  it.each<[string[], RegExp]>([
    [[], /^Say what to do: the commands are new, add, sources/],
    [['frobnicate'], /^There is no command "frobnicate"/],
    [['hashset'], /^"hashset" is said with what to do: hashset add, hashset list, hashset hits/],
    [['hashset', 'bogus'], /^"hashset" is said with what to do: hashset add/],
    [['constructor'], /^There is no command "constructor"/],
    [['list'], /^"list" takes <case> and <kind>: use it as corroborate list/],
    [['add', 'x'], /^"add" takes <case> and <extraction>/],
    [['sources', 'x', 'y'], /^"sources" takes <case>: use it as corroborate sources\|coverage/],
    [['search', 'CASE', ''], /^"search" takes <case> and <text>/],
    [['list', 'CASE', 'messages', '--frob'], /^Unknown option '--frob': use it as corroborate list/],
    [['list', 'CASE', 'messages', '--from'], /--from.*: use it as corroborate list/],
    [['list', 'CASE', 'letters'], /^"letters" is no kind of record\. Choose one of messages, calls/],
    [['list', 'CASE', 'messages', '--from', 'yesterday'], /^--from takes a date/],
    [['list', 'CASE', 'messages', '--from', '2026-02-30'], /^--from takes a date/],
    [['list', 'CASE', 'messages', '--to', '2026-02-03T10:00:00'], /^--to takes a date \(2026-03-14\) or a time with its zone/],
    [['list', 'CASE', 'messages', '--from', '2026-02-03', '--to', '2026-02-03'], /is not before --to/],
    [['list', 'CASE', 'messages', '--source', 'one'], /^--source takes the number/],
    [['list', 'CASE', 'messages', '--source', '9'], /^There is no source 9 in this case/],
    [['new', 'CASE'], /exists already/],
    [['new', ''], /^"new" takes <case>/],
    [['new', 'OTHER', '--timezone', 'Mars/Olympus'], /is not a time zone/],
    [['export', 'CASE', 'target', '--format', 'docx'], /^--format takes one of/],
    [['serve', 'CASE', '--port', '99999'], /^--port takes a number/],
    [['serve', 'CASE', '--port', '1e3'], /^--port takes a number/],
    [['serve', 'CASE', '--port', ''], /^--port takes a number/],
  ])('%j', async (args, sentence) => {
    const given = args.map((arg) => (arg === 'CASE' ? casePath : arg === 'OTHER' ? join(folder, 'other') : arg))
    expectRefusal(await refused(...given), 2, sentence)
    expect(existsSync(join(folder, 'other.corroborate'))).toBe(false)
  })

  it('help is no mistake', () => {
    for (const args of [['help'], ['--help'], ['export', '--help']]) {
      const ran = scratch.run(...args)
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
      for (const command of ['new', 'add', 'sources', 'coverage', 'list', 'search', 'export', 'verify', 'serve'])
        expect(ran.stdout).toContain(command)
    }
  })
})

describe('what cannot be read ends with 3', () => {
  it('a case that is not there, is none, is a folder, or is damaged', async () => {
    const notes = scratch.path('notes.txt')
    writeFileSync(notes, 'Not a case at all, only some words that are longer than a header of a database would be.')
    const foreign = scratch.path('sms.db')
    writeMessagesDatabase(foreign, 3)
    expectRefusal(await refused('sources', scratch.path('nowhere')), 3, /^There is no file/)
    expectRefusal(await refused('list', notes, 'messages'), 3, /is not a Corroborate case file/)
    expectRefusal(await refused('coverage', foreign), 3, /is not a Corroborate case file/)
    expectRefusal(await refused('search', folder, 'x'), 3, /is a folder, not a case file/)
    expectRefusal(await refused('verify', notes), 3, /is neither a case file nor an exported folder/)
    expectRefusal(await refused('import-review', casePath, notes), 3, /is no review/)
    const damaged = scratch.path('damaged.corroborate')
    copyFileSync(casePath, damaged)
    truncateSync(damaged, 40_000)
    expectRefusal(await refused('list', damaged, 'messages'), 3, /damaged|cannot be opened/)
  })

  it('an extraction that is not there, empty, cut off, or none; and no new empty case stays behind', async () => {
    const made = (name: string, bytes: Buffer | string): string => {
      writeFileSync(scratch.path(name), bytes)
      return scratch.path(name)
    }
    mkdirSync(scratch.path('empty folder'))
    const zip = Buffer.from('504b0304140000000800', 'hex')
    const inputs: [string, RegExp][] = [
      [scratch.path('nothing here'), /^There is no file or folder at/],
      [scratch.path('empty folder'), /holds no files/],
      [made('cut.zip', Buffer.concat([zip, Buffer.alloc(500, 7)])), /\.zip/],
      [made('words.txt', 'Only words'), /is not an extraction that this program knows/],
      [made('zero.db', ''), /is empty/],
    ]
    for (const [input, sentence] of inputs) {
      const target = scratch.path('fresh')
      expectRefusal(await refused('add', target, input), 3, sentence)
      expect(readdirSync(scratch.folder).filter((name) => name.startsWith('fresh'))).toEqual([])
      expectRefusal(await refused('add', casePath, input), 3, sentence)
    }
    expect(scratch.json('sources', casePath)).toHaveLength(1)
    const recent = JSON.parse(readFileSync(scratch.path('settings', 'recent-cases.json'), 'utf8')) as { path: string }[]
    expect(recent.filter(({ path }) => path.includes('fresh'))).toEqual([])
    expectRefusal(await refused('add', casePath, manifest.phones[0]?.folder ?? '', '--key-file', scratch.path('no key')), 3, /no key/)
    expectRefusal(
      await refused('add', scratch.path('fresh'), manifest.phones[0]?.folder ?? '', '--password-file', scratch.path('none')),
      3,
      /none/,
    )
    expect(existsSync(scratch.path('fresh.corroborate'))).toBe(false)
  })

  it('a case in a folder that is not there', async () => {
    expectRefusal(await refused('new', scratch.path('no', 'such', 'folder', 'x')), 3, /cannot be created/)
    expectRefusal(await refused('add', scratch.path('no', 'such', 'folder', 'x'), manifest.phones[0]?.folder ?? ''), 3, /cannot be created/)
  })

  it.runIf(process.getuid?.() === 0)('what the user may not read', () => {
    const closed = scratch.path('closed')
    mkdirSync(closed)
    writeMessagesDatabase(join(closed, 'sms.db'), 3)
    copyFileSync(casePath, join(closed, 'case.corroborate'))
    for (const name of readdirSync(closed)) chmodSync(join(closed, name), 0o600)
    chmodSync(scratch.folder, 0o777)
    const program = fileURLToPath(new URL('../../main/cli/corroborate.ts', import.meta.url))
    const asNobody = (...args: string[]): Ran => {
      const environment = { ...scratch.environment, CORROBORATE_SETTINGS: scratch.path('nobody'), NODE_COMPILE_CACHE: '' }
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        encoding: 'utf8',
        uid: 65_534,
        gid: 65_534,
        env: environment,
      })
      return { exitCode: status, stdout, stderr }
    }
    // A checkout that only root can read cannot be run as somebody else.
    if (asNobody('help').exitCode !== 0) return
    expectRefusal(asNobody('sources', join(closed, 'case.corroborate')), 3, /cannot be opened/)
    expectRefusal(asNobody('add', scratch.path('theirs'), join(closed, 'sms.db')), 3, /not allowed to read/)
    expect(existsSync(scratch.path('theirs.corroborate'))).toBe(false)
    expect(asNobody('new', scratch.path('theirs')).exitCode).toBe(0)
    const sealed = scratch.path('sealed')
    mkdirSync(sealed, { mode: 0o000 })
    for (const target of [sealed, join(sealed, 'out')])
      for (const format of ['csv', 'jsonl'])
        if (target !== sealed || format === 'csv')
          expectRefusal(asNobody('export', scratch.path('theirs'), target, '--format', format), 3, /the folder cannot be written to/)
  })

  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    // Without a built renderer the sentence is another one; the exit code is the same.
    expectRefusal(await refused('serve', casePath, '--port', String(port)), 3, /is in use by another program|has not been built yet/)
    other.close()
  })
})

describe('what was changed ends with 4', () => {
  it('verify of a case, whole and with one changed byte of a message', () => {
    const copy = scratch.path('changed.corroborate')
    copyFileSync(casePath, copy)
    expect(scratch.run('verify', copy)).toMatchObject({ exitCode: 0, stderr: '' })
    const bytes = readFileSync(copy)
    const word = bytes.indexOf('passport')
    expect(word).toBeGreaterThan(0)
    bytes[word] = 'P'.charCodeAt(0)
    writeFileSync(copy, bytes)
    const ran = scratch.run('verify', copy)
    expect(ran.exitCode).toBe(4)
    expect(ran.stderr.split('\n').filter((line) => line !== '').length).toBeGreaterThan(0)
  })
})

describe('records for reading in a terminal', () => {
  it('have no JSON in their columns, and are called as a search or a legal scope calls them too', () => {
    const { stdout } = scratch.run('list', casePath, 'calls')
    expect(stdout).not.toMatch(/[[{]"/)
    expect(stdout).toMatch(/^id\tsource\tservice\tdirection\tanswered\tstartedAt\tdurationSeconds\tparticipants\tstate\n/)
    expect(scratch.run('list', casePath, 'call').stdout).toBe(stdout)
  })

  it('say that there are none, and put what a phone lacks in one line', () => {
    expect(scratch.run('search', casePath, 'no such word')).toEqual({ exitCode: 0, stdout: '', stderr: 'Nothing found.\n' })
    expect(scratch.run('search', casePath, 'no such word', '--json')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(scratch.run('reviews', casePath)).toEqual({ exitCode: 0, stdout: '', stderr: 'No review was imported.\n' })
    const absent = scratch.json<{ status: string }>('coverage', casePath).filter(({ status }) => status === 'absent').length
    expect(scratch.run('coverage', casePath).stdout.trimEnd().split('\n').at(-1)).toContain(`are not there: ${absent};`)
  })

  it('are bookmarked by their id, and the package holds them', () => {
    const copy = scratch.path('bookmarked.corroborate')
    copyFileSync(casePath, copy)
    const [first] = scratch.json<{ id: string }>('list', copy, 'contacts')
    const id = first?.id ?? ''
    expect(scratch.run('bookmark', copy, id, '--note', 'her card')).toMatchObject({
      exitCode: 0,
      stdout: `${id} is bookmarked as an exhibit\n`,
    })
    // Without a note the note stays.
    expect(scratch.json('bookmark', copy, id)).toEqual([{ id, bookmarked: true }])
    const [bookmarked] = scratch.json<{ records: number }>(
      'export',
      copy,
      scratch.path('chosen.jsonl'),
      '--format',
      'jsonl',
      '--bookmarked',
    )
    expect(bookmarked?.records).toBe(1)
    expect(scratch.run('bookmark', copy, id, '--remove').stdout).toBe(`${id} is no exhibit any more\n`)
    expect(scratch.run('bookmark', copy, `${id}9.9.9`)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^There is no record/) as string,
    })
  })
})

describe('records as JSON Lines', () => {
  const FIELDS = {
    messages: 'id source service thread sender direction kind sentAt body attachments location state from',
    calls: 'id source service direction answered startedAt durationSeconds participants state from',
    contacts: 'id source name organisation identifiers state from',
    locations: 'id source at lat lon accuracyMetres class method state from',
    media: 'id source path mime size sha256 takenAt takenAtLocal lat lon state from',
  }
  const isTime = (value: unknown): boolean =>
    value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value))

  it.each(Object.entries(FIELDS))('%s have exactly the fields of the contract, in time order', (kind, fields) => {
    const records = scratch.json<Record<string, unknown>>('list', casePath, kind)
    expect(records.length).toBeGreaterThan(5)
    for (const record of records) {
      expect(Object.keys(record).join(' ')).toBe(fields)
      expect(Object.keys(record['from'] as object).join(' ')).toBe('file table row parser')
      expect((record['from'] as { parser: string }).parser).toMatch(/^[a-z-]+@\d+$/)
      for (const name of ['sentAt', 'startedAt', 'at', 'takenAt']) if (name in record) expect(isTime(record[name])).toBe(true)
    }
    const times = records.map((record) => record['sentAt'] ?? record['startedAt'] ?? record['at'] ?? record['takenAt'] ?? null)
    const dated = times.filter((time) => time !== null)
    expect(times).toEqual([...dated.toSorted(), ...times.filter((time) => time === null)])
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
  })

  it('parts have the fields of the contract', () => {
    const messages = scratch.json<Record<string, never>>('list', casePath, 'messages')
    const keysOf = (values: readonly (object | null | undefined)[]): string[] => [
      ...new Set(values.flatMap((value) => (value === null || value === undefined ? [] : [Object.keys(value).join(' ')]))),
    ]
    expect(keysOf(messages.map((message) => message['thread']))).toEqual(['id title participants'])
    expect(keysOf(messages.map((message) => message['sender']))).toEqual(['identifier name'])
    expect(keysOf(messages.flatMap((message) => message['attachments']))).toEqual(['path mime present sha256'])
    expect(keysOf(messages.map((message) => message['location']))).toEqual(['lat lon'])
    expect(keysOf(scratch.json<Record<string, never>>('list', casePath, 'contacts').flatMap((contact) => contact['identifiers']))).toEqual([
      'kind value raw',
    ])
    expect([...new Set(messages.map((message) => message['direction']))].sort()).toEqual(
      ['incoming', 'outgoing', 'unknown'].filter((word) => messages.some((message) => message['direction'] === word)),
    )
    for (const kind of new Set(messages.map((message) => message['kind'])))
      expect('text media location contact call system reaction poll sticker other'.split(' ')).toContain(kind)
  })

  it('a period includes its start and excludes its end, in any zone', () => {
    const all = scratch.json<{ sentAt: string | null; id: string }>('list', casePath, 'messages')
    const [from, to] = [all[10]?.sentAt ?? '', all[60]?.sentAt ?? '']
    const inside = all.filter(({ sentAt }) => sentAt !== null && sentAt >= from && sentAt < to)
    expect(scratch.json('list', casePath, 'messages', '--from', from, '--to', to)).toEqual(inside)
    const shifted = new Date(Date.parse(from) + 2 * 3_600_000).toISOString().replace('Z', '+02:00')
    expect(scratch.json('list', casePath, 'messages', '--from', shifted, '--to', to)).toEqual(inside)
    expect(scratch.run('list', casePath, 'web', '--json')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  it('text output is a heading and one line per record, without control characters', () => {
    const { stdout } = scratch.run('list', casePath, 'messages')
    const [heading, ...lines] = stdout.trimEnd().split('\n')
    expect(heading).toMatch(/^id\t/)
    expect(lines).toHaveLength(scratch.json('list', casePath, 'messages').length)
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
  })
})

describe('the other commands', () => {
  it('new takes all its options, and the ending may be left out everywhere', () => {
    const path = join(folder, 'Neu')
    expect(
      scratch.run('new', path, '--number', '7/2026', '--name', 'Operation Ü', '--examiner', 'M. Muster', '--timezone', 'Asia/Bangkok'),
    ).toEqual({ exitCode: 0, stdout: `Created ${path}.corroborate\n`, stderr: '' })
    expect(scratch.run('sources', path, '--json')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(scratch.run('verify', path).exitCode).toBe(0)
  })

  it('add says what it read, as text and as JSON, and knows an extraction again', () => {
    const [phone] = manifest.phones
    const before = hashesBelow(manifest.folder)
    const path = join(folder, 'two')
    const text = scratch.run('add', path, phone?.folder ?? '', '--label', 'A')
    expect(text).toMatchObject({ exitCode: 0, stderr: '' })
    expect(text.stdout).toMatch(/^Added "A" as source 1 \(SHA-256 [0-9a-f]{64}\)\n {2}call: \d+\n/)
    const [again] = scratch.json<object>('add', path, phone?.folder ?? '')
    expect(again).toEqual({ alreadyPresent: true })
    const [second] = scratch.json<Record<string, unknown>>('add', path, manifest.phones[1]?.folder ?? '')
    expect(Object.keys(second ?? {})).toEqual([
      'source',
      'label',
      'sha256',
      'records',
      'skipped',
      'missingFiles',
      'warnings',
      'alreadyPresent',
    ])
    expect(second).toMatchObject({ source: 2, label: "Elena's iPhone", skipped: 0, alreadyPresent: false })
    expect(hashesBelow(manifest.folder)).toEqual(before)
    expect(scratch.json<{ id: number; status: string }>('sources', path).map(({ id, status }) => [id, status])).toEqual([
      [1, 'complete'],
      [2, 'complete'],
    ])
  })

  it('coverage accounts for every row of every store', () => {
    const rows = scratch.json<{
      status: string
      rowsRead: number
      records: number
      skipped: number
      sha256: string | null
      file: string | null
      parser: string | null
    }>('coverage', casePath)
    expect(rows.every(({ rowsRead, records, skipped }) => rowsRead === records + skipped)).toBe(true)
    const parsed = rows.filter(({ status, file }) => status === 'parsed' && file !== null)
    expect(parsed.length).toBeGreaterThan(6)
    expect(parsed.every(({ sha256, parser }) => /^[0-9a-f]{64}$/.test(sha256 ?? '') && /^[a-z-]+@\d+$/.test(parser ?? ''))).toBe(true)
    expect(rows.some(({ status }) => status === 'not-expected')).toBe(true)
  })

  it('search finds a Thai word, as JSON and as text', () => {
    const truth = manifest.searchTruth.find(({ language }) => language === 'Thai')
    const hits = truth?.hits['young-woman']
    const found = scratch.json<{ kind: string; text: string }>('search', casePath, truth?.word ?? '')
    expect(found.filter(({ kind }) => kind === 'message')).toHaveLength((hits?.sms ?? 0) + (hits?.whatsapp ?? 0))
    expect(found.every((one) => Object.keys(one).join(' ') === 'id source kind service at from text state')).toBe(true)
    expect(
      scratch
        .run('search', casePath, truth?.word ?? '')
        .stdout.trimEnd()
        .split('\n'),
    ).toHaveLength(found.length)
    expect(scratch.run('search', casePath, 'NEAR("')).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('leaves one file that can be copied alone, and nothing in the folder for temporary files', () => {
    expect(readdirSync(dirname(casePath)).filter((name) => name.startsWith('Mein Fall'))).toEqual(['Mein Fall.corroborate'])
  })
})
