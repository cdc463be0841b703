import type { RecordLine } from '../../contract/index.ts'

/**
 * U+FFFC stands in a text where a file of the message stands; pages list the files beside it. A text of nothing else but
 * white space is none; any other stays as it is stored. The exports for programs have the text with the sign.
 */
export function withoutFileSigns<L extends RecordLine>(line: L): L {
  if (!line.message?.attachments.length || !line.text.includes('\uFFFC')) return line
  const text = line.text.replaceAll('\uFFFC', '')
  return { ...line, text: text.trim() === '' ? '' : text }
}

/** What stands for a message without text: the names of its files. Empty where it has none. */
export function fileWords({ message }: Pick<RecordLine, 'message'>): string {
  const names = (message?.attachments ?? []).map(({ name }) => name)
  return names.length === 0 ? '' : `[${names.length === 1 ? 'file' : 'files'}: ${names.join(', ')}]`
}
