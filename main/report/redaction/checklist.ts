/** What somebody must have looked at before a victim's places or children leave the case. */
import type { Database } from 'better-sqlite3'
import { CaseError, SAFETY_QUESTIONS, type SafetyCheck, type SafetyQuestion } from '../../contract/index.ts'

const SENTENCES: Readonly<Record<SafetyQuestion, string>> = {
  shelters: 'Addresses of shelters and safe houses are not in it, or whoever gets it may know them.',
  whereabouts: 'Where a victim lives or stays now is not in it, or whoever gets it may know it.',
  children: 'Names, pictures and schools of children are not in it, or whoever gets it may know them.',
  immigration: 'What could be used against a victim in immigration or asylum matters is not in it, or whoever gets it may have it.',
}

export function safetyCheck(database: Database): SafetyCheck {
  const isNeeded = database.prepare("SELECT 1 FROM role WHERE role = 'victim' LIMIT 1").get() !== undefined
  return { isNeeded, questions: SAFETY_QUESTIONS.map((id) => ({ id, sentence: SENTENCES[id] })) }
}

/** Throws a `usage` failure that says what to look at. */
export function requireSafety(database: Database, checked: readonly SafetyQuestion[]): void {
  const missing = SAFETY_QUESTIONS.filter((question) => !checked.includes(question))
  if (missing.length === 0 || !safetyCheck(database).isNeeded) return
  throw new CaseError(
    'usage',
    `Somebody in this case has the role of a victim: check before exporting, and state that you did (--confirm-safety on the command line). ${missing.map((question) => SENTENCES[question]).join(' ')}`,
  )
}
