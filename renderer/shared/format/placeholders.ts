/**
 * The text without the signs (U+FFFC) that stand where the attachments were and the white space at its ends, for lists and bubbles, which
 * name or draw the attachments themselves. The inspector shows the text as it is stored.
 */
export function textWithoutPlaceholders(text: string): string {
  return text.replaceAll('\uFFFC', '').trim()
}
