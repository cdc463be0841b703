/**
 * Dimensions of a HEIF file's primary picture (ISO 23008-12): `meta/pitm` names the item, `meta/iprp/ipma` its properties,
 * `meta/iprp/ipco/ispe` the width and height. The metadata themselves are read by `exifTags.ts`.
 */
import { boxAt, boxesIn, viewOf } from './isoBoxes.ts'
import type { IsoBox } from './isoBoxes.ts'

export interface PictureSize {
  readonly widthPixels: number
  readonly heightPixels: number
}

/** The size of the primary picture as coded, before rotation; null when the file does not state it. */
export function readHeifSize(bytes: Uint8Array): PictureSize | null {
  const meta = boxAt(bytes, ['meta'])
  if (meta === null) return null
  const inside = (...path: string[]): IsoBox | null => boxAt(bytes, path, meta.start + 4, meta.end)
  const [pitm, ipma, ipco] = [inside('pitm'), inside('iprp', 'ipma'), inside('iprp', 'ipco')]
  if (pitm === null || ipma === null || ipco === null) return null
  const properties = [...boxesIn(bytes, ipco.start, ipco.end)]
  try {
    for (const index of propertiesOf(bytes, ipma, primaryItem(bytes, pitm))) {
      const property = properties[index - 1]
      if (property?.type === 'ispe') return sizeAt(bytes, property)
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return null
}

function primaryItem(bytes: Uint8Array, pitm: IsoBox): number {
  const view = viewOf(bytes)
  return view.getUint8(pitm.start) === 0 ? view.getUint16(pitm.start + 4) : view.getUint32(pitm.start + 4)
}

function sizeAt(bytes: Uint8Array, ispe: IsoBox): PictureSize {
  const view = viewOf(bytes)
  return { widthPixels: view.getUint32(ispe.start + 4), heightPixels: view.getUint32(ispe.start + 8) }
}

/** 1-based indexes into `ipco` of an item's properties. Throws RangeError when the table breaks off. */
function propertiesOf(bytes: Uint8Array, ipma: IsoBox, itemId: number): number[] {
  const view = viewOf(bytes)
  const hasLongIds = view.getUint8(ipma.start) >= 1
  const hasLongIndexes = (view.getUint8(ipma.start + 3) & 1) === 1
  const entries = view.getUint32(ipma.start + 4)
  let offset = ipma.start + 8
  for (let entry = 0; entry < entries && offset < ipma.end; entry += 1) {
    const id = hasLongIds ? view.getUint32(offset) : view.getUint16(offset)
    offset += hasLongIds ? 4 : 2
    const count = view.getUint8(offset)
    offset += 1
    const width = hasLongIndexes ? 2 : 1
    if (id === itemId) {
      return Array.from({ length: count }, (_, index) => {
        const at = offset + index * width
        return hasLongIndexes ? view.getUint16(at) & 0x7fff : view.getUint8(at) & 0x7f
      })
    }
    offset += count * width
  }
  return []
}
