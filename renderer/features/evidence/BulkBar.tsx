/** What is done to all chosen exhibits at once; each is one step that can be taken back. */
import { Button, Menu, MenuItem, Popover } from '@blueprintjs/core'
import { TrashIcon } from '@blueprintjs/icons'
import type { ReactElement } from 'react'
import type { ExhibitChange, ListedExhibit } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { CONTEXT_WINDOWS, OFFENCE_ELEMENTS, STANCES } from '../../shared/exhibit/index.ts'
import { exhibitListWords } from '../../shared/wording/exhibitList.ts'
import { contextWords, elementWords, exhibitWords, stanceWords } from '../../shared/wording/exhibits.ts'

const words = exhibitListWords.bulk

export interface BulkBarProps {
  readonly chosen: readonly ListedExhibit[]
  readonly change: (change: ExhibitChange) => void
  readonly addElement: (element: (typeof OFFENCE_ELEMENTS)[number]) => void
  readonly openTags: () => void
  readonly openNumbers: () => void
  readonly remove: () => void
  readonly clear: () => void
}

export function BulkBar({ chosen, change, addElement, openTags, openNumbers, remove, clear }: BulkBarProps) {
  return (
    <div className="ui-toolbar bulk-bar" role="toolbar" aria-label={words.bar} data-testid="bulk-bar">
      <b className="is-figures">{exhibitListWords.chosen(formatCount(chosen.length))}</b>
      <Button size="small" onClick={openTags}>
        {words.tags}
      </Button>
      <Choice words={words.stance}>
        <Menu>
          {STANCES.map((stance) => (
            <MenuItem key={stance} text={stanceWords[stance].name} onClick={() => change({ stance })} />
          ))}
          <MenuItem text={exhibitWords.noStance} onClick={() => change({ stance: null })} />
        </Menu>
      </Choice>
      <Choice words={words.element}>
        <Menu>
          {OFFENCE_ELEMENTS.map((element) => (
            <MenuItem key={element} text={words.addElement(elementWords[element].name)} onClick={() => addElement(element)} />
          ))}
          <MenuItem text={words.noElement} onClick={() => change({ elements: [] })} />
        </Menu>
      </Choice>
      <Choice words={words.context}>
        <Menu>
          {CONTEXT_WINDOWS.map((context) => (
            <MenuItem key={context} text={contextWords[context]} onClick={() => change({ context })} />
          ))}
        </Menu>
      </Choice>
      <Button size="small" onClick={openNumbers}>
        {words.number}
      </Button>
      <Button size="small" icon={<TrashIcon size={13} />} onClick={remove}>
        {words.remove}
      </Button>
      <span className="ui-toolbar-space" />
      <Button size="small" variant="minimal" onClick={clear}>
        {words.clear}
      </Button>
    </div>
  )
}

function Choice({ words: text, children }: { readonly words: string; readonly children: ReactElement }) {
  return (
    <Popover content={children} placement="bottom-start" transitionDuration={0} minimal>
      <Button size="small">{text}</Button>
    </Popover>
  )
}
