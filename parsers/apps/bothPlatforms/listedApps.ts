/**
 * Apps of some kinds that examiners look for in a list of hundreds: photo vaults, second numbers, monitoring, anonymous networks. Being on
 * the list is a fact about the app and nothing else: all of these are sold openly and used for ordinary reasons, and an app that is not on
 * the list may be of the same kind. Identifiers are compared without regard to case, those of iOS and Android together.
 *
 * Sources, per kind
 * - vault: modules of ALEAPP and iLEAPP that read these apps (calculatorLockVault, galleryVault, vaulty, NQ Vault, HideX, AppLock, Private
 *   Photo Vault, KeepSafe), all of them in the stores;
 * - second number: modules of iLEAPP and ALEAPP that read these apps (Burner, TextNow, Google Voice, Pinger);
 * - monitoring: stalkerware-indicators of Echap (CC BY 4.0, `ioc.yaml`), the identifiers that are not also those of other apps;
 * - family locator: the same project's `watchware.yaml`: sold for parents, visible on the phone;
 * - anonymous network: the projects' own sources (Tor, Orbot, Mullvad, WireGuard).
 */

export type ListedKind = 'photo vault' | 'second-number' | 'monitoring' | 'family locator' | 'VPN or anonymous network'

const LISTS: Readonly<Record<ListedKind, Readonly<Record<string, string>>>> = {
  'photo vault': {
    'com.calculator.lock.hide.photo.video': 'Calculator Lock',
    'com.domobile.applock': 'AppLock (DoMobile)',
    'com.domobile.applockwatcher': 'AppLock (DoMobile)',
    'com.enchantedcloud.photovault': 'Private Photo Vault',
    'com.flatfish.cal.privacy': 'HideX',
    'com.hld.anzenbokusucal': 'Calculator Photo Vault (HLD)',
    'com.hld.anzenbokusufake': 'Calculator Photo Vault (HLD)',
    'com.kii.safe': 'Keepsafe',
    'com.netqin.ps': 'NQ Vault',
    'com.theronrogers.vaultyfree': 'Vaulty',
    'com.thinkyeah.galleryvault': 'GalleryVault',
    'playground.develop.applocker': 'Playground AppLocker',
  },
  'second-number': {
    'com.adhoclabs.burner': 'Burner',
    'com.enflick.android.textnow': 'TextNow',
    'com.enflick.ios.textnow': 'TextNow',
    'com.google.android.apps.googlevoice': 'Google Voice',
    'com.pinger.textfreewithvoice': 'Text Free (Pinger)',
    'com.tinginteractive.usms': 'TextNow',
  },
  monitoring: {
    'com.apspy.app': 'TheTruthSpy',
    'com.cocospy': 'Cocospy',
    'com.duiyun.cocospy': 'Cocospy',
    'com.duiyun.fonemonitor': 'FoneMonitor',
    'com.duiyun.spyic': 'Spyic',
    'com.duiyun.spyine': 'Spyine',
    'com.duiyun.spyzie': 'Spyzie',
    'com.example.hellospy': 'HelloSpy',
    'com.hellospy': 'HelloSpy',
    'com.hellospy.system': 'HelloSpy',
    'com.ispyoo': 'iSpyoo',
    'com.ispyoo.traceyou': 'iSpyoo',
    'com.maxxspy': 'MaxxSpy',
    'com.maxxspy.system': 'MaxxSpy',
    'com.mobiispy': 'MobiiSpy',
    'com.mobiispy.system': 'MobiiSpy',
    'com.mxspy': 'MxSpy',
    'com.ownspy.android': 'OwnSpy',
    'com.retina.phonesheriff': 'PhoneSheriff',
    'com.spyic': 'Spyic',
    'com.spyzee': 'SpyZee',
    'com.thecybernanny.andapp': 'CyberNanny',
    'com.thetruth': 'TheTruthSpy',
    'com.topspy': '1TopSpy',
    'com.topspy.system': '1TopSpy',
    'com.ttsapp.catchcheating': 'TheTruthSpy',
    'net.reptilicus.clientapp': 'Reptilicus',
    'net.vkurhandler': 'Vkur',
    'se.vkur.clientapp': 'Vkur',
  },
  'family locator': {
    'app.gpsme': 'KidsControl',
    'com.geozilla.family': 'GeoZilla',
    'com.kaspersky.safekids': 'Kaspersky Safe Kids',
    'com.kidslox.app': 'Kidslox',
    'com.life360.android.safetymapd': 'Life360',
    'com.microsoft.familysafety': 'Microsoft Family Safety',
    'com.mmguardian.childapp': 'MMGuardian',
    'com.mmguardian.parentapp': 'MMGuardian',
    'com.qustodio.qustodioapp': 'Qustodio',
    'com.wondershare.famisafe': 'FamiSafe',
    'com.wondershare.famisafe.kids': 'FamiSafe',
    'com.zoemob.gpstracking': 'ZoeMob',
    'org.findmykids.app': 'Find My Kids',
  },
  'VPN or anonymous network': {
    'com.wireguard.android': 'WireGuard',
    'com.wireguard.ios': 'WireGuard',
    'net.mullvad.mullvadvpn': 'Mullvad VPN',
    'org.torproject.android': 'Orbot',
    'org.torproject.torbrowser': 'Tor Browser',
  },
}

const BY_ID: ReadonlyMap<string, string> = new Map(
  Object.entries(LISTS).flatMap(([kind, apps]) =>
    Object.entries(apps).map(([id, name]): [string, string] => [id, `${kind} app (${name})`]),
  ),
)

/** `second-number app (Burner)`, or null for an app that is on no list. A fact to show, never a verdict. */
export const listedAs = (appId: string): string | null => BY_ID.get(appId.toLowerCase()) ?? null
