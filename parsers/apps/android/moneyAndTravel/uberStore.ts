/**
 * Small files of Uber on Android: `files/base-key-value-store` (one byte, then JSON) and `files/simplestore` (JSON in UTF-16, or protobuf).
 * Forms as ALEAPP found them in one private sample.
 */

/** The JSON begins within the first bytes. */
const START = /^.{0,7}?[{[]/su

/** The JSON after the leading byte; null for anything else. */
export function keyValueJson(bytes: Uint8Array): unknown {
  return jsonFrom(new TextDecoder('utf-8').decode(bytes))
}

/** JSON written in UTF-16, high byte first, or in UTF-8. */
export function simpleStoreJson(bytes: Uint8Array): unknown {
  return jsonFrom(new TextDecoder('utf-16be').decode(bytes)) ?? jsonFrom(new TextDecoder('utf-8').decode(bytes))
}

function jsonFrom(text: string): unknown {
  const before = START.exec(text)?.[0]
  if (before === undefined) return null
  try {
    return JSON.parse(text.slice(before.length - 1)) as unknown
  } catch {
    return null
  }
}
