/** The message of RFC 5322 that an RSMF file is: a few headers, a line of text, and one attachment, `rsmf.zip` in base64. */
import { createReadStream } from 'node:fs'
import type { TextSink } from '../../target.ts'

export interface EnvelopeFacts {
  /** Short and unique: becomes the message's id and the boundary between its parts. */
  readonly id: string
  readonly subject: string
  readonly platform: string
  readonly custodian: string | null
  readonly participants: readonly string[]
  readonly beginMs: number | null
  readonly endMs: number | null
  readonly eventCount: number
  readonly attachmentCount: number
  readonly collectionId: string
  readonly generator: string
}

const LINE_BYTES = 57
const CRLF = '\r\n'

/** Writes the whole file. `zipPath` is read as it is written, never held. */
export async function writeEnvelope(sink: TextSink, facts: EnvelopeFacts, zipPath: string): Promise<void> {
  const boundary = `=_rsmf_${facts.id.replaceAll(/[^A-Za-z0-9]/g, '_')}`
  for (const [name, value] of headers(facts, boundary)) if (value !== null) sink.write(header(name, value))
  sink.write(CRLF)
  sink.write(`--${boundary}${CRLF}Content-Type: text/plain; charset=utf-8${CRLF}Content-Transfer-Encoding: base64${CRLF}${CRLF}`)
  const words = `${facts.subject}${CRLF}Events: ${facts.eventCount}. They are in rsmf_manifest.json inside rsmf.zip.${CRLF}`
  sink.write(base64Lines(Buffer.from(words)))
  sink.write(
    `--${boundary}${CRLF}Content-Type: application/zip; name="rsmf.zip"${CRLF}Content-Transfer-Encoding: base64${CRLF}Content-Disposition: attachment; filename="rsmf.zip"${CRLF}${CRLF}`,
  )
  let left = Buffer.alloc(0)
  for await (const chunk of createReadStream(zipPath, { highWaterMark: LINE_BYTES * 4096 })) {
    const bytes = Buffer.concat([left, chunk as Buffer])
    const whole = bytes.length - (bytes.length % LINE_BYTES)
    sink.write(base64Lines(bytes.subarray(0, whole)))
    left = Buffer.from(bytes.subarray(whole))
  }
  sink.write(base64Lines(left))
  sink.write(`--${boundary}--${CRLF}`)
}

function headers(facts: EnvelopeFacts, boundary: string): readonly (readonly [string, string | null])[] {
  const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  return [
    ['X-RSMF-Version', '2.0.0'],
    ['X-RSMF-Generator', facts.generator],
    ['X-RSMF-BeginDate', iso(facts.beginMs)],
    ['X-RSMF-EndDate', iso(facts.endMs)],
    ['X-RSMF-EventCount', String(facts.eventCount)],
    ['X-RSMF-Application', facts.platform],
    ['X-RSMF-Custodian', facts.custodian],
    ['X-RSMF-Participants', facts.participants.join(', ')],
    ['X-RSMF-AttachmentCount', String(facts.attachmentCount)],
    ['X-RSMF-EventCollectionID', facts.collectionId],
    // RFC 5322 demands a sender and a date. Nobody sent this; without any known time the date is the beginning of the epoch.
    ['From', 'corroborate@export.invalid'],
    ['Date', new Date(facts.endMs ?? 0).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${facts.id}@export.invalid>`],
    ['Subject', facts.subject],
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/mixed; boundary="${boundary}"`],
  ]
}

/** One header, folded; text other than ASCII as encoded words (RFC 2047). Line ends in a value would begin a header of their own. */
export function header(name: string, value: string): string {
  const flat = value
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
  const words = /^[\x20-\x7e]*$/.test(flat) && !flat.includes('=?') ? foldable(flat) : encodedWords(flat)
  let line = `${name}:`
  const lines: string[] = []
  for (const word of words) {
    if (line.length + word.length + 1 > 76 && line !== '') {
      lines.push(line)
      line = ''
    }
    line += ` ${word}`
  }
  return `${[...lines, line].join(CRLF)}${CRLF}`
}

/** A single space is where a line may be folded; more than one stay together with the word before them. */
const foldable = (text: string): string[] => text.split(/(?<=\S) (?=\S)/)

/** Each of at most 75 characters, and of whole characters. */
function encodedWords(text: string): string[] {
  const words: string[] = []
  let part = ''
  for (const character of text) {
    if (Buffer.byteLength(part + character) > 42) {
      words.push(part)
      part = ''
    }
    part += character
  }
  return [...words, part].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
}

function base64Lines(bytes: Buffer): string {
  const text = bytes.toString('base64')
  return text === '' ? '' : `${text.replace(/.{76}(?=.)/g, `$&${CRLF}`)}${CRLF}`
}
