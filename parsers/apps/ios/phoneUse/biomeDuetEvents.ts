/**
 * The `_DKEvent` streams of Biome: the streams of knowledgeC.db in another file. Fields as iLEAPP reads them: 1.1 name of the stream
 * (`/app/inFocus`), 2 start and 3 end and 8 time of writing (seconds since 2001), 4.3 a text and 4.4 a number as its value, 5 identifier,
 * 7.2.3 texts of its metadata.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import type { EvidenceRecord } from '../../../model/index.ts'
import type { StreamRecord } from './biomeReading.ts'
import { streamRecord } from './useStreams.ts'
import type { UseRow } from './useStreams.ts'

export function duetEvent({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord | string {
  const value = message.message(4)
  const row: UseRow = {
    rowId: Number(from.rowId),
    ZSTREAMNAME: message.message(1)?.text(1) ?? null,
    ZVALUESTRING: value?.text(3) ?? null,
    ZVALUEINTEGER: value?.integer(4) ?? null,
    ZVALUEDOUBLE: null,
    // Where an intent or a notification stands under another name than its app, the value is all that there is.
    sourceZBUNDLEID: null,
  }
  const end = message.double(3)
  const texts = message
    .messages(7)
    .map((item) => item.message(2)?.text(3) ?? null)
    .filter((text) => text !== null)
  const facts = {
    ...(texts.length === 0 ? {} : { metadata: texts.join('; ') }),
    ...(message.text(5) === null ? {} : { identifier: message.text(5) ?? '' }),
  }
  const start = message.double(2)
  const at = start === null ? writtenAt : instantOf(start, 'cocoa-s')
  const record = streamRecord(row, { from, state, at, endAt: end === null ? null : instantOf(end, 'cocoa-s') }, facts)
  return record.type === 'skipped' ? record.reason : record
}
