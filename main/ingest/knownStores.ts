/**
 * Stores that are known to matter but that no parser of this version reads, so that the coverage table can say
 * "present, not read" instead of nothing. Paths: `artifacts.md`, sections 1 and 2.
 */
import type { Platform } from '../../parsers/model/index.ts'

export interface KnownStore {
  readonly store: string
  readonly platform: Exclude<Platform, 'any' | 'web'>
  readonly reads: readonly string[]
  /** False when iTunes/Finder backups normally do not contain it. */
  readonly inBackups: boolean
}

export const KNOWN_STORES: readonly KnownStore[] = [
  {
    store: 'Other Biome streams',
    platform: 'ios',
    reads: ['**/Biome/streams/*/*/local/*', '**/Biome/streams/*/*/remote/*/*', '**/Biome/streams/*/*/local/tombstone/*'],
    inBackups: false,
  },
  {
    store: 'Positions in the LevelDB stores of Uber',
    platform: 'ios',
    reads: ['**/com.ubercab.UberClient/__METADATA/*.ldb'],
    inBackups: false,
  },
  {
    store: 'Messages and flight searches of Booking.com (P2GV2Messages.sqlite, flight_rs_v2)',
    platform: 'ios',
    reads: ['**/P2GV2Messages.sqlite', '**/flight_rs_v2'],
    inBackups: true,
  },
  { store: 'Grindr (PersistenceStore.bin)', platform: 'ios', reads: ['**/DataContainer/Data/*/PersistenceStore.bin'], inBackups: true },
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
]
