/** Android backups and WhatsApp's own backups of the public corpus, field by field through the command line. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const truthOf = <T>(name: string): T => JSON.parse(readFileSync(corpusPath(name, 'truth.json'), 'utf8')) as T
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

interface ListedMessage {
  readonly service: string
  readonly direction: string
  readonly sentAt: string | null
  readonly body: string | null
  readonly kind: string
  readonly sender: { readonly identifier: string } | null
  readonly thread: { readonly participants: readonly { readonly identifier: string }[] } | null
}

describe.skipIf(!hasCorpus)(corpusTitle('adb backups of the corpus'), () => {
  const scratch = new Scratch()
  afterAll(() => scratch.dispose())

  interface Truth {
    readonly backup_ab: Readonly<Record<'sms' | 'mms', number>> & Readonly<Record<string, string | number>>
    readonly backup3_ab: { readonly sms: number }
  }

  it('gives the messages of both versions as truth.json has them', () => {
    const truth = truthOf<Truth>('android-ab-plain')
    const input = corpusPath('android-ab-plain', 'input')
    const before = hashesBelow(input)
    const first = scratch.path('first.corroborate')
    expect(scratch.run('add', first, corpusPath('android-ab-plain', 'input', 'backup.ab'))).toMatchObject({ exitCode: 0, stderr: '' })
    const messages = scratch.json<ListedMessage>('list', first, 'messages')
    expect(messages.filter(({ service }) => service === 'SMS')).toHaveLength(truth.backup_ab.sms)
    expect(messages.filter(({ service }) => service === 'MMS')).toHaveLength(truth.backup_ab.mms)
    const [mms, sms] = messages
    expect(sms).toMatchObject({
      body: truth.backup_ab['sms_body'],
      sentAt: truth.backup_ab['sms_utc'],
      direction: 'outgoing',
      sender: null,
    })
    expect(sms?.thread?.participants.map(({ identifier }) => identifier)).toEqual([truth.backup_ab['sms_address']])
    expect(mms).toMatchObject({ body: truth.backup_ab['mms_body'], sentAt: truth.backup_ab['mms_utc'], direction: 'incoming' })

    const third = scratch.path('third.corroborate')
    expect(scratch.run('add', third, corpusPath('android-ab-plain', 'input', 'backup3.ab'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(scratch.json<ListedMessage>('list', third, 'messages')).toHaveLength(truth.backup3_ab.sms)
    expect(hashesBelow(input)).toEqual(before)
  })

  it('keeps the type code in words', async () => {
    const extraction = await recogniseExtraction(corpusPath('android-ab-plain', 'input', 'backup.ab'))
    expect([extraction.kind, extraction.platform]).toEqual(['android-backup', 'android'])
    expect(extraction.list().map(({ path }) => path)).toEqual([
      'data/user_de/0/com.android.providers.telephony/files/000000_sms_backup',
      'data/user_de/0/com.android.providers.telephony/files/000001_mms_backup',
    ])
    await extraction.close()
  })
})

describe.skipIf(!hasCorpus)(corpusTitle('WhatsApp backups of the corpus'), () => {
  const scratch = new Scratch()
  afterAll(() => scratch.dispose())
  const file = (name: string): string => corpusPath('wa-crypt-eldavoo', 'input', name)
  const KEYS: Readonly<Record<string, string>> = { crypt12: 'key', crypt14: 'key', crypt15: 'encrypted_backup.key' }

  it.each(Object.keys(KEYS))('decrypts %s to the bytes that truth.json names', async (kind) => {
    const { all_three_decrypt_to_sha256, size } = truthOf<{ all_three_decrypt_to_sha256: string; size: number }>('wa-crypt-eldavoo')
    const extraction = await recogniseExtraction(file(`msgstore.db.${kind}`), { keyFile: readFileSync(file(KEYS[kind] ?? '')) })
    const target = scratch.path(`${kind}.db`)
    expect(await extraction.materialise('msgstore.db', target)).toEqual({ sha256: all_three_decrypt_to_sha256, sizeBytes: size })
    expect(extraction.kind).toBe('whatsapp-backup')
    expect((await extraction.fingerprint()).sha256).toBe(sha256(readFileSync(file(`msgstore.db.${kind}`))))
    await extraction.close()
  })

  it('gives the rows that truth.json counts, and changes no file', () => {
    const { content } = truthOf<{ content: { messages_rows: number; incoming: number; by_jid: Record<string, number> } }>(
      'wa-crypt-eldavoo',
    )
    const before = hashesBelow(corpusPath('wa-crypt-eldavoo', 'input'))
    const path = scratch.path('whatsapp.corroborate')
    expect(scratch.run('add', path, file('msgstore.db.crypt15'), '--key-file', file('encrypted_backup.key'))).toMatchObject({
      exitCode: 0,
      stderr: '',
    })
    const old = scratch
      .json<ListedMessage & { from: { table: string } }>('list', path, 'messages')
      .filter(({ from }) => from.table === 'messages')
    expect(old).toHaveLength(content.messages_rows)
    expect(old.filter(({ direction }) => direction === 'incoming')).toHaveLength(content.incoming)
    expect(hashesBelow(corpusPath('wa-crypt-eldavoo', 'input'))).toEqual(before)
    expect(scratch.run('verify', path).exitCode).toBe(0)
    // Adding it again needs no key: the file is known by its bytes.
    expect(scratch.run('add', path, file('msgstore.db.crypt15')).stdout).toContain('already in the case')
  })

  it('keeps the key out of the case', () => {
    const bytes = readFileSync(scratch.path('whatsapp.corroborate'))
    const key = readFileSync(file('encrypted_backup.key')).subarray(27)
    for (const spelling of [key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))])
      expect(bytes.includes(spelling)).toBe(false)
  })

  it('opens crypt15 with the 64 digits as password', async () => {
    const digits = readFileSync(file('encrypted_backup.key')).subarray(27).toString('hex').toUpperCase()
    const spaced = digits.replaceAll(/(.{4})/g, '$1 ').trim()
    const extraction = await recogniseExtraction(file('msgstore.db.crypt15'), { password: spaced })
    expect(extraction.list().map(({ path }) => path)).toEqual(['msgstore.db'])
    await extraction.close()
  })

  it.each([
    ['no key', 'msgstore.db.crypt15', [], /is encrypted: give its key with --key-file/],
    ['a key of another kind', 'msgstore.db.crypt15', ['key'], /of another kind/],
    ['a root key for crypt14', 'msgstore.db.crypt14', ['encrypted_backup.key'], /of another kind/],
    ['no key at all', 'msgstore.db.crypt12', ['msgstore.db'], /too large to be a key/],
  ])('refuses %s in one sentence with exit code 3, and leaves no case', (_what, name, keys, sentence) => {
    const path = scratch.path('refused.corroborate')
    const ran = scratch.run('add', path, file(name), ...keys.flatMap((key) => ['--key-file', file(key)]))
    expect(ran.exitCode).toBe(3)
    expect(ran.stderr).toMatch(sentence)
    expect(ran.stderr.trim().split('\n')).toHaveLength(1)
    expect(scratch.run('sources', path).exitCode).not.toBe(0)
  })

  it.each(Object.keys(KEYS))('refuses a flipped bit, a cut file and a wrong key of %s', (kind) => {
    const original = readFileSync(file(`msgstore.db.${kind}`))
    const flipped = Buffer.from(original)
    flipped[Math.floor(original.length / 2)] = (flipped[Math.floor(original.length / 2)] ?? 0) ^ 1
    const key = Buffer.from(readFileSync(file(KEYS[kind] ?? '')))
    const wrong = Buffer.from(key)
    wrong[wrong.length - 1] = (wrong[wrong.length - 1] ?? 0) ^ 1
    writeFileSync(scratch.path('right.key'), key)
    writeFileSync(scratch.path('wrong.key'), wrong)
    const cases: readonly (readonly [Buffer, string])[] = [
      [flipped, 'right.key'],
      [original.subarray(0, 100_000), 'right.key'],
      [original.subarray(0, 20), 'right.key'],
      [original, 'wrong.key'],
    ]
    for (const [bytes, keyFile] of cases) {
      writeFileSync(scratch.path(`msgstore.db.${kind}`), bytes)
      const ran = scratch.run(
        'add',
        scratch.path('tampered.corroborate'),
        scratch.path(`msgstore.db.${kind}`),
        '--key-file',
        scratch.path(keyFile),
      )
      expect([ran.exitCode, ran.stdout]).toEqual([3, ''])
      expect(ran.stderr.trim().split('\n')).toHaveLength(1)
      expect(ran.stderr).toMatch(/does not open with this key|cut off or damaged/)
    }
  })
})
