/** The choices of an exhibit, in the order in which they are shown. The contract's own lists are code of main. */
import type { ContextWindow, OffenceElement, Stance, StatementReference } from '../../../main/contract/index.ts'
import { contextWords, elementWords, relationWords, stanceWords } from '../wording/exhibits.ts'

export const STANCES = Object.keys(stanceWords) as readonly Stance[]
export const OFFENCE_ELEMENTS = Object.keys(elementWords) as readonly OffenceElement[]
export const CONTEXT_WINDOWS = Object.keys(contextWords) as readonly ContextWindow[]
export const STATEMENT_RELATIONS = Object.keys(relationWords) as readonly StatementReference['relation'][]
