/**
 * Places and ways inside the protocol buffers of Apple Maps: names and addresses, no positions.
 *
 * Fields as iLEAPP reads them on public images: a way (7.1 of the older file, ZROUTEREQUESTSTORAGE of the newer) repeats 1 for each of its
 * points, with 1.2 (5 name, 6 lines of the address) or a place at 2; a place has components at 1.4, of which 8.1.10.3 is a name and
 * 8.31.1.101.2.11 are lines of an address. What the order of the points means is not published.
 */
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'

export interface MapPlace {
  readonly name: string | null
  readonly address: string | null
}

/** More are a hostile file, not a journey. */
const MAX_POINTS = 100

export function placeOf(place: ProtobufMessage | null): MapPlace | null {
  const components = place?.message(1)?.messages(4) ?? []
  let [name, lines]: [string | null, readonly string[]] = [null, []]
  for (const component of components) {
    const value = component.message(8)
    name ??= value?.message(1)?.message(10)?.text(3) ?? null
    if (lines.length === 0) lines = textsOf(value?.message(31)?.message(1)?.message(101)?.message(2) ?? null, 11)
  }
  return made(name, lines)
}

/** The points of a way that can be named, in stored order. */
export function pointsOf(way: ProtobufMessage | null): readonly MapPlace[] {
  const points = (way?.messages(1) ?? []).slice(0, MAX_POINTS).map((point) => {
    const typed = point.message(1)?.message(2) ?? null
    return made(typed?.text(5) ?? null, textsOf(typed, 6)) ?? placeOf(point.message(2))
  })
  return points.filter((point) => point !== null)
}

export function mapsMessage(bytes: Uint8Array | null): ProtobufMessage | null {
  return bytes === null || bytes.length === 0 ? null : new ProtobufMessage(bytes)
}

export function placeInWords({ name, address }: MapPlace): string {
  return [name, address].filter((part) => part !== null).join(', ')
}

export const pointsInWords = (points: readonly MapPlace[]): string | null =>
  points.length === 0 ? null : points.map(placeInWords).join(' | ')

function textsOf(message: ProtobufMessage | null, field: number): readonly string[] {
  return (message?.allBytes(field) ?? []).map((bytes) => textOf(bytes)).filter((text) => text !== '')
}

const UTF8 = new TextDecoder('utf-8')
const textOf = (bytes: Uint8Array): string => UTF8.decode(bytes).trim()

function made(name: string | null, lines: readonly string[]): MapPlace | null {
  const address = lines.length === 0 ? null : lines.join(', ')
  return name === null && address === null ? null : { name, address }
}
