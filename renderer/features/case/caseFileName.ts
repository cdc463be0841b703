/** Name for a new case file. Pure. */

/** `2026-0142 Operation Larch.corroborate`: without the characters that file systems refuse. */
export function caseFileName(number: string, name: string): string {
  const clean = (text: string): string => text.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').trim()
  const title = [number, name]
    .map(clean)
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\.+$/, '')
  return `${title === '' ? 'case' : title}.corroborate`
}
