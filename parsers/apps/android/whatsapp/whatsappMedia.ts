/** Files that messages of WhatsApp for Android name, as paths inside the extraction. */
import { androidPath, androidUserOf, firstPresent, sharedStorageNames } from '../../../formats/paths/androidPath.ts'
import type { ParserContext } from '../../../model/index.ts'

/**
 * `Media/WhatsApp Images/IMG.jpg` is relative to the app's folder on the shared storage, which moved with Android 11; absolute paths
 * are those of the phone. Null for paths that climb.
 */
export function whatsappFilePath(stored: string, context: ParserContext): string | null {
  if (/^(?:\/|[a-z]+:)/i.test(stored)) return androidPath(stored, context)
  if (stored.split('/').includes('..')) return null
  const isBusiness = /com\.whatsapp\.w4b/i.test(context.path)
  const [packageName, folder] = isBusiness ? ['com.whatsapp.w4b', 'WhatsApp Business'] : ['com.whatsapp', 'WhatsApp']
  const user = androidUserOf(context.path)
  const shared = [`Android/media/${packageName}/${folder}/${stored}`, `${folder}/${stored}`].flatMap((below) =>
    sharedStorageNames(below, user),
  )
  return firstPresent([...shared, `data/data/${packageName}/files/${stored}`, `data/user/${user}/${packageName}/files/${stored}`], context)
}

/** Folders in which the app keeps files of a kind under their own names. */
const FOLDERS: Readonly<Record<number, readonly string[]>> = {
  1: ['WhatsApp Images', 'WhatsApp Images/Sent'],
  2: ['WhatsApp Audio', 'WhatsApp Audio/Sent', 'WhatsApp Voice Notes'],
  3: ['WhatsApp Video', 'WhatsApp Video/Sent'],
  9: ['WhatsApp Documents', 'WhatsApp Documents/Sent'],
  13: ['WhatsApp Animated Gifs', 'WhatsApp Animated Gifs/Sent'],
}

/** For rows that keep a file's name only: its path, if the extraction has a file of that name in the folder of its kind. */
export function whatsappFileNamed(name: string, type: number | null, context: ParserContext): string | null {
  if (name.includes('/')) return null
  for (const folder of FOLDERS[type ?? -1] ?? []) {
    const path = whatsappFilePath(`Media/${folder}/${name}`, context)
    if (path !== null && context.hasFile(path)) return path
  }
  return null
}
