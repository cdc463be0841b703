/**
 * Paths that Android apps store, as paths inside an extraction. One file has many names on the phone: `/data/data/<package>` is
 * `/data/user/0/<package>`, `/sdcard` and `/storage/emulated/0` are `/data/media/0` (artifacts 0.2).
 */
import type { ParserContext } from '../../model/index.ts'

const APP_PRIVATE = /^data\/(?:data|user\/\d+|user_de\/\d+)\/(.+)$/
const SHARED_STORAGE =
  /^(?:storage\/emulated\/(\d+)|data\/media\/(\d+)|storage\/(?:sdcard0|self\/primary)|mnt\/sdcard|sdcard|mnt\/user\/\d+\/primary)\/(.+)$/
const USER_OF_STORE = /(?:^|\/)data\/(?:user|user_de)\/(\d+)\//

/** Number of the Android user whose data the store is (0 is the first; work profiles and secure folders have others). */
export function androidUserOf(path: string): string {
  return USER_OF_STORE.exec(path)?.[1] ?? '0'
}

/**
 * The path inside the extraction of an absolute path or `file:` URI that a row stores: the first of its names that the
 * extraction has, otherwise its usual one. Null for other URIs and for paths that climb (`..`).
 */
export function androidPath(stored: string, context: ParserContext): string | null {
  const path = stored.replace(/^file:\/\//, '')
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || !path.startsWith('/')) return null
  const relative = path.replace(/^\/+/, '')
  if (relative === '' || relative.split('/').includes('..')) return null
  return firstPresent(namesOf(relative, androidUserOf(context.path)), context)
}

/** The first path that the extraction has, otherwise the first. Null for an empty list. */
export function firstPresent(paths: readonly string[], context: ParserContext): string | null {
  return paths.find((path) => context.hasFile(path)) ?? paths[0] ?? null
}

/** Names of a path below the shared storage (`DCIM/Camera/1.jpg`), the usual one first. */
export function sharedStorageNames(below: string, user: string): string[] {
  return [`data/media/${user}/${below}`, `storage/emulated/${user}/${below}`, `sdcard/${below}`, `mnt/sdcard/${below}`]
}

function namesOf(relative: string, user: string): string[] {
  const below = APP_PRIVATE.exec(relative)?.[1]
  if (below !== undefined) {
    const ofUser = [`data/user/${user}/${below}`, `data/user_de/${user}/${below}`]
    return user === '0' ? [`data/data/${below}`, ...ofUser] : ofUser
  }
  const [, emulatedUser, mediaUser, shared] = SHARED_STORAGE.exec(relative) ?? []
  return shared === undefined ? [relative] : sharedStorageNames(shared, emulatedUser ?? mediaUser ?? user)
}
