import { DocumentIcon, MediaIcon, MusicIcon, VideoIcon } from '@blueprintjs/icons'
import type { ComponentType } from 'react'
import type { AttachmentLine } from '../../../main/contract/index.ts'
import { formatBytes } from '../../shared/format/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { BlurredPicture } from './BlurredPicture.tsx'
import styles from './conversations.module.css'

const words = conversationWords.attachment

const ICONS: Readonly<Record<string, ComponentType<{ size?: number }>>> = { image: MediaIcon, video: VideoIcon, audio: MusicIcon }

const PICTURE_NAME = /\.(jpe?g|png|gif|webp|heic|heif|tiff?)$/i
const isPicture = ({ mime, path, name }: AttachmentLine): boolean =>
  mime === null ? PICTURE_NAME.test(path ?? name) : mime.startsWith('image/')

/** Files that the message names: whether their bytes are there, and pictures behind a blind. */
export function Attachments({ recordKey, attachments }: { readonly recordKey: number; readonly attachments: readonly AttachmentLine[] }) {
  return (
    <div className={styles.attachments}>
      {attachments.map((attachment) => (
        <div key={attachment.attachmentId} className={styles.attachment}>
          {attachment.isPresent && isPicture(attachment) && <BlurredPicture recordKey={recordKey} attachmentId={attachment.attachmentId} />}
          <FileChip attachment={attachment} />
        </div>
      ))}
    </div>
  )
}

function FileChip({ attachment: { name, path, mime, sizeBytes, isPresent } }: { readonly attachment: AttachmentLine }) {
  const Icon = ICONS[mime?.split('/')[0] ?? ''] ?? DocumentIcon
  const facts = [
    mime,
    sizeBytes === null ? null : formatBytes(sizeBytes),
    isPresent ? words.present : path === null ? words.unnamed : words.missing,
  ]
  return (
    <span className={styles.file} data-present={isPresent} title={path ?? name}>
      <Icon size={13} />
      <EvidenceText text={name} className={styles.fileName ?? ''} />
      <span className={styles.fileFacts}>{facts.filter(Boolean).join(', ')}</span>
    </span>
  )
}
