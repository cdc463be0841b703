/** The text of a message: the `text` column, or the archived attributed string beside it. */
import { bytesOf, textOf } from '../../../formats/values/storedValues.ts'
import { typedstreamText } from '../../../formats/binary/typedstream.ts'
import type { SqlValue } from '../../../model/index.ts'

export interface Body {
  /** Exactly as stored, with U+FFFC where attachments stand. */
  readonly text: string | null
  /** The archived text where both exist and differ: one of them was changed afterwards. */
  readonly otherText: string | null
  /** What is wrong with the archive, or null. */
  readonly problem: string | null
}

const NO_BODY: Body = { text: null, otherText: null, problem: null }

/** `text` first, as the phone does; `attributedBody` where it is empty (current iOS leaves it so). */
export function bodyOf(textColumn: SqlValue, attributedBody: SqlValue): Body {
  const text = textOf(textColumn)
  const archive = bytesOf(attributedBody)
  if (archive === null) return text === null ? NO_BODY : { text, otherText: null, problem: null }
  const archived = typedstreamText(archive)
  if (archived === null) return { text, otherText: null, problem: 'cannot be decoded' }
  const problem = archived.isDamaged ? 'ends before its stated length' : null
  const archivedText = archived.text === '' ? null : archived.text
  if (text === null) return { text: archivedText, otherText: null, problem }
  return { text, otherText: archivedText === null || archivedText === text ? null : archivedText, problem }
}

/** Whether a text says anything: U+FFFC and U+FFFD stand for attachments and apps. */
export function isShown(text: string | null): boolean {
  return text !== null && /[^\uFFFC\uFFFD\s]/u.test(text)
}
