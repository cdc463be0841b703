/**
 * Pictures and movies in a plain folder that is no phone's file system. Reads what each file says of itself (Exif 2.3 /
 * 2.31, XMP, QuickTime and MP4 metadata). Who took them, and with what, is unknown.
 *
 * Applies to loose files only: in a phone, a picture belongs to its message, its app or the camera roll.
 */
import { mediaIn } from '../../formats/pictures/imageType.ts'
import { MEDIA_READING, readMediaFile } from '../../formats/pictures/mediaFile.ts'
import { defineFileParser } from '../../model/index.ts'

export const photoFiles = defineFileParser({
  id: 'photo-files',
  version: 1,
  app: 'Picture files',
  platform: 'any',
  store: 'Pictures and movies in a folder',
  reads: mediaIn('**'),
  onlyIn: ['loose-files'],
  yields: ['media'],
  proof: 'data-proven',
  doesNotCover: ['files whose name has another ending', 'maker notes of the camera; movies are not decoded'],
  ...MEDIA_READING,
  *parse(file) {
    const read = readMediaFile(file)
    yield read.type === 'skipped' ? read : read.record
  },
})
