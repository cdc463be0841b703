/**
 * iMessage apps, links, places and edits against the samples that imessage-exporter publishes. The expected texts are those of its own
 * unit tests (imessage-database/src/message_types), not of our decoder.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { appContent } from '../../parsers/apps/ios/messages/messagesApps.ts'
import type { AppContent } from '../../parsers/apps/ios/messages/messagesApps.ts'
import { textAttributes } from '../../parsers/apps/ios/messages/messagesAttributes.ts'
import { editHistoryOf } from '../../parsers/apps/ios/messages/messagesEdits.ts'
import { isStreamObject, readTypedstream } from '../../parsers/formats/binary/typedstreamObjects.ts'
import { corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'

const sample = (...parts: string[]): Buffer => readFileSync(corpusPath('imessage-typedstream', 'input', 'test_data', ...parts))
const content = (app: string | null, ...parts: string[]): AppContent => appContent(app, sample(...parts), () => undefined)

const CASH = 'com.apple.PassbookUIService.PeerPaymentMessagesExtension'
const CHECK_IN = 'com.apple.SafetyMonitorApp.SafetyMonitorMessages'
/** `sendDate=1697316869.688709`, by `date -u -d @1697316869`, cut to milliseconds. */
const CHECK_IN_SENT = '2023-10-14T20:54:29.688Z'

describe.skipIf(!hasCorpus)(corpusTitle('iMessage apps'), () => {
  test.each([
    ['Sent265', CASH, 'Sent $265 with Apple\u00A0Pay.', { 'name in the bubble': 'Apple\u00A0Pay', 'second caption': '$265\u00A0Payment' }],
    ['ApplePayRecurring', CASH, 'Sending you $1 weekly starting Nov 18, 2023', { 'name in the bubble': 'Apple\u00A0Cash' }],
    [
      'OpenTableInvited',
      'com.contextoptional.OpenTable.Messages',
      "Rusty Grill - Boise\nReservation Confirmed\nTable for 4 people\nSunday, October 17 at 7:45 PM\nYou're invited! Tap to accept.",
      {
        'name in the bubble': 'OpenTable',
        title: 'Rusty Grill - Boise',
        link: 'https://www.opentable.com/book/view?rid=0000000&confnumber=00000&invitationId=1234567890-abcd-def-ghij-4u5t1sv3ryc00l',
      },
    ],
    ['Slideshow', 'com.apple.mobileslideshow.PhotosMessagesApp', 'Home - 37 Photos', { 'second caption': '37 Photos' }],
    ['Game', 'com.gamerdelights.gamepigeon.ext', 'Dots & Boxes', { 'name in the bubble': 'GamePigeon', caption: 'Your move.' }],
    [
      'Business',
      'com.apple.icloud.apps.messages.business.extension',
      'Yes, connect me with Goldman Sachs.',
      { 'name in the bubble': 'Business' },
    ],
    ['CheckinTimer', CHECK_IN, 'Check\u00A0In: Timer Started', { 'check-in sent at': CHECK_IN_SENT }],
    ['CheckinEnded', CHECK_IN, 'Check\u00A0In: Ended', { 'check-in sent at': CHECK_IN_SENT }],
    ['CheckinLocation', CHECK_IN, 'Check\u00A0In: Fake Location', { 'check-in sent at': CHECK_IN_SENT }],
    ['CheckinLate', CHECK_IN, 'Check\u00A0In: Has not checked in when expected, location shared', { 'check-in message type': '1' }],
    ['FindMy', 'com.apple.findmy.FindMyMessagesApp', 'Started Sharing Location', { 'name in the bubble': 'Find My' }],
  ])('%s', (name, app, text, facts) => {
    expect(content(app, 'app_message', `${name}.plist`)).toMatchObject({ text, facts, position: null })
  })

  test.each([
    [
      'url_message/URL',
      { link: 'https://chrissardegna.com/', 'link as sent': 'https://chrissardegna.com', 'link title': 'Christopher Sardegna' },
    ],
    ['url_message/MetadataURL', { 'link summary': 'Sample page description', 'link kind': 'article', 'link site': 'Christopher Sardegna' }],
    [
      'url_message/Twitter',
      { 'link title': 'Christopher Sardegna on Twitter', 'link summary': '“Hello Twitter, meet Bella”', 'link site': 'Twitter' },
    ],
    ['url_message/Reminder', { link: 'https://www.icloud.com/reminders/ZmFrZXVybF9mb3JfcmVtaW5kZXI#TestList' }],
    ['music_message/AppleMusic', { 'linked item': 'Песнь 1', 'by artist': 'БАТЮШКА', album: 'Панихида' }],
    [
      'shared_placemark/SharedPlacemark',
      { 'shared place': 'Cherry Cove, Avalon', 'link title': 'Cherry Cove Avalon CA 90704 United States' },
    ],
  ])('%s', (name, facts) => {
    expect(content('com.apple.messages.URLBalloonProvider', `${name}.plist`).facts).toMatchObject(facts)
  })

  test('a shared place is a position that somebody shared, from its own link', () => {
    expect(content(null, 'shared_placemark', 'SharedPlacemark.plist').position).toEqual({
      latitude: 33.450858,
      longitude: -118.508212,
      accuracyMetres: null,
      label: 'Cherry Cove',
    })
  })

  test.each(['app_store/AppStoreLink', 'collaboration_message/Freeform'])('%s is read as a link with a name', (name) => {
    const { facts } = content('com.apple.messages.URLBalloonProvider', `${name}.plist`)
    expect(facts['link']).toMatch(/^https:/u)
    expect(facts).not.toHaveProperty('app data')
  })

  test.each([
    [
      'Edited',
      ['First message  ', 'Edit 1', 'Edit 2', 'Edited message'],
      [690_513_474, 690_513_480, 690_513_485, 690_513_494],
      [null, null, null, null],
    ],
    [
      'EditedToLink',
      ['here we go!', 'https://github.com/ReagentX/imessage-exporter/issues/10'],
      [690_514_004, 690_514_772],
      [null, '292BF9C6-C9B8-4827-BE65-6EA1C9B5B384'],
    ],
    [
      'EditedToLinkAndBack',
      [
        'This is a normal message',
        'Edit to a url https://github.com/ReagentX/imessage-exporter/issues/10',
        'And edit it back to a normal message...',
      ],
      [690_514_809, 690_514_819, 690_514_834],
      [null, '0B9103FE-280C-4BD0-A66F-4EDEE3443247', '0D93DF88-05BA-4418-9B20-79918ADD9923'],
    ],
  ])('%s: every version, also the last where the row holds no text', (name, texts, seconds, guids) => {
    const { earlier, problem } = editHistoryOf(sample('edited_message', `${name}.plist`), null)
    expect(problem).toBeNull()
    expect(earlier.map(({ text }) => text)).toEqual(texts)
    expect(earlier.map(({ at }) => Math.floor(((at.utcMs ?? Number.NaN) - Date.UTC(2001, 0, 1)) / 1000))).toEqual(seconds)
    expect(earlier.map(({ previewGuid }) => previewGuid)).toEqual(guids)
    expect(editHistoryOf(sample('edited_message', `${name}.plist`), texts.at(-1) ?? null).earlier).toHaveLength(texts.length - 1)
  })

  test('a message that was unsent has no earlier text', () => {
    const history = editHistoryOf(sample('edited_message', 'Deleted.plist'), null)
    expect([history.earlier, history.isUnsent, history.problem]).toEqual([[], true, null])
  })

  test('archived texts are read to their end', () => {
    // Stretches as their lengths add up: 1 + 6 + 1 + 7 + 1 + 6 UTF-16 units.
    const { values } = readTypedstream(sample('streamtyped', 'MultiPart')) ?? { values: [] }
    const lengths = values.filter((_, index) => index % 3 === 2)
    expect(lengths).toEqual([1, 6, 1, 7, 1, 6])
    const attachment = values[3]
    expect(isStreamObject(attachment) && attachment.values.map((value) => (isStreamObject(value) ? value.values[0] : value))).toEqual([
      2,
      '__kIMFileTransferGUIDAttributeName',
      'at_0_F0668F79-20C2-49C9-A87F-1B007ABB0CED',
      '__kIMMessagePartAttributeName',
      'i',
    ])
    expect(textAttributes(sample('streamtyped', 'URL'))).toEqual({ mentions: [], transcriptions: [] })
  })
})
