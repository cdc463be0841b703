/** What the parsers of Android's own stores share: whose store it is, and records about apps. */
import { listedAs } from '../bothPlatforms/listedApps.ts'
import { withFacts } from '../../formats/records/recordDefaults.ts'
import { NO_INSTANT } from '../../model/index.ts'
import type { AppUseRecord, Instant, RowRef } from '../../model/index.ts'

/** Folders that Android keeps once for each of its users (artifacts 0.2). */
const USER_FOLDER = /(?:^|\/)(?:(?:system|misc|vendor)_[cd]e|system\/(?:users|usagestats)|user(?:_de)?)\/(\d+)\//u

/** Number of the Android user that the path names (0 is the first; work profiles and secure folders have others); null where it names none. */
export const systemUserOf = (path: string): string | null => USER_FOLDER.exec(path)?.[1] ?? null

/** Names of apps that examiners meet most; the identifiers stand in the app stores. */
const NAMES: Readonly<Record<string, string>> = {
  'com.android.chrome': 'Chrome',
  'com.android.vending': 'Play Store',
  'com.discord': 'Discord',
  'com.facebook.katana': 'Facebook',
  'com.facebook.orca': 'Messenger',
  'com.google.android.apps.maps': 'Google Maps',
  'com.google.android.apps.messaging': 'Google Messages',
  'com.google.android.dialer': 'Phone by Google',
  'com.google.android.gm': 'Gmail',
  'com.instagram.android': 'Instagram',
  'com.samsung.android.messaging': 'Samsung Messages',
  'com.snapchat.android': 'Snapchat',
  'com.viber.voip': 'Viber',
  'com.whatsapp': 'WhatsApp',
  'com.whatsapp.w4b': 'WhatsApp Business',
  'com.zhiliaoapp.musically': 'TikTok',
  'jp.naver.line.android': 'LINE',
  'kik.android': 'Kik',
  'org.telegram.messenger': 'Telegram',
  'org.thoughtcrime.securesms': 'Signal',
}

/** The name of an app, or null for one that is not in the list. */
export const androidAppName = (packageName: string): string | null =>
  Object.hasOwn(NAMES, packageName) ? (NAMES[packageName] ?? null) : null

interface AppFact {
  readonly from: RowRef
  readonly activity: AppUseRecord['activity']
  readonly appId: string
  readonly name?: string | null
  readonly detail?: string | null
  readonly at?: Instant | null
  readonly endAt?: Instant | null
  readonly facts?: Readonly<Record<string, string | null | undefined>>
}

export function androidAppRecord({ from, activity, appId, name, detail, at, endAt, facts }: AppFact): AppUseRecord {
  return {
    type: 'app-use',
    from,
    state: 'live',
    activity,
    appId,
    appName: name ?? androidAppName(appId),
    detail: detail ?? null,
    at: at ?? NO_INSTANT,
    endAt: endAt ?? null,
    ...withFacts({ 'listed as': listedAs(appId), ...facts }),
  }
}
