/**
 * Whose picture a row of MediaStore is, by the app that owns the file and the folder it lies in. `own` needs a camera app as owner;
 * a position of anything else is that of whoever took it. The lists hold what each package name says of itself; an app that is in
 * neither leaves the origin unknown.
 */
import type { MediaRecord } from '../../../model/index.ts'

/** Camera apps of Google, of makers and of the two that are often installed instead. */
const CAMERA_APPS: ReadonlySet<string> = new Set([
  'com.google.android.googlecamera',
  'com.google.android.apps.cameralite',
  'com.android.camera',
  'com.android.camera2',
  'com.sec.android.app.camera',
  'com.motorola.camera',
  'com.motorola.camera2',
  'com.motorola.camera3',
  'com.oneplus.camera',
  'com.oppo.camera',
  'com.oplus.camera',
  'com.huawei.camera',
  'com.hihonor.camera',
  'com.lge.camera',
  'com.asus.camera',
  'com.sonyericsson.android.camera',
  'com.hmdglobal.app.camera',
  'com.nothing.camera',
  'org.lineageos.snap',
  'org.lineageos.aperture',
  'net.sourceforge.opencamera',
])

/** Apps through which files arrive from others: messengers, mail, browsers, Bluetooth, the download service. */
const RECEIVING_APPS: ReadonlySet<string> = new Set([
  'com.whatsapp',
  'com.whatsapp.w4b',
  'org.telegram.messenger',
  'org.telegram.messenger.web',
  'org.thunderdog.challegram',
  'org.thoughtcrime.securesms',
  'com.facebook.orca',
  'com.facebook.katana',
  'com.instagram.android',
  'com.snapchat.android',
  'kik.android',
  'com.viber.voip',
  'jp.naver.line.android',
  'com.discord',
  'com.google.android.apps.messaging',
  'com.samsung.android.messaging',
  'com.google.android.gm',
  'com.android.bluetooth',
  'com.google.android.bluetooth',
  'com.android.providers.downloads',
  'com.android.chrome',
  'com.sec.android.app.sbrowser',
  'org.mozilla.firefox',
  'com.opera.browser',
  'com.brave.browser',
  'com.microsoft.emmx',
])

export interface Origin {
  readonly origin: MediaRecord['origin']
  /** In words, why; null where nothing is stored that says so. */
  readonly basis: string | null
}

export function originOf({ owner, path, isDownload }: { owner: string | null; path: string | null; isDownload: boolean }): Origin {
  const app = owner?.toLowerCase() ?? null
  // Messengers keep copies of what was sent: the owner's own, or one passed on.
  if (path !== null && /\/Sent\//i.test(path)) return { origin: 'unknown', basis: 'in a folder of files that were sent' }
  if (app !== null && CAMERA_APPS.has(app) && !isDownload) {
    return {
      origin: 'own',
      basis: `the file belongs to the camera app ${owner ?? ''}; one restored from an earlier phone can look the same`,
    }
  }
  if (isDownload) return { origin: 'received', basis: 'marked as a download' }
  if (app !== null && RECEIVING_APPS.has(app)) {
    return { origin: 'received', basis: `saved by ${owner ?? ''}, through which files arrive; one taken inside that app looks the same` }
  }
  return { origin: 'unknown', basis: null }
}
