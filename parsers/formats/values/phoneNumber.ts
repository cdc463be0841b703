/**
 * Telephone numbers as written to E.164, with a country as hint for numbers without a country code.
 *
 * Uses libphonenumber-js with its `max` metadata: deciding whether "447775455555" on a British phone is a national
 * number or one that already carries its country code needs the real number ranges; the smaller builds accept too much.
 * Numbers that are already international and of a possible length do not pass through the library at all.
 */
import { getCountries, getCountryCallingCode, isSupportedCountry, Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'

/** `e164` is `+` and up to 15 digits; `how` says in words how the stored text was read. */
export interface ReadPhoneNumber {
  readonly e164: string
  readonly how: string
}

const COMPACT_INTERNATIONAL = /^\+[1-9]\d{6,14}$/
const MEXICAN_MOBILE_BEFORE_2019 = /^\+521(\d{10})$/

/** Country calling code -> lengths that its national numbers may have. Filled at first use. */
let lengthsByCallingCode: ReadonlyMap<string, ReadonlySet<number>> | null = null

/**
 * Reads a telephone number. `text` holds ASCII digits, punctuation and an optional plus sign; `country` is ISO 3166-1
 * alpha-2 in any case, or null. Returns null for a number that its numbering plan rules out: it stays as stored.
 */
export function readPhoneNumber(text: string, country: string | null): ReadPhoneNumber | null {
  if (COMPACT_INTERNATIONAL.test(text) && hasPossibleLength(text)) return { e164: text, how: 'already international' }
  const hint = countryCodeOf(country)
  return text.startsWith('+') ? readInternational(text, 'already international') : readWithoutPlus(text, hint)
}

function readWithoutPlus(text: string, country: CountryCode | null): ReadPhoneNumber | null {
  const national = country === null ? null : readNational(text, country)
  if (national !== null) return national
  const digits = text.replace(/\D/g, '')
  return digits.startsWith('00') ? readInternational(`+${digits.slice(2)}`, 'international prefix 00 read as +') : null
}

function readInternational(text: string, how: string): ReadPhoneNumber | null {
  const [, mexican] = MEXICAN_MOBILE_BEFORE_2019.exec(text.replace(/[^\d+]/g, '')) ?? []
  if (mexican !== undefined) return { e164: `+52${mexican}`, how: `${how}; Mexican mobile prefix 1 (until 2019) left out` }
  const number = parsePhoneNumberFromString(text)
  return number?.isPossible() === true ? { e164: number.number, how: withExtension(how, number) } : null
}

function readNational(text: string, country: CountryCode): ReadPhoneNumber | null {
  const number = parsePhoneNumberFromString(text, country)
  if (number === undefined || !number.isPossible()) return null
  const how = howRead(text, number, country)
  if (number.isValid()) return { e164: number.number, how: withExtension(how, number) }
  if (!isWrittenToBeDialled(text, number)) return null
  return { e164: number.number, how: withExtension(`${how}, in a range that its numbering plan does not use`, number) }
}

function howRead(text: string, number: PhoneNumber, country: CountryCode): string {
  const digits = text.replace(/\D/g, '')
  const startsWithCallingCode = digits.startsWith(`${number.countryCallingCode}${number.nationalNumber}`)
  if (startsWithCallingCode) return `country code ${number.countryCallingCode} without plus read with country ${country}`
  const isForeign = number.countryCallingCode !== getCountryCallingCode(country)
  return isForeign ? `international prefix of country ${country} read as +` : `national number read with country ${country}`
}

/**
 * Whether a number outside the known ranges is still plainly a telephone number: with the trunk prefix 0, or ten digits
 * in North America. Keeps new ranges and numbers reserved for fiction; leaves sender codes of shops alone.
 */
function isWrittenToBeDialled(text: string, number: PhoneNumber): boolean {
  const digits = text.replace(/\D/g, '')
  if (number.countryCallingCode === '1') return /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits)
  return digits === `0${number.nationalNumber}` && number.nationalNumber.length >= 8
}

function withExtension(how: string, number: PhoneNumber): string {
  return number.ext === undefined ? how : `${how}; extension ${number.ext} left out`
}

function countryCodeOf(country: string | null): CountryCode | null {
  const upper = country?.trim().toUpperCase() ?? ''
  return isSupportedCountry(upper) ? upper : null
}

/** A leading 0 after the country code may be a trunk prefix ("+44 (0)7775"), so such numbers take the long way. */
function hasPossibleLength(e164: string): boolean {
  lengthsByCallingCode ??= readLengths()
  for (let codeLength = 1; codeLength <= 3; codeLength += 1) {
    const lengths = lengthsByCallingCode.get(e164.slice(1, 1 + codeLength))
    if (lengths !== undefined) return lengths.has(e164.length - 1 - codeLength) && e164.charAt(1 + codeLength) !== '0'
  }
  return false
}

function readLengths(): ReadonlyMap<string, ReadonlySet<number>> {
  const lengths = new Map<string, Set<number>>()
  const metadata = new Metadata()
  for (const country of getCountries()) {
    metadata.selectNumberingPlan(country)
    const plan = metadata.numberingPlan
    if (plan === undefined) continue
    const code = getCountryCallingCode(country)
    const known = lengths.get(code) ?? new Set<number>()
    for (const length of plan.possibleLengths()) known.add(length)
    lengths.set(code, known)
  }
  return lengths
}
