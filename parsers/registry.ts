/** The explicit, alphabetical list of all parsers. A parser that is not in it does not exist for the program. */
import { androidCameraRoll } from './apps/android/cameraRoll.ts'
import { iosCameraRoll } from './apps/ios/cameraRoll.ts'
import { photoFiles } from './apps/photos.ts'
import type { Parser } from './model/index.ts'

export const PARSERS: readonly Parser[] = [
  androidCameraRoll,
  iosCameraRoll,
  photoFiles,
]
