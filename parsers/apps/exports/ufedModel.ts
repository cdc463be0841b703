/**
 * Models of a UFED report (report.xml of a UFDR): fields by name, nested models, times. Knows the form, not what the models mean.
 *
 * Form (artifacts 0.3; read alike by IPED): `model(type, id, deleted_state)` holds `field(name)/value`, `multiField(name)/value`,
 * `modelField(name)/model` and `multiModelField(name)/model`. A value may be `format="Base64String"`; times come in several spellings.
 */
import type { Instant } from '../../model/index.ts'
import { NO_INSTANT } from '../../model/index.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import type { XmlNode } from '../../formats/text/xmlStream.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export class UfedModel {
  readonly node: XmlNode

  constructor(node: XmlNode) {
    this.node = node
  }

  get type(): string {
    return this.node.attributes['type'] ?? ''
  }

  get id(): string | null {
    return this.node.attributes['id'] ?? null
  }

  /** `Intact`, `Deleted` ... as the report writes it. */
  get deletedState(): string {
    return this.node.attributes['deleted_state'] ?? this.node.attributes['deleted'] ?? ''
  }

  #value(name: string): XmlNode | undefined {
    const field = this.node.children.find((child) => child.name === 'field' && child.attributes['name'] === name)
    return field?.children.find((child) => child.name === 'value')
  }

  /** Text of a field, decoded; null when it is absent or empty. */
  text(name: string): string | null {
    const value = this.#value(name)
    return value === undefined ? null : textOfValue(value)
  }

  /** The first of several fields that has a text: names differ between versions. */
  anyText(...names: readonly string[]): string | null {
    for (const name of names) {
      const text = this.text(name)
      if (text !== null) return text
    }
    return null
  }

  flag(name: string): boolean | null {
    const text = this.text(name)?.toLowerCase()
    return text === 'true' || text === 'yes' ? true : text === 'false' || text === 'no' ? false : null
  }

  /** The time of a field; the attribute with the formatted time is preferred, since the text follows the examiner's settings. */
  time(...names: readonly string[]): Instant {
    for (const name of names) {
      const value = this.#value(name)
      if (value === undefined) continue
      const at = ufedInstant(textOfValue(value), value.attributes['formattedTimestamp'])
      if (at.asStored !== null) return at
    }
    return NO_INSTANT
  }

  /** The model of a `modelField`. */
  model(name: string): UfedModel | null {
    return this.models(name)[0] ?? null
  }

  /** The models of a `modelField` or `multiModelField`. */
  models(name: string): UfedModel[] {
    return this.node.children
      .filter((child) => (child.name === 'modelField' || child.name === 'multiModelField') && child.attributes['name'] === name)
      .flatMap((child) => child.children.filter(({ name: inner }) => inner === 'model'))
      .map((model) => new UfedModel(model))
  }

  /** Names and texts of all plain fields, for what has no place of its own. */
  texts(): [string, string][] {
    return this.node.children.flatMap((child): [string, string][] => {
      const name = child.attributes['name']
      if ((child.name !== 'field' && child.name !== 'multiField') || name === undefined) return []
      const values = child.children.filter((value) => value.name === 'value').map(textOfValue)
      const text = values.filter((value) => value !== null).join(', ')
      return text === '' ? [] : [[name, text]]
    })
  }

  /** Files from which the other program decoded this, where the report says so. */
  sourceFiles(): string[] {
    const info = this.node.children.find(({ name }) => name === 'sourceInfo')
    return (info?.children ?? []).flatMap(({ attributes }) => {
      const path = attributes['path'] ?? attributes['name']
      const table = attributes['tableName']
      return path === undefined ? [] : [table === undefined || table === '' ? path : `${path}, table ${table}`]
    })
  }
}

function textOfValue(value: XmlNode): string | null {
  const text = value.text.trim()
  if (text === '') return null
  if (value.attributes['format']?.toLowerCase() !== 'base64string') return text
  const bytes = Buffer.from(text, 'base64')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Bytes that are no text stay as the report has them.
    return text
  }
}

/** The spellings that are known; a date whose day and month could be exchanged is kept as text and placed nowhere. */
export function ufedInstant(text: string | null, formatted: string | undefined): Instant {
  const preferred = formatted === undefined ? NO_INSTANT : writtenInstant(formatted)
  if (preferred.utcMs !== null) return { ...preferred, asStored: text ?? preferred.asStored }
  if (text === null) return NO_INSTANT
  const written = writtenInstant(text)
  if (written.utcMs !== null || written.localText !== null) return written
  return writtenInstant(withMonthName(text) ?? '').utcMs === null
    ? { ...NO_INSTANT, asStored: text }
    : { ...writtenInstant(withMonthName(text) ?? ''), asStored: text }
}

/** `20-May-19 01:04:05 PM +02:00` as ISO 8601; null for another spelling. */
function withMonthName(text: string): string | null {
  const match =
    /^(\d{1,2})-([A-Za-z]{3})-(\d{2,4}) (\d{1,2}):(\d{2}):(\d{2})(?: ([AaPp])[Mm])?\s*(?:\(?(?:UTC|GMT)?([+-]\d{1,2}(?::?\d{2})?|Z)?\)?)$/.exec(
      text.trim(),
    )
  if (match === null) return null
  const [, day = '', monthName = '', year = '', hours = '', minutes = '', seconds = '', half, zone] = match
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1
  if (month === 0) return null
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const two = (value: number | string): string => String(value).padStart(2, '0')
  const offset = zone === undefined ? '' : /^[+-]\d$/.test(zone) ? `${zone.charAt(0)}0${zone.charAt(1)}` : zone
  return `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}T${two(hour)}:${minutes}:${seconds}${offset}`
}

/** `00:01:30` or `01:30` in seconds; null for anything else. */
export function ufedSeconds(text: string | null): number | null {
  const match = /^(?:(\d+)\.)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text ?? '')
  if (match === null) return null
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}
