import { Dialog } from '@blueprintjs/core'
import { listBindings, type KeyBinding } from '../shared/keys/index.ts'
import { KeyHint } from '../shared/ui/index.ts'
import { shellWords } from '../shared/wording/shell.ts'

/** The keys in force now, by group. */
export function KeyList({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={close} title={shellWords.keys.title} className="key-list" transitionDuration={0}>
      <div className="key-list-body">
        {isOpen && groupsOf(listBindings()).map(([group, bindings]) => <KeyGroup key={group} group={group} bindings={bindings} />)}
      </div>
    </Dialog>
  )
}

function groupsOf(bindings: readonly KeyBinding[]): readonly (readonly [string, readonly KeyBinding[]])[] {
  return [...Map.groupBy(bindings, ({ group }) => group)]
}

function KeyGroup({ group, bindings }: { readonly group: string; readonly bindings: readonly KeyBinding[] }) {
  return (
    <section>
      <h3>{group}</h3>
      <dl className="key-list-items">
        {bindings.map(({ keys, words }) => (
          <div key={keys}>
            <dt>
              <KeyHint keys={keys} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
