/**
 * One segment of Google's timeline on the phone, the protobuf in `semantic_segment`.
 *
 * Field numbers: three independent readings agree (ALEAPP's of real images, the decoder of a published exporter that compared its
 * output with Google's own export, and microG's reimplementation): 1 and 2 times, 3 one of 1 visit, 2 way, 3 path; 4 deleted. Positions
 * are degrees times 1e7. Fields 7 and 8 are minutes from UTC in observed data (microG names them otherwise), and said to be observed.
 */
import type { Degrees } from '../../formats/values/degrees.ts'
import { degreesOf } from '../../formats/values/degrees.ts'
import { ProtobufMessage } from '../../formats/binary/protobufMessage.ts'
import { fieldsBeside } from '../../formats/binary/protobufRest.ts'

export interface SegmentVisit {
  readonly position: Degrees | string
  readonly probability: string | null
  readonly placeProbability: string | null
  readonly semanticType: number | null
  readonly placeType: string | null
  readonly placeId: string | null
}

export interface SegmentWay {
  readonly start: Degrees | string
  readonly end: Degrees | string
  readonly distanceMetres: string | null
  readonly activity: number | null
  readonly probability: string | null
}

export interface PathPoint {
  readonly position: Degrees | string
  /** Whole minutes after the start of the segment, or null where none is stored for this point. */
  readonly minutes: number | null
}

export interface Segment {
  readonly startSeconds: string | null
  readonly endSeconds: string | null
  readonly isDeleted: boolean
  readonly startOffsetMinutes: number | null
  readonly endOffsetMinutes: number | null
  readonly visit: SegmentVisit | null
  readonly way: SegmentWay | null
  readonly path: readonly PathPoint[] | null
  /** Fields of unknown meaning, as stored. */
  readonly rest: readonly string[]
}

const NO_BYTES = new Uint8Array()

export function readSegment(bytes: Uint8Array): Segment {
  const message = new ProtobufMessage(bytes)
  const kinds = message.bytes(3) ?? NO_BYTES
  const kind = new ProtobufMessage(kinds)
  const [visit, way, path] = [kind.bytes(1), kind.bytes(2), kind.bytes(3)]
  return {
    startSeconds: secondsOf(message.message(1)),
    endSeconds: secondsOf(message.message(2)),
    isDeleted: (message.integer(4) ?? 0n) !== 0n,
    startOffsetMinutes: message.int32(7),
    endOffsetMinutes: message.int32(8),
    visit: visit === null ? null : readVisit(visit),
    way: way === null ? null : readWay(new ProtobufMessage(way)),
    path: path === null ? null : readPath(new ProtobufMessage(path)),
    rest: [
      // The segment's id (6) stands in a column of its own.
      ...fieldsBeside(bytes, [1, 2, 3, 4, 6, 7, 8]),
      ...fieldsBeside(kinds, [1, 2, 3], '3.'),
      ...(visit === null ? [] : restOfVisit(visit)),
      ...(way === null ? [] : fieldsBeside(way, [1, 2, 3, 6], '3.2.')),
      ...(path === null ? [] : fieldsBeside(path, [4, 5, 6], '3.3.')),
    ],
  }
}

function restOfVisit(visit: Uint8Array): string[] {
  const candidate = new ProtobufMessage(visit).bytes(4)
  return [...fieldsBeside(visit, [2, 4], '3.1.'), ...(candidate === null ? [] : fieldsBeside(candidate, [1, 2, 3, 5, 1000], '3.1.4.'))]
}

function readVisit(bytes: Uint8Array): SegmentVisit {
  const visit = new ProtobufMessage(bytes)
  const candidate = visit.message(4)
  const semanticType = candidate === null ? null : candidate.int32(2)
  return {
    position: positionOf(candidate?.message(5) ?? null),
    probability: floatText(visit, 2),
    placeProbability: candidate === null ? null : floatText(candidate, 3),
    semanticType,
    placeType: candidate?.integer(1000)?.toString() ?? null,
    placeId: placeIdOf(candidate?.message(1) ?? null),
  }
}

function readWay(way: ProtobufMessage): SegmentWay {
  const candidate = way.message(6)
  return {
    start: positionOf(way.message(1)),
    end: positionOf(way.message(2)),
    distanceMetres: floatText(way, 3),
    activity: candidate === null ? null : candidate.int32(1),
    probability: candidate === null ? null : floatText(candidate, 2),
  }
}

function readPath(path: ProtobufMessage): PathPoint[] {
  const [latitudes, longitudes, minutes] = [packedE7(path.bytes(4)), packedE7(path.bytes(5)), packedVarints(path.bytes(6))]
  const count = Math.max(latitudes.length, longitudes.length)
  return Array.from({ length: count }, (_, index) => ({
    position: degreesOf(latitudes[index] ?? null, longitudes[index] ?? null),
    minutes: minutes[index] ?? null,
  }))
}

const secondsOf = (time: ProtobufMessage | null): string | null => time?.integer(1)?.toString() ?? null

function positionOf(point: ProtobufMessage | null): Degrees | string {
  if (point === null) return 'the segment has no position'
  const [latitude, longitude] = [point.int32(1), point.int32(2)]
  return degreesOf(latitude === null ? null : latitude / 1e7, longitude === null ? null : longitude / 1e7)
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Four bytes as a float, to four places: more would only show how floats are stored. */
function floatText(message: ProtobufMessage, field: number): string | null {
  const bytes = message.bytes(field)
  return bytes?.length === 4 ? String(Number(viewOf(bytes).getFloat32(0, true).toFixed(4))) : null
}

function packedE7(bytes: Uint8Array | null): number[] {
  if (bytes === null) return []
  const view = viewOf(bytes)
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getInt32(index * 4, true) / 1e7)
}

function packedVarints(bytes: Uint8Array | null): number[] {
  const values: number[] = []
  let [value, scale] = [0, 1]
  for (const byte of bytes ?? []) {
    value += (byte & 0x7f) * scale
    scale *= 128
    if (byte >= 0x80) continue
    values.push(value)
    ;[value, scale] = [0, 1]
  }
  return values
}

/**
 * The public id of the place, which Google's own export writes for the same segment: the two halves of the feature id, the second
 * first, as a protobuf in base64url.
 */
function placeIdOf(feature: ProtobufMessage | null): string | null {
  const [print, cell] = [feature?.bytes(1) ?? null, feature?.bytes(2) ?? null]
  if (print?.length !== 8 || cell?.length !== 8) return null
  const bytes = Uint8Array.from([0x0a, 0x12, 0x09, ...cell, 0x11, ...print])
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
