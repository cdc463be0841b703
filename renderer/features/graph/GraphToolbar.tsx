import { Button, HTMLSelect, Switch } from '@blueprintjs/core'
import { BookmarkIcon, CrossIcon, ZoomToFitIcon } from '@blueprintjs/icons'
import { useId, useState, type FormEvent } from 'react'
import type { GraphAnswer, Party } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'

const words = graphWords.toolbar
const LIMITS: readonly number[] = [30, 60, 150, 400, 1_000, 2_000]

export interface GraphOptions {
  readonly limit: number
  readonly includeGroups: boolean
  readonly isCollapsed: boolean
  readonly isTable: boolean
}

export interface GraphToolbarProps {
  readonly options: GraphOptions
  readonly change: (patch: Partial<GraphOptions>) => void
  readonly answer: GraphAnswer | undefined
  readonly focus: Party | null
  readonly endFocus: () => void
  readonly isPinned: boolean
  readonly togglePin: () => void
  readonly fit: () => void
  readonly find: (text: string) => void
  readonly keepView: () => void
}

export function GraphToolbar({ options, change, answer, focus, endFocus, isPinned, togglePin, fit, find, keepView }: GraphToolbarProps) {
  return (
    <div className="ui-toolbar graph-toolbar" role="toolbar" aria-label={words.bar}>
      <Finder answer={answer} find={find} />
      <HTMLSelect
        aria-label={words.limit}
        value={options.limit}
        onChange={(event) => change({ limit: Number(event.currentTarget.value) })}
        options={LIMITS.map((value) => ({ value, label: words.limitUnit(value) }))}
      />
      <Switch
        checked={options.includeGroups}
        onChange={(event) => change({ includeGroups: event.currentTarget.checked })}
        label={words.groups}
        title={words.groupsHint}
        data-testid="graph-include-groups"
      />
      <Switch
        checked={options.isCollapsed}
        disabled={options.isTable}
        onChange={(event) => change({ isCollapsed: event.currentTarget.checked })}
        label={words.collapse}
        title={words.collapseHint}
      />
      {focus !== null && (
        <Button
          size="small"
          intent="primary"
          variant="outlined"
          endIcon={<CrossIcon size={12} />}
          title={words.focusOff}
          onClick={endFocus}
        >
          {words.focus(focus.name)}
        </Button>
      )}
      <span className="ui-toolbar-space" />
      <Button size="small" icon={<ZoomToFitIcon size={14} />} title={words.fitHint} disabled={options.isTable} onClick={fit}>
        {words.fit}
      </Button>
      <Button size="small" icon={<BookmarkIcon size={14} />} title={words.keepHint} disabled={options.isTable} onClick={keepView}>
        {words.keep}
      </Button>
      <Button size="small" title={words.pinHint} onClick={togglePin}>
        {isPinned ? words.unpin : words.pin}
      </Button>
      <Button
        size="small"
        active={options.isTable}
        aria-pressed={options.isTable}
        title={words.tableHint}
        onClick={() => change({ isTable: !options.isTable })}
        data-testid="graph-table-toggle"
      >
        {words.table}
      </Button>
    </div>
  )
}

/** Suggests the names that are drawn; anything else is looked up in the case. */
function Finder({ answer, find }: { readonly answer: GraphAnswer | undefined; readonly find: (text: string) => void }) {
  const [text, setText] = useState('')
  const listId = useId()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') find(text.trim())
  }
  return (
    <form onSubmit={submit} role="search">
      <input
        className="bp6-input graph-find"
        type="search"
        list={listId}
        value={text}
        placeholder={words.find}
        aria-label={words.find}
        onChange={(event) => setText(event.target.value)}
      />
      <datalist id={listId}>
        {(answer?.nodes ?? []).map(({ party, records }) => (
          <option key={party.entity} value={party.name} label={`${party.identifier} (${formatCount(records)})`} />
        ))}
      </datalist>
    </form>
  )
}
