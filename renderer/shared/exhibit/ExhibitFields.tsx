/** What a person says about an exhibit: note, tags, element, stance, statements, context. Written when a field is left. */
import './exhibit.css'
import { useState, type RefObject } from 'react'
import type { Exhibit, ExhibitChange, OffenceElement } from '../../../main/contract/index.ts'
import { contextWords, elementWords, exhibitWords as words, stanceWords } from '../wording/exhibits.ts'
import { CONTEXT_WINDOWS, OFFENCE_ELEMENTS, STANCES } from './knownValues.ts'
import { StatementList } from './StatementList.tsx'
import { parseTags } from './tags.ts'

export interface ExhibitFieldsProps {
  readonly exhibit: Exhibit
  /** Only what changed. */
  readonly onChange: (change: ExhibitChange) => void
  readonly note?: RefObject<HTMLTextAreaElement | null>
  readonly tags?: RefObject<HTMLInputElement | null>
  /** Whether it stands in a conversation, so that a context can be chosen. */
  readonly hasContext: boolean
}

export function ExhibitFields({ exhibit, onChange, note, tags, hasContext }: ExhibitFieldsProps) {
  return (
    <div className="exhibit-fields">
      {exhibit.target.kind !== 'record' && (
        <LineField key={`label ${exhibit.label}`} label={words.label} value={exhibit.label} onSave={(label) => onChange({ label })} />
      )}
      <NoteField key={`note ${exhibit.note}`} value={exhibit.note} field={note} onSave={(changed) => onChange({ note: changed })} />
      <LineField
        key={`tags ${exhibit.tags.join(',')}`}
        label={words.tags}
        value={exhibit.tags.join(', ')}
        field={tags}
        onSave={(text) => onChange({ tags: parseTags(text) })}
      />
      <div className="exhibit-choices">
        <ElementChoice chosen={exhibit.elements} onChange={(elements) => onChange({ elements })} />
        <label className="exhibit-choice">
          <span className="is-quiet">{words.stance}</span>
          <select
            value={exhibit.stance ?? ''}
            onChange={(event) => onChange({ stance: STANCES.find((each) => each === event.target.value) ?? null })}
          >
            <option value="">{words.noStance}</option>
            {STANCES.map((each) => (
              <option key={each} value={each}>
                {stanceWords[each].name}
              </option>
            ))}
          </select>
        </label>
        {hasContext && (
          <label className="exhibit-choice">
            <span className="is-quiet">{words.context}</span>
            <select
              value={exhibit.context}
              onChange={(event) => onChange({ context: CONTEXT_WINDOWS.find((each) => each === event.target.value) ?? 'ten' })}
            >
              {CONTEXT_WINDOWS.map((each) => (
                <option key={each} value={each}>
                  {contextWords[each]}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <StatementList
        key={JSON.stringify(exhibit.statements)}
        statements={exhibit.statements}
        onChange={(statements) => onChange({ statements })}
      />
    </div>
  )
}

/** Toggles; several may hold. */
function ElementChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly OffenceElement[]
  readonly onChange: (elements: readonly OffenceElement[]) => void
}) {
  return (
    <div className="exhibit-choice" role="group" aria-label={words.elements}>
      <span className="is-quiet">{words.elements}</span>
      <span className="exhibit-elements">
        {OFFENCE_ELEMENTS.map((element) => (
          <button
            key={element}
            type="button"
            className="exhibit-element"
            aria-pressed={chosen.includes(element)}
            title={elementWords[element].text}
            onClick={() =>
              onChange(
                chosen.includes(element)
                  ? chosen.filter((each) => each !== element)
                  : OFFENCE_ELEMENTS.filter((each) => each === element || chosen.includes(each)),
              )
            }
          >
            {elementWords[element].name}
          </button>
        ))}
      </span>
    </div>
  )
}

interface TextFieldProps<E> {
  readonly value: string
  readonly field?: RefObject<E | null> | undefined
  readonly onSave: (value: string) => void
}

function NoteField({ value, field, onSave }: TextFieldProps<HTMLTextAreaElement>) {
  const [text, setText] = useState(value)
  return (
    <textarea
      ref={field}
      className="bp6-input"
      dir="auto"
      rows={2}
      value={text}
      placeholder={words.notePlaceholder}
      aria-label={words.note}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== value) onSave(text)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || (event.key === 'Enter' && event.ctrlKey)) event.currentTarget.blur()
      }}
    />
  )
}

function LineField({ label, value, field, onSave }: TextFieldProps<HTMLInputElement> & { readonly label: string }) {
  const [text, setText] = useState(value)
  return (
    <input
      ref={field}
      className="bp6-input"
      dir="auto"
      value={text}
      placeholder={label}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== value) onSave(text)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}
