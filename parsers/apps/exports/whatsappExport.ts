/**
 * The text of WhatsApp's "export chat": one line or more a message, in the words and the date order of the phone that exported it.
 *
 * Forms seen in public samples: `[14.03.24, 21:41:07] Ida: text` (iPhone) and `14/03/2024, 21:41 - Ida: text` (Android), with 12-hour
 * clocks (`9:41 PM`, also with narrow spaces) and a left-to-right mark before what the app itself says. A line that begins with neither
 * belongs to the message before it.
 */
import type { DocumentRow } from '../../model/index.ts'

export interface ExportedLine extends DocumentRow {
  /** Line of the file on which the message begins. */
  readonly line: number
  readonly date: string
  readonly time: string
  /** Null for a line of the app itself (somebody joined, the security code changed). */
  readonly sender: string | null
  readonly text: string
  /** Whether the app marked the line as its own (iPhone: a left-to-right mark). */
  readonly isMarked: boolean
}

const DATE = String.raw`(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})`
const TIME = String.raw`(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f\u00a0]*[AaPp]\.?[\s\u202f\u00a0]?[Mm]\.?)?)`
const IPHONE = new RegExp(String.raw`^(\u200e?)\[${DATE},?\s+${TIME}\]\s(.*)$`, 's')
const ANDROID = new RegExp(String.raw`^(\u200e?)${DATE},?\s+${TIME}\s[-–]\s(.*)$`, 's')

/** Whether a text begins like an exported chat. */
export const isExportedChat = (head: string): boolean => {
  const [first = ''] = head.split('\n', 1)
  return IPHONE.test(first.replace(/\r$/, '')) || ANDROID.test(first.replace(/\r$/, ''))
}

export function* exportedLines(chunks: Iterable<Uint8Array>): Generator<ExportedLine> {
  let open: { line: number; mark: string; date: string; time: string; rest: string } | null = null
  let count = 0
  for (const { text, number } of linesOf(chunks)) {
    const match = IPHONE.exec(text) ?? ANDROID.exec(text)
    if (match === null) {
      // Before the first message there is nothing that a line could go on.
      if (open !== null) open.rest += `\n${text}`
      else if (text.trim() !== '') yield { rowId: ++count, line: number, date: '', time: '', sender: null, text, isMarked: false }
      continue
    }
    if (open !== null) yield closed(open, ++count)
    const [, mark = '', date = '', time = '', rest = ''] = match
    open = { line: number, mark, date, time, rest }
  }
  if (open !== null) yield closed(open, ++count)
}

function closed(
  { line, mark, date, time, rest }: { line: number; mark: string; date: string; time: string; rest: string },
  count: number,
): ExportedLine {
  const trimmed = rest.replace(/\n+$/, '')
  const colon = trimmed.indexOf(': ') >= 0 ? trimmed.indexOf(': ') : trimmed.endsWith(':') ? trimmed.length - 1 : -1
  const sender =
    colon > 0
      ? trimmed
          .slice(0, colon)
          .replaceAll(/[\u200e\u202a-\u202c]/g, '')
          .trim()
      : null
  const text = sender === null ? trimmed : trimmed.slice(colon + 1).trimStart()
  const isMarked = mark !== '' || text.startsWith('\u200e')
  return { rowId: count, line, date, time, sender, text: text.replace(/^\u200e/, ''), isMarked }
}

function* linesOf(chunks: Iterable<Uint8Array>): Generator<{ readonly text: string; readonly number: number }> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let number = 0
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield { text: line.replace(/\r$/, ''), number: ++number }
  }
  rest += decoder.decode()
  if (rest !== '') yield { text: rest, number: number + 1 }
}

export type DateOrder = 'day first' | 'month first' | 'year first'

/**
 * The order of day and month in a file's dates, where at least one date allows only one; null where none does, for then nobody can
 * tell the 3rd of April from the 4th of March.
 */
export function dateOrderOf(dates: Iterable<string>): DateOrder | null {
  let order: DateOrder | null = null
  for (const date of dates) {
    const [first = 0, second = 0] = date.split(/[./-]/).map(Number)
    if (first > 31) return 'year first'
    if (first > 12) order ??= 'day first'
    else if (second > 12) order ??= 'month first'
  }
  return order
}

/** `YYYY-MM-DDTHH:MM[:SS]` of the phone's wall clock; null where it is no date or its order is not known. */
export function wallClockText(date: string, time: string, order: DateOrder | null): string | null {
  const numbers = date.split(/[./-]/).map(Number)
  const [a = 0, b = 0, c = 0] = numbers
  // A date whose day and month are the same number reads the same in either order.
  const known = order ?? (a === b ? 'day first' : null)
  if (known === null || numbers.length !== 3) return null
  const [year, month, day] = known === 'year first' ? [a, b, c] : known === 'day first' ? [c, b, a] : [c, a, b]
  const clock = clockOf(time)
  if (clock === null || month < 1 || month > 12 || day < 1 || day > 31) return null
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${year < 100 ? 2000 + year : year}-${two(month)}-${two(day)}T${clock}`
}

function clockOf(time: string): string | null {
  const match = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?[\s\u202f\u00a0]*([AaPp])?/.exec(time)
  if (match === null) return null
  const [, hours = '0', minutes = '00', seconds, half] = match
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (hour > 23) return null
  return `${String(hour).padStart(2, '0')}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`
}
