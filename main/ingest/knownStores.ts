/**
 * Stores that are known to matter but that no parser of this version reads, so that the coverage table can say
 * "present, not read" instead of nothing. Paths: `artifacts.md`, sections 1 and 2.
 */
import type { Platform } from '../../parsers/model/index.ts'

export interface KnownStore {
  readonly store: string
  readonly platform: Exclude<Platform, 'any' | 'web'>
  readonly reads: readonly string[]
  /** As of a parser: false when iTunes/Finder backups normally do not contain it, `encrypted` when only those with a password do. */
  readonly inBackups: boolean | 'encrypted'
}

export const KNOWN_STORES: readonly KnownStore[] = [
  {
    store: 'Other Biome streams',
    platform: 'ios',
    reads: ['**/Biome/streams/*/*/local/*', '**/Biome/streams/*/*/remote/*/*', '**/Biome/streams/*/*/local/tombstone/*'],
    inBackups: false,
  },
  {
    store: 'Places of friends (Find My, fmfcore)',
    platform: 'ios',
    reads: ['**/com.apple.findmy.fmfcore/*.data'],
    inBackups: false,
  },
  {
    store: 'Power log (CurrentPowerlog.PLSQL and archives)',
    platform: 'ios',
    reads: ['**/CurrentPowerlog.PLSQL', '**/BatteryLife/Archives/*.PLSQL*'],
    inBackups: false,
  },
  { store: 'Health (healthdb_secure.sqlite)', platform: 'ios', reads: ['**/Health/healthdb_secure.sqlite'], inBackups: 'encrypted' },
  {
    store: 'Mail (Envelope Index, Protected Index)',
    platform: 'ios',
    reads: ['**/Mail/Envelope Index', '**/Mail/Protected Index'],
    inBackups: false,
  },
  { store: 'Reminders (Data-*.sqlite)', platform: 'ios', reads: ['**/group.com.apple.reminders/**/Data-*.sqlite'], inBackups: true },
  {
    store: 'Voice memos (CloudRecordings.db, Recordings.db)',
    platform: 'ios',
    reads: ['**/Recordings/CloudRecordings.db', '**/Recordings/Recordings.db'],
    inBackups: true,
  },
  { store: 'Screen Time (RMAdminStore-Local.sqlite)', platform: 'ios', reads: ['**/RMAdminStore-Local.sqlite'], inBackups: false },
  { store: 'Suggestions of apps (_ATXDataStore.db)', platform: 'ios', reads: ['**/DuetExpertCenter/_ATXDataStore.db'], inBackups: false },
  { store: 'System log (tracev3)', platform: 'ios', reads: ['**/diagnostics/**/*.tracev3'], inBackups: false },
  {
    store: 'Words learned by the keyboard (dynamic lexicon)',
    platform: 'ios',
    reads: ['**/Keyboard/*dynamic*/dynamic-lexicon.dat', '**/Keyboard/*-dynamic-text.dat'],
    inBackups: true,
  },
  { store: 'Places of Google Maps (place-index.db)', platform: 'ios', reads: ['**/place-index.db'], inBackups: false },
  { store: 'Watch history of TikTok (WatchHistory)', platform: 'ios', reads: ['**/WatchHistory/*_history_WCDB.sqlite'], inBackups: false },
  {
    store: 'Search in the memories of Snapchat (search.sqlite3)',
    platform: 'ios',
    reads: ['**/gallery_search/**/search.sqlite3'],
    inBackups: false,
  },
  {
    store: 'Pictures of Wallet (com.apple.Passbook Cache.db)',
    platform: 'ios',
    reads: ['**/com.apple.Passbook/Cache.db'],
    inBackups: false,
  },
  {
    store: 'Positions in the LevelDB stores of Uber',
    platform: 'ios',
    reads: ['**/com.ubercab.UberClient/__METADATA/*.ldb'],
    inBackups: false,
  },
  { store: 'Messages of Booking.com (P2GV2Messages.sqlite)', platform: 'ios', reads: ['**/P2GV2Messages.sqlite'], inBackups: true },
  { store: 'Wallets of Coinbase (MMKV)', platform: 'ios', reads: ['**/Documents/mmkv/CB_RRN_MMKV_STORAGE'], inBackups: true },
  { store: 'Log of boarding of United (logFile.txt)', platform: 'ios', reads: ['**/com.united.*/Documents/logFile.txt'], inBackups: true },
  { store: 'Grindr (PersistenceStore.bin)', platform: 'ios', reads: ['**/DataContainer/Data/*/PersistenceStore.bin'], inBackups: true },
  {
    store: 'PayPal (databases of the app, mostly encrypted)',
    platform: 'android',
    reads: ['**/com.paypal.android.p2pmobile/databases/*.db'],
    inBackups: false,
  },
  { store: 'Venmo (databases of the app)', platform: 'android', reads: ['**/com.venmo/databases/*.db'], inBackups: false },
  { store: 'Airbnb (databases of the app)', platform: 'android', reads: ['**/com.airbnb.android/databases/*.db'], inBackups: false },
  { store: 'Grindr (databases of the app)', platform: 'android', reads: ['**/com.grindrapp.android/databases/*.db'], inBackups: false },
  {
    store: 'Account of Bumble (settings in protobuf)',
    platform: 'android',
    reads: ['**/com.bumble.app/files/c2V0dGluZ3M='],
    inBackups: false,
  },
  {
    store: 'Places and trips of Citymapper, whose times nobody has established (citymapper.db)',
    platform: 'android',
    reads: ['**/com.citymapper.app.release/databases/citymapper.db'],
    inBackups: true,
  },
  {
    store: 'Searches of old versions of Google Maps (search_history.db)',
    platform: 'android',
    reads: ['**/com.google.android.apps.maps/databases/search_history.db'],
    inBackups: true,
  },
  {
    store: 'Auxiliary segments and raw signals of the Google timeline (aux-odlh-storage.db, LevelDB)',
    platform: 'android',
    reads: ['**/aux-odlh-storage.db', '**/com.google.android.gms/app_semanticlocation_rawsignal_db/*.ldb'],
    inBackups: true,
  },
  {
    store: 'Earlier uses of camera, microphone and location by apps (appops history)',
    platform: 'android',
    reads: ['**/system/appops/history/*', '**/system/appops/discrete/*', '**/system/appops/*.db'],
    inBackups: false,
  },
  {
    store: 'Names of callers that Google’s phone app looked up (phone_lookup_history.db, dialer.db)',
    platform: 'android',
    reads: ['**/com.google.android.dialer/databases/phone_lookup_history.db', '**/com.google.android.dialer/databases/dialer.db'],
    inBackups: false,
  },
  {
    store: 'Use of apps on Samsung phones (dwbCommon.db)',
    platform: 'android',
    reads: ['**/com.samsung.android.forest/databases/dwbCommon.db'],
    inBackups: false,
  },
  {
    store: 'Wi-Fi networks that apps suggested (WifiConfigStoreNetworkSuggestions.xml)',
    platform: 'android',
    reads: ['**/WifiConfigStoreNetworkSuggestions.xml'],
    inBackups: false,
  },
  {
    store: 'Trash, log and hidden albums of Samsung Gallery (local.db, secured.db)',
    platform: 'android',
    reads: ['**/com.sec.android.gallery3d/databases/local.db', '**/gallery/secured/databases/secured.db'],
    inBackups: false,
  },
  {
    store: 'Downloads, recent files and operations of Samsung My Files',
    platform: 'android',
    reads: ['FileInfo', 'myfiles', 'MyFiles*', 'FileCache', 'OperationHistory'].map(
      (name) => `**/com.sec.android.app.myfiles/databases/${name}.db`,
    ),
    inBackups: false,
  },
  {
    store: 'Index of files and searches of Files by Google',
    platform: 'android',
    reads: ['files_master_database', 'search_history_database'].map((name) => `**/com.google.android.apps.nbu.files/databases/${name}`),
    inBackups: false,
  },
  { store: 'Hidden files of GalleryVault (encrypted)', platform: 'android', reads: ['**/.galleryvault_*/files/*/*'], inBackups: false },
  {
    store: 'Locked apps of GalleryVault (AppLock.db)',
    platform: 'android',
    reads: ['**/com.thinkyeah.galleryvault/databases/AppLock.db'],
    inBackups: false,
  },
  {
    store: 'Hidden files of NQ Vault (encrypted)',
    platform: 'android',
    reads: ['**/SystemAndroid/Data/322w465ay423xy11'],
    inBackups: false,
  },
  {
    store: 'Apps that HideX hides (hidex.db)',
    platform: 'android',
    reads: ['**/com.flatfish.cal.privacy/databases/hidex.db'],
    inBackups: false,
  },
  {
    store: 'Routes and activities of Garmin Connect (databases of the app)',
    platform: 'android',
    reads: ['gcm_cache.db', 'cache-database', 'sync_cache'].map((name) => `**/com.garmin.android.apps.connectmobile/databases/${name}`),
    inBackups: false,
  },
  {
    store: 'Activities of Strava (databases of the app)',
    platform: 'android',
    reads: ['**/com.strava/databases/*.db'],
    inBackups: false,
  },
  {
    store: 'Firefox for Android before 2020 (browser.db)',
    platform: 'android',
    reads: ['**/org.mozilla.*/files/mozilla/*/browser.db'],
    inBackups: false,
  },
]
