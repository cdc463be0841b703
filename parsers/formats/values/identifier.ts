/**
 * Identifiers as stored to the form in which they are compared. The caller keeps the raw text.
 *
 * Nothing is invented: a text that cannot be read with certainty stays as stored, and `how` says why. Two identifiers with
 * the same scheme and value are the same identifier; whether two different ones are one person is not decided here.
 */
import type { IdentifierScheme } from '../../model/index.ts'
import { readPhoneNumber } from './phoneNumber.ts'
import { normaliseWhatsappJid, phoneOfWhatsappJid } from './whatsappJid.ts'

export { phoneOfWhatsappJid } from './whatsappJid.ts'

/**
 * What an identifier turned out to be. `phone` is always E.164; `number` is a telephone number that could not be made
 * international (its digits, for example without any country known); the rest are schemes of one service.
 */
export type NormalisedScheme =
  | 'phone'
  | 'number'
  | 'email'
  | 'short-code'
  | 'alphanumeric'
  | 'business'
  | Exclude<IdentifierScheme, 'address'>

export interface NormalisedIdentifier {
  readonly scheme: NormalisedScheme
  /** The form that is compared. */
  readonly value: string
  /** The form to show: `+447775455555` for a WhatsApp person, otherwise the value. */
  readonly display: string
  /** In words, how the stored text was read (`already international`, `left as stored: short code`). */
  readonly how: string
}

export interface IdentifierToNormalise {
  readonly scheme: IdentifierScheme
  readonly raw: string
  /** ISO 3166-1 alpha-2 that the row itself states: it goes before the device's. */
  readonly country?: string | null
  /** Of scheme `other`: keeps identifiers of different services apart. */
  readonly service?: string
}

/** Longer than any identifier of any service (e-mail: 320). */
const MAX_IDENTIFIER_CHARACTERS = 320
/** Up to six digits: a short code (alarm, shop, sender of one-time passwords). */
const SHORT_CODE = /^\d{1,6}$/
const SERVICE_CODE = /^[*#][\d*#]+$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/
/** Digits with the punctuation that people write into numbers, and an optional extension or dialling pause at the end. */
const PHONE_LIKE = /^\+?[\d\s().\-/\u2010-\u2015\u2212]+(?:(?:[,;]+|\s*(?:ext|x)\.?\s*)[\d*#,;]*)?$/i
/** Invisible controls that contact editors leave in numbers (direction marks, zero-width spaces, soft hyphens). */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
/** First digit of each ten of the decimal digits in scripts in use: Arabic, Persian, Thai, Devanagari, full width ... */
const ZEROS = '٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐０'

/** Normalises one identifier. `deviceCountry` is ISO 3166-1 alpha-2 or null. Never throws, whatever the text. */
export function normaliseIdentifier(ref: IdentifierToNormalise, deviceCountry: string | null): NormalisedIdentifier {
  if (ref.raw.length > MAX_IDENTIFIER_CHARACTERS) return asStored('other', ref.raw, 'longer than any identifier')
  if (ref.scheme === 'whatsapp') return whatsapp(ref.raw)
  if (ref.scheme === 'address') return address(ref.raw, ref.country ?? deviceCountry)
  if (ref.scheme === 'other' && ref.service !== undefined) return ofNamedService(ref.service, ref.raw)
  return ofOneService(ref.scheme, ref.raw)
}

function address(raw: string, country: string | null): NormalisedIdentifier {
  const text = withoutPrefix(raw.replace(INVISIBLE, '').trim())
  if (text === '') return asStored('other', raw, 'empty')
  if (normaliseWhatsappJid(text) !== null) return whatsapp(text)
  if (EMAIL.test(text)) return found('email', text.toLowerCase(), 'e-mail address in lower case')
  if (/^urn:biz:/i.test(text)) return asStored('business', text.toLowerCase(), 'business account of Messages')
  const digits = toAsciiDigits(text)
  if (SERVICE_CODE.test(digits)) return asStored('short-code', digits, 'service code')
  return PHONE_LIKE.test(digits) ? numberIn(digits, country) : asStored('alphanumeric', text, 'no telephone number and no e-mail address')
}

function numberIn(text: string, country: string | null): NormalisedIdentifier {
  if (SHORT_CODE.test(text)) return asStored('short-code', text, 'short code')
  const number = readPhoneNumber(text, country)
  if (number !== null) return found('phone', number.e164, number.how)
  const digits = text.replace(/[^\d+]/g, '')
  if (digits.replace('+', '') === '') return asStored('alphanumeric', text, 'no digits')
  const reason = country === null && !text.startsWith('+') ? 'no country code, and no country known' : 'not possible in its numbering plan'
  return asStored('number', digits, `${reason}; only punctuation left out`)
}

function whatsapp(raw: string): NormalisedIdentifier {
  const value = normaliseWhatsappJid(raw.replace(INVISIBLE, ''))
  if (value === null) return asStored('whatsapp', raw.trim(), 'no WhatsApp identifier of a known form')
  const display = phoneOfWhatsappJid(value) ?? value
  return { scheme: 'whatsapp', value, display, how: 'WhatsApp identifier in lower case, without device number' }
}

function ofNamedService(service: string, raw: string): NormalisedIdentifier {
  const text = raw.trim()
  return { scheme: 'other', value: `${service.toLowerCase()}: ${text}`, display: text, how: `identifier of ${service}` }
}

function ofOneService(scheme: Exclude<IdentifierScheme, 'address'>, raw: string): NormalisedIdentifier {
  const text = raw.trim()
  const isMailAccount = (scheme === 'apple' || scheme === 'google') && EMAIL.test(text)
  if (isMailAccount) return found(scheme, text.toLowerCase(), 'account name in lower case')
  // Signal writes the same account id in capital letters on the iPhone and in small ones on Android.
  if (scheme === 'signal' && UUID.test(text)) return found(scheme, text.toLowerCase(), 'account id in lower case')
  return asStored(scheme, text, 'identifier of one service')
}

/** `tel:`, `mailto:`, `sms:` addresses, and the account prefixes of Messages: `e:` e-mail, `p:` phone. */
function withoutPrefix(text: string): string {
  const bare = text.replace(/^(?:tel|mailto|sms|imessage|e|p):(?:\/\/)?/i, '').trim()
  return bare.replace(/^([+\d][\d().-]*);(?:phone-context|isub|ext)=.*$/i, '$1')
}

/** Decimal digits of other scripts to ASCII; everything else stays. */
export function toAsciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}|＋/gu, (character) => {
    if (character === '＋') return '+'
    const code = character.codePointAt(0) ?? 0
    for (const zero of ZEROS) {
      const digit = code - (zero.codePointAt(0) ?? 0)
      if (digit >= 0 && digit <= 9) return String(digit)
    }
    return character
  })
}

function found(scheme: NormalisedScheme, value: string, how: string): NormalisedIdentifier {
  return { scheme, value, display: value, how }
}

function asStored(scheme: NormalisedScheme, value: string, reason: string): NormalisedIdentifier {
  return { scheme, value, display: value, how: `left as stored: ${reason}` }
}
