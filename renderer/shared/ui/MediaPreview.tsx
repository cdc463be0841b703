/** A picture of the evidence, blurred until asked for. */
import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import type { MediaBytes } from '../../../main/contract/index.ts'
import { useQuery } from '../query/index.ts'
import { mediaWords as words } from '../wording/inspector.ts'
import { UnlockSource } from './PasswordForm.tsx'
import { FailedState, LoadingState } from './States.tsx'

export interface MediaPreviewProps {
  /** Record that has the media. */
  readonly recordKey: number
  /** Attachment of a message, or null for a media record. */
  readonly attachmentId: number | null
  readonly mime: string | null
  readonly isPresent: boolean
}

const SHOWN_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])
/** Types of which the service makes a picture that can be shown. */
const PREVIEWED = /^image\//

function dataAddress({ mime, base64 }: MediaBytes): string | null {
  return SHOWN_TYPES.has(mime) ? `data:${mime};base64,${base64}` : null
}

export function MediaPreview({ recordKey, attachmentId, mime, isPresent }: MediaPreviewProps) {
  const [isShown, setIsShown] = useState(false)
  const isPicture = mime !== null && PREVIEWED.test(mime)
  const isEnabled = isPresent && isPicture
  const small = useQuery('media.get', { key: recordKey, attachmentId, thumbnail: true }, { isEnabled, keepPrevious: false })
  const full = useQuery(
    'media.get',
    { key: recordKey, attachmentId, thumbnail: false },
    { isEnabled: isEnabled && isShown, keepPrevious: false },
  )
  if (!isPresent) return <p className="is-quiet">{words.notPresent}</p>
  if (!isPicture) return <p className="is-quiet">{words.notPreviewed(mime ?? '?')}</p>
  const failure = (isShown ? full.failure : null) ?? small.failure
  if (failure?.kind === 'password') {
    return (
      <FailedState failure={failure}>
        <UnlockSource recordKey={recordKey} />
      </FailedState>
    )
  }
  if (failure !== null) return <FailedState failure={failure} onRetry={isShown ? full.reload : small.reload} />
  const bytes = isShown ? (full.data ?? small.data) : small.data
  if (bytes === undefined) return <LoadingState />
  const address = dataAddress(bytes)
  if (address === null) return <p className="is-quiet">{words.notPreviewed(bytes.mime)}</p>
  return (
    <figure className="ui-media">
      <span className="ui-media-frame">
        <img src={address} alt={words.alt} className={isShown && full.data !== undefined ? '' : 'is-blurred'} />
      </span>
      <figcaption>
        <Button size="small" onClick={() => setIsShown(!isShown)}>
          {isShown ? words.hide : words.show}
        </Button>
        {!isShown && <span className="is-faint is-small">{words.hidden}</span>}
      </figcaption>
    </figure>
  )
}
