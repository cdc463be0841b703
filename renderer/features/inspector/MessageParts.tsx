import type { MessageLine } from '../../../main/contract/index.ts'
import { formatBytes } from '../../shared/format/index.ts'
import { EvidenceText, MediaPreview, UtcTime } from '../../shared/ui/index.ts'
import { isPicture, PictureMarks } from './PictureMarks.tsx'
import { inspectorWords as words } from '../../shared/wording/inspector.ts'
import { Section } from './Section.tsx'

/** What belongs to a message beside its text. */
export function MessageParts({ recordKey, message }: { readonly recordKey: number; readonly message: MessageLine }) {
  const { attachments, earlierTexts, reactions } = message
  return (
    <>
      {attachments.length > 0 && (
        <Section title={words.sections.attachments}>
          {attachments.map(({ attachmentId, name, path, mime, sizeBytes, isPresent }) => (
            <div key={attachmentId} className="inspector-attachment">
              <EvidenceText text={name} />{' '}
              <span className="is-faint is-small">
                {[mime, sizeBytes === null ? null : formatBytes(sizeBytes)].filter(Boolean).join(', ')}
              </span>
              {path !== null && path !== name && <EvidenceText as="div" text={path} className="is-faint is-small" />}
              <MediaPreview recordKey={recordKey} attachmentId={attachmentId} mime={mime} isPresent={isPresent} />
              {isPicture(mime) && isPresent && <PictureMarks recordKey={recordKey} attachmentId={attachmentId} />}
            </div>
          ))}
        </Section>
      )}
      {earlierTexts.length > 0 && (
        <Section title={words.sections.earlier}>
          <ol className="inspector-list">
            {earlierTexts.map(({ key, text, utcMs }) => (
              <li key={key}>
                <EvidenceText text={text} /> <UtcTime utcMs={utcMs} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {reactions.length > 0 && (
        <Section title={words.sections.reactions}>
          <ul className="inspector-list">
            {reactions.map(({ key, label, by }) => (
              <li key={key}>
                <EvidenceText text={label} /> <bdi className="is-quiet">{by}</bdi>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
