import type { RecordLine } from '../../contract/index.ts'

/** What stands for a message without text: the names of its files. Empty where it has none. */
export function fileWords({ message }: Pick<RecordLine, 'message'>): string {
  const names = (message?.attachments ?? []).map(({ name }) => name)
  return names.length === 0 ? '' : `[${names.length === 1 ? 'file' : 'files'}: ${names.join(', ')}]`
}
