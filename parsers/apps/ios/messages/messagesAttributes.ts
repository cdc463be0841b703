/**
 * What the archived text of a message says beyond its words: who is mentioned, and what the phone understood of an audio message.
 *
 * `attributedBody` is an attributed string: the text, then for each stretch of it a number and a length in UTF-16 units, and the
 * attributes where that number comes for the first time. Attribute names as other tools read them (imessage-exporter, body.rs):
 * `__kIMMentionConfirmedMention` holds the address of the person, `IMAudioTranscription` the phone's transcription.
 */
import { isStreamObject, readTypedstream } from '../../../formats/binary/typedstreamObjects.ts'
import type { StreamObject, StreamValue } from '../../../formats/binary/typedstreamObjects.ts'

export const MENTION = '__kIMMentionConfirmedMention'
export const TRANSCRIPTION = 'IMAudioTranscription'

export interface TextAttributes {
  /** `text (address)`, in the order of the text. */
  readonly mentions: readonly string[]
  readonly transcriptions: readonly string[]
}

const NONE: TextAttributes = { mentions: [], transcriptions: [] }
const TEXT_CLASSES: ReadonlySet<string> = new Set(['NSString', 'NSMutableString'])

/** Never throws; an archive that cannot be read has no attributes. */
export function textAttributes(archive: Uint8Array | null): TextAttributes {
  const root = archive === null ? null : readTypedstream(archive)
  if (root === null) return NONE
  const mentions: string[] = []
  const transcriptions: string[] = []
  for (const { text, attributes } of stretchesOf(root)) {
    const mentioned = attributes.get(MENTION)
    if (mentioned !== undefined) mentions.push(`${text} (${mentioned})`)
    const transcription = attributes.get(TRANSCRIPTION)
    if (transcription !== undefined) transcriptions.push(transcription)
  }
  return { mentions, transcriptions }
}

interface Stretch {
  readonly text: string
  /** Those attributes whose value is a text. */
  readonly attributes: ReadonlyMap<string, string>
}

function* stretchesOf({ values }: StreamObject): Generator<Stretch> {
  const text = stringOf(values[0])
  if (text === null) return
  const known = new Map<number, ReadonlyMap<string, string>>()
  let start = 0
  for (let at = 1; at < values.length;) {
    const [number, length] = [values[at], values[at + 1]]
    if (typeof number !== 'number' || typeof length !== 'number') return
    at += 2
    let attributes = known.get(number)
    if (attributes === undefined) {
      const stored = values[at++]
      if (!isStreamObject(stored)) return
      known.set(number, (attributes = textsOf(stored)))
    }
    yield { text: text.slice(start, start + length), attributes }
    start += length
  }
}

/** A dictionary is its number of entries, then keys and values in turn. */
function textsOf({ values }: StreamObject): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (let at = 1; at + 1 < values.length; at += 2) {
    const [key, value] = [stringOf(values[at]), stringOf(values[at + 1])]
    if (key !== null && value !== null) texts.set(key, value)
  }
  return texts
}

/** The text of a string, or of an attributed string. */
function stringOf(value: StreamValue | undefined): string | null {
  if (!isStreamObject(value)) return null
  const [first] = value.values
  if (typeof first === 'string') return TEXT_CLASSES.has(value.className) ? first : null
  return isStreamObject(first) ? stringOf(first) : null
}
