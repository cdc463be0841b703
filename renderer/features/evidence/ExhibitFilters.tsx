/** Which exhibits are listed: by words, tag, element, stance and kind. */
import type { ListedExhibit } from '../../../main/contract/index.ts'
import { OFFENCE_ELEMENTS, STANCES } from '../../shared/exhibit/index.ts'
import { exhibitListWords } from '../../shared/wording/exhibitList.ts'
import { elementWords, exhibitKindWords, exhibitWords, stanceWords } from '../../shared/wording/exhibits.ts'
import { tagsOf, type ExhibitFilter } from './exhibitModel.ts'

const words = exhibitListWords.filters
const KINDS = Object.keys(exhibitKindWords) as readonly (keyof typeof exhibitKindWords)[]

export interface ExhibitFiltersProps {
  readonly items: readonly ListedExhibit[]
  readonly filter: ExhibitFilter
  readonly change: (patch: Partial<ExhibitFilter>) => void
}

export function ExhibitFilters({ items, filter, change }: ExhibitFiltersProps) {
  const tags = tagsOf(items)
  return (
    <>
      <input
        className="bp6-input evidence-filter"
        type="search"
        value={filter.text}
        placeholder={exhibitListWords.filter}
        aria-label={exhibitListWords.filter}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Choice
        label={words.tag}
        any={words.anyTag}
        value={filter.tag}
        choices={tags.map((tag) => [tag, tag])}
        onChange={(tag) => change({ tag })}
      />
      <Choice
        label={words.element}
        any={words.anyElement}
        value={filter.element}
        choices={OFFENCE_ELEMENTS.map((element) => [element, elementWords[element].name])}
        onChange={(value) => change({ element: OFFENCE_ELEMENTS.find((each) => each === value) ?? null })}
      />
      <Choice
        label={words.stance}
        any={words.anyStance}
        value={filter.stance}
        choices={[...STANCES.map((stance) => [stance, stanceWords[stance].short] as const), ['none', exhibitWords.noStance]]}
        onChange={(value) => change({ stance: value === 'none' ? 'none' : (STANCES.find((each) => each === value) ?? null) })}
      />
      <Choice
        label={words.kind}
        any={words.anyKind}
        value={filter.kind}
        choices={KINDS.map((kind) => [kind, exhibitKindWords[kind]])}
        onChange={(value) => change({ kind: KINDS.find((each) => each === value) ?? null })}
      />
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly any: string
  readonly value: string | null
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly onChange: (value: string | null) => void
}

function Choice({ label, any, value, choices, onChange }: ChoiceProps) {
  return (
    <select
      className="evidence-choice"
      aria-label={label}
      value={value ?? ''}
      data-set={value !== null}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{any}</option>
      {choices.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  )
}
