/**
 * iOS camera roll: pictures and movies below `Media/DCIM`.
 *
 * Reads what each file says of itself (Exif 2.3 / 2.31, XMP, QuickTime metadata). The camera writes into folders named
 * `100APPLE`, `101APPLE` ...; but so does everything that a person saves to the roll, so that the folder alone says nothing
 * about who took a picture.
 */
import { mediaIn } from '../../../formats/pictures/imageType.ts'
import { MEDIA_READING, readMediaFile } from '../../../formats/pictures/mediaFile.ts'
import type { ReadMediaFile } from '../../../formats/pictures/mediaFile.ts'
import { defineFileParser } from '../../../model/index.ts'
import type { MediaRecord } from '../../../model/index.ts'

const CAMERA_FOLDER = /(?:^|\/)DCIM\/(\d{3}APPLE)\/[^/]+$/i

export const iosCameraRoll = defineFileParser({
  id: 'ios-camera-roll',
  version: 1,
  app: 'Camera roll',
  platform: 'ios',
  store: 'Pictures and movies (Media/DCIM)',
  reads: mediaIn('**/Media/DCIM/**'),
  yields: ['media'],
  proof: 'source-verified',
  doesNotCover: [
    'Photos.sqlite: albums, faces, deleted and hidden items, which app saved a picture',
    'edited versions below PhotoData/Mutations, and .AAE edit instructions',
    'maker notes of the camera; movies are not decoded',
  ],
  ...MEDIA_READING,
  *parse(file) {
    const read = readMediaFile(file)
    yield read.type === 'skipped' ? read : withOrigin(read)
  },
})

/**
 * `own` needs both the camera's folder and Apple as make. Even so, a picture that came from another iPhone by AirDrop or a
 * message and was saved looks the same, which the facts say.
 */
function withOrigin({ record, make }: ReadMediaFile): MediaRecord {
  const [, folder] = CAMERA_FOLDER.exec(record.path) ?? []
  if (folder === undefined || make?.toLowerCase() !== 'apple') return record
  const basis = `folder ${folder} and Apple as camera make; a picture saved from another Apple device looks the same`
  return { ...record, origin: 'own', facts: { ...record.facts, 'origin rests on': basis } }
}
