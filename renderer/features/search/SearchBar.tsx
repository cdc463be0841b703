import { Button, SegmentedControl } from '@blueprintjs/core'
import { CrossIcon, FilterIcon } from '@blueprintjs/icons'
import { useEffect, useRef } from 'react'
import type { Lens } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useLens, useSelection } from '../../shared/lens/index.ts'
import { notify } from '../../shared/ui/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import styles from './search.module.css'

export interface SearchBarProps {
  readonly text: string
  readonly setText: (text: string) => void
  /** Searches at once; searched already, goes to the hits. */
  readonly onEnter: () => void
  /** Goes to the hits. */
  readonly onDown: () => void
  /** Called when the search was used, for the list of searches. */
  readonly onUse: () => void
  /** The search as a lens. */
  readonly lens: Lens
  readonly isAsked: boolean
  /** Exact number of hits, or null while it is counted. */
  readonly total: number | null
  /** True when it could not be counted. */
  readonly hasFailed: boolean
  /** Null while the lens lets everything through. */
  readonly scope: { readonly isWhole: boolean; readonly setIsWhole: (isWhole: boolean) => void } | null
}

export function SearchBar({ text, setText, onEnter, onDown, onUse, lens, isAsked, total, hasFailed, scope }: SearchBarProps) {
  const { change } = useLens()
  const field = useRef<HTMLInputElement>(null)
  const { selectedKey } = useSelection()
  // Who comes back to hits goes on among them.
  const isReturning = useRef(text !== '' && selectedKey !== null)
  useEffect(() => {
    if (!isReturning.current) field.current?.focus()
  }, [])
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      if (text === '') event.currentTarget.blur()
      else setText('')
    } else if ((event.key === 'Enter' || event.key === 'ArrowDown') && !event.nativeEvent.isComposing) {
      event.preventDefault()
      if (event.key === 'Enter') onEnter()
      else onDown()
    }
  }
  const putIntoLens = (): void => {
    onUse()
    change(lens)
    notify(words.usedAsLens)
  }
  return (
    <div className={styles.bar}>
      <span className={styles.field}>
        <input
          ref={field}
          className="bp6-input"
          type="search"
          dir="auto"
          value={text}
          placeholder={words.placeholder}
          aria-label={words.label}
          spellCheck={false}
          autoComplete="off"
          data-testid="search-input"
          onChange={(event) => setText(event.target.value)}
          onFocus={(event) => event.target.select()}
          onKeyDown={onKeyDown}
        />
        {text !== '' && (
          <Button
            variant="minimal"
            size="small"
            icon={<CrossIcon />}
            aria-label={words.clear}
            title={words.clear}
            onClick={() => {
              setText('')
              field.current?.focus()
            }}
          />
        )}
      </span>
      {isAsked && (
        <span className={styles.total} role="status" data-testid="search-total">
          {hasFailed ? words.notCounted : total === null ? words.counting : words.total(formatCount(total), total === 1)}
        </span>
      )}
      {scope !== null && (
        <SegmentedControl
          small
          value={scope.isWhole ? 'whole' : 'lens'}
          onValueChange={(value) => scope.setIsWhole(value === 'whole')}
          aria-label={words.scopeLabel}
          options={[
            { label: words.withinLens, value: 'lens' },
            { label: words.wholeCase, value: 'whole' },
          ]}
        />
      )}
      {isAsked && (
        <Button size="small" icon={<FilterIcon size={13} />} title={words.intoLensTitle} onClick={putIntoLens}>
          {words.intoLens}
        </Button>
      )}
    </div>
  )
}
