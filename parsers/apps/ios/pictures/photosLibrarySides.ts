/**
 * Side tables of Photos.sqlite by asset: attributes, camera, albums, named persons. Core Data numbers its tables and columns by
 * entity, and the numbers change with the version: they are probed.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'

export const ATTRIBUTE_COLUMNS = [
  'ZASSET',
  'ZTIMEZONENAME',
  'ZTIMEZONEOFFSET',
  'ZEXIFTIMESTAMPSTRING',
  'ZORIGINALFILENAME',
  'ZORIGINALFILESIZE',
  'ZCREATORBUNDLEID',
  'ZIMPORTEDBYBUNDLEIDENTIFIER',
  'ZIMPORTEDBYDISPLAYNAME',
  'ZIMPORTEDBY',
  'ZVIEWCOUNT',
  'ZPLAYCOUNT',
  'ZSHARECOUNT',
  'ZGPSHORIZONTALACCURACY',
  'ZTITLE',
  'ZSYNDICATIONIDENTIFIER',
]
export const CAMERA_COLUMNS = ['ZASSET', 'ZCAMERAMAKE', 'ZCAMERAMODEL', 'ZLENSMODEL']
/** Entity numbers seen are below 40. */
const MAX_ENTITY = 80

export interface Faces {
  readonly names: readonly string[]
  readonly count: number
}

export interface PhotoSides {
  attributesOf(asset: number, reference: number | null): StoredRow | undefined
  cameraOf(asset: number): StoredRow | undefined
  albumsOf(asset: number): readonly string[]
  facesOf(asset: number): Faces
}

const NO_FACES: Faces = { names: [], count: 0 }

export function readPhotoSides(database: EvidenceDatabase): PhotoSides {
  const attributes = byAsset(database, 'ZADDITIONALASSETATTRIBUTES', ATTRIBUTE_COLUMNS)
  const cameras = byAsset(database, 'ZEXTENDEDATTRIBUTES', CAMERA_COLUMNS)
  const albums = readAlbums(database)
  const faces = readFaces(database)
  return {
    attributesOf: (asset, reference) => attributes.byAsset.get(asset) ?? (reference === null ? undefined : attributes.byRow.get(reference)),
    cameraOf: (asset) => cameras.byAsset.get(asset),
    albumsOf: (asset) => albums.get(asset) ?? [],
    facesOf: (asset) => faces.get(asset) ?? NO_FACES,
  }
}

interface SideTable {
  readonly byAsset: ReadonlyMap<number, StoredRow>
  /** Only rows that name no asset themselves: the asset names them. */
  readonly byRow: ReadonlyMap<number, StoredRow>
}

function byAsset(database: EvidenceDatabase, table: string, columns: readonly string[]): SideTable {
  const [ofAssets, ofRows] = [new Map<number, StoredRow>(), new Map<number, StoredRow>()]
  for (const row of sideRows(database, { table, columns })) {
    const asset = numberOf(row['ZASSET'])
    if (asset === null) ofRows.set(row.rowId, row)
    else if (!ofAssets.has(asset)) ofAssets.set(asset, row)
  }
  return { byAsset: ofAssets, byRow: ofRows }
}

function readAlbums(database: EvidenceDatabase): ReadonlyMap<number, readonly string[]> {
  const titles = new Map<number, string>()
  for (const row of sideRows(database, { table: 'ZGENERICALBUM', columns: ['ZTITLE', 'ZTRASHEDSTATE'] })) {
    const title = textOf(row['ZTITLE'])
    if (title !== null) titles.set(row.rowId, numberOf(row['ZTRASHEDSTATE']) === 1 ? `${title} (deleted album)` : title)
  }
  const albums = new Map<number, string[]>()
  if (titles.size === 0) return albums
  for (const { table, album, asset } of albumTables(database)) {
    for (const row of sideRows(database, { table, columns: [album, asset] })) {
      const [assetId, title] = [numberOf(row[asset]), titles.get(numberOf(row[album]) ?? -1)]
      if (assetId === null || title === undefined) continue
      const known = albums.get(assetId)
      if (known === undefined) albums.set(assetId, [title])
      else if (!known.includes(title)) known.push(title)
    }
  }
  return albums
}

interface AlbumTable {
  readonly table: string
  readonly album: string
  readonly asset: string
}

/** `Z_nASSETS` with columns `Z_nALBUMS` and `Z_mASSETS`. */
function* albumTables(database: EvidenceDatabase): Generator<AlbumTable> {
  for (let n = 1; n <= MAX_ENTITY; n++) {
    const [table, album] = [`Z_${n}ASSETS`, `Z_${n}ALBUMS`]
    if (!database.has(table, album)) continue
    for (let m = 1; m <= MAX_ENTITY; m++) {
      if (database.has(table, `Z_${m}ASSETS`)) yield { table, album, asset: `Z_${m}ASSETS` }
    }
  }
}

function readFaces(database: EvidenceDatabase): ReadonlyMap<number, Faces> {
  const names = new Map<number, string>()
  for (const row of sideRows(database, { table: 'ZPERSON', columns: ['ZFULLNAME', 'ZDISPLAYNAME'] })) {
    const name = textOf(row['ZFULLNAME']) ?? textOf(row['ZDISPLAYNAME'])
    if (name !== null) names.set(row.rowId, name)
  }
  const faces = new Map<number, { names: string[]; count: number }>()
  // The two columns were renamed; a file has one pair.
  const columns = ['ZASSETFORFACE', 'ZASSET', 'ZPERSONFORFACE', 'ZPERSON']
  for (const row of sideRows(database, { table: 'ZDETECTEDFACE', columns })) {
    const asset = numberOf(row['ZASSETFORFACE']) ?? numberOf(row['ZASSET'])
    if (asset === null) continue
    const found = faces.get(asset) ?? { names: [], count: 0 }
    faces.set(asset, found)
    found.count++
    const name = names.get(numberOf(row['ZPERSONFORFACE']) ?? numberOf(row['ZPERSON']) ?? -1)
    if (name !== undefined && !found.names.includes(name)) found.names.push(name)
  }
  return faces
}
