/** Names of apps in Android's statistics of use, and what was chosen in share menus, as the three forms of the statistics keep them. */
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import type { XmlNode } from '../../../formats/text/xmlStream.ts'

/** Number of an app -> its texts: the package name first, then its classes, channels and other names. */
export type AppNames = ReadonlyMap<string, readonly string[]>

/** `mappings` beside the statistics of Android 11 and later (ObfuscatedPackagesProto). */
export function appNames(bytes: Uint8Array): AppNames {
  const names = new Map<string, readonly string[]>()
  for (const entry of new ProtobufMessage(bytes).messages(2)) {
    const number = entry.integer(1)
    if (number !== null) names.set(String(number), entry.texts(2))
  }
  return names
}

/** A text that a field refers to by its place, counted from 1; the place in words where the app's texts are not known; null for none. */
export function numberedText(known: readonly string[], message: ProtobufMessage, field: number, appNumber: string | null): string | null {
  const place = Number(message.integer(field) ?? 0n)
  return known[place - 1] ?? (place === 0 ? null : `text ${place} of app ${appNumber ?? 'unknown'}`)
}

/** `known`: the app's texts, for the form that refers to them; null for the form that holds the texts itself. */
export function choicesInProtobuf(app: ProtobufMessage, known: readonly string[] | null, appNumber: string | null): string | null {
  const named = (message: ProtobufMessage): string | null => {
    if (known === null) return message.text(1)
    return numberedText(known, message, 1, appNumber)
  }
  const [countsField, countField] = known === null ? [3, 3] : [2, 2]
  return inWords(
    app.messages(7).map((action) => ({
      action: named(action),
      counts: action.messages(countsField).map((count) => `${named(count) ?? 'any'} ${String(count.integer(countField) ?? 0n)}`),
    })),
  )
}

export function choicesInXml(app: XmlNode): string | null {
  const actions = app.children.filter(({ name }) => name === 'chosen_action')
  return inWords(
    actions.map((action) => ({
      action: action.attributes['name'] ?? null,
      counts: action.children.map(({ attributes }) => `${attributes['name'] ?? 'any'} ${attributes['count'] ?? 'not counted'}`),
    })),
  )
}

function inWords(choices: readonly { action: string | null; counts: readonly string[] }[]): string | null {
  if (choices.length === 0) return null
  return choices.map(({ action, counts }) => `${action ?? 'not named'} (${counts.join(', ')})`).join('; ')
}
