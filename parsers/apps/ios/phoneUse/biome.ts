/**
 * Biome, where iOS notes its use from iOS 15 on: one record per record of the streams that are understood. One file holds records of one
 * stream, which the folder names: `Biome/streams/<public|restricted>/<stream>/local/<file>`; below `remote/<device>` lie copies that other
 * devices of the account sent.
 *
 * The file format is decoded in formats/binary/segb.ts. A record that the file marks deleted usually has no content any more and is then skipped
 * with that reason. Field numbers of each stream stand in biomeStreams.ts, with their source. Only full file system extractions hold it.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { segbRecords } from '../../../formats/binary/segb.ts'
import type { SegbRecord } from '../../../formats/binary/segb.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'
import type { StreamReader, StreamRecord } from './biomeReading.ts'
import { BIOME_STREAMS } from './biomeStreams.ts'

const MAX_BYTES = 256 * 1024 * 1024
const PLACE = /\/streams\/[^/]+\/([^/]+)\/(?:(local)|remote\/([^/]+))\/[^/]+$/iu

export const iosBiome = defineDocumentParser({
  id: 'ios-biome',
  version: 2,
  app: 'iOS',
  platform: 'ios',
  store: 'Use of the phone (Biome streams)',
  reads: [...BIOME_STREAMS.keys()].flatMap((stream) => [`**/streams/*/${stream}/local/*`, `**/streams/*/${stream}/remote/*/*`]),
  inBackups: false,
  yields: ['app-use', 'device-event', 'network', 'location', 'web', 'interaction', 'note'],
  proof: 'source-verified',
  doesNotCover: [
    'streams that are not listed in biomeStreams.ts: they are named as present and not read',
    'lists of removed records (folders named tombstone)',
    'which text of a recipient or sender in an intent is a name and which an address; intents other than messages beyond their times',
  ],
  *parse(document, context): Iterable<Emitted> {
    const place = PLACE.exec(`/${context.path}`)
    const stream = place?.[1] ?? ''
    const reader = readerOf(stream)
    const device = place?.[3] ?? null
    for (const record of document.read(stream === '' ? 'SEGB' : stream, segbRecords(document.bytes(MAX_BYTES)))) {
      yield emitted(record, { stream, device, reader }, context)
    }
  },
})

function readerOf(stream: string): StreamReader | undefined {
  const name = stream.toLowerCase().startsWith('_dkevent.') ? '_dkevent.*' : stream.toLowerCase()
  for (const [known, reader] of BIOME_STREAMS) if (known.toLowerCase() === name) return reader
  return undefined
}

interface Source {
  readonly stream: string
  /** Identifier of the other device that sent the copy, or null for this phone's own records. */
  readonly device: string | null
  readonly reader: StreamReader | undefined
}

function emitted(record: SegbRecord, { stream, device, reader }: Source, context: ParserContext): Emitted {
  const from = { table: stream === '' ? 'SEGB' : stream, rowId: String(record.rowId), ordinal: 0 }
  const message = new ProtobufMessage(record.data)
  if (reader === undefined) {
    context.note('The folder of the file does not say which stream it holds.')
    return { type: 'skipped', from, reason: 'the stream of the record is not known' }
  }
  const isDeleted = record.state === 'deleted'
  if (message.isEmpty) {
    const overwritten = record.isIntact ? 'the record has no content' : 'the record is overwritten: its checksum does not fit'
    return { type: 'skipped', from, reason: isDeleted ? 'the record is marked deleted and its content is gone' : overwritten }
  }
  const writtenAt = instantOf(record.writtenAt, 'cocoa-s')
  const facts = factsOf({
    stream,
    'noted on': device === null ? null : `another device of the account (${device})`,
    'record state': record.state === 'written' || isDeleted ? null : record.state,
    checksum: record.isIntact ? null : 'does not fit: the record may be overwritten',
  })
  const source: StreamRecord = { from, state: isDeleted ? 'deleted-flagged' : 'live', writtenAt, message, isOfOtherDevice: device !== null }
  const result = reader(source)
  return typeof result === 'string' ? { type: 'skipped', from, reason: result } : { ...result, facts: { ...result.facts, ...facts } }
}
