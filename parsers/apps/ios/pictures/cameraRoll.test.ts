/** The synthetic camera roll against the values that ExifTool 12.57 prints for the same bytes, and damaged files. */
import { expect, test } from 'vitest'
import { CAMERA_ROLL } from '../../../../fixtures/parsers/ios-camera-roll/files.ts'
import { buildMovie } from '../../../../fixtures/parsers/ios-camera-roll/buildMovie.ts'
import { pathMatcher } from '../../../formats/paths/matchPath.ts'
import type { Emitted, FileParser, MediaRecord, ParserContext } from '../../../model/index.ts'
import { androidCameraRoll } from '../../android/pictures/cameraRoll.ts'
import { photoFiles } from '../../bothPlatforms/photos.ts'
import { iosCameraRoll } from './cameraRoll.ts'

const FOLDER = 'private/var/mobile/Media/DCIM/100APPLE/'

function parse(path: string, bytes: Uint8Array, sizeBytes = bytes.length, tail?: Uint8Array, parser: FileParser = iosCameraRoll): Emitted {
  const context: ParserContext = {
    path,
    country: null,
    hasFile: () => true,
    companion: () => null,
    sideFile: () => null,
    note: () => undefined,
  }
  const file = { path, sizeBytes, modifiedAtMs: null, bytes, ...(tail === undefined ? {} : { tail }) }
  const [only, ...more] = [...parser.parse(file, context)]
  if (only === undefined || more.length > 0) throw new Error(`${path} must give exactly one record or skip`)
  return only
}

function media(name: string): MediaRecord {
  const bytes = CAMERA_ROLL[FOLDER + name]
  const record = parse(FOLDER + name, bytes ?? new Uint8Array())
  if (bytes === undefined || record.type !== 'media') throw new Error(`${name} gave no media record`)
  return record
}

test('the whole roll gives the records that stand beside the fixture', async () => {
  const records = Object.entries(CAMERA_ROLL).map(([path, bytes]) => parse(path, bytes))
  await expect(`${JSON.stringify(records, null, 2)}\n`).toMatchFileSnapshot(
    '../../../../fixtures/parsers/ios-camera-roll/files.expected.json',
  )
})

test('HEIC: time with offset is UTC, position, accuracy, size of the primary picture and not of its thumbnail', () => {
  const record = media('IMG_0001.HEIC')
  expect(record).toMatchObject({
    mime: 'image/heic',
    widthPixels: 4032,
    heightPixels: 3024,
    camera: 'Apple iPhone 12',
    accuracyMetres: 4.74,
    takenAt: {
      utcMs: Date.parse('2024-05-01T19:20:41.123+03:00'),
      asStored: '2024:05:01 19:20:41.123+03:00',
      zoneBasis: 'utc',
      localText: null,
    },
    gpsAt: { utcMs: Date.parse('2024-05-01T16:20:40.990Z'), asStored: '2024:05:01 16:20:40.99', zoneBasis: 'utc' },
    facts: { orientation: '6 (to be turned clockwise by 90 degrees)', lens: 'iPhone 12 front camera', 'altitude in metres': '84.75' },
  })
  expect(record.latitude).toBeCloseTo(44.4353361111111, 9)
  expect(record.longitude).toBeCloseTo(26.1025416666667, 9)
})

test('a time without offset stays local, and the GPS time only suggests its zone', () => {
  const record = media('IMG_0002.JPG')
  expect(record.takenAt).toEqual({
    utcMs: null,
    asStored: '2024:05:01 19:20:41',
    unit: 'exif-text',
    zoneBasis: 'local',
    localText: '2024-05-01T19:20:41',
  })
  expect(record.facts?.['zone suggested by GPS time']).toBe('+03:00')
})

test('south and west are negative; without GPS time there is none', () => {
  const { latitude, longitude, gpsAt } = media('IMG_0003.JPG')
  expect(latitude).toBeCloseTo(-33.4375, 9)
  expect(longitude).toBeCloseTo(-70.6503333333333, 9)
  expect(gpsAt).toBeNull()
})

test('empty GPS tags are no position and an empty date is no time', () => {
  expect(media('IMG_0004.JPG')).toMatchObject({
    latitude: null,
    longitude: null,
    gpsAt: null,
    takenAt: { utcMs: null, localText: null, asStored: '0000:00:00 00:00:00' },
    facts: { problem: 'the GPS tags are empty' },
  })
})

test('an XMP date with offset is UTC', () => {
  expect(media('IMG_0005.JPG').takenAt).toEqual({
    utcMs: Date.parse('2024-05-02T06:00:00Z'),
    asStored: '2024-05-02T08:00:00+02:00',
    unit: 'iso-text',
    zoneBasis: 'utc',
    localText: null,
  })
})

test('own needs the camera folder and Apple as make, and says so', () => {
  const own = media('IMG_0001.HEIC')
  expect(own.origin).toBe('own')
  expect(own.facts?.['origin rests on']).toContain('another Apple device looks the same')
  expect(media('IMG_0004.JPG').origin).toBe('unknown')
  expect(media('IMG_0006.PNG').origin).toBe('unknown')
  const bytes = CAMERA_ROLL[`${FOLDER}IMG_0001.HEIC`] ?? new Uint8Array()
  for (const parser of [photoFiles, androidCameraRoll]) {
    const record = parse(`${FOLDER}IMG_0001.HEIC`, bytes, bytes.length, undefined, parser)
    expect(record).toMatchObject({ origin: 'unknown', camera: 'Apple iPhone 12' })
  }
})

test('damage is named and costs no record', () => {
  const problem = 'the JPEG file breaks off: it has no end marker'
  expect(media('IMG_0007.JPG')).toMatchObject({ camera: 'Apple iPhone 12', facts: { problem } })
  expect(media('IMG_0008.JPG')).toMatchObject({ mime: null, facts: { problem: 'the content is no known picture or movie format' } })
  expect(media('IMG_0009.JPG')).toMatchObject({ mime: null, sizeBytes: 0, facts: { problem: 'the file is empty' } })
})

test('movies: the creation date with its offset goes before the header, position and accuracy are read', () => {
  expect(media('IMG_0010.MOV')).toMatchObject({
    mime: 'video/quicktime',
    widthPixels: 1920,
    heightPixels: 1080,
    camera: 'Apple iPhone 12',
    origin: 'own',
    takenAt: { utcMs: Date.parse('2024-05-01T16:20:41Z'), asStored: '2024-05-01T19:20:41+0300', zoneBasis: 'utc' },
    latitude: 44.4353,
    longitude: 26.1025,
    accuracyMetres: 14.25,
    facts: { 'duration in seconds': '2.5' },
  })
  expect(media('IMG_0011.MP4')).toMatchObject({
    takenAt: { utcMs: Date.parse('2024-05-01T16:20:41Z'), asStored: '3797425241', unit: 'quicktime-s', zoneBasis: 'utc' },
    latitude: -33.4375,
    longitude: -70.6503,
  })
})

test('movies keep their position in three other places', () => {
  const frame = { createdSeconds1904: 0, widthPixels: 1920, heightPixels: 1080 }
  const keys = {
    'com.apple.quicktime.location.ISO6709': '-33.4375-070.6503/',
    'com.apple.quicktime.creationdate': '2024-05-01T19:20:41+0300',
  }
  const inUserData = buildMovie({ ...frame, keys, keysInUserData: true })
  const takenAt = { utcMs: Date.parse('2024-05-01T16:20:41Z') }
  expect(parse('a.mp4', inUserData)).toMatchObject({ latitude: -33.4375, longitude: -70.6503, takenAt })
  const in3gpp = parse('a.3gp', buildMovie({ ...frame, location3gpp: [-33.4375, 170.6503] }))
  if (in3gpp.type !== 'media') throw new Error('no record')
  expect(in3gpp.latitude).toBeCloseTo(-33.4375, 4)
  expect(in3gpp.longitude).toBeCloseTo(170.6503, 4)
  const written = [
    ['+4426.118+02606.15/', 44.4353, 26.1025],
    ['-332615-0703901CRSWGS_84/', -33.4375, -70.65028],
  ] as const
  for (const [text, latitude, longitude] of written) {
    const record = parse('a.mov', buildMovie({ ...frame, userData: { xyz: text } }))
    if (record.type !== 'media') throw new Error('no record')
    expect(record.latitude).toBeCloseTo(latitude, 4)
    expect(record.longitude).toBeCloseTo(longitude, 4)
  }
  const problem = 'the position of the movie cannot be read'
  expect(parse('a.mov', buildMovie({ ...frame, userData: { xyz: 'nowhere' } }))).toMatchObject({ latitude: null, facts: { problem } })
})

test('the header of a movie larger than what is read is found at its end', () => {
  const frame = { createdSeconds1904: 0, widthPixels: 1920, heightPixels: 1080 }
  const movie = buildMovie({ ...frame, mediaBytes: 5_000, userData: { xyz: '+44.4353+026.1025/' } })
  const problem = 'the movie header was not read: the file is too large'
  for (const headBytes of [36, 40, 500]) {
    const head = movie.subarray(0, headBytes)
    const found = parse('a.mov', head, movie.length, movie.subarray(5_000))
    expect(found).toMatchObject({ latitude: 44.4353, widthPixels: 1920, sizeBytes: movie.length, takenAt: { utcMs: null, asStored: null } })
    expect(parse('a.mov', head, movie.length)).toMatchObject({ latitude: null, facts: { problem } })
  }
})

test('what macOS keeps beside a file is skipped with its reason', () => {
  const path = `${FOLDER}._IMG_0002.JPG`
  expect(parse(path, CAMERA_ROLL[path] ?? new Uint8Array())).toEqual({
    type: 'skipped',
    from: { table: '(file)', rowId: path, ordinal: 0 },
    reason: 'attributes that macOS keeps beside a file, no picture',
  })
})

test('ten thousand damaged files give one record each, quickly', () => {
  let state = 12345
  const random = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const files = Object.values(CAMERA_ROLL).filter((bytes) => bytes.length > 30)
  let slowestMs = 0
  for (let round = 0; round < 10_000; round += 1) {
    const damaged = Buffer.from(files[round % files.length] ?? [])
    for (let change = 0; change <= random(8); change += 1) {
      damaged[random(damaged.length)] = [0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)] ?? 0
    }
    const cut = random(4) === 0 ? damaged.subarray(0, random(damaged.length)) : damaged
    const started = performance.now()
    expect(['media', 'skipped']).toContain(parse(`${round}.jpg`, cut).type)
    slowestMs = Math.max(slowestMs, performance.now() - started)
  }
  expect(slowestMs).toBeLessThan(1_000)
})

test('each parser reads its own folders only', () => {
  const reads = (parser: FileParser, path: string): boolean => pathMatcher(parser.reads)(path)
  expect(reads(iosCameraRoll, 'private/var/mobile/Media/DCIM/100APPLE/IMG_0001.HEIC')).toBe(true)
  expect(reads(iosCameraRoll, 'private/var/mobile/Media/DCIM/100APPLE/IMG_0001.AAE')).toBe(false)
  expect(reads(iosCameraRoll, 'private/var/mobile/Library/SMS/Attachments/00/IMG_0001.HEIC')).toBe(false)
  expect(reads(androidCameraRoll, 'data/media/0/DCIM/Camera/20240501_192041.jpg')).toBe(true)
  expect(reads(androidCameraRoll, 'private/var/mobile/Media/DCIM/100APPLE/IMG_0001.JPG')).toBe(false)
  expect(reads(photoFiles, 'holiday/a.JPG')).toBe(true)
  expect(photoFiles.onlyIn).toEqual(['loose-files'])
})
