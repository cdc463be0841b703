/**
 * The streams of Biome that are read, with the meaning of their fields. Numbers and codes are those that iLEAPP (MIT) and its sources
 * publish, among them M. Epifani, "84 Streams Later" (2026); a meaning that they leave open is kept as a raw value or not read.
 */
import type { EvidenceRecord } from '../../../model/index.ts'
import {
  appActivity,
  appInstallation,
  appLocationActivity,
  harvestedMail,
  harvestedNote,
  intentsTranscript,
  keyboardToken,
  settingsSearch,
  shareConversation,
  shareSheet,
  textInput,
  userActivity,
} from './biomeActivities.ts'
import { bootSession, cameraFocus, deviceMetadata, edgeSelection, timeZone } from './biomePhone.ts'
import { duetEvent } from './biomeDuetEvents.ts'
import { intent, siriCall, siriInteraction, siriMessage } from './biomeInteractions.ts'
import { bluetooth, carplay, locationVisit, wifi } from './biomePlaces.ts'
import { appUse, cocoaField, codeField, factsObject, settingStream, stateStream } from './biomeReading.ts'
import type { StreamReader, StreamRecord } from './biomeReading.ts'

/** Field 6 bundle, 4 start, 3 1 for the front and 0 for the back (iLEAPP's reading of the stream's name), 9 and 10 versions. */
function appInFocus(source: StreamRecord): EvidenceRecord | string {
  const { message } = source
  const place = codeField(message, 3, { 0: 'left the front', 1: 'came to the front' }) ?? 'not stated'
  return appUse(source, {
    activity: place === 'came to the front' ? 'in-focus' : 'other',
    appId: message.text(6),
    detail: place,
    at: cocoaField(source, 4),
    facts: { version: message.text(9), build: message.text(10) },
  })
}

/** Field 4 page, 5 domain, 6 bundle. Compared with Safari's history, the time is not that of the visit. */
function appWebUsage(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  return appUse(source, {
    activity: 'used',
    appId: message.text(6),
    detail: message.text(4) ?? message.text(5),
    at: writtenAt,
    facts: { domain: message.text(5), time: 'when it was noted, not when the page was opened', identifier: message.text(1) },
  })
}

/** Field 3 bundle, 1 whether it came to the front (1) or left it (0). A further time in the record is unreliable and not read. */
function screenTime(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  return appUse(source, {
    activity: 'used',
    appId: message.text(3),
    detail: null,
    at: writtenAt,
    facts: { event: codeField(message, 1, { 0: 'end', 1: 'start' }) },
  })
}

/** Field 1 the identifier of a message, at the time it was read. The message itself may be gone. */
function messagesRead(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  return appUse(source, {
    activity: 'other',
    appId: 'com.apple.MobileSMS',
    detail: 'a message was read',
    at: writtenAt,
    facts: { message: message.text(1) },
  })
}

/** Texts that the system took from messages for its own suggestions: 2 service and handle, 10 text, 11.1 sender, 1 identifier. */
function harvestedMessage(source: StreamRecord): EvidenceRecord | string {
  const { message, writtenAt } = source
  return appUse(source, {
    activity: 'other',
    appId: 'com.apple.MobileSMS',
    detail: message.text(10),
    at: writtenAt,
    facts: {
      'what it is': 'a text that the system took from a message for suggestions; the time is when it was taken',
      'service and handle': message.text(2),
      sender: message.message(11)?.text(1),
      message: message.text(1),
    },
  })
}

/** Field 2 time, 14 bundle (older) or 4 (newer), texts in 8, 9 and 12. */
function notification(source: StreamRecord): EvidenceRecord | string {
  const { message } = source
  const texts = [8, 9, 12].map((field) => message.text(field)).filter((text) => text !== null)
  return appUse(source, {
    activity: 'notification',
    appId: message.text(14) ?? message.text(4),
    detail: texts.length === 0 ? null : texts.join('\n'),
    at: cocoaField(source, 2),
    facts: { identifier: message.text(1) ?? message.text(5) },
  })
}

/** Field 2 time, 15 bundle, 8 title, 5 artist, 10 kind of media, 14.3 where it was heard. */
function nowPlaying(source: StreamRecord): EvidenceRecord | string {
  const { message } = source
  const detail = [message.text(8), message.text(5)].filter((text) => text !== null).join(' · ')
  const outputs = message
    .messages(14)
    .map((output) => output.text(3))
    .filter((text) => text !== null)
  return appUse(source, {
    activity: 'media-playing',
    appId: message.text(15),
    detail: detail === '' ? null : detail,
    at: cocoaField(source, 2),
    facts: { 'kind of media': message.text(10), 'heard on': outputs.length === 0 ? null : outputs.join('; ') },
  })
}

/** Field 1 the level in per cent, as a double. */
function batteryLevel({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord | string {
  const level = message.double(1)
  if (level === null) return 'the record has no level'
  return { type: 'device-event', from, state, activity: 'other', detail: `battery (%): ${level}`, at: writtenAt, endAt: null }
}

/** Field 1 time, 2 a value whose meaning is not published. */
function backlight(source: StreamRecord): EvidenceRecord {
  const { from, state, message } = source
  const detail = `backlight: ${message.integer(2) ?? 'no value'}`
  return { type: 'device-event', from, state, activity: 'other', detail, at: cocoaField(source, 1), endAt: null }
}

/** Field 8 page, 1 host, 5 country code, at the time of writing (most within a second of Safari's own visit). */
function safariNavigation({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const facts = factsObject({ country: message.text(5) })
  return {
    type: 'web',
    from,
    state,
    webKind: 'visit',
    service: 'Safari',
    url: message.text(8) ?? message.text(1),
    title: null,
    at: writtenAt,
    ...facts,
  }
}

/** Name of the stream's folder -> what a record of it is. Names are compared without regard to case. */
export const BIOME_STREAMS: ReadonlyMap<string, StreamReader> = new Map<string, StreamReader>([
  ['App.Activity', appActivity],
  ['App.InFocus', appInFocus],
  ['App.Install', duetEvent],
  ['App.Installation', appInstallation],
  ['App.Intent', intent],
  ['App.Intents.Transcript', intentsTranscript],
  ['App.LocationActivity', appLocationActivity],
  ['App.WebUsage', appWebUsage],
  ['Backlight', backlight],
  ['CameraCapture.AutoFocusROI', cameraFocus],
  ['CarPlay.Connected', carplay],
  ['Device.BootSession', bootSession],
  ['Device.Display.Backlight', backlight],
  [
    'Device.KeybagLocked',
    stateStream('other', 'other', { off: 'keys of protected files available', on: 'keys of protected files locked' }),
  ],
  ['Device.Metadata', deviceMetadata],
  ['Device.Networking.EdgeSelection', edgeSelection],
  ['Device.Power.BatteryLevel', batteryLevel],
  ['Device.Power.LowPowerMode', settingStream('low power mode')],
  ['Device.Power.PluggedIn', stateStream('not-charging', 'charging')],
  ['Device.ScreenLocked', stateStream('unlocked', 'locked')],
  ['Device.SilentMode', settingStream('silent mode')],
  ['Device.TimeZone', timeZone],
  ['Device.Wireless.AirplaneMode', settingStream('airplane mode')],
  ['Device.Wireless.Bluetooth', bluetooth],
  ['Device.Wireless.CellularDataEnabled', settingStream('mobile data')],
  ['Device.Wireless.WiFi', wifi],
  ['Keyboard.TokenFrequency', keyboardToken],
  ['Location.Visit', locationVisit],
  ['Media.NowPlaying', nowPlaying],
  ['MLSE.ShareSheet.ConversationUserInteraction', shareConversation],
  ['Messages.Read', messagesRead],
  ['NotesContent', harvestedNote],
  ['Notification', notification],
  ['Notification.Usage', notification],
  ['NowPlaying', nowPlaying],
  ['ProactiveHarvesting.Mail', harvestedMail],
  ['ProactiveHarvesting.Messages', harvestedMessage],
  ['Safari.Navigations', safariNavigation],
  ['ScreenTime.AppUsage', screenTime],
  ['ShareSheet.Feedback', shareSheet],
  ['Siri.Remembers.CallHistory', siriCall],
  ['Siri.Remembers.InteractionHistory', siriInteraction],
  ['Siri.Remembers.MessageHistory', siriMessage],
  ['SystemSettings.SearchTerms', settingsSearch],
  ['Text.InputSession', textInput('unix')],
  ['TextInputSession', textInput('cocoa')],
  ['UserActivityMetadata', userActivity],
  ['_DKEvent.*', duetEvent],
])
