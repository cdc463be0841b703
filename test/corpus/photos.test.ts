/** Public photographs against what ExifTool 13.58 reads from them, field by field. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { photoFiles } from '../../parsers/apps/bothPlatforms/photos.ts'
import type { Emitted, MediaRecord, ParserContext } from '../../parsers/model/index.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const SAMPLE = resolve(REPOSITORY, process.env['CORROBORATE_CORPUS'] ?? '../shared/corpus', 'photos-gps-ianare')
const hasCorpus = existsSync(join(SAMPLE, 'truth.json'))

interface TruePhoto {
  readonly file: string
  readonly GPSLatitude?: number
  readonly GPSLongitude?: number
  readonly GPSTimeStamp?: string
  readonly GPSDateStamp?: string
  readonly DateTimeOriginal?: string
  readonly CreateDate?: string
  readonly Make?: string
  readonly Model?: string
  readonly Orientation?: number
  readonly ImageWidth: number
  readonly ImageHeight: number
  readonly FileType: string
}

interface Truth {
  readonly photos: number
  readonly with_gps: number
  readonly exiftool_13_58: readonly TruePhoto[]
}

const NO_TRUTH: Truth = { photos: 0, with_gps: 0, exiftool_13_58: [] }

function readSample(): ReadonlyMap<string, MediaRecord> {
  const input = join(SAMPLE, 'input')
  const paths = globSync('**/*.jpg', { cwd: input }).map((name) => join(input, name))
  return new Map(paths.map((path) => [basename(path), mediaRecord(relative(input, path), readFileSync(path))]))
}

function mediaRecord(path: string, bytes: Uint8Array): MediaRecord {
  const context: ParserContext = {
    path,
    country: null,
    hasFile: () => true,
    companion: () => null,
    sideFile: () => null,
    note: () => undefined,
  }
  const items: Emitted[] = [...photoFiles.parse({ path, sizeBytes: bytes.length, modifiedAtMs: null, bytes }, context)]
  const [item] = items
  if (items.length !== 1 || item?.type !== 'media') throw new Error(`${path} must give one media record`)
  return item
}

/** `2008:10:22 16:28:39` as ISO 8601 text, with whatever zone it carries. */
function isoText(exifText: string): string {
  return exifText.replace(/^(\d{4}):(\d{2}):(\d{2}) /, '$1-$2-$3T')
}

describe.skipIf(!hasCorpus)(hasCorpus ? 'photos-gps-ianare' : 'photos-gps-ianare (skipped: no corpus)', () => {
  const truth: Truth = hasCorpus ? JSON.parse(readFileSync(join(SAMPLE, 'truth.json'), 'utf8')) : NO_TRUTH
  const records = hasCorpus ? readSample() : new Map<string, MediaRecord>()
  const found = ({ file }: TruePhoto): MediaRecord => {
    const record = records.get(file)
    if (record === undefined) throw new Error(`no record of ${file}`)
    return record
  }

  test('every photo gives one record, and only those with a position have one', () => {
    expect(records.size).toBe(truth.photos)
    expect(truth.exiftool_13_58).toHaveLength(truth.photos)
    expect([...records.values()].filter(({ latitude }) => latitude !== null)).toHaveLength(truth.with_gps)
  })

  test.each(truth.exiftool_13_58.map((photo) => ({ name: photo.file, photo })))('$name', ({ photo }) => {
    const record = found(photo)
    expect(record.mime).toBe(`image/${photo.FileType.toLowerCase()}`)
    expect([record.widthPixels, record.heightPixels]).toEqual([photo.ImageWidth, photo.ImageHeight])
    expect(record.camera).toBe(photo.Make === undefined ? null : `${photo.Make} ${photo.Model}`)
    expect(record.facts?.['orientation']?.split(' ')[0]).toBe(photo.Orientation?.toString())
    expectPosition(record, photo)
    expectTimes(record, photo)
    expect(record.origin).toBe('unknown')
  })
})

function expectPosition(record: MediaRecord, photo: TruePhoto): void {
  if (photo.GPSLatitude === undefined || photo.GPSLongitude === undefined) {
    expect([record.latitude, record.longitude]).toEqual([null, null])
    return
  }
  expect(Math.abs((record.latitude ?? NaN) - photo.GPSLatitude)).toBeLessThan(1e-6)
  expect(Math.abs((record.longitude ?? NaN) - photo.GPSLongitude)).toBeLessThan(1e-6)
}

function expectTimes(record: MediaRecord, photo: TruePhoto): void {
  const hasGpsTime = photo.GPSDateStamp !== undefined && photo.GPSTimeStamp !== undefined
  expect(record.gpsAt?.utcMs ?? null).toBe(hasGpsTime ? Date.parse(`${isoText(`${photo.GPSDateStamp} ${photo.GPSTimeStamp}`)}Z`) : null)
  expect(record.gpsAt?.asStored ?? null).toBe(hasGpsTime ? `${photo.GPSDateStamp} ${photo.GPSTimeStamp}` : null)
  const stated = photo.DateTimeOriginal ?? photo.CreateDate
  const isZoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(stated ?? '')
  expect(record.takenAt.zoneBasis).toBe(stated === undefined ? 'unknown' : isZoned ? 'utc' : 'local')
  expect(record.takenAt.utcMs).toBe(stated !== undefined && isZoned ? Date.parse(isoText(stated)) : null)
  expect(record.takenAt.localText).toBe(stated === undefined || isZoned ? null : isoText(stated))
}
