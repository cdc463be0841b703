/** The one typed contract between the renderer and main. Types and argument checks only. */
import type { CaseCalls } from './cases.ts'
import type { EvidenceCalls } from './evidence.ts'
import type { ExportCalls } from './exports.ts'
import type { PeopleCalls } from './people.ts'
import type { GraphCalls, PlaceCalls } from './places.ts'
import type { RecordCalls } from './records.ts'
import type { RedactionCalls } from './redaction.ts'
import type { ReviewCalls } from './review.ts'
import type { ScopeCalls } from './scope.ts'

export * from './cases.ts'
export * from './credentials.ts'
export * from './exports.ts'
export * from './evidence.ts'
export * from './lens.ts'
export * from './people.ts'
export * from './places.ts'
export * from './records.ts'
export * from './redaction.ts'
export * from './result.ts'
export * from './review.ts'
export * from './scope.ts'

/** Channel -> what it takes and gives. Every argument and answer is plain JSON. */
export interface Contract
  extends
    CaseCalls,
    ExportCalls,
    RecordCalls,
    PeopleCalls,
    PlaceCalls,
    GraphCalls,
    EvidenceCalls,
    ScopeCalls,
    RedactionCalls,
    ReviewCalls {}

export type Channel = keyof Contract
export type ArgumentsOf<C extends Channel> = Parameters<Contract[C]>[0]
export type AnswerOf<C extends Channel> = ReturnType<Contract[C]>

/** What each door offers the renderer: two functions. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, args: ArgumentsOf<C>): Promise<import('./result.ts').Result<AnswerOf<C>>>
  /** Returns the function that ends the subscription. */
  on<E extends keyof import('./cases.ts').ContractEvents>(
    event: E,
    listener: (data: import('./cases.ts').ContractEvents[E]) => void,
  ): () => void
  /** System dialog to choose a file or folder; null when this door has none (then `files.list` serves). */
  readonly choosePath:
    | ((options: {
        readonly purpose: 'open-case' | 'new-case' | 'extraction-file' | 'extraction-folder' | 'export'
      }) => Promise<string | null>)
    | null
}
