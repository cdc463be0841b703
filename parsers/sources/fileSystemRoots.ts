/**
 * Where the phone's root directory lies inside a container. Tools wrap it: `filesystem1/private/var/...`,
 * `Dump/data/data/...`, `var/mobile/...`. One form is produced: `private/var/...` or `data/...`.
 */

/** Folders that mark the root: the iOS data volume, and Android's data partition. */
const IOS_FOLDERS = 'mobile|wireless|root|containers|Keychains|preferences'
const ANDROID_FOLDERS = 'data|user|user_de|media|system|system_ce|system_de|misc'
const MARKER = new RegExp(`(?:^|/)(?:private/var/(?:${IOS_FOLDERS}|db|log)/|var/(?:${IOS_FOLDERS})/|data/(?:${ANDROID_FOLDERS})/)`)

/** More folders than this above the root are no wrapper but somebody's nested copy. */
const MAX_WRAPPER_DEPTH = 6

export interface FileSystemRoots {
  /** Folders above the root(s), each with its closing slash; `''` where the root is the container's own. */
  readonly wrappers: readonly string[]
  readonly platform: 'ios' | 'android' | 'unknown'
}

/** Finds the wrappers among cleaned paths, or null when nothing looks like a phone's file system. */
export function findFileSystemRoots(paths: Iterable<string>): FileSystemRoots | null {
  const found = new Set<string>()
  let iosFiles = 0
  let androidFiles = 0
  for (const path of paths) {
    const match = MARKER.exec(path)
    if (match === null) continue
    const wrapper = path.slice(0, match.index + (match[0].startsWith('/') ? 1 : 0))
    if (wrapper.split('/').length - 1 > MAX_WRAPPER_DEPTH) continue
    found.add(wrapper)
    if (/^\/?data\//.test(match[0])) androidFiles += 1
    else iosFiles += 1
  }
  if (found.size === 0) return null
  // A marker below an accepted root is a folder of that file system, not another root.
  const wrappers: string[] = []
  for (const wrapper of [...found].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (!wrappers.some((outer) => wrapper.startsWith(outer))) wrappers.push(wrapper)
  }
  return { wrappers, platform: iosFiles >= androidFiles ? 'ios' : 'android' }
}

/** The path from the phone's root. Paths outside every wrapper stay as they are. */
export function pathFromRoot(path: string, roots: FileSystemRoots): string {
  const wrapper = roots.wrappers.find((outer) => path.startsWith(outer)) ?? ''
  const inner = path.slice(wrapper.length)
  return roots.platform === 'ios' && inner.startsWith('var/') ? `private/${inner}` : inner
}
