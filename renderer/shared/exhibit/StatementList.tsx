import { Button } from '@blueprintjs/core'
import { CrossIcon, PlusIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { StatementReference } from '../../../main/contract/index.ts'
import { exhibitWords as words, relationWords } from '../wording/exhibits.ts'
import { STATEMENT_RELATIONS } from './knownValues.ts'

export interface StatementListProps {
  readonly statements: readonly StatementReference[]
  readonly onChange: (statements: readonly StatementReference[]) => void
}

/** Paragraphs of statements that the exhibit corroborates or contradicts. A line without text is not kept. */
export function StatementList({ statements, onChange }: StatementListProps) {
  const [lines, setLines] = useState(statements)
  const replace = (index: number, line: StatementReference): readonly StatementReference[] => {
    const next = lines.map((each, at) => (at === index ? line : each))
    setLines(next)
    return next
  }
  const save = (next: readonly StatementReference[]): void => {
    const kept = next.map((line) => ({ ...line, text: line.text.trim() })).filter(({ text }) => text !== '')
    if (JSON.stringify(kept) !== JSON.stringify(statements)) onChange(kept)
  }
  const relationOf = (value: string): StatementReference['relation'] =>
    STATEMENT_RELATIONS.find((relation) => relation === value) ?? 'corroborates'
  return (
    <div className="exhibit-statements" role="group" aria-label={words.statements}>
      {lines.map((line, index) => (
        <div key={index} className="exhibit-statement">
          <select
            aria-label={words.relation}
            value={line.relation}
            onChange={(event) => save(replace(index, { ...line, relation: relationOf(event.target.value) }))}
          >
            {STATEMENT_RELATIONS.map((relation) => (
              <option key={relation} value={relation}>
                {relationWords[relation]}
              </option>
            ))}
          </select>
          <input
            className="bp6-input"
            dir="auto"
            value={line.text}
            placeholder={words.statementPlaceholder}
            aria-label={words.statementText}
            onChange={(event) => replace(index, { ...line, text: event.target.value })}
            onBlur={() => save(lines)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
            }}
          />
          <Button
            size="small"
            variant="minimal"
            icon={<CrossIcon size={12} />}
            aria-label={words.removeStatement}
            title={words.removeStatement}
            onClick={() => {
              const next = lines.filter((_, at) => at !== index)
              setLines(next)
              save(next)
            }}
          />
        </div>
      ))}
      <Button
        size="small"
        variant="minimal"
        icon={<PlusIcon size={12} />}
        onClick={() => setLines([...lines, { text: '', relation: 'corroborates' }])}
      >
        {words.addStatement}
      </Button>
    </div>
  )
}
