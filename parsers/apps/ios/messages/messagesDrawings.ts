/**
 * Handwriting and Digital Touch of iMessage: protocol buffers. What was drawn is not rendered, only named.
 *
 * Field numbers as imessage-exporter reads them (handwriting.proto, digital_touch.proto): handwriting 2 milliseconds since 2001, 3 an
 * id, 4 the drawing with 4 its number of strokes; touches 1 kind, 3 the touch, 5 an id; a heartbeat has 1 beats per minute, 2 seconds,
 * 6 when it broke.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { protobufBytes, protobufNumber, protobufText } from '../../../formats/binary/protobuf.ts'
import { codeInWords, factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import type { Facts } from '../../../model/index.ts'

interface DrawingContent {
  readonly text: null
  readonly facts: Facts
  readonly position: null
}

const TOUCHES: Readonly<Record<number, string>> = { 1: 'tap', 3: 'heartbeat', 4: 'sketch', 7: 'kiss', 8: 'fireball' }
const HEARTBEAT = 3n
const SKETCH = 4n

/** Null where the bytes are no drawing. */
export function handwritingContent(payload: Uint8Array): DrawingContent | null {
  const drawing = protobufBytes(payload, 4)
  if (drawing === null) return null
  const created = protobufBytes(payload, 2)
  const createdMs = created?.length === 8 ? Buffer.from(created).readBigInt64LE() : null
  const facts = factsOf({
    'drawn at': createdMs === null ? null : instantInWords(instantOf(createdMs + BigInt(COCOA_EPOCH_S) * 1000n, 'unix-ms')),
    'drawing id': protobufText(payload, 3),
    strokes: protobufNumber(drawing, 4)?.toString(),
  })
  return { text: null, facts: facts ?? {}, position: null }
}

/** Null where the bytes are no touch. */
export function digitalTouchContent(payload: Uint8Array): DrawingContent | null {
  const kind = protobufNumber(payload, 1)
  const touch = protobufBytes(payload, 3)
  if (kind === null) return null
  const isHeartbeat = kind === HEARTBEAT && touch !== null
  const facts = factsOf({
    touch: codeInWords(kind, TOUCHES),
    'beats per minute': isHeartbeat ? floatOf(touch, 1) : null,
    'duration (seconds)': isHeartbeat ? protobufNumber(touch, 2)?.toString() : null,
    'heart broken after (seconds)': isHeartbeat ? floatOf(touch, 6) : null,
    strokes: kind === SKETCH && touch !== null ? protobufNumber(touch, 1)?.toString() : null,
    'drawing id': protobufText(payload, 5),
  })
  return { text: null, facts: facts ?? {}, position: null }
}

function floatOf(touch: Uint8Array, field: number): string | null {
  const bytes = protobufBytes(touch, field)
  return bytes?.length === 4 ? String(Buffer.from(bytes).readFloatLE()) : null
}
