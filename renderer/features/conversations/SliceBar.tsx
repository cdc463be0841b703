import { Button } from '@blueprintjs/core'
import type { RecordLine } from '../../../main/contract/index.ts'
import { KeyHint, TimeText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'
import type { SliceApi } from './useSlice.ts'

const words = conversationWords.slice

/** Says which part of the conversation is to be kept, and keeps it. */
export function SliceBar({ slice }: { readonly slice: SliceApi }) {
  const { first, last, problem } = slice
  return (
    <div className={styles.sliceBar} role="region" aria-label={words.title} data-testid="slice-bar">
      <End label={words.first} line={first} hint="[" set={slice.setFirst} isReady={slice.isReady} />
      <End label={words.last} line={last} hint="]" set={slice.setLast} isReady={slice.isReady} />
      {problem !== null && <span className="is-quiet">{words[problem]}</span>}
      <span className={styles.sliceActions}>
        <Button
          size="small"
          intent="primary"
          disabled={problem !== null || first === null || last === null}
          loading={slice.isRunning}
          onClick={slice.keep}
        >
          {words.keep}
        </Button>
        <Button size="small" onClick={slice.end}>
          {words.cancel}
        </Button>
      </span>
    </div>
  )
}

interface EndProps {
  readonly label: string
  readonly line: RecordLine | null
  readonly hint: string
  readonly set: () => void
  readonly isReady: boolean
}

function End({ label, line, hint, set, isReady }: EndProps) {
  return (
    <span className={styles.sliceEnd}>
      <span className="is-quiet">{label}</span>
      {line === null ? <span className="is-quiet">{words.notChosen}</span> : <TimeText time={line.time} />}
      <Button size="small" disabled={!isReady} onClick={set}>
        {words.takeSelected} <KeyHint keys={hint} />
      </Button>
    </span>
  )
}
