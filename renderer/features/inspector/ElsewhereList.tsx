import { Button } from '@blueprintjs/core'
import type { Elsewhere } from '../../../main/contract/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { inspectorWords } from '../../shared/wording/inspector.ts'
import { Section } from './Section.tsx'

const words = inspectorWords.elsewhere

/** The same record in another backup, the same message on another phone: each with its reason, one click away. */
export function ElsewhereList({ items }: { readonly items: readonly Elsewhere[] }) {
  const { select } = useSelection()
  return (
    <Section title={words.title}>
      <ul className="inspector-elsewhere">
        {items.map(({ key, id, relation, source, file, basis }) => (
          <li key={key}>
            <strong>{words[relation]}</strong> <EvidenceText text={source} />
            <span className="is-quiet is-small">
              <EvidenceText text={file} />, <span className="is-fixed">{id}</span>
            </span>
            <span className="is-quiet is-small">{words.basis(basis)}</span>
            <Button size="small" onClick={() => select(key)}>
              {words.open}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
