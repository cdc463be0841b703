/** Names of apps by their bundle identifiers, where a store gives the identifier only, and how people are identified in them. */
import type { IdentifierScheme, IdentityRef } from '../../model/index.ts'

/** The identifiers stand in the App Store and in the public sources of the tools that read these apps. */
const NAMES: Readonly<Record<string, string>> = {
  'com.apple.mobilesms': 'Messages',
  'com.apple.mobilephone': 'Phone',
  'com.apple.incallservice': 'Phone',
  'com.apple.facetime': 'FaceTime',
  'com.apple.mobilemail': 'Mail',
  'com.apple.mobilecal': 'Calendar',
  'com.apple.mobilesafari': 'Safari',
  'com.apple.maps': 'Maps',
  'com.apple.mobilenotes': 'Notes',
  'com.apple.mobileslideshow': 'Photos',
  'com.apple.camera': 'Camera',
  'com.apple.preferences': 'Settings',
  'com.apple.passbook': 'Wallet',
  'net.whatsapp.whatsapp': 'WhatsApp',
  'net.whatsapp.whatsappsmb': 'WhatsApp Business',
  'ph.telegra.telegraph': 'Telegram',
  'org.whispersystems.signal': 'Signal',
  'com.facebook.messenger': 'Messenger',
  'com.facebook.facebook': 'Facebook',
  'com.burbn.instagram': 'Instagram',
  'com.toyopagroup.picaboo': 'Snapchat',
  'com.kik.chat': 'Kik',
  'com.viber': 'Viber',
  'jp.naver.line': 'LINE',
  'com.zhiliaoapp.musically': 'TikTok',
  'com.hammerandchisel.discord': 'Discord',
  'com.google.chrome.ios': 'Chrome',
}
const SCHEMES: Readonly<Record<string, IdentifierScheme>> = {
  Telegram: 'telegram',
  Signal: 'signal',
  Messenger: 'facebook',
  Facebook: 'facebook',
  Instagram: 'instagram',
  Snapchat: 'snapchat',
  Kik: 'kik',
}

/** The name of an app, or null for one that is not in the list. */
export const appNameOf = (bundleId: string): string | null => NAMES[bundleId.toLowerCase()] ?? null

/** An identifier that an app of this bundle gave: by its own shape, then by the app. */
export function identityIn(bundleId: string | null, raw: string, name: string | null): IdentityRef {
  const app = bundleId === null ? null : appNameOf(bundleId)
  return { scheme: schemeOf(raw, bundleId !== null, app), raw, name, country: null }
}

function schemeOf(raw: string, hasBundle: boolean, app: string | null): IdentifierScheme {
  if (/@(?:s\.whatsapp\.net|lid|g\.us)$/i.test(raw)) return 'whatsapp'
  if (/@talk\.kik\.com$/i.test(raw)) return 'kik'
  const own = app === null ? undefined : SCHEMES[app]
  if (own !== undefined && !raw.startsWith('+')) return own
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(raw) || /^\+[\d\s().-]{3,}$/.test(raw)) return 'address'
  // Bare digits are a number in an app that is known to use numbers; elsewhere they may be an id of the app.
  if (hasBundle && app !== null && /^[\d\s().-]{3,}$/.test(raw)) return 'address'
  return 'other'
}
