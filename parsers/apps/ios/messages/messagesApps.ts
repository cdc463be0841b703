/**
 * What an iMessage app put into a message (`payload_data`): a keyed archive with the texts of the bubble and a URL that carries the
 * app's own data; drawings are protocol buffers instead.
 *
 * Keys as imessage-exporter reads them (app.rs), checked on its published samples: `an` name of the app, `ldtext` the bubble's one
 * line, `userInfo` its captions, `URL`. Check In keeps its times in the URL's query, in seconds since 1970. Business messages keep
 * references there. The data of Find My are compressed in a form that nobody describes and stay unread.
 */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { UnreadablePlist } from '../../../formats/plist/plist.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { bytesOf, factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, Facts, SharedPosition, SqlValue } from '../../../model/index.ts'
import { cashContent } from './messagesCash.ts'
import { digitalTouchContent, handwritingContent } from './messagesDrawings.ts'
import { linkContent } from './messagesLinks.ts'
import { pollContent, pollOptions } from './messagesPolls.ts'
import type { OptionTexts } from './messagesPolls.ts'

export interface AppContent {
  /** What the bubble shows, where the message has no text of its own; or null. */
  readonly text: string | null
  readonly facts: Facts
  readonly position: SharedPosition | null
}

const POLLS = 'com.apple.messages.Polls'
const NOTHING: AppContent = { text: null, facts: {}, position: null }
const UNREADABLE: AppContent = { ...NOTHING, facts: { 'app data': 'cannot be decoded' } }

/** `com.apple...BalloonPlugin:<team>:<bundle id>`, or the bundle id alone. */
export function appOfBalloon(stored: string): string {
  return stored.split(':')[2] ?? stored
}

/** Never throws: data that cannot be read are said to be so. `app` is null for a message with data and without an app: a link. */
export function appContent(app: string | null, payload: Uint8Array | null, optionTexts: OptionTexts): AppContent {
  if (payload === null) return NOTHING
  if (app === 'com.apple.Handwriting.HandwritingProvider') return handwritingContent(payload) ?? UNREADABLE
  if (app === 'com.apple.DigitalTouchBalloonProvider') return digitalTouchContent(payload) ?? UNREADABLE
  const archive = archiveOf(payload)
  if (archive === null) return UNREADABLE
  if (app === null || app.endsWith('URLBalloonProvider')) return linkContent(archive)
  const bubble = bubbleOf(archive)
  if (app === POLLS) return pollContent(bubble.url, optionTexts) ?? templateContent(bubble)
  if (app.endsWith('PeerPaymentMessagesExtension')) {
    const template = templateContent(bubble)
    return { ...template, facts: { ...template.facts, ...cashContent(bubble.url) } }
  }
  if (app === 'com.apple.SafetyMonitorApp.SafetyMonitorMessages') {
    const template = templateContent(bubble)
    return { ...template, facts: { ...template.facts, ...checkInFacts(bubble.url) } }
  }
  return templateContent(bubble)
}

/**
 * Texts of all poll options of a store. Read when the first vote asks, because a store with votes has few polls and most stores have
 * none. A later change of a poll holds all its options.
 */
export function pollOptionTexts(database: EvidenceDatabase): OptionTexts {
  let known: Map<string, string> | null = null
  return (identifier) => (known ??= readPollOptions(database)).get(identifier)
}

function readPollOptions(database: EvidenceDatabase): Map<string, string> {
  const texts = new Map<string, string>()
  if (!database.has('message', 'payload_data') || !database.has('message', 'balloon_bundle_id')) return texts
  const rows = database.lookup<{ payload: SqlValue }>(
    `SELECT m.payload_data AS payload FROM message m WHERE m.balloon_bundle_id LIKE '%${POLLS}' ORDER BY m.ROWID`,
  )
  for (const { payload } of rows) {
    const bytes = bytesOf(payload)
    const archive = bytes === null ? null : archiveOf(bytes)
    if (archive === null) continue
    for (const [identifier, text] of pollOptions(archivedText(archive, 'URL'))) texts.set(identifier, text)
  }
  return texts
}

function archiveOf(payload: Uint8Array): ArchivedObject | null {
  let archive: ArchivedValue
  try {
    archive = unarchive(payload)
  } catch (error) {
    if (!(error instanceof UnreadablePlist)) throw error
    return null
  }
  return isArchivedObject(archive) ? archive : null
}

/** What the bubble shows, and the URL. */
interface Bubble {
  readonly appName: string | null
  readonly line: string | null
  readonly captions: Readonly<Record<string, string | null>>
  readonly url: string | null
}

/** A text of an archived object, or null for none and for an empty one. */
function archivedText(object: ArchivedObject, key: string): string | null {
  const value = object[key]
  return typeof value === 'string' && value !== '' ? value : null
}

function bubbleOf(archive: ArchivedObject): Bubble {
  const stored = archive['userInfo']
  const info = stored !== undefined && isArchivedObject(stored) ? stored : (Object.create(null) as ArchivedObject)
  return {
    appName: archivedText(archive, 'an'),
    line: archivedText(archive, 'ldtext'),
    captions: {
      title: archivedText(info, 'image-title'),
      subtitle: archivedText(info, 'image-subtitle'),
      caption: archivedText(info, 'caption'),
      'second caption': archivedText(info, 'subcaption'),
      'third caption': archivedText(info, 'secondary-subcaption'),
      'fourth caption': archivedText(info, 'tertiary-subcaption'),
    },
    url: archivedText(archive, 'URL'),
  }
}

function templateContent({ appName, line, captions, url }: Bubble): AppContent {
  const shown = Object.values(captions).filter((caption) => caption !== null)
  const text = line ?? (shown.length === 0 ? null : shown.join('\n'))
  const isData = url !== null && /^(?:data:|\?)/u.test(url)
  const captionFacts = Object.entries(captions).map(([name, caption]) => [name, caption === text ? null : caption])
  return {
    text,
    facts: factsOf({ 'name in the bubble': appName, ...Object.fromEntries(captionFacts), link: isData ? null : url }) ?? {},
    position: null,
  }
}

/** Times that the query of a Check In names; whatever else it holds stays as it is. */
const CHECK_IN_TIMES: Readonly<Record<string, string>> = {
  sendDate: 'check-in sent at',
  estimatedEndTime: 'check-in expected at',
  triggerTime: 'check-in missed at',
}

function checkInFacts(url: string | null): Facts {
  const facts: Record<string, string> = {}
  if (url === null || !url.startsWith('?')) return facts
  for (const [key, value] of new URLSearchParams(url)) {
    const time = CHECK_IN_TIMES[key]
    if (time !== undefined) facts[time] = instantInWords(instantOf(value, 'unix-s')) ?? value
    else if (key === 'messageType') facts['check-in message type'] = value
  }
  return facts
}
