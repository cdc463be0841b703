/** The shapes that arguments are made of. */
import type { EntityId, Lens } from './lens.ts'
import { RECORD_KIND_NAMES } from './lens.ts'

export type Check = (value: unknown) => boolean
export type Shape = Readonly<Record<string, Check>>

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const text: Check = (value) => typeof value === 'string' && value.length <= 100_000
export const number: Check = (value) => typeof value === 'number' && Number.isFinite(value)
export const whole: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value)
export const flag: Check = (value) => typeof value === 'boolean'
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= 10_000 && value.every(check)
export const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && choices.includes(value)
export const entity: Check = (value): value is EntityId => typeof value === 'string' && /^[pi]\d{1,15}$/.test(value)

const STATES = ['live', 'deleted-flagged', 'recovered', 'superseded', 'edited-previous', 'inferred']
export const POSITION_CLASSES = ['device-fix', 'visit', 'network', 'photo', 'searched', 'shared-by-other', 'other-device', 'mentioned']
const box: Check = (value) => Array.isArray(value) && value.length === 4 && value.every(number)
export const pair: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(entity)

const LENS: Shape = {
  fromMs: orNull(number),
  toMs: orNull(number),
  people: listOf(entity),
  pair: orNull(pair),
  sources: listOf(whole),
  kinds: listOf(oneOf(RECORD_KIND_NAMES)),
  states: listOf(oneOf(STATES)),
  text,
  threadId: orNull(whole),
  tags: listOf(text),
  bookmarkedOnly: flag,
  box: orNull(box),
}
export const lens: Check = (value): value is Lens => isObject(value) && Object.entries(LENS).every(([name, check]) => check(value[name]))

/** An object with exactly these fields. */
export const objectOf =
  (shape: Shape): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(shape).every(([name, check]) => check(value[name])) &&
    Object.keys(value).every((name) => Object.hasOwn(shape, name))
