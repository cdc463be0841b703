/** Names of the messages between preload and main, and their shapes. The contract's calls all travel in one message. */

/** Renderer asks: (channel of the contract, arguments) -> Result. */
export const INVOKE_MESSAGE = 'corroborate:invoke'
/** Main tells: (event of the contract, data). */
export const EVENT_MESSAGE = 'corroborate:event'
/** Renderer asks for a system dialog: (options) -> path or null. */
export const CHOOSE_PATH_MESSAGE = 'corroborate:choose-path'

export type ChoosePathPurpose = 'open-case' | 'new-case' | 'extraction-file' | 'extraction-folder' | 'export'

const PURPOSES: readonly string[] = [
  'open-case',
  'new-case',
  'extraction-file',
  'extraction-folder',
  'export',
] satisfies ChoosePathPurpose[]

/** Reads the renderer's options for a dialog; null where they are none. */
export function readPurpose(options: unknown): ChoosePathPurpose | null {
  if (typeof options !== 'object' || options === null || !('purpose' in options)) return null
  const { purpose } = options
  return isPurpose(purpose) ? purpose : null
}

function isPurpose(value: unknown): value is ChoosePathPurpose {
  return typeof value === 'string' && PURPOSES.includes(value)
}
