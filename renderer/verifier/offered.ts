/** The files of a folder that a person chose or dropped. */
import type { Offered } from './check.ts'

export function filesOfInput(files: FileList | null): Offered[] {
  return [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
}

/** To be called while the drop is handled: its entries are gone afterwards. */
export async function filesOfDrop({ items }: DataTransfer): Promise<Offered[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  return (await Promise.all(entries.map((entry) => below(entry, '')))).flat()
}

async function below(entry: FileSystemEntry, parent: string): Promise<Offered[]> {
  const path = `${parent}${entry.name}`
  if (isFile(entry)) return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }]
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const found: Offered[] = []
  // A reader gives its entries in portions; an empty one is the end.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (portion.length === 0) return found
    for (const child of portion) found.push(...(await below(child, `${path}/`)))
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
