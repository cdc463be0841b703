/**
 * What codes of Photos.sqlite mean, and whose picture an asset is.
 *
 * The codes of ZSAVEDASSETTYPE, ZIMPORTEDBY and ZKINDSUBTYPE are not documented by Apple: the words are those of the community of
 * examiners (iLEAPP's artifacts after S. Koenig's queries), checked by nobody here. Codes outside the tables stay numbers.
 */
import { codeInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { MediaRecord, SqlValue } from '../../../model/index.ts'

export const KINDS: Readonly<Record<number, string>> = { 0: 'photo', 1: 'video' }
export const SUBTYPES: Readonly<Record<number, string>> = {
  1: 'panorama',
  2: 'live photo',
  10: 'screenshot',
  100: 'video',
  101: 'slow motion',
  102: 'time lapse',
  103: 'screen recording',
}
const SAVED_TYPES: Readonly<Record<number, string>> = {
  0: 'from another source',
  3: "this phone's library",
  4: 'shared album',
  6: 'iCloud library',
  12: 'shared with you (syndicated)',
}
const IMPORTERS: Readonly<Record<number, string>> = {
  0: 'cloud or other',
  1: 'back camera',
  2: 'front camera',
  3: 'app',
  5: 'Photo Booth',
  6: 'app',
  7: 'iCloud link',
  8: 'app of the system',
  9: "Apple's app",
  12: 'shared with you (syndicated)',
}
/** ZSYNDICATIONSTATE; 0 stands for received in the library of shared items and says nothing elsewhere. */
const SYNDICATION_STATES: Readonly<Record<number, string>> = {
  1: 'sent',
  2: 'saved by the user',
  8: 'was shown, removed by the user',
  10: 'saved by the user, then deleted from the library',
}
const SENT = 1
const CAMERA_APP = 'com.apple.camera'
/** Apps through which pictures arrive from others: AirDrop, mail, browsers, messengers. In lower case. */
const RECEIVING_APPS: ReadonlySet<string> = new Set([
  'com.apple.sharingd',
  'com.apple.mobilesms',
  'com.apple.mobilemail',
  'com.apple.mobilesafari',
  'com.google.chrome.ios',
  'net.whatsapp.whatsapp',
  'net.whatsapp.whatsappsmb',
  'ph.telegra.telegraph',
  'org.whispersystems.signal',
  'com.facebook.messenger',
  'com.burbn.instagram',
  'com.toyopagroup.picaboo',
  'com.kik.chat',
  'com.viber',
  'jp.naver.line',
  'com.hammerandchisel.discord',
])
const MIMES: Readonly<Record<string, string>> = {
  'public.jpeg': 'image/jpeg',
  'public.heic': 'image/heic',
  'public.heif': 'image/heif',
  'public.png': 'image/png',
  'com.compuserve.gif': 'image/gif',
  'com.adobe.raw-image': 'image/x-adobe-dng',
  'public.tiff': 'image/tiff',
  'org.webmproject.webp': 'image/webp',
  'com.apple.quicktime-movie': 'video/quicktime',
  'public.mpeg-4': 'video/mp4',
  'com.apple.m4v-video': 'video/x-m4v',
}

/** MIME type of a uniform type identifier, or null for one that is not in the list. */
export const mimeOf = (identifier: string | null): string | null => MIMES[identifier?.toLowerCase() ?? ''] ?? null

export interface Provenance {
  readonly savedType: SqlValue | undefined
  readonly importedBy: SqlValue | undefined
  /** Bundle identifier of the app that wrote the asset, or null. */
  readonly bundle: string | null
  /** True for the library of items that Messages shares with the photo library. */
  readonly isSyndication: boolean
  readonly syndication: SqlValue | undefined
}

export interface Origin {
  readonly origin: MediaRecord['origin']
  /** In words, why; null where nothing is stored. */
  readonly basis: string | null
}

/**
 * `own` needs a saved type of this phone's library (or none stored) and Apple's camera as writer; anything that contradicts makes it
 * unknown. A position of an asset that is not `own` is that of whoever took it.
 */
export function originOf(provenance: Provenance): Origin {
  const saved = numberOf(provenance.savedType)
  const importer = numberOf(provenance.importedBy)
  const bundle = provenance.bundle?.toLowerCase() ?? null
  // A picture that the owner sent may be the owner's own, or one passed on.
  if (provenance.isSyndication && numberOf(provenance.syndication) === SENT)
    return { origin: 'unknown', basis: 'sent in messages by the owner' }
  if (provenance.isSyndication) return { origin: 'received', basis: 'library of items shared in messages' }
  if (saved === 4 || saved === 12) return { origin: 'received', basis: `saved type: ${SAVED_TYPES[saved] ?? ''}` }
  if (importer === 7 || importer === 12) return { origin: 'received', basis: `importer: ${IMPORTERS[importer] ?? ''}` }
  if (bundle !== null && RECEIVING_APPS.has(bundle)) {
    return {
      origin: 'received',
      basis: `saved by ${provenance.bundle ?? ''}, through which pictures arrive; one taken inside that app looks the same`,
    }
  }
  const isCamera = bundle === CAMERA_APP || (bundle === null && (importer === 1 || importer === 2))
  const isHere = saved === 3 || textOf(provenance.savedType) === null
  if (isCamera && isHere) {
    return {
      origin: 'own',
      basis: "written by the phone's camera into its own library; a picture restored from an earlier phone looks the same",
    }
  }
  return { origin: 'unknown', basis: isCamera ? 'written by a camera, but not stored as made on this phone' : null }
}

export const savedTypeInWords = (stored: SqlValue | undefined): string | null => codeInWords(stored, SAVED_TYPES)
export const importerInWords = (stored: SqlValue | undefined): string | null => codeInWords(stored, IMPORTERS)
export const syndicationInWords = (stored: SqlValue | undefined): string | null =>
  numberOf(stored) === 0 ? null : codeInWords(stored, SYNDICATION_STATES)
