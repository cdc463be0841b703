/** Imports that are killed, cancelled, crash, or run beside others: the case keeps what it had, and says what is missing. */
import { fork } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ImportProgress } from '../../main/contract/index.ts'
import { listRecords, type SpawnIngest } from '../../main/service/index.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'
import { ScratchCase } from '../support/demoCase.ts'
import { writeMessagesDatabase } from '../support/messagesDatabase.ts'

const SMALL = 200
const LARGE = 20_000
const inputs = new Scratch()
const small = inputs.path('small', 'sms.db')
const large = inputs.path('large', 'sms.db')
/** The messages of both inputs in a case whose imports nothing disturbed, as `list --json` prints them. */
let undisturbed: string
let before: Record<string, string>
const cases: ScratchCase[] = []

const listing = (casePath: string, sourceId: number | null = null): string =>
  [...listRecords(casePath, 'messages', { fromMs: null, toMs: null, sourceId })].map((record) => JSON.stringify(record)).join('\n')

/** A case that holds the small input. */
async function smallCase(spawn?: SpawnIngest): Promise<ScratchCase> {
  const made = new ScratchCase({ spawnIngest: spawn })
  cases.push(made)
  await made.create()
  expect((await made.import(small, 'Small')).stage).toBe('finished')
  return made
}

beforeAll(async () => {
  for (const name of ['small', 'large']) mkdirSync(inputs.path(name))
  writeMessagesDatabase(small, SMALL)
  writeMessagesDatabase(large, LARGE)
  before = hashesBelow(inputs.folder)
  const whole = await smallCase()
  expect((await whole.import(large, 'Large')).failure).toBeNull()
  undisturbed = listing(whole.casePath)
  expect(undisturbed.split('\n')).toHaveLength(SMALL + LARGE)
})
afterEach(async () => {
  for (const made of cases.splice(0)) await made.dispose()
})
afterAll(() => {
  // Whatever happened to the imports: the evidence is as it was, and nothing new lies beside it.
  expect(hashesBelow(inputs.folder)).toEqual(before)
  inputs.dispose()
})

describe('kill -9 in the middle of an import', () => {
  it('leaves the case with all it had; adding again completes the source, byte for byte', async () => {
    const scratch = new Scratch()
    try {
      const casePath = scratch.path('case.corroborate')
      expect(scratch.run('add', casePath, small, '--label', 'Small').exitCode).toBe(0)
      const had = scratch.run('list', casePath, 'messages', '--json').stdout
      const adding = scratch.start('add', casePath, large, '--label', 'Large')
      const { processId, folder } = await importUnderWay(casePath, 5_000)
      adding.kill('SIGKILL')
      process.kill(processId, 'SIGKILL')
      expect(existsSync(join(tmpdir(), folder))).toBe(true)

      const [first, second] = scratch.json<{ status: string; warnings: string[] }>('sources', casePath)
      expect([first?.status, second?.status]).toEqual(['complete', 'incomplete'])
      expect(second?.warnings.join()).toMatch(/not whole/)
      expect(scratch.run('list', casePath, 'messages', '--json').stdout).toBe(had)
      expect(
        scratch
          .json<{ source: number; notes: string[] }>('coverage', casePath)
          .find(({ source }) => source === 2)
          ?.notes.join(),
      ).toMatch(/not come to this file/)
      // The working copies of evidence did not stay behind either.
      expect(existsSync(join(tmpdir(), folder))).toBe(false)

      expect(scratch.run('add', casePath, large)).toMatchObject({ exitCode: 0, stderr: '' })
      expect(scratch.json<{ status: string }>('sources', casePath).map(({ status }) => status)).toEqual(['complete', 'complete'])
      expect(scratch.run('list', casePath, 'messages', '--json').stdout.trimEnd()).toBe(undisturbed)
      expect(scratch.run('verify', casePath)).toMatchObject({ exitCode: 0, stderr: '' })
    } finally {
      scratch.dispose()
    }
  })

  /** Waits until the import of the second source has written so many records. */
  async function importUnderWay(casePath: string, records: number): Promise<{ processId: number; folder: string }> {
    const reader = new Database(casePath, { readonly: true })
    const fact = (key: string): string =>
      (reader.prepare('SELECT value FROM case_info WHERE key = ?').pluck().get(key) as string | undefined) ?? ''
    try {
      for (;;) {
        if ((reader.prepare('SELECT count(*) FROM record WHERE source_id = 2').pluck().get() as number) > records) {
          return { processId: (JSON.parse(fact('importing_process')) as { processId: number }).processId, folder: fact('importing_folder') }
        }
        await pause(10)
      }
    } finally {
      reader.close()
    }
  }
})

describe('cancelling', () => {
  async function cancelled(made: ScratchCase): Promise<void> {
    const stop = made.service.on((event, data) => {
      const { jobId, records } = data as ImportProgress
      if (event === 'import.progress' && records > 5_000) void made.service.invoke('import.cancel', { jobId })
    })
    const end = await made.import(large, 'Large')
    stop()
    expect(end).toMatchObject({ stage: 'cancelled', failureKind: 'cancelled' })
  }

  it('keeps the case, says so, and can be resumed to the same bytes', async () => {
    const made = await smallCase()
    const had = listing(made.casePath)
    await cancelled(made)
    expect(listing(made.casePath)).toBe(had)
    const info = await made.call('case.current', {})
    expect(info?.sources.map(({ status }) => status)).toEqual(['complete', 'cancelled'])
    expect(info?.sources[1]?.warnings[0]).toMatch(/cancelled/)
    const end = made.importEnd()
    await made.call('import.resume', { sourceId: 2 })
    expect((await end).failure).toBeNull()
    expect(listing(made.casePath)).toBe(undisturbed)
    expect(await made.service.invoke('import.resume', { sourceId: 2 })).toMatchObject({ ok: false, failure: { kind: 'usage' } })
    expect((await made.call('export.verify', { path: null })).problems).toEqual([])
  })

  it('can be discarded: nothing of it stays, and its number is not given again', async () => {
    const made = await smallCase()
    await cancelled(made)
    expect(await made.service.invoke('import.discard', { sourceId: 1 })).toMatchObject({ ok: false, failure: { kind: 'usage' } })
    expect(await made.call('import.discard', { sourceId: 2 })).toEqual({ removed: true })
    for (const table of ['record', 'run', 'evidence_file', 'thread', 'day_count', 'identity_spelling']) {
      expect(made.number(`SELECT count(*) FROM ${table} WHERE source_id = 2`), table).toBe(0)
    }
    expect(made.number("SELECT count(*) FROM identity WHERE display = 'Owner of Large'")).toBe(0)
    await made.import(large, 'Large again')
    expect((await made.call('case.current', {}))?.sources.map(({ id }) => id)).toEqual([1, 3])
    expect((await made.call('export.verify', { path: null })).problems).toEqual([])
  })

  it('works before the reading process has said a word', async () => {
    const made = await smallCase()
    const end = made.importEnd()
    const { jobId } = await made.call('import.start', { path: large, label: '' })
    expect(await made.call('import.cancel', { jobId })).toEqual({ cancelled: true })
    expect((await end).stage).toBe('cancelled')
    expect(made.number('SELECT count(*) FROM record')).toBe(SMALL)
  })

  it('resumes nothing but the same extraction', async () => {
    const scratch = new Scratch()
    try {
      const moving = scratch.path('sms.db')
      writeMessagesDatabase(moving, LARGE)
      const made = await smallCase()
      const stop = made.service.on((event, data) => {
        const { jobId, records } = data as ImportProgress
        if (event === 'import.progress' && records > 2_000) void made.service.invoke('import.cancel', { jobId })
      })
      expect((await made.import(moving)).stage).toBe('cancelled')
      stop()
      scratch.dispose()
      mkdirSync(scratch.folder)
      writeMessagesDatabase(moving, 50)
      const end = made.importEnd()
      await made.call('import.resume', { sourceId: 2 })
      expect((await end).failure).toMatch(/is not the extraction whose import was stopped/)
      expect(made.number('SELECT count(*) FROM source')).toBe(2)
      expect(made.number('SELECT count(*) FROM record')).toBe(SMALL)
    } finally {
      scratch.dispose()
    }
  })
})

describe('a reading process that dies', () => {
  /** Forks the ingest process; `onMessage` may kill it. `attempt` counts from 1. */
  const watched = (
    onMessage: (message: { type: string; number?: number; progress?: ImportProgress }, kill: () => void, attempt: number) => void,
  ): SpawnIngest => {
    let attempt = 0
    return (modulePath) => {
      const child = fork(modulePath, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      const mine = ++attempt
      child.on('error', () => {})
      child.on('message', (message) => onMessage(message as never, () => child.kill('SIGKILL'), mine))
      return {
        on: (event: string, listener: never) => child.on(event, listener),
        send: (message: object) => child.send(message),
        kill: () => child.kill('SIGKILL'),
      }
    }
  }

  it('once costs nothing: what it was reading is read again', async () => {
    let deaths = 0
    const made = await smallCase(
      watched(({ progress }, kill) => {
        if (deaths > 0 || (progress?.records ?? 0) <= 3_000) return
        deaths++
        kill()
      }),
    )
    expect((await made.import(large, 'Large')).failure).toBeNull()
    expect(deaths).toBe(1)
    expect(listing(made.casePath)).toBe(undisturbed)
  })

  it('twice on the same file costs that file, and says so', async () => {
    const scratch = new Scratch()
    try {
      writeMessagesDatabase(scratch.path('chat.db'), LARGE)
      writeMessagesDatabase(scratch.path('sms.db'), 300)
      // chat.db comes first; the process dies twice in the middle of it, then it is left out.
      const made = await smallCase(
        watched(({ progress }, kill, attempt) => void ((attempt === 2 || attempt === 3) && (progress?.records ?? 0) > 3_000 && kill())),
      )
      const end = await made.import(scratch.folder, 'Two stores')
      expect(end.failure).toBeNull()
      const rows = (await made.call('case.coverage', { sourceId: 2 })).filter(({ file }) => file !== null && file.endsWith('.db'))
      expect(rows.map(({ file, status, records }) => [file, status, records])).toEqual([
        ['chat.db', 'unreadable', 0],
        ['sms.db', 'parsed', 300],
      ])
      expect(rows[0]?.notes.join()).toMatch(/stopped the reading process/)
      expect(made.number('SELECT count(*) FROM record WHERE source_id = 2')).toBe(300)
      const [, second] = (await made.call('case.current', {}))?.sources ?? []
      expect(second?.warnings.join()).toMatch(/could not be read: Reading this file stopped the reading process/)
      expect((await made.call('export.verify', { path: null })).problems).toEqual([])
    } finally {
      scratch.dispose()
    }
  })

  it('at every start ends in one sentence, and the case is as it was', async () => {
    let isBroken = false
    const made = await smallCase((modulePath) => {
      const child = fork(isBroken ? join(modulePath, 'nowhere') : modulePath, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      child.on('error', () => {})
      return {
        on: (event: string, listener: never) => child.on(event, listener),
        send: (message: object) => child.send(message, () => {}),
        kill: () => child.kill('SIGKILL'),
      }
    })
    isBroken = true
    const end = await made.import(large)
    expect(end).toMatchObject({ stage: 'failed', failureKind: 'bug' })
    expect(end.failure).toMatch(/^The reading process ended unexpectedly\./)
    isBroken = false
    expect((await made.import(large, 'Large')).failure).toBeNull()
    expect(listing(made.casePath)).toBe(undisturbed)
  })
})

describe('imports beside other work', () => {
  it('refuses a second import in one sentence, from the same program and from another, and harms neither', async () => {
    const made = await smallCase()
    const end = made.importEnd()
    const reader = made.database
    await made.call('import.start', { path: large, label: 'Large' })
    expect(await made.service.invoke('import.start', { path: small, label: '' })).toMatchObject({ ok: false, failure: { kind: 'busy' } })
    while ((reader.prepare('SELECT count(*) FROM record').pluck().get() as number) < 2_000) await pause(10)
    const holder = (): string => reader.prepare("SELECT value FROM case_info WHERE key = 'importing_process'").pluck().get() as string
    const { processId } = JSON.parse(holder()) as { processId: number }
    await holdStill(processId, made.casePath)
    const scratch = new Scratch()
    try {
      const ran = scratch.run('add', made.casePath, inputs.path('small'))
      expect(ran.exitCode).toBe(3)
      expect(ran.stderr).toMatch(/^Another import is writing to this case\..*\n$/)
      // The next one to open the case must still know that somebody writes, or it would take out what is half written.
      expect(JSON.parse(holder())).toMatchObject({ processId })
      const seen = scratch.json<{ status: string }>('sources', made.casePath)
      expect(seen.map(({ status }) => status)).toEqual(['complete', 'importing'])
    } finally {
      process.kill(processId, 'SIGCONT')
      scratch.dispose()
    }
    expect((await end).failure).toBeNull()
    expect(listing(made.casePath)).toBe(undisturbed)
  })

  it('lets an analyst bookmark without waiting long', async () => {
    const made = await smallCase()
    const ended: ImportProgress[] = []
    const end = made.import(large, 'Large').then((progress) => ended.push(progress))
    const waitsMs: number[] = []
    while (ended.length === 0) {
      const startedAt = performance.now()
      const set = await made.service.invoke('bookmark.set', {
        key: 1 + (waitsMs.length % SMALL),
        note: `note ${waitsMs.length}`,
        tags: ['seen'],
      })
      expect(set.ok).toBe(true)
      waitsMs.push(performance.now() - startedAt)
      await pause(40)
    }
    await end
    expect(waitsMs.length).toBeGreaterThan(5)
    expect(Math.max(...waitsMs)).toBeLessThan(3_000)
    expect(listing(made.casePath)).toBe(undisturbed)
    expect((await made.call('export.verify', { path: null })).problems).toEqual([])
  })
})

/** Stops the process between two bursts, when it does not hold the file's lock. */
async function holdStill(processId: number, casePath: string): Promise<void> {
  const other = new Database(casePath, { timeout: 0 })
  try {
    for (;;) {
      process.kill(processId, 'SIGSTOP')
      await pause(5)
      try {
        other.exec('BEGIN IMMEDIATE; ROLLBACK')
        return
      } catch {
        process.kill(processId, 'SIGCONT')
        await pause(7)
      }
    }
  } finally {
    other.close()
  }
}
