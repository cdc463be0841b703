/** The file that a reader of a package saved, checked before anything of it is believed. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ReviewFile } from '../../casefile/write/reviews.ts'
import { CaseError, type ExhibitId, REVIEW_MARKS, type ReviewMark } from '../../contract/index.ts'

/** Remarks are words of people; a file beyond this is something else. */
const MAX_BYTES = 20 * 1024 * 1024
const MAX_REMARKS = 200_000
const MAX_COMMENT = 100_000
const MAX_NAME = 200

/** Throws an `unreadable` failure in one sentence. */
export function readReview(path: string): ReviewFile {
  const bytes = bytesOf(path)
  const parsed = parse(bytes, path)
  const { format, formatVersion, package: packageId, reviewer, savedAt, items } = parsed
  if (format !== 'corroborate-review')
    throw new CaseError('unreadable', `${basename(path)} is no review: choose the file that the reader saved with "Save my review".`)
  if (formatVersion !== 1)
    throw new CaseError('unreadable', `${basename(path)} is a review of a newer version of this program. Update it, then import.`)
  if (typeof packageId !== 'string' || !/^[0-9a-f]{64}$/.test(packageId)) throw damaged(path, 'it does not say which package it belongs to')
  if (typeof reviewer !== 'string' || reviewer.trim() === '' || reviewer.length > MAX_NAME)
    throw damaged(path, 'it does not say whose review it is')
  if (!Array.isArray(items) || items.length > MAX_REMARKS) throw damaged(path, 'its remarks cannot be read')
  const remarks = items.map((item) => remarkOf(item) ?? problem(path))
  if (new Set(remarks.map(({ item }) => item)).size < remarks.length) throw damaged(path, 'it speaks of one item twice')
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    packageId,
    reviewer: reviewer.trim(),
    savedAtMs: timeOf(savedAt) ?? 0,
    remarks: remarks.filter(({ mark, comment }) => mark !== null || comment.trim() !== ''),
  }
}

function bytesOf(path: string): Buffer {
  try {
    if (statSync(path).size > MAX_BYTES) throw new CaseError('unreadable', `${basename(path)} is too large for a review.`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof CaseError) throw error
    throw new CaseError('unreadable', `The review ${path} cannot be read: check the path and your rights.`)
  }
}

function parse(bytes: Buffer, path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new CaseError('unreadable', `${basename(path)} is no review: choose the file that the reader saved with "Save my review".`)
}

const damaged = (path: string, what: string): CaseError =>
  new CaseError(
    'unreadable',
    `${basename(path)} is damaged or was changed by hand: ${what}. Ask the reviewer to save it again; nothing was imported.`,
  )

function problem(path: string): never {
  throw damaged(path, 'one of its remarks cannot be read')
}

function remarkOf(value: unknown): ReviewFile['remarks'][number] | null {
  if (typeof value !== 'object' || value === null) return null
  const { item, mark, comment, at } = value as Record<string, unknown>
  if (typeof item !== 'string' || !isItem(item) || typeof comment !== 'string' || comment.length > MAX_COMMENT) return null
  const known = mark === '' || mark === null ? null : REVIEW_MARKS.find((one) => one === mark)
  if (known === undefined) return null
  return { item, mark: known satisfies ReviewMark | null, comment, atMs: timeOf(at) ?? 0 }
}

const isItem = (item: string): item is ExhibitId => /^[rx]\d{1,15}$/.test(item)

function timeOf(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isFinite(ms) ? ms : null
}
