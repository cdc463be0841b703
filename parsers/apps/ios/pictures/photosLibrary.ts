/**
 * The photo library of iOS, `Photos.sqlite`: one media record per asset row, also for assets whose file is gone or in the cloud only.
 *
 * Meanings (artifacts 1.5): ZDATECREATED is the time of capture in seconds since 2001 UTC; ZEXIFTIMESTAMPSTRING is the local time
 * in the file; -180, -180 is no position; ZTRASHEDSTATE 1 is in Recently Deleted. Who made a picture follows from the saved type and
 * the app that wrote it (photosLibraryMeaning.ts); the position of a picture that is not the phone's own is its maker's. Names of
 * persons are the user's words for faces that the phone grouped. The file itself is read by ios-camera-roll: two rows of evidence, two
 * records. iOS 14 renamed ZGENERICASSET to ZASSET: two parsers, one reading. No public file with rows is at hand.
 */
import { noteCoreDataGaps, PRIMARY_KEY_COLUMNS } from '../../../formats/sqlite/coreDataGaps.ts'
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts, MediaRecord, ParserContext, SqliteParser, SqlValue } from '../../../model/index.ts'
import { importerInWords, KINDS, mimeOf, originOf, savedTypeInWords, SUBTYPES, syndicationInWords } from './photosLibraryMeaning.ts'
import type { Origin } from './photosLibraryMeaning.ts'
import { ADDRESS_COLUMN, readPlaces } from './photosLibraryPlaces.ts'
import type { PlaceFacts } from './photosLibraryPlaces.ts'
import { ATTRIBUTE_COLUMNS, CAMERA_COLUMNS, readPhotoSides } from './photosLibrarySides.ts'
import type { PhotoSides } from './photosLibrarySides.ts'

const REQUIRED = ['Z_PK', 'ZDATECREATED', 'ZFILENAME']
const OPTIONAL = [
  'ZDIRECTORY',
  'ZUUID',
  'ZADDEDDATE',
  'ZMODIFICATIONDATE',
  'ZTRASHEDDATE',
  'ZTRASHEDSTATE',
  'ZLASTSHAREDDATE',
  'ZHIDDEN',
  'ZFAVORITE',
  'ZKIND',
  'ZKINDSUBTYPE',
  'ZLATITUDE',
  'ZLONGITUDE',
  'ZDURATION',
  'ZSAVEDASSETTYPE',
  'ZWIDTH',
  'ZHEIGHT',
  'ZUNIFORMTYPEIDENTIFIER',
  'ZADDITIONALATTRIBUTES',
  'ZSYNDICATIONSTATE',
]

const libraryParser = (id: string, table: string, versions: string): SqliteParser =>
  defineSqliteParser({
    id,
    version: 2,
    app: 'Photos',
    platform: 'ios',
    store: `Photo library (Photos.sqlite, ${versions})`,
    reads: ['**/PhotoData/Photos.sqlite', '**/*.photoslibrary/database/Photos.sqlite', '**/Photos.sqlite'],
    yields: ['media'],
    proof: 'source-verified',
    doesNotCover: [
      'shifted positions (ZSHIFTEDLOCATIONDATA), names of places beside the address that the phone looked up',
      'edits (adjustments), resources and thumbnails, memories and highlights, recognised scenes and text',
      'shared albums outside this database (PhotoCloudSharingData) and their owners',
      'the meaning of saved types and importers beyond what examiners found',
    ],
    requires: { [table]: REQUIRED },
    optional: {
      [table]: OPTIONAL,
      ZADDITIONALASSETATTRIBUTES: [...ATTRIBUTE_COLUMNS, ADDRESS_COLUMN],
      ZEXTENDEDATTRIBUTES: CAMERA_COLUMNS,
      ZGENERICALBUM: ['ZTITLE', 'ZTRASHEDSTATE'],
      ZPERSON: ['ZFULLNAME', 'ZDISPLAYNAME'],
      ZDETECTEDFACE: ['ZASSETFORFACE', 'ZASSET', 'ZPERSONFORFACE', 'ZPERSON'],
      ...PRIMARY_KEY_COLUMNS,
    },
    parse: (database, context) => assets(database, context, table),
  })

export const iosPhotosLibrary = libraryParser('ios-photos-library', 'ZASSET', 'iOS 14 and later')
export const iosPhotosLibraryLegacy = libraryParser('ios-photos-library-legacy', 'ZGENERICASSET', 'up to iOS 13')

function* assets(database: EvidenceDatabase, context: ParserContext, table: string): Generator<Emitted> {
  const [sides, placeFacts] = [readPhotoSides(database), readPlaces(database)]
  const isSyndication = /syndication\.photoslibrary\//i.test(context.path)
  const root = rootOf(context.path)
  for (const row of evidenceRows(database, { table, columns: [...REQUIRED, ...OPTIONAL] }))
    yield assetRecord(row, { table, sides, placeFacts, root, isSyndication })
  noteCoreDataGaps(database, table, table === 'ZASSET' ? 'Asset' : 'GenericAsset', context)
}

/** Folder that ZDIRECTORY counts from: `Media/` beside `PhotoData`, `originals/` inside a library; nothing for a bare file. */
function rootOf(path: string): string {
  const inMedia = /^(.*\/)?PhotoData\/[^/]+$/i.exec(path)
  if (inMedia !== null) return inMedia[1] ?? ''
  const inLibrary = /^(.*\.photoslibrary\/)database\/[^/]+$/i.exec(path)
  return inLibrary === null ? '' : `${inLibrary[1] ?? ''}originals/`
}

interface Library {
  readonly table: string
  readonly sides: PhotoSides
  readonly placeFacts: PlaceFacts
  readonly root: string
  readonly isSyndication: boolean
}

function assetRecord(row: StoredRow, { table, sides, placeFacts, root, isSyndication }: Library): MediaRecord {
  const asset = numberOf(row['Z_PK']) ?? row.rowId
  const attributes = sides.attributesOf(asset, numberOf(row['ZADDITIONALATTRIBUTES']))
  const camera = sides.cameraOf(asset)
  const origin = originOf({
    savedType: row['ZSAVEDASSETTYPE'],
    importedBy: attributes?.['ZIMPORTEDBY'],
    bundle: textOf(attributes?.['ZIMPORTEDBYBUNDLEIDENTIFIER']) ?? textOf(attributes?.['ZCREATORBUNDLEID']),
    isSyndication,
    syndication: row['ZSYNDICATIONSTATE'],
  })
  const position = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
  const isPlaced = typeof position !== 'string'
  const [folder, name] = [textOf(row['ZDIRECTORY']), textOf(row['ZFILENAME'])]
  const identifier = textOf(row['ZUNIFORMTYPEIDENTIFIER'])
  const facts: Facts = {
    ...factsOf({ 'type as stored': mimeOf(identifier) === null ? identifier : null, file: name === null ? 'the row names no file' : null }),
    ...stateFacts(row),
    ...provenanceFacts(row, attributes, origin, isPlaced),
    ...placeFacts(attributes),
    ...sideFacts(sides, asset, attributes),
  }
  return {
    type: 'media',
    from: placeOf(table, row),
    state: flagOf(row['ZTRASHEDSTATE']) === true ? 'deleted-flagged' : 'live',
    path: name === null ? '' : root + [folder, name].filter((part) => part !== null).join('/'),
    mime: mimeOf(identifier),
    sizeBytes: notNegative(attributes?.['ZORIGINALFILESIZE']),
    takenAt: instantOf(timeValueOf(row['ZDATECREATED']), 'cocoa-s'),
    latitude: isPlaced ? position.latitude : null,
    longitude: isPlaced ? position.longitude : null,
    accuracyMetres: isPlaced ? notNegative(attributes?.['ZGPSHORIZONTALACCURACY']) : null,
    gpsAt: null,
    origin: origin.origin,
    widthPixels: numberOf(row['ZWIDTH']),
    heightPixels: numberOf(row['ZHEIGHT']),
    camera: [textOf(camera?.['ZCAMERAMAKE']), textOf(camera?.['ZCAMERAMODEL'])].filter((part) => part !== null).join(' ') || null,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

function cocoaInWords(stored: SqlValue | undefined): string | null {
  return textOf(stored) === null ? null : instantInWords(instantOf(timeValueOf(stored), 'cocoa-s'))
}

function stateFacts(row: StoredRow): Facts | undefined {
  const trashed = numberOf(row['ZTRASHEDSTATE'])
  const seconds = numberOf(row['ZDURATION'])
  return factsOf({
    kind: codeInWords(row['ZKIND'], KINDS),
    subtype: numberOf(row['ZKINDSUBTYPE']) === 0 ? null : codeInWords(row['ZKINDSUBTYPE'], SUBTYPES),
    'duration (seconds)': seconds === null || seconds === 0 ? null : String(seconds),
    deleted: trashed === 0 ? null : codeInWords(row['ZTRASHEDSTATE'], { 1: 'in Recently Deleted' }),
    'deleted at': cocoaInWords(row['ZTRASHEDDATE']),
    hidden: flagOf(row['ZHIDDEN']) === true ? 'yes, by the user' : null,
    favourite: flagOf(row['ZFAVORITE']) === true ? 'yes' : null,
    'added to the library': cocoaInWords(row['ZADDEDDATE']),
    modified: cocoaInWords(row['ZMODIFICATIONDATE']),
    'last shared': cocoaInWords(row['ZLASTSHAREDDATE']),
    'asset id': textOf(row['ZUUID']),
  })
}

function provenanceFacts(row: StoredRow, attributes: StoredRow | undefined, origin: Origin, isPlaced: boolean): Facts | undefined {
  return factsOf({
    "saved type (examiners' reading)": savedTypeInWords(row['ZSAVEDASSETTYPE']),
    "imported by (examiners' reading)": importerInWords(attributes?.['ZIMPORTEDBY']),
    "shared in messages (examiners' reading)": syndicationInWords(row['ZSYNDICATIONSTATE']),
    'id of the shared item': textOf(attributes?.['ZSYNDICATIONIDENTIFIER']),
    'written by app': textOf(attributes?.['ZIMPORTEDBYBUNDLEIDENTIFIER']) ?? textOf(attributes?.['ZCREATORBUNDLEID']),
    'name of that app': textOf(attributes?.['ZIMPORTEDBYDISPLAYNAME']),
    'origin rests on': origin.basis,
    'position of': !isPlaced || origin.origin === 'own' ? null : 'whoever took it: nothing says that this phone was there',
  })
}

function sideFacts(sides: PhotoSides, asset: number, attributes: StoredRow | undefined): Facts | undefined {
  const [albums, faces] = [sides.albumsOf(asset), sides.facesOf(asset)]
  const offset = numberOf(attributes?.['ZTIMEZONEOFFSET'])
  const count = (name: string): string | null => (numberOf(attributes?.[name]) === 0 ? null : textOf(attributes?.[name]))
  return factsOf({
    zone: textOf(attributes?.['ZTIMEZONENAME']),
    'zone offset (minutes east of UTC)': offset === null ? null : String(offset / 60),
    'local time in the file': textOf(attributes?.['ZEXIFTIMESTAMPSTRING']),
    'original name': textOf(attributes?.['ZORIGINALFILENAME']),
    title: textOf(attributes?.['ZTITLE']),
    lens: textOf(sides.cameraOf(asset)?.['ZLENSMODEL']),
    albums: albums.length === 0 ? null : albums.join('; '),
    'persons (named by the user)': faces.names.length === 0 ? null : faces.names.join('; '),
    faces: faces.count === 0 ? null : String(faces.count),
    views: count('ZVIEWCOUNT'),
    plays: count('ZPLAYCOUNT'),
    shares: count('ZSHARECOUNT'),
  })
}
