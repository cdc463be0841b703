/** What files say of their phone: its platform by their names, its facts by well-known lists. */
import { ANDROID_FACT_PATHS, withAndroidFacts } from './androidFacts.ts'
import type { Container, StoredFile } from './container.ts'
import { readStored } from './containerReading.ts'
import { IOS_FACT_FILES, readFactList, withFileSystemFacts } from './deviceFacts.ts'
import { androidUsers } from './entryIdentity.ts'
import { baseNameOf } from './entryNames.ts'
import type { DeviceFacts, Extraction } from './extraction.ts'
import type { PlacedFile } from './placedExtraction.ts'

export const ANDROID_USERS = 'Android users'

/** Names that only one platform uses; anything else stays unknown. */
const PLATFORM_NAMES: Readonly<Record<string, 'ios' | 'android'>> = {
  'addressbook.sqlitedb': 'ios',
  'cache.sqlite': 'ios',
  'calllog.db': 'android',
  'callhistory.storedata': 'ios',
  'chatstorage.sqlite': 'ios',
  'contacts2.db': 'android',
  'mmssms.db': 'android',
  'msgstore.db': 'android',
  'photos.sqlite': 'ios',
  'sms.db': 'ios',
  'wa.db': 'android',
}

export function platformByName(files: readonly StoredFile[]): Extraction['platform'] {
  const found = new Set<'ios' | 'android'>()
  for (const { path } of files) {
    const name = baseNameOf(path).toLowerCase()
    const platform = Object.hasOwn(PLATFORM_NAMES, name) ? PLATFORM_NAMES[name] : undefined
    if (platform !== undefined) found.add(platform)
  }
  return found.size === 1 ? ([...found][0] ?? 'unknown') : 'unknown'
}

export async function fileSystemFacts(
  container: Container,
  placed: readonly PlacedFile[],
  known: DeviceFacts,
  platform: Extraction['platform'],
): Promise<DeviceFacts> {
  const users = platform === 'android' ? await androidUsers(container, placed) : null
  const stated = users === null ? known.stated : { ...known.stated, [ANDROID_USERS]: users }
  const wanted = new Map<string, StoredFile>()
  const paths = platform === 'android' ? ANDROID_FACT_PATHS : FACT_PATHS
  for (const { path, stored } of placed) if (stored !== null && paths.has(path)) wanted.set(path, stored)
  if (platform === 'android') return withAndroidFacts({ ...known, stated }, (path) => readStored(container, wanted.get(path)))
  const list = async (path: string) => readFactList(await readStored(container, wanted.get(path)))
  return withFileSystemFacts(
    { ...known, stated },
    {
      systemVersion: await list(IOS_FACT_FILES.systemVersion),
      network: await list(IOS_FACT_FILES.network),
      carrier: await list(IOS_FACT_FILES.carrier),
      locale: await list(IOS_FACT_FILES.locale),
      lockdown: await list(IOS_FACT_FILES.lockdown),
    },
  )
}

const FACT_PATHS = new Set<string>(Object.values(IOS_FACT_FILES))
