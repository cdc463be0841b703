/**
 * Android camera folder: pictures and movies below `DCIM` of the shared storage, whatever the extraction calls it
 * (`data/media/0`, `storage/emulated/0`, `sdcard`, `shared/0` of an adb backup).
 *
 * Reads what each file says of itself (Exif 2.3 / 2.31, XMP, MP4 metadata). `DCIM` also holds what other apps save, and
 * makers differ, so the origin stays unknown.
 */
import { mediaIn } from '../../../formats/pictures/imageType.ts'
import { MEDIA_READING, readMediaFile } from '../../../formats/pictures/mediaFile.ts'
import { defineFileParser } from '../../../model/index.ts'

const STORAGE_ROOTS = ['**/data/media/*', '**/storage/emulated/*', '**/sdcard', '**/shared/*']

export const androidCameraRoll = defineFileParser({
  id: 'android-camera-roll',
  version: 1,
  app: 'Camera',
  platform: 'android',
  store: 'Pictures and movies (DCIM)',
  reads: STORAGE_ROOTS.flatMap((root) => mediaIn(`${root}/DCIM/**`)),
  yields: ['media'],
  proof: 'source-verified',
  doesNotCover: [
    'the media database (external.db): owner app, trash, favourites',
    'pictures outside DCIM (Pictures, Download, folders of apps)',
    'maker notes of the camera, motion photos inside a JPEG; movies are not decoded',
  ],
  ...MEDIA_READING,
  *parse(file) {
    const read = readMediaFile(file)
    yield read.type === 'skipped' ? read : read.record
  },
})
