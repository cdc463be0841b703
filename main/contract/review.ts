/** What readers of a package marked and wrote, sent back as one small file and kept beside the exhibits with their names. */
import type { ExhibitId } from './evidence.ts'

export const REVIEW_MARKS = ['important', 'question', 'objection', 'agreed'] as const
export type ReviewMark = (typeof REVIEW_MARKS)[number]

/** One remark of one reviewer on one item, as one file stated it. Never changed by a later file. */
export interface ReviewRemark {
  readonly id: number
  /** The file that it came with. */
  readonly reviewId: number
  /** The record (`r12`), or an exhibit of several (`x3`). */
  readonly item: ExhibitId
  /** Number of the exhibit, or null for a message that stands around exhibits, or what is no exhibit any more. */
  readonly exhibit: string | null
  /** Citation of the record when the remark was imported; empty for an exhibit of several. */
  readonly record: string
  readonly reviewer: string
  readonly mark: ReviewMark | null
  readonly comment: string
  /** When the reviewer wrote it, by the clock of the reviewer's machine. */
  readonly atMs: number
  readonly importedAtMs: number
  readonly importedBy: string
  /** What the package was made for, and the SHA-256 of its manifest. */
  readonly audience: string
  readonly manifestSha256: string
  /** Ids of remarks on the same item that say something else. */
  readonly conflictsWith: readonly number[]
}

export interface ReviewImport {
  readonly reviewer: string
  readonly remarks: number
  /** The very same file was imported before: nothing was added. */
  readonly alreadyImported: boolean
  /** Remarks of this file that say something else than another one on the same item; both stand. */
  readonly conflicts: readonly { readonly item: ExhibitId; readonly exhibit: string | null; readonly sentence: string }[]
  /** One sentence per remark that refers to nothing in the case any more. They are kept. */
  readonly warnings: readonly string[]
}

export interface ReviewCalls {
  /** Adds the remarks of a file that a reader saved in a package of this case. Logged. Nothing that is there is changed. */
  'review.import'(args: { path: string }): ReviewImport
  /** All remarks, in the order of the exhibits. */
  'review.list'(args: Record<string, never>): readonly ReviewRemark[]
}
