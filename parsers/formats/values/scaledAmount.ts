/** Amounts of digital currencies: a whole number of an asset's smallest unit, and how many decimals that asset has. */

const MAX_DECIMALS = 36

/** Decimal number as text, without a sign or closing zeros: 1500000 with 6 decimals is `1.5`. Null for anything but whole numbers. */
export function scaledAmount(units: string | null, decimals: number | null): string | null {
  if (units === null || decimals === null || !/^-?\d{1,80}$/u.test(units)) return null
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS) return null
  const digits = units.replace(/^-/u, '').replace(/^0+(?=\d)/u, '')
  if (decimals === 0) return digits
  const padded = digits.padStart(decimals + 1, '0')
  const rest = padded.slice(-decimals).replace(/0+$/u, '')
  return rest === '' ? padded.slice(0, -decimals) : `${padded.slice(0, -decimals)}.${rest}`
}

/** `0x` and hexadecimal digits as a whole number in decimal digits; null for anything else. */
export function wholeOfHex(text: string | null): string | null {
  return text !== null && /^0x[0-9a-f]{1,64}$/iu.test(text) ? BigInt(text).toString() : null
}

/** A number that is stored in a currency's main unit, as it is stored; null for anything but a plain decimal that is not negative. */
export function plainAmount(text: string | null): string | null {
  return text !== null && /^\d{1,30}(?:\.\d{1,30})?$/u.test(text) ? text : null
}
