/** Paths of attachments as the extraction lists them, so that a record and its file find each other. */
import type { AttachmentRef, Emitted } from '../../parsers/model/index.ts'
import type { Extraction } from '../../parsers/sources/extraction.ts'

/** A parser may name an app where the image has the UUID of its container: the extraction knows both, records are kept with the second. */
export function withListedPaths(item: Emitted, extraction: Pick<Extraction, 'stat'>): Emitted {
  if (item.type !== 'message' || item.attachments.length === 0) return item
  const attachments = item.attachments.map((attachment): AttachmentRef => {
    const listed = attachment.path === null ? undefined : extraction.stat(attachment.path)?.path
    return listed === undefined || listed === attachment.path ? attachment : { ...attachment, path: listed }
  })
  return attachments.every((attachment, index) => attachment === item.attachments[index]) ? item : { ...item, attachments }
}
