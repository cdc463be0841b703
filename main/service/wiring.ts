/** What the parts of the service share: how a handler looks, how it announces changes, what the service is given. */
import type { AnswerOf, ArgumentsOf, Channel, ContractEvents } from '../contract/index.ts'
import type { SpawnIngest } from '../ingest/supervise.ts'

export interface ServiceOptions {
  /** Who acts, for the audit log. */
  readonly actor: string
  /** Folder for the list of recent cases and the demo; created when needed. */
  readonly settingsFolder: string
  readonly spawnIngest?: SpawnIngest
  /** Prints a page to a PDF file, where the door is a browser itself. */
  readonly printPdf?: (page: string, file: string) => Promise<void>
}

export type Emit = <E extends keyof ContractEvents>(event: E, data: ContractEvents[E]) => void

/** A handler may be asynchronous; the contract's answer type stays plain. */
export type Handlers<C extends Channel = Channel> = { [K in C]: (args: ArgumentsOf<K>) => AnswerOf<K> | Promise<AnswerOf<K>> }
