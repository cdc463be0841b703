import { Dialog } from '@blueprintjs/core'
import { listBindings } from '../shared/keys/index.ts'
import { useView } from '../shared/lens/index.ts'
import { KeyHint } from '../shared/ui/index.ts'
import { shellWords } from '../shared/wording/shell.ts'
import { keyGroups, type KeyGroup } from './keyGroups.ts'

const words = shellWords.keys

/** The keys in force now, by group. */
export function KeyList({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const { view } = useView()
  return (
    <Dialog isOpen={isOpen} onClose={close} title={words.title} className="key-list" transitionDuration={0}>
      <div className="key-list-body" tabIndex={0} role="group" aria-label={words.title} data-testid="key-list">
        {isOpen && keyGroups(listBindings(), view).map((group) => <Group key={group.title} group={group} />)}
      </div>
    </Dialog>
  )
}

function Group({ group: { title, lines, isWaiting } }: { readonly group: KeyGroup }) {
  return (
    <section>
      <h3>{title}</h3>
      {isWaiting && <p className="is-quiet is-small">{words.waiting}</p>}
      <dl className="key-list-items">
        {lines.map(({ keys, words: what }) => (
          <div key={what}>
            <dt>
              {keys.map((each, index) => (
                <span key={each}>
                  {index > 0 && <span className="is-faint is-small">{words.or} </span>}
                  <KeyHint keys={each} />
                </span>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
