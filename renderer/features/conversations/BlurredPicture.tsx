/** A small picture behind a blind. Its bytes are asked for only when somebody wants to look. */
import { EyeOnIcon, EyeOffIcon } from '@blueprintjs/icons'
import { useRef, useState } from 'react'
import { useQuery } from '../../shared/query/index.ts'
import { LoadingState } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.attachment
/** A press of this length is a look: the blind falls again when it ends. */
const HOLD_MS = 350

/** Click to show and to blur again; hold to look. */
function useReveal(): {
  readonly isShown: boolean
  readonly handlers: Pick<React.ComponentProps<'button'>, 'onPointerDown' | 'onPointerUp' | 'onPointerLeave' | 'onClick'>
} {
  const [isShown, setIsShown] = useState(false)
  const [isHeld, setIsHeld] = useState(false)
  const pressedAt = useRef<number | null>(null)
  const release = (): void => setIsHeld(false)
  return {
    isShown: isShown || isHeld,
    handlers: {
      onPointerDown: ({ timeStamp }) => {
        pressedAt.current = timeStamp
        setIsHeld(true)
      },
      onPointerUp: release,
      onPointerLeave: release,
      onClick: (event) => {
        event.stopPropagation()
        const heldMs = pressedAt.current === null ? 0 : event.timeStamp - pressedAt.current
        pressedAt.current = null
        if (heldMs < HOLD_MS) setIsShown(!isShown)
      },
    },
  }
}

export function BlurredPicture({ recordKey, attachmentId }: { readonly recordKey: number; readonly attachmentId: number }) {
  const { isShown, handlers } = useReveal()
  const picture = useQuery('media.get', { key: recordKey, attachmentId, thumbnail: true }, { isEnabled: isShown, keepPrevious: false })
  if (picture.failure !== null)
    return (
      <p className={styles.pictureFailed}>
        {words.failed}: {picture.failure.message}
      </p>
    )
  return (
    <button type="button" className={styles.picture} data-shown={isShown} title={words.hint} {...handlers}>
      {isShown && picture.data !== undefined && (
        <img src={`data:${picture.data.mime};base64,${picture.data.base64}`} alt={words.alt} draggable={false} />
      )}
      {isShown && picture.data === undefined && <LoadingState />}
      <span className={styles.pictureWords}>
        {isShown ? <EyeOffIcon size={13} /> : <EyeOnIcon size={13} />} {isShown ? words.hide : words.show}
      </span>
    </button>
  )
}
