/** What the App Store writes of an app that was loaded from it (`iTunesMetadata`), in a file of its own or inside a backup's list. */
import { dateIn, dictIn, flagIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import type { Instant } from '../../../model/index.ts'

export interface StoreMetadata {
  readonly appId: string | null
  readonly name: string | null
  readonly purchasedAt: Instant | null
  readonly facts: Readonly<Record<string, string | null>>
}

/** Keys as iLEAPP reads them. */
export function storeMetadata(list: PlistDict): StoreMetadata {
  const download = dictIn(list, 'com.apple.iTunesStore.downloadInfo')
  const purchasedAt = dateIn(download, 'purchaseDate') ?? dateIn(list, 'purchaseDate')
  return {
    appId: textIn(list, 'softwareVersionBundleId'),
    name: textIn(list, 'itemName'),
    purchasedAt,
    facts: {
      maker: textIn(list, 'artistName'),
      version: textIn(list, 'bundleShortVersionString'),
      genre: textIn(list, 'genre'),
      'loaded with account': textIn(dictIn(download, 'accountInfo'), 'AppleID') ?? textIn(list, 'appleId'),
      'first loaded with that account': purchasedAt === null ? null : instantInWords(purchasedAt),
      'loaded by': textIn(list, 'sourceApp'),
      'came with the phone': flagIn(list, 'isFactoryInstall') === true ? 'yes' : null,
      'installed by an organisation': flagIn(list, 'sideLoadedDeviceBasedVPP') === true ? 'yes' : null,
    },
  }
}

/** The same of bytes; null where they are no such list. */
export function storeMetadataOf(bytes: Uint8Array): StoreMetadata | null {
  try {
    const list = parsePlist(bytes)
    return isPlistDict(list) ? storeMetadata(list) : null
  } catch {
    return null
  }
}
