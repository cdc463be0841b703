/** Hardware addresses that are stored as one number of 48 bits. */

/** `00:00:5e:00:53:01`; text that is an address already is kept, anything else gives null. */
export function macAddressOf(stored: string | number | bigint | null | undefined): string | null {
  if (stored === null || stored === undefined || stored === '') return null
  if (typeof stored === 'string' && !/^\d+$/u.test(stored)) return stored
  const number = BigInt(stored)
  if (number < 0n || number >= 1n << 48n) return null
  return (number.toString(16).padStart(12, '0').match(/../gu) ?? []).join(':')
}
