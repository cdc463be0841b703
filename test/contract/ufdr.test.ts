/** A UFDR goes the whole way; one that is protected, cut off or of another form is refused in one sentence. */
import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import { document } from '../../fixtures/parsers/ufdr-report/first.document.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const scratch = new Scratch()
afterAll(() => scratch.dispose())

function ufdr(name: string, report: string | null): string {
  const path = scratch.path(name)
  const entries = [
    { name: 'files/Image/a.jpg', content: Buffer.from('a picture') },
    { name: 'files/Database/msgstore.db', content: Buffer.from('SQLite format 3\0, to be left alone') },
    ...(report === null ? [] : [{ name: 'report.xml', content: Buffer.from(report) }]),
  ]
  writeFileSync(path, zipOf(entries))
  return path
}

describe('a UFDR', () => {
  const caseFile = scratch.path('a.corroborate')

  it('is read as a report, its databases are not read again, and it names its device', () => {
    const input = ufdr('phone.ufdr', document.content)
    const before = hashesBelow(input)
    const ran = scratch.run('add', caseFile, input)
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toContain('decoded by another program')
    expect(hashesBelow(input)).toEqual(before)
    const [source] = scratch.json<{ kind: string; device: { label: string; value: string }[] }>('sources', caseFile)
    expect(source?.kind).toBe('ufdr')
    expect(source?.device.map(({ value }) => value)).toContain('+12095550199')
    const coverage = scratch.json<{ parser: string | null; rowsRead: number; records: number; derived: number; skipped: number }>(
      'coverage',
      caseFile,
    )
    expect(coverage).toHaveLength(1)
    expect(coverage[0]).toMatchObject({ parser: 'ufdr-report@1', rowsRead: 18, records: 13, derived: 2, skipped: 5 })
  })

  it('gives messages with the file that they name', () => {
    const messages = scratch.json<{ body: string | null; direction: string; attachments: { path: string; present: boolean }[] }>(
      'list',
      caseFile,
      'messages',
    )
    expect(messages.map(({ body, direction }) => [body, direction])).toEqual([
      ['code', 'incoming'],
      [null, 'outgoing'],
      ['grüße', 'incoming'],
      ['nobody', 'unknown'],
    ])
    expect(messages[1]?.attachments).toEqual([expect.objectContaining({ path: 'files/Image/a.jpg', present: true })])
  })

  it.each([
    ['unknown.ufdr', document.content.replace('report/2.0', 'report/9.1'), /form 9\.1, which this program does not know/],
    ['protected.ufdr', null, /holds no report that can be read: it is protected/],
    ['other.ufdr', '<html></html>', /not in a form that this program knows/],
  ])('%s is refused with exit code 3', (name, report, sentence) => {
    const path = scratch.path(`${name}.corroborate`)
    const ran = scratch.run('add', path, ufdr(name, report))
    expect([ran.exitCode, ran.stdout]).toEqual([3, ''])
    expect(ran.stderr).toMatch(sentence)
    expect(ran.stderr.trim().split('\n')).toHaveLength(1)
  })

  it('that is cut off in its report keeps what came before, and says so', () => {
    const path = scratch.path('cut.corroborate')
    expect(
      scratch.run('add', path, ufdr('cut.ufdr', document.content.slice(0, document.content.indexOf('<modelType type="VisitedPage">'))))
        .exitCode,
    ).toBe(0)
    const [row] = scratch.json<{ status: string; records: number; notes: string[] }>('coverage', path)
    expect(row).toMatchObject({ status: 'partly-parsed', records: 8 })
    expect(row?.notes.join(' ')).toMatch(/ends inside project\/decodedData/)
  })
})
