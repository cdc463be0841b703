/** Key files in the forms in which extraction tools and people hand them over. */
import { createCipheriv, createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { SqlCipherStore } from '../../model/index.ts'
import { keysOfStore, readAppKeys } from './appKeys.ts'

const HEX = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
const OTHER = 'ff'.repeat(32)
const STORE: SqlCipherStore = {
  keyName: 'the key',
  apps: ['signal', 'thoughtcrime'],
  key: 'passphrase',
  kdfRounds: 1,
  hash: 'sha1',
  pageBytes: 4096,
  plainHeaderBytes: 0,
  keyFiles: [],
}
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')
const hexKeys = (file: Uint8Array, name?: string, passcodes?: readonly string[]): string[] =>
  keysOfStore({ ...STORE, apps: [...STORE.apps, 'telegram'] }, readAppKeys(file, name, passcodes)).map((key) => key.toString('hex'))

it.each([
  ['digits alone', `${HEX}\n`],
  ['digits as SQLite takes them', `x'${HEX}'`],
  ['digits in groups', HEX.replaceAll(/(.{8})/g, '$1 ')],
  ['capital digits', HEX.toUpperCase()],
  ['a line that names the app', `# keys of the phone\nwhatsapp: ${OTHER}\nSignal: ${HEX}\n`],
  ['a line with an equals sign', `org.thoughtcrime.securesms = "${HEX}"`],
  ['plain JSON', JSON.stringify({ whatsapp: OTHER, signal: HEX })],
  [
    'secrets.json of an extraction tool',
    JSON.stringify([
      { app: 'com.example.other', script_output: [{ payload: { 'sqlite db key': OTHER } }] },
      { app: 'org.thoughtcrime.securesms', script_output: [{ payload: { 'sqlite db key': HEX } }] },
    ]),
  ],
  ['JSON with base64', JSON.stringify({ app: 'Signal', key: Buffer.from(HEX, 'hex').toString('base64') })],
  [
    'a keychain as a property list',
    `<?xml version="1.0"?><plist version="1.0"><dict><key>genp</key><array><dict><key>agrp</key><string>T.org.whispersystems.signal</string>` +
      `<key>acct</key><data>${Buffer.from('GRDBDatabaseCipherKeySpec').toString('base64')}</data>` +
      `<key>v_Data</key><data>${Buffer.from(HEX, 'hex').toString('base64')}</data></dict>` +
      `<dict><key>agrp</key><string>other</string><key>v_Data</key><data>${Buffer.from(OTHER, 'hex').toString('base64')}</data></dict></array></dict></plist>`,
  ],
])('reads %s', (_, text) => {
  expect(hexKeys(bytes(text))).toEqual([HEX])
})

it('takes 32 bytes for the key itself', () => {
  expect(hexKeys(Buffer.from(HEX, 'hex'))).toEqual([HEX])
})

it('tries keys that are filed under nothing after those of the app', () => {
  expect(hexKeys(bytes(`${OTHER}\nsignal: ${HEX}`))).toEqual([HEX, OTHER])
})

it.each([
  ['words', 'there is no key in here'],
  ['too few digits', HEX.slice(2)],
  ['JSON without keys', '{"signal": 12}'],
  ['broken JSON', '{"signal": "'],
  ['deep JSON', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['a list that is none', '<?xml version="1.0"?><plist><dict>'],
  ['nothing', ''],
])('finds no key in %s', (_, text) => {
  expect(readAppKeys(bytes(text))).toEqual([])
})

it("opens Telegram's key file, with the passcode where one is set", () => {
  const keyAndSalt = Buffer.from(Array.from({ length: 48 }, (_, index) => index))
  const file = (passcode: string, hash: number): Buffer => {
    const plain = Buffer.alloc(64)
    plain.set(keyAndSalt)
    plain.writeInt32LE(hash, 48)
    const digest = createHash('sha512').update(passcode).digest()
    const cipher = createCipheriv('aes-256-cbc', digest.subarray(0, 32), digest.subarray(48)).setAutoPadding(false)
    return Buffer.concat([cipher.update(plain), cipher.final()])
  }
  const expected = [keyAndSalt.toString('hex')]
  expect(hexKeys(file('no-matter-key', MURMUR), '.tempkeyEncrypted')).toEqual(expected)
  expect(hexKeys(file('no-matter-key', MURMUR), 'renamed')).toEqual(expected)
  expect(hexKeys(file('2468', MURMUR), '.tempkeyEncrypted')).toEqual([])
  expect(hexKeys(file('2468', MURMUR), '.tempkeyEncrypted', ['2468'])).toEqual(expected)
  expect(hexKeys(file('no-matter-key', MURMUR ^ 1), '.tempkeyEncrypted')).toEqual([])
})

/** MurmurHash3_x86_32 of the bytes 0 to 47 with the seed 0xF7CA7FD2, computed with another implementation (Python, from the reference code). */
const MURMUR = 1204842331
