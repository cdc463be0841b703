/**
 * What LINE's public interface (Thrift) says of a message, for stores that keep its numbers: kinds of content, names of reactions, and the
 * named values that go with a content (`TYPE`, `DURATION`, `RESULT`, `FILE_NAME`, `FILE_SIZE`).
 */
import { archivedOrPlain, valueText } from '../../../formats/plist/archivedPlist.ts'
import { numberOf } from '../../../formats/values/storedValues.ts'

export const LINE_CALL = 6
export const LINE_LOCATIONS: ReadonlySet<number> = new Set([15, 100])
/** Notices that the app writes into a chat: nobody's message. */
export const LINE_NOTICES: ReadonlySet<number> = new Set([16, 18])
/** Contents that are a file of their own. */
export const LINE_FILES: ReadonlySet<number> = new Set([1, 2, 3, 5, 14])

/** 100 is no number of the interface; a store of a phone has it for positions. */
export const LINE_CONTENTS: Readonly<Record<number, string>> = {
  1: 'picture',
  2: 'movie',
  3: 'sound',
  4: 'HTML',
  5: 'PDF',
  6: 'call',
  7: 'sticker',
  8: 'presence',
  9: 'gift',
  10: 'group board',
  11: 'link of an app',
  12: 'link',
  13: 'contact',
  14: 'file',
  15: 'position',
  16: 'notice of a post',
  17: 'rich content',
  18: 'notice of the chat',
  19: 'music',
  20: 'payment',
  21: 'picture of another service',
  22: 'laid-out content',
  100: 'position',
}

export const LINE_REACTIONS: Readonly<Record<number, string>> = { 2: 'nice', 3: 'love', 4: 'fun', 5: 'amazing', 6: 'sad', 7: 'omg' }

/** Named values of a message's metadata, a property list or keyed archive. Null when it is none. */
export function lineMetadata(bytes: Uint8Array | null): ReadonlyMap<string, string> | null {
  if (bytes === null) return null
  let list: unknown
  try {
    list = archivedOrPlain(bytes)
  } catch {
    return null
  }
  if (typeof list !== 'object' || list === null || Array.isArray(list)) return null
  const values = new Map<string, string>()
  for (const [key, value] of list instanceof Map ? list : Object.entries(list)) {
    const text = valueText(value)
    if (typeof key === 'string' && text !== null) values.set(key, text)
  }
  return values
}

/** `TYPE` is A (sound) or V (picture), `DURATION` milliseconds, `RESULT` NORMAL for a call that took place; other words stay as stored. */
export function lineCall(values: ReadonlyMap<string, string> | null): {
  isVideo: boolean | null
  seconds: number | null
  took: boolean | null
} {
  const [type, milliseconds] = [values?.get('TYPE'), numberOf(values?.get('DURATION'))]
  return {
    isVideo: type === 'V' ? true : type === 'A' ? false : null,
    seconds: milliseconds === null ? null : milliseconds / 1000,
    took: values?.get('RESULT') === 'NORMAL' ? true : null,
  }
}
