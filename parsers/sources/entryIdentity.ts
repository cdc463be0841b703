/**
 * Whose file an entry is: the app in whose container it lies, and the Android user.
 *
 * iOS names the folders of containers by UUID; a list in each of them (`.com.apple.mobile_container_manager.metadata.plist`) says in
 * MCMMetadataIdentifier which app or group it belongs to (artifacts 0.3). In backups the folder is named by the identifier itself.
 * Android keeps each user apart by number: 0 is the first; work profiles, secure folders and guests have others (10, 150 ...).
 */
import { androidXml } from '../formats/binary/androidXml.ts'
import { childText } from '../formats/text/xmlStream.ts'
import type { XmlNode } from '../formats/text/xmlStream.ts'
import type { Container, StoredFile } from './container.ts'
import { readStored } from './containerReading.ts'
import { readFactList } from './deviceFacts.ts'
import { baseNameOf } from './entryNames.ts'
import type { ExtractionEntry } from './extraction.ts'

const METADATA = '.com.apple.mobile_container_manager.metadata.plist'
const IOS_CONTAINER = /^private\/var\/(?:mobile\/Containers|containers)\/(?:Data|Shared|Bundle)\/[^/]+\/([^/]+)\//
const UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i

const ANDROID_APP = /^data\/(?:data|user(?:_de)?\/(\d+))\/([^/]+)\//
const ANDROID_MIRROR = /^data_mirror\/data_[cd]e\/[^/]+\/(\d+)\/([^/]+)\//
const ANDROID_SHARED = /^(?:data\/media|storage\/emulated|mnt\/user\/\d+\/emulated)\/(\d+)\/(?:Android\/(?:data|media|obb)\/([^/]+)\/)?/
const ANDROID_SYSTEM = /^data\/(?:(?:system|misc|vendor)_[cd]e|system\/(?:users|usagestats))\/(\d+)\//

/** A file at its path on the phone; null where its bytes are not there. */
interface Placed {
  readonly path: string
  readonly stored: StoredFile | null
}

/** Container folder (with closing slash) -> identifier, as the lists in them state it. */
export type ContainerNames = ReadonlyMap<string, string>

export async function containerNames(container: Container, placed: readonly Placed[]): Promise<ContainerNames> {
  const names = new Map<string, string>()
  for (const { path, stored } of placed) {
    if (stored === null || baseNameOf(path) !== METADATA) continue
    const folder = IOS_CONTAINER.exec(path)?.[0]
    if (folder === undefined || `${folder}${METADATA}` !== path) continue
    const identifier = readFactList(await readStored(container, stored))['MCMMetadataIdentifier']
    if (typeof identifier === 'string' && identifier !== '' && !/[/\0]/.test(identifier)) names.set(folder, identifier)
  }
  return names
}

export type EntryIdentity = Pick<ExtractionEntry, 'app' | 'user' | 'namedPath'>

const NOBODY: EntryIdentity = {}

/** What the path says, with the names of containers. */
export function identityOf(path: string, platform: 'ios' | 'android' | 'unknown', names: ContainerNames): EntryIdentity {
  if (platform === 'ios') return iosIdentity(path, names)
  return platform === 'android' ? androidIdentity(path) : NOBODY
}

function iosIdentity(path: string, names: ContainerNames): EntryIdentity {
  const [folder, name] = IOS_CONTAINER.exec(path) ?? []
  if (folder === undefined || name === undefined) return NOBODY
  const stated = names.get(folder)
  if (stated === undefined) return UUID.test(name) ? NOBODY : { app: name }
  if (stated === name) return { app: name }
  return { app: stated, namedPath: `${folder.slice(0, -name.length - 1)}${stated}/${path.slice(folder.length)}` }
}

function androidIdentity(path: string): EntryIdentity {
  const [, user, app] = ANDROID_APP.exec(path) ?? ANDROID_MIRROR.exec(path) ?? ANDROID_SHARED.exec(path) ?? []
  if (app !== undefined) return { app, user: Number(user ?? 0) }
  const number = user ?? ANDROID_SYSTEM.exec(path)?.[1]
  return number === undefined ? NOBODY : { user: Number(number) }
}

const USER_FILE = /^data\/system\/users\/(\d+)\.xml$/

/**
 * The Android users that the file system knows, in words: `0 (Owner); 10 (Work profile, profile.MANAGED)`. Null for the first user alone.
 * Names and types are those of `data/system/users/N.xml` (UserManagerService), as text or, since Android 12, as binary XML.
 */
export async function androidUsers(container: Container, placed: readonly Placed[]): Promise<string | null> {
  const users = new Map<number, string>()
  for (const { path, stored } of placed) {
    const { user } = androidIdentity(path)
    if (user !== undefined && !users.has(user)) users.set(user, '')
    const number = USER_FILE.exec(path)?.[1]
    if (number !== undefined && stored !== null) users.set(Number(number), descriptionOf(await readStored(container, stored)))
  }
  if (![...users.keys()].some((user) => user !== 0)) return null
  const sorted = [...users].sort(([a], [b]) => a - b)
  return sorted.map(([user, words]) => (words === '' ? String(user) : `${user} (${words})`)).join('; ')
}

function descriptionOf(xml: Buffer | null): string {
  const user = xml === null ? undefined : firstUser(xml)
  const type = user?.attributes['type']?.replace('android.os.usertype.', '')
  return [user === undefined ? null : childText(user, 'name'), type].filter((part) => typeof part === 'string' && part !== '').join(', ')
}

/** A damaged file costs the name only. */
function firstUser(xml: Buffer): XmlNode | undefined {
  try {
    for (const { node } of androidXml(xml, new Set(['user']), () => {})) return node
  } catch {
    // Nothing that could be read: the number of the user remains.
  }
  return undefined
}
