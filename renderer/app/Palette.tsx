/** One field to go anywhere: views, actions, saved lenses, people, a pasted lens link. */
import { Dialog } from '@blueprintjs/core'
import { useDeferredValue, useState, type KeyboardEvent } from 'react'
import { fromHash, readSavedLenses, useLens, useView } from '../shared/lens/index.ts'
import { useCall, useQuery } from '../shared/query/index.ts'
import { shellWords } from '../shared/wording/shell.ts'
import { VIEWS } from './views.ts'

const words = shellWords.palette
const FOUND_LIMIT = 8

interface Command {
  readonly id: string
  readonly title: string
  readonly run: () => void
}

export interface PaletteProps {
  readonly isOpen: boolean
  readonly close: () => void
  readonly showKeys: () => void
}

export function Palette(props: PaletteProps) {
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={props.close}
      title={words.title}
      className="palette"
      transitionDuration={0}
      isCloseButtonShown={false}
    >
      <PaletteBody {...props} />
    </Dialog>
  )
}

function useCommands(text: string, showKeys: () => void): readonly Command[] {
  const lens = useLens()
  const { show } = useView()
  const closeCase = useCall('case.close')
  const people = useQuery('people.find', { text, limit: FOUND_LIMIT }, { isEnabled: text.trim().length > 1 })
  const link = fromHash(text.slice(Math.max(0, text.indexOf('#'))).trim())
  if (link !== null) return [{ id: 'link', title: words.openLink, run: () => lens.load(link) }]
  const fixed: readonly Command[] = [
    ...VIEWS.map(({ id, title }) => ({ id: `view-${id}`, title: words.show(title), run: () => show(id) })),
    { id: 'clear', title: shellWords.lens.clear, run: lens.clear },
    { id: 'undo', title: shellWords.lens.undo, run: lens.undo },
    { id: 'keys', title: words.keys, run: showKeys },
    { id: 'close', title: words.closeCase, run: () => void closeCase.run({}) },
    ...readSavedLenses().map(({ name, hash }) => ({ id: `lens-${name}`, title: words.lens(name), run: () => loadHash(hash, lens.load) })),
  ]
  const found = (people.data ?? []).map((party) => ({
    id: party.entity,
    title: words.addPerson(party.name),
    run: () => lens.togglePerson(party.entity),
  }))
  const wanted = text.trim().toLowerCase()
  return [...fixed.filter(({ title }) => title.toLowerCase().includes(wanted)), ...(wanted.length > 1 ? found : [])]
}

function loadHash(hash: string, load: ReturnType<typeof useLens>['load']): void {
  const snapshot = fromHash(hash)
  if (snapshot !== null) load(snapshot)
}

function PaletteBody({ close, showKeys }: PaletteProps) {
  const [text, setText] = useState('')
  const [activeIndex, setActiveIndex] = useState(0)
  const commands = useCommands(useDeferredValue(text), showKeys)
  const active = Math.min(activeIndex, commands.length - 1)
  const run = (command: Command | undefined): void => {
    if (command === undefined) return
    close()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActiveIndex(Math.min(commands.length - 1, active + 1))
    else if (event.key === 'ArrowUp') setActiveIndex(Math.max(0, active - 1))
    else if (event.key === 'Enter') run(commands[active])
    else return
    event.preventDefault()
  }
  return (
    <div className="palette-body">
      <input
        className="bp6-input bp6-fill"
        autoFocus
        value={text}
        placeholder={words.placeholder}
        aria-label={words.placeholder}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={commands[active] === undefined ? undefined : `palette-${commands[active].id}`}
        onChange={(event) => {
          setText(event.target.value)
          setActiveIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id="palette-list" aria-label={words.title}>
        {commands.length === 0 && (
          <div className="palette-none is-quiet" role="option" aria-selected="false" aria-disabled="true">
            {words.none}
          </div>
        )}
        {commands.map((command, index) => (
          <div
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            aria-selected={index === active}
            className="palette-item"
            onMouseEnter={() => setActiveIndex(index)}
            onClick={() => run(command)}
          >
            <bdi>{command.title}</bdi>
          </div>
        ))}
      </div>
    </div>
  )
}
