/**
 * Where the phone's root directory lies inside a container. Tools wrap it: `filesystem1/private/var/...`, `Dump/data/data/...`,
 * `var/mobile/...`; some hold a partition alone: `mobile/Library/...` of an iPhone, `data/<package>/databases/...` of an Android.
 * One form is produced: `private/var/...` or `data/...`.
 */
import { compareCodeUnits } from './entryNames.ts'

type Phone = 'ios' | 'android'

interface Marker {
  readonly platform: Phone
  readonly pattern: RegExp
  /** What is missing in front of the matched part, because the copy begins further down. */
  readonly prefix: string
}

/** Folders that mark the root: the iOS data volume, and Android's data partition and shared storage. */
const IOS_FOLDERS = 'mobile|wireless|root|containers|Keychains|preferences'
const ANDROID_FOLDERS = 'data|user|user_de|media|system|system_ce|system_de|misc|misc_ce|misc_de|app'
const SHARED_FOLDERS = 'Android|DCIM|Download|Movies|Music|Pictures|WhatsApp|Telegram'
const APP_FOLDERS = 'databases|shared_prefs|files|cache|no_backup|code_cache|app_[^/]+'

const MARKERS: readonly Marker[] = [
  {
    platform: 'ios',
    pattern: new RegExp(
      `(?:^|/)(?:private/var/(?:${IOS_FOLDERS}|db|log)/|var/(?:${IOS_FOLDERS})/|System/Library/CoreServices/SystemVersion\\.plist$)`,
    ),
    prefix: '',
  },
  {
    platform: 'android',
    pattern: new RegExp(
      `(?:^|/)(?:data/(?:${ANDROID_FOLDERS})/|data_mirror/data_[cd]e/|storage/emulated/\\d+/|sdcard/(?:${SHARED_FOLDERS})/)`,
    ),
    prefix: '',
  },
  { platform: 'ios', pattern: /(?:^|\/)mobile\/(?:Library|Containers|Media|Applications)\//, prefix: 'private/var/' },
  { platform: 'android', pattern: new RegExp(`(?:^|/)data/\\w+(?:\\.\\w+)+/(?:${APP_FOLDERS})/`), prefix: 'data/' },
]

/** More folders than this above the root are no wrapper but somebody's nested copy. */
const MAX_WRAPPER_DEPTH = 6

interface Root {
  /** Folders above it, with a closing slash; `''` where it is the container's own. */
  readonly wrapper: string
  readonly prefix: string
  readonly platform: Phone
}

export interface FileSystemRoots {
  /** None lies inside another. */
  readonly roots: readonly Root[]
  readonly platform: Phone
}

/** Finds the roots among cleaned paths, or null when nothing looks like a phone's file system. */
export function findFileSystemRoots(paths: Iterable<string>): FileSystemRoots | null {
  const found = new Map<string, { wrapper: string; prefix: string; ios: number; android: number }>()
  for (const path of paths) {
    const marked = markedRoot(path)
    if (marked === null) continue
    const key = `${marked.wrapper}\0${marked.prefix}`
    const root = found.get(key) ?? { wrapper: marked.wrapper, prefix: marked.prefix, ios: 0, android: 0 }
    root[marked.platform] += 1
    found.set(key, root)
  }
  if (found.size === 0) return null
  // A marker below an accepted root is a folder of that file system, not another root. A whole file system counts before a partition.
  const byDepth = [...found.values()].sort(
    (a, b) => a.wrapper.length - b.wrapper.length || a.prefix.length - b.prefix.length || compareCodeUnits(a.wrapper, b.wrapper),
  )
  const accepted: typeof byDepth = []
  for (const root of byDepth) if (!accepted.some(({ wrapper }) => root.wrapper.startsWith(wrapper))) accepted.push(root)
  const sum = (platform: Phone): number => accepted.reduce((total, root) => total + root[platform], 0)
  return {
    roots: accepted.map(({ wrapper, prefix, ios, android }) => ({ wrapper, prefix, platform: ios >= android ? 'ios' : 'android' })),
    platform: sum('ios') >= sum('android') ? 'ios' : 'android',
  }
}

function markedRoot(path: string): Root | null {
  for (const { pattern, prefix, platform } of MARKERS) {
    const match = pattern.exec(path)
    if (match === null) continue
    const wrapper = path.slice(0, match.index + (match[0].startsWith('/') ? 1 : 0))
    if (wrapper.split('/').length - 1 <= MAX_WRAPPER_DEPTH) return { wrapper, prefix, platform }
  }
  return null
}

/** The path from the phone's root. Paths outside every root stay as they are. */
export function pathFromRoot(path: string, { roots }: FileSystemRoots): string {
  const root = roots.find(({ wrapper }) => path.startsWith(wrapper))
  if (root === undefined) return path
  const inner = `${root.prefix}${path.slice(root.wrapper.length)}`
  return root.platform === 'ios' && inner.startsWith('var/') ? `private/${inner}` : inner
}
