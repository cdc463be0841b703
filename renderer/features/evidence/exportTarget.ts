/** Name that an export gets unless the user types another. Pure. */
import type { ExportFormat } from '../../../main/contract/index.ts'
import { evidenceWords } from '../../shared/wording/evidence.ts'

/** `2026-0142 export 2026-03-24.csv`; the package is a folder and has no ending. */
export function exportName(caseName: string, format: ExportFormat, day: string): string {
  const clean = caseName.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').trim()
  const what = format === 'package' || format === 'pdf' ? 'package' : 'export'
  return `${clean === '' ? 'case' : clean} ${what} ${day}${evidenceWords.formats[format].ending}`
}

/** Folder of a path, with either separator. */
export function folderOf(path: string): string {
  return path.replace(/[/\\][^/\\]*$/, '')
}
