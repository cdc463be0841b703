/**
 * Keys of app databases as they are handed over: hexadecimal digits, `signal: <digits>` lines, JSON of extraction tools
 * (`secrets.json`: entries with `app` and, below, the keys), property lists of a keychain (`genp` entries with access group, account and
 * `v_Data`), and Telegram's key file. Which key opens which database is found out by trying: a key carries only the names it is filed under.
 *
 * Sources: ALEAPP's and iLEAPP's readers of secrets.json and of keychain dumps, public readers of Telegram's `.tempkeyEncrypted` (AES-256-CBC
 * under SHA-512 of the passcode, or of `no-matter-key` when none is set; 32 bytes of key, 16 of salt, a MurmurHash3 of both).
 */
import { createDecipheriv, createHash } from 'node:crypto'
import type { SqlCipherStore } from '../../model/index.ts'
import { murmur3 } from '../binary/murmur3.ts'
import { isPlistDict, parsePlist } from '../plist/plist.ts'
import type { PlistValue } from '../plist/plist.ts'

export interface AppKey {
  /** Everything that names it, in lower case; empty for a bare key. */
  readonly names: string
  readonly bytes: Buffer
}

/** 32 bytes of key, or 48 with salt. */
const HEX_KEY = /^(?:x')?([0-9a-f]{64}|[0-9a-f]{96})'?$/i
const BASE64_KEY = /^(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{64})$/
const KEY_SIZES = [32, 48]
/** Properties whose text says which app an entry is of. */
const NAMING = ['app', 'bundle', 'bundleid', 'package', 'name', 'service', 'account', 'agrp', 'acct', 'svce']
const MAX_DEPTH = 24
const MAX_KEYS = 10_000
const TELEGRAM_FILE = '.tempkeyencrypted'
const TELEGRAM_NO_PASSCODE = 'no-matter-key'
const TELEGRAM_SEED = 0xf7ca7fd2

/** Every key in a file, whatever its form. A file that holds none gives none. `passcodes` are tried where a key is itself encrypted. */
export function readAppKeys(bytes: Uint8Array, fileName = '', passcodes: readonly string[] = []): readonly AppKey[] {
  if (fileName.toLowerCase().endsWith(TELEGRAM_FILE)) return telegramKey(bytes, [TELEGRAM_NO_PASSCODE, ...passcodes])
  const text = Buffer.from(bytes).toString('utf8').trim()
  if (text.startsWith('{') || text.startsWith('[')) {
    const parsed = parseJson(text)
    return parsed === undefined ? [] : keysInValue(parsed)
  }
  if (text.startsWith('<?xml') || text.startsWith('bplist00')) return keychainKeys(bytes)
  const keys = text.split(/\r?\n/).flatMap(keyInLine)
  if (keys.length > 0) return keys
  // A text of digits in groups, or the bytes themselves.
  const joined = keyOf(text.replaceAll(/[\s:-]/g, ''))
  if (joined !== null) return [{ names: '', bytes: joined }]
  if (KEY_SIZES.includes(bytes.length)) return [{ names: '', bytes: Buffer.from(bytes) }]
  // Its own hash tells that it is one.
  return telegramKey(bytes, [TELEGRAM_NO_PASSCODE, ...passcodes])
}

/** The keys that may open a store: those that are filed under its app, then those that are filed under nothing. */
export function keysOfStore({ apps }: SqlCipherStore, keys: readonly AppKey[]): Buffer[] {
  const named = keys.filter(({ names }) => apps.some((app) => names.includes(app)))
  return [...named, ...keys.filter(({ names }) => names === '')].map(({ bytes }) => bytes)
}

function keyOf(text: string): Buffer | null {
  const hex = HEX_KEY.exec(text.trim())?.[1]
  return hex === undefined ? null : Buffer.from(hex, 'hex')
}

function keyInLine(line: string): AppKey[] {
  const bare = keyOf(line)
  if (bare !== null) return [{ names: '', bytes: bare }]
  const [, names, digits] = /^\s*([^:=#]{1,100}?)\s*[:=]\s*["']?([^"']*(?:'[^"']*')?)["']?\s*$/.exec(line) ?? []
  const bytes = digits === undefined ? null : keyOf(digits.replaceAll(/\s/g, ''))
  return bytes === null || names === undefined ? [] : [{ names: names.toLowerCase(), bytes }]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function keysInValue(root: unknown): AppKey[] {
  const found: AppKey[] = []
  const walk = (value: unknown, names: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.length >= MAX_KEYS) return
    if (typeof value === 'string') {
      const bytes = keyOf(value) ?? base64Key(value)
      if (bytes !== null) found.push({ names, bytes })
      return
    }
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) walk(item, names, depth + 1)
      return
    }
    const entries = Object.entries(value)
    const named = entries.filter(([key, text]) => typeof text === 'string' && NAMING.includes(key.toLowerCase())).map(([, text]) => text)
    const own = [names, ...named].join(' ').trim().toLowerCase()
    for (const [key, inner] of entries) walk(inner, `${own} ${key.toLowerCase()}`.trim(), depth + 1)
  }
  walk(root, '', 0)
  return found
}

function base64Key(text: string): Buffer | null {
  return BASE64_KEY.test(text) ? Buffer.from(text, 'base64') : null
}

/** Keychain entries with a secret of a key's size. Text fields come as text or as bytes. */
function keychainKeys(bytes: Uint8Array): AppKey[] {
  const list = readPlist(bytes)
  const entries = isPlistDict(list) && Array.isArray(list['genp']) ? list['genp'] : []
  const keys: AppKey[] = []
  for (const entry of entries) {
    const secret = isPlistDict(entry) ? entry['v_Data'] : null
    if (!isPlistDict(entry) || !(secret instanceof Uint8Array) || !KEY_SIZES.includes(secret.length)) continue
    const names = ['agrp', 'acct', 'svce'].map((field) => wordsOf(entry[field])).join(' ')
    keys.push({ names: names.toLowerCase(), bytes: Buffer.from(secret) })
  }
  return keys
}

function readPlist(bytes: Uint8Array): PlistValue {
  try {
    return parsePlist(bytes)
  } catch {
    return null
  }
}

function wordsOf(value: PlistValue | undefined): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  return typeof value === 'string' ? value : ''
}

function telegramKey(bytes: Uint8Array, passcodes: readonly string[]): AppKey[] {
  if (bytes.length < 64 || bytes.length % 16 !== 0) return []
  for (const passcode of passcodes) {
    const digest = createHash('sha512').update(passcode, 'utf8').digest()
    const decipher = createDecipheriv('aes-256-cbc', digest.subarray(0, 32), digest.subarray(48)).setAutoPadding(false)
    const opened = Buffer.concat([decipher.update(bytes), decipher.final()])
    if (murmur3(opened.subarray(0, 48), TELEGRAM_SEED) === opened.readInt32LE(48))
      return [{ names: 'telegram', bytes: Buffer.from(opened.subarray(0, 48)) }]
  }
  return []
}
