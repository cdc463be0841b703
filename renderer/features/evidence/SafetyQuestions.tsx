import type { SafetyCheck, SafetyQuestion } from '../../../main/contract/index.ts'
import { outsideWords } from '../../shared/wording/outside.ts'

const words = outsideWords.safety

export interface SafetyQuestionsProps {
  readonly check: SafetyCheck
  readonly checked: readonly SafetyQuestion[]
  readonly onChange: (checked: readonly SafetyQuestion[]) => void
}

/** What must have been looked at before anything of a protected person leaves the case. */
export function SafetyQuestions({ check, checked, onChange }: SafetyQuestionsProps) {
  return (
    <fieldset className="export-choice" data-testid="safety">
      <legend>{words.title}</legend>
      <p className="is-quiet is-small">{words.text}</p>
      {check.questions.map(({ id, sentence }) => (
        <label key={id}>
          <input
            id={safetyFieldId(id)}
            type="checkbox"
            checked={checked.includes(id)}
            onChange={(event) => onChange(event.target.checked ? [...checked, id] : checked.filter((one) => one !== id))}
          />
          {sentence}
        </label>
      ))}
    </fieldset>
  )
}

/** The element that a question is ticked in. */
export const safetyFieldId = (id: SafetyQuestion): string => `safety-${id}`

/** What has still to be stated before an export; nothing where nobody is protected. */
export const unanswered = ({ isNeeded, questions }: SafetyCheck, checked: readonly SafetyQuestion[]): readonly SafetyQuestion[] =>
  isNeeded ? questions.map(({ id }) => id).filter((id) => !checked.includes(id)) : []
