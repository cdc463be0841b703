/** Page cursors: the key of the last row given, as text. Never an offset. */
import { CaseError } from '../../contract/index.ts'

export interface TimeKey {
  /** UTC ms, or null in the undated part at the end. */
  readonly atMs: number | null
  readonly id: number
}

export const encodeCursor = ({ atMs, id }: TimeKey): string => `${atMs ?? '-'}:${id}`

export function decodeCursor(cursor: string): TimeKey {
  const match = /^(-|-?\d+):(\d+)$/.exec(cursor)
  if (match === null) throw new CaseError('usage', 'The page cursor is not one that this program gave out.')
  return { atMs: match[1] === '-' ? null : Number(match[1]), id: Number(match[2]) }
}

/** Page sizes stay within what a window can use. */
export const pageSize = (limit: number): number => Math.max(1, Math.min(1_000, Math.trunc(limit)))
