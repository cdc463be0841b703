/** Packages are signed: what another program makes of the signature, and what verification names when it was tampered with. */
import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import type { VerifyReport } from '../../main/contract/index.ts'
import { AgencyKey } from '../../main/report/signing/agencyKey.ts'
import { verifyPath } from '../../main/report/verify.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { unzip } from '../support/unzip.ts'
import { hostileCase } from './hostileCase.ts'

let scratch: ScratchCase
let folder: string
beforeAll(async () => {
  scratch = await hostileCase()
  folder = join(scratch.folder, 'signed')
  await scratch.call('export.run', { format: 'csv', target: folder, lens: null, bookmarkedOnly: false })
})
afterAll(() => scratch.dispose())

const hashOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')
const settings = (): string => join(scratch.folder, 'settings')

/** Verifies a copy on which the change was made. */
async function verifyChanged(change: (copy: string) => void): Promise<VerifyReport> {
  const copy = join(scratch.folder, 'changed')
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true })
  change(copy)
  return scratch.call('export.verify', { path: copy })
}

/** Signs the folder anew, as somebody without the agency's key can. */
function signAgain(copy: string, manifest: string, statedKey: boolean): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const fingerprint = hashOf(publicKey.export({ type: 'spki', format: 'der' }))
  const text = statedKey ? manifest.replace(/"publicKeySha256": "[0-9a-f]{64}"/, `"publicKeySha256": "${fingerprint}"`) : manifest
  writeFileSync(join(copy, 'manifest.json'), text)
  writeFileSync(join(copy, 'manifest.sha256'), `${hashOf(text)}  manifest.json\n`)
  writeFileSync(join(copy, 'manifest.sig'), sign(null, Buffer.from(text), privateKey))
  writeFileSync(join(copy, 'public-key.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
}

describe('a signed folder', () => {
  it('verifies, and says with which key and that it is ours', async () => {
    const { fingerprint } = await scratch.call('export.key', {})
    const report = await scratch.call('export.verify', { path: folder })
    expect(report).toMatchObject({ ok: true, problems: [], signature: { fingerprint, isOurs: true } })
    // Somebody else's installation knows nothing of our key.
    expect(await verifyPath(folder)).toMatchObject({ ok: true, signature: { fingerprint, isOurs: false } })
  })

  it.skipIf(spawnSync('openssl', ['version']).error !== undefined)(
    'is accepted by openssl, which also gives the same fingerprint',
    async () => {
      const file = (name: string): string => join(folder, name)
      const checked = spawnSync(
        'openssl',
        [
          'pkeyutl',
          '-verify',
          '-rawin',
          '-pubin',
          '-inkey',
          file('public-key.pem'),
          '-in',
          file('manifest.json'),
          '-sigfile',
          file('manifest.sig'),
        ],
        { encoding: 'utf8' },
      )
      expect(checked.stdout).toContain('Signature Verified Successfully')
      const der = spawnSync('openssl', ['pkey', '-pubin', '-in', file('public-key.pem'), '-outform', 'DER']).stdout
      const { fingerprint } = await scratch.call('export.key', {})
      expect(hashOf(der)).toBe(fingerprint)
      expect(JSON.parse(readFileSync(file('manifest.json'), 'utf8'))).toMatchObject({
        signature: { algorithm: 'Ed25519', publicKeySha256: fingerprint },
      })
    },
  )

  it('whose manifest was changed, hash and all, is named', async () => {
    const { ok, problems, signature } = await verifyChanged((copy) => {
      const text = readFileSync(join(copy, 'manifest.json'), 'utf8').replace('tester', 'nobody')
      writeFileSync(join(copy, 'manifest.json'), text)
      writeFileSync(join(copy, 'manifest.sha256'), `${hashOf(text)}  manifest.json\n`)
    })
    expect({ ok, signature }).toEqual({ ok: false, signature: null })
    expect(problems).toEqual([
      'The signature in manifest.sig does not fit: manifest.json, manifest.sig or public-key.pem was changed after signing.',
    ])
  })

  it('whose signature was changed, cut off or taken away is named', async () => {
    const flipped = await verifyChanged((copy) => {
      const bytes = readFileSync(join(copy, 'manifest.sig'))
      bytes[10] = (bytes[10] ?? 0) ^ 1
      writeFileSync(join(copy, 'manifest.sig'), bytes)
    })
    expect(flipped.problems.join()).toContain('The signature in manifest.sig does not fit')
    const cut = await verifyChanged((copy) =>
      writeFileSync(join(copy, 'manifest.sig'), readFileSync(join(copy, 'manifest.sig')).subarray(0, 63)),
    )
    expect(cut.problems.join()).toContain('The signature in manifest.sig does not fit')
    const gone = await verifyChanged((copy) => rmSync(join(copy, 'manifest.sig')))
    expect(gone.problems).toEqual(['manifest.sig is missing: who signed the package cannot be told.'])
  })

  it('that bears another key than its manifest names is named', async () => {
    const { ok, problems } = await verifyChanged((copy) => signAgain(copy, readFileSync(join(copy, 'manifest.json'), 'utf8'), false))
    expect(ok).toBe(false)
    expect(problems).toEqual([expect.stringContaining('public-key.pem is not the key that manifest.json names')])
  })

  it('that somebody else signed anew holds together, but not as ours', async () => {
    const { ok, signature } = await verifyChanged((copy) => signAgain(copy, readFileSync(join(copy, 'manifest.json'), 'utf8'), true))
    expect({ ok, isOurs: signature?.isOurs }).toEqual({ ok: true, isOurs: false })
    expect(signature?.fingerprint).not.toBe((await scratch.call('export.key', {})).fingerprint)
  })

  it('of an older version, without a signature, is named', async () => {
    const { problems } = await verifyChanged((copy) => {
      rmSync(join(copy, 'manifest.sig'))
      rmSync(join(copy, 'public-key.pem'))
    })
    expect(problems).toEqual([
      'manifest.sig is missing: who signed the package cannot be told.',
      'public-key.pem is missing: who signed the package cannot be told.',
    ])
  })
})

describe('a package in one zip file', () => {
  const zip = (): string => join(scratch.folder, 'package.zip')
  const changed = (): string => join(scratch.folder, 'changed.zip')

  it('verifies without being unpacked', async () => {
    await scratch.call('export.run', { format: 'package', target: zip(), lens: null, bookmarkedOnly: true })
    const { ok, problems, checked, signature } = await scratch.call('export.verify', { path: zip() })
    expect({ ok, problems, isOurs: signature?.isOurs }).toEqual({ ok: true, problems: [], isOurs: true })
    expect(checked).toBe((await unzip(readFileSync(zip()))).size)
  })

  it('in which a byte of any file was flipped names the file', async () => {
    const bytes = readFileSync(zip())
    const archive = await fromBufferPromise(bytes)
    let count = 0
    for await (const entry of archive.eachEntry()) {
      const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true })
      const copy = Buffer.from(bytes)
      const at = fileDataStart + Math.floor(entry.compressedSize / 2)
      copy[at] = (copy[at] ?? 0) ^ 0x10
      writeFileSync(changed(), copy)
      const { ok, problems } = await verifyPath(changed())
      expect(ok, entry.fileName).toBe(false)
      expect(problems.join(' ')).toContain(entry.fileName.slice(entry.fileName.indexOf('/') + 1))
      count++
    }
    expect(count).toBeGreaterThan(10)
  }, 120_000)

  it('from which files were taken, to which some were added, names them', async () => {
    const rewritten = new ZipFile()
    for (const [name, content] of await unzip(readFileSync(zip()))) if (!name.endsWith('method.html')) rewritten.addBuffer(content, name)
    rewritten.addBuffer(Buffer.from('x'), 'package/extra.html')
    rewritten.addBuffer(Buffer.from('x'), 'beside.html')
    rewritten.end()
    writeFileSync(changed(), await buffer(rewritten.outputStream))
    expect([...(await verifyPath(changed())).problems].sort()).toEqual([
      "beside.html was added: it lies beside the package's folder.",
      'extra.html was added: it is not in manifest.json.',
      'method.html is missing.',
    ])
  })

  it('that is cut off, or none of ours, is one sentence', async () => {
    writeFileSync(changed(), readFileSync(zip()).subarray(0, 5000))
    await expect(verifyPath(changed())).rejects.toMatchObject({
      kind: 'verification',
      message: expect.stringContaining('is damaged') as unknown,
    })
    const other = new ZipFile()
    other.addBuffer(Buffer.from('x'), 'a.txt')
    other.end()
    writeFileSync(changed(), await buffer(other.outputStream))
    await expect(verifyPath(changed())).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('no exported package') as unknown,
    })
  })
})

describe('the agency’s key', () => {
  it('lies in the data folder, for its owner only, and nowhere else', async () => {
    const path = join(settings(), 'agency-key/private-key.pem')
    if (process.platform !== 'win32') expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
    const secret = readFileSync(path, 'utf8').split('\n')[1] ?? ''
    expect(secret.length).toBe(64)
    const raw = Buffer.from(secret, 'base64').subarray(-32)
    await scratch.call('case.current', {})
    const files = readdirSync(scratch.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const entry of files) {
      const file = join(entry.parentPath, entry.name)
      if (file === path) continue
      const bytes = readFileSync(file)
      expect(bytes.includes(raw) || bytes.includes(secret) || bytes.includes(raw.toString('hex')), file).toBe(false)
    }
  })

  it('can be replaced, and what it signed stays ours', async () => {
    const before = await scratch.call('export.key', {})
    const rotated = await scratch.call('export.rotateKey', {})
    expect(rotated.before).toBe(before.fingerprint)
    expect((await scratch.call('export.key', {})).fingerprint).toBe(rotated.now)
    expect(rotated.now).not.toBe(before.fingerprint)
    expect(await scratch.call('export.verify', { path: folder })).toMatchObject({
      ok: true,
      signature: { fingerprint: before.fingerprint, isOurs: true },
    })
  })

  it('signs the same bytes alike, and a second program start uses the same key', () => {
    const [one, two] = [new AgencyKey(settings()).signer(), new AgencyKey(settings()).signer()]
    expect(one.sign(Buffer.from('x')).equals(two.sign(Buffer.from('x')))).toBe(true)
  })

  it('that is damaged, or cannot be made, is one sentence', async () => {
    const own = join(scratch.folder, 'own')
    mkdirSync(join(own, 'agency-key'), { recursive: true })
    writeFileSync(join(own, 'agency-key/private-key.pem'), 'nothing')
    expect(() => new AgencyKey(own).signer()).toThrow(/is not the signing key any more/)
    writeFileSync(join(scratch.folder, 'file'), '')
    expect(() => new AgencyKey(join(scratch.folder, 'file')).signer()).toThrow(/cannot be read or written/)
    expect(existsSync(join(scratch.folder, 'file/agency-key'))).toBe(false)
  })
})
