/** Names of Wi-Fi networks as Android and wpa_supplicant write them: text in quotes, or hexadecimal digits. */
const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

interface StoredName {
  readonly name: string | null
  /** The digits, where the name is kept in hexadecimal. */
  readonly hexadecimal: string | null
  /** What stands behind the quotes (kind of security in keys of networks), or null. */
  readonly rest: string | null
}

export function ssidOf(stored: string | null): StoredName {
  if (stored === null || stored === '') return { name: null, hexadecimal: null, rest: null }
  const quoted = /^"(.*)"([^"]*)$/su.exec(stored)
  if (quoted !== null)
    return { name: quoted[1] === '' ? null : (quoted[1] ?? null), hexadecimal: null, rest: quoted[2] === '' ? null : (quoted[2] ?? null) }
  const isHexadecimal = /^(?:[0-9a-f]{2})+$/iu.test(stored)
  const text = isHexadecimal ? decoded(Buffer.from(stored, 'hex')) : null
  return { name: text ?? stored, hexadecimal: isHexadecimal ? stored : null, rest: null }
}

/** Null for bytes that are no text: the digits are then the name. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8_STRICT.decode(bytes)
  } catch {
    return null
  }
}
