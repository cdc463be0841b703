/** Shapes of the arguments of calls about audiences, pictures and reviews. */
import { PICTURE_RULES, SAFETY_QUESTIONS, TREATMENTS } from './redaction.ts'
import { ROLES } from './records.ts'
import { type Check, flag, listOf, number, objectOf, oneOf, optional, orNull, text, whole } from './shapes.ts'

const share: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1
const degrees =
  (limit: number): Check =>
  (value) =>
    typeof value === 'number' && Math.abs(value) <= limit

const people = objectOf(Object.fromEntries([...ROLES, 'none'].map((role) => [role, oneOf(TREATMENTS)])))
const place = objectOf({ label: text, latitude: degrees(90), longitude: degrees(180), radiusMetres: number })
const region = objectOf({ left: share, top: share, width: share, height: share })

const profile = objectOf({
  name: text,
  title: text,
  people,
  pictures: oneOf(PICTURE_RULES),
  otherFiles: flag,
  words: listOf(text),
  places: listOf(place),
})

/** What `export.run` takes beyond format, target and scope. */
export const REDACTION_OPTIONS = {
  audience: optional(text),
  keyFile: optional(text),
  keyPassword: optional(text),
  safety: optional(listOf(oneOf(SAFETY_QUESTIONS))),
}

export const REDACTION_ARGUMENTS = {
  'audience.list': {},
  'audience.save': { profile },
  'audience.remove': { name: text },
  'picture.mark': { key: whole, attachmentId: orNull(whole), regions: listOf(region) },
  'picture.regions': { key: whole, attachmentId: orNull(whole) },
  'export.safety': {},
  'export.restore': { keyFile: text, password: text, package: orNull(text), target: text },
}

export const REVIEW_ARGUMENTS = { 'review.import': { path: text }, 'review.list': {} }
