/**
 * The payment inside an Apple Cash message: the bubble's URL is a data URL of type `application/vnd.apple.pkppm`, a protocol buffer.
 *
 * Field numbers as another tool reads them (an iMessage bridge, `applecash.go`; no public sample holds real data): 3 kind, 4 currency,
 * 5 an older amount, 6 sender, 7 recipient, 9 payment, 10 transaction, 11 memo, 17 and 18 start and frequency of repeated payments, 19
 * the amount as Foundation's decimal number: 2 exponent, 4 negative, 7 mantissa (little endian). The amount is a decimal number in the
 * currency; the older one is kept as the number that it is.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { protobufBytes, protobufNumber, protobufText } from '../../../formats/binary/protobuf.ts'
import { codeInWords, factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import type { Facts } from '../../../model/index.ts'

const KINDS: Readonly<Record<number, string>> = { 1: 'payment', 2: 'request', 3: 'repeated payment' }
const DATA_URL = /^data:application\/vnd\.apple\.pkppm[^,]*;base64,([A-Za-z0-9+/=_-]+)$/u
/** Foundation's decimal numbers have up to 16 bytes of mantissa and an exponent of one byte. */
const MAX_MANTISSA_BYTES = 16
const MAX_EXPONENT = 128

/** The facts of a payment; none where the URL holds no payment. */
export function cashContent(url: string | null): Facts {
  const encoded = DATA_URL.exec(url ?? '')?.[1]
  if (encoded === undefined) return {}
  const payment = Buffer.from(encoded, 'base64')
  const text = (field: number): string | null => protobufText(payment, field) || null
  const kind = protobufNumber(payment, 3)
  const decimal = protobufBytes(payment, 19)
  const older = protobufNumber(payment, 5)
  const start = protobufBytes(payment, 17)
  return (
    factsOf({
      'payment kind': kind === null ? null : codeInWords(kind, KINDS),
      amount: decimal === null ? null : decimalText(decimal),
      'amount as stored (field 5)': older === null ? null : String(BigInt.asIntN(64, older)),
      currency: text(4),
      memo: text(11),
      'paid by': text(6),
      'paid to': text(7),
      'payment id': text(9),
      'transaction id': text(10),
      'repeated from': start?.length === 8 ? instantInWords(instantOf(Buffer.from(start).readDoubleLE(), 'cocoa-s')) : null,
      'repeated every': text(18),
    }) ?? {}
  )
}

/** `12.50` from a decimal number's parts; null where they make none. */
function decimalText(decimal: Uint8Array): string | null {
  const mantissa = protobufBytes(decimal, 7)
  if (mantissa === null || mantissa.length > MAX_MANTISSA_BYTES) return null
  const exponent = Number(BigInt.asIntN(32, protobufNumber(decimal, 2) ?? 0n))
  if (Math.abs(exponent) > MAX_EXPONENT) return null
  const digits = mantissa.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n).toString()
  const sign = (protobufNumber(decimal, 4) ?? 0n) === 0n || digits === '0' ? '' : '-'
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent)
  const padded = digits.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}
