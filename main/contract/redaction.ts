/** For whom something is exported, and what is taken out before it leaves. */
import type { Role } from './records.ts'

/** `none`: nobody assigned a role: a third party. */
export type RoleOrNone = Role | 'none'

/** `pseudonym`: "Person V1", the same in every export; `masked`: "Third party T4 (…123)". */
export type Treatment = 'named' | 'pseudonym' | 'masked'
export const TREATMENTS: readonly Treatment[] = ['named', 'pseudonym', 'masked']

/**
 * Pictures of an audience: `all` as they are, `marked` only those that somebody looked at and marked, with the marked regions
 * painted over, or `none`.
 */
export type PictureRule = 'all' | 'marked' | 'none'
export const PICTURE_RULES: readonly PictureRule[] = ['all', 'marked', 'none']

/** A place whose positions are taken out, a shelter for instance. */
export interface RemovedPlace {
  readonly label: string
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

export interface AudienceProfile {
  /** `defence`, `court` ...: lower case, digits and hyphens. */
  readonly name: string
  /** As the pages show it. */
  readonly title: string
  readonly people: Readonly<Record<RoleOrNone, Treatment>>
  readonly pictures: PictureRule
  /** Films, sound and documents, in which nothing can be painted over. */
  readonly otherFiles: boolean
  /** Words, names and addresses that are taken out wherever they stand. */
  readonly words: readonly string[]
  readonly places: readonly RemovedPlace[]
}

/** Nothing is taken out. Cannot be changed. */
export const FULL_AUDIENCE = 'full'

/** Part of a picture that is painted over: fractions of its width and height, from the left and the top, as the picture is shown. */
export interface PictureRegion {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** What somebody must have looked at before a victim's places or children leave the case. */
export const SAFETY_QUESTIONS = ['shelters', 'whereabouts', 'children', 'immigration'] as const
export type SafetyQuestion = (typeof SAFETY_QUESTIONS)[number]

export interface SafetyCheck {
  /** Whether an export asks: somebody in the case has the role of a victim. */
  readonly isNeeded: boolean
  /** One sentence per question. */
  readonly questions: readonly { readonly id: SafetyQuestion; readonly sentence: string }[]
}

/** What an export is told beyond format, target and scope. */
export interface RedactionArguments {
  /** Name of a saved profile; absent = `full`. */
  readonly audience?: string
  /** Where the encrypted file is written that says who is who; only with `keyPassword`. */
  readonly keyFile?: string
  readonly keyPassword?: string
  /** The questions that were looked at: all of them, where an export asks. Logged. */
  readonly safety?: readonly SafetyQuestion[]
}

export interface Restored {
  /** Persons whose names the key file gives back. */
  readonly persons: number
  /** Texts that it gives back. */
  readonly texts: number
  readonly target: string
}

export interface RedactionCalls {
  'audience.list'(args: Record<string, never>): readonly AudienceProfile[]
  /** Adds a profile or replaces the one of that name. Logged. */
  'audience.save'(args: { profile: AudienceProfile }): readonly AudienceProfile[]
  /** Removes a profile; of those that come with the program, the changes. Logged. */
  'audience.remove'(args: { name: string }): readonly AudienceProfile[]
  /** States that somebody looked at a picture, and which parts of it are painted over for others. Logged. */
  'picture.mark'(args: { key: number; attachmentId: number | null; regions: readonly PictureRegion[] }): { readonly sha256: string }
  /** Regions of a picture, or null while nobody has looked at it. */
  'picture.regions'(args: { key: number; attachmentId: number | null }): { readonly regions: readonly PictureRegion[] | null }
  'export.safety'(args: Record<string, never>): SafetyCheck
  /** Writes a page that says who is who and what stood where something was taken out, for those who hold key file and password. */
  'export.restore'(args: { keyFile: string; password: string; package: string | null; target: string }): Restored
}
