/** Amounts that services store as a whole number of a currency's smallest unit (ISO 4217: cents of most, none of the yen). */

const WITHOUT_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')
const FOUR_DECIMALS = 'CLF UYW'.split(' ')
/** Codes that services use for what ISO 4217 gives no decimals: how many they count is theirs to say. */
const NO_CURRENCIES = 'BTC ETH XAU XAG XPD XPT XXX XTS'.split(' ')

function decimalsOf(currency: string | null): number | null {
  if (currency === null || !/^[A-Z]{3}$/u.test(currency) || NO_CURRENCIES.includes(currency)) return null
  if (WITHOUT_DECIMALS.includes(currency)) return 0
  if (THREE_DECIMALS.includes(currency)) return 3
  return FOUR_DECIMALS.includes(currency) ? 4 : 2
}

/** Decimal number as text, without a sign: 1250 cents are `12.50`. Null without a currency, or for anything but a whole number. */
export function amountOfMinorUnits(stored: unknown, currency: string | null): string | null {
  const text = typeof stored === 'number' || typeof stored === 'bigint' ? String(stored) : stored
  const decimals = decimalsOf(currency)
  if (decimals === null || typeof text !== 'string' || !/^-?\d{1,30}$/u.test(text)) return null
  const digits = text.replace(/^-/u, '').replace(/^0+(?=\d)/u, '')
  if (decimals === 0) return digits
  const padded = digits.padStart(decimals + 1, '0')
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
}
