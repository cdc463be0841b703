/** The lines of Telegram's type language against the numbers that Telegram gave them, and objects written by hand. */
import { describe, expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import { TELEGRAM_MEDIA_TYPES } from './apps/android/messengers/telegramTypesMedia.ts'
import { TELEGRAM_MESSAGE_TYPES } from './apps/android/messengers/telegramTypesMessages.ts'
import { TELEGRAM_PEOPLE_TYPES } from './apps/android/messengers/telegramTypesPeople.ts'
import { readTlObject, tlForms, tlInteger, tlNumber, tlObject, tlObjects, tlText } from './formats/binary/typeLanguage.ts'

const LINES = [TELEGRAM_MESSAGE_TYPES, TELEGRAM_MEDIA_TYPES, TELEGRAM_PEOPLE_TYPES]
  .flatMap((text) => text.split('\n'))
  .filter((line) => line !== '')
const FORMS = tlForms(TELEGRAM_MESSAGE_TYPES, TELEGRAM_MEDIA_TYPES, TELEGRAM_PEOPLE_TYPES)
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** The text whose CRC-32 is the number of a form, by the published rules: no number, no flags without value, bytes as string, no brackets. */
function canonical(line: string): string {
  return line
    .replace(/#[0-9a-f]+/, '')
    .replaceAll(/ \w+:\w+\.\d+\?true/g, '')
    .replaceAll(':bytes ', ':string ')
    .replaceAll('?bytes ', '?string ')
    .replaceAll('<', ' ')
    .replaceAll('>', '')
}

describe('the lines', () => {
  test('there are those of twelve years', () => {
    expect(LINES.length).toBeGreaterThan(200)
    expect(FORMS.size).toBe(LINES.length)
  })

  test.each(LINES)('%s', (line) => {
    expect(crc32(canonical(line)).toString(16)).toBe(/#([0-9a-f]+)/.exec(line)?.[1])
  })
})

describe('objects', () => {
  // message#44f9b43d with flags 2 (out) + 256 (from_id): id 7, from 1000, to user 2000, 2024-01-01T10:01:04Z, "hello"
  const MESSAGE = '3db4f944 02010000 07000000 e8030000 6dbcb19d d0070000 608d9265 0568656c6c6f 0000'

  test('one of 2018, byte by byte', () => {
    const { object, rest } = readTlObject(hex(MESSAGE), 'Message', FORMS)
    expect([object?.name, object?.isWhole, rest?.length]).toEqual(['message', true, 0])
    expect([tlNumber(object, 'id'), tlNumber(object, 'from_id'), tlNumber(object, 'date'), tlText(object, 'message')]).toEqual([
      7,
      1000,
      1_704_103_264,
      'hello',
    ])
    expect([tlObject(object, 'to_id')?.name, tlInteger(tlObject(object, 'to_id'), 'user_id')]).toEqual(['peerUser', 2000n])
    expect([object?.fields.get('out'), object?.fields.has('media')]).toEqual([true, false])
  })

  test('cut anywhere, keeps what came before and never throws', () => {
    const whole = hex(MESSAGE)
    for (let length = 0; length < whole.length; length++) {
      const { object, rest } = readTlObject(whole.subarray(0, length), 'Message', FORMS)
      expect([object?.isWhole ?? false, rest]).toEqual([false, null])
    }
  })

  test('a form that is not known, or is of another type, is none', () => {
    expect(readTlObject(hex('ffffffff 00000000'), 'Message', FORMS)).toEqual({ object: null, constructorId: 0xffffffff, rest: null })
    expect(readTlObject(hex(MESSAGE), 'User', FORMS).object).toBeNull()
    expect(readTlObject(hex('3d'), 'Message', FORMS)).toEqual({ object: null, constructorId: null, rest: null })
  })

  test('a part that is not known ends the object behind the text', () => {
    // The same with flag 512 (media) and a medium of an unknown form.
    const { object } = readTlObject(hex(`${MESSAGE.replace('02010000', '02030000')} 01020304`), 'Message', FORMS)
    expect([object?.isWhole, tlText(object, 'message'), tlObject(object, 'media')]).toEqual([false, 'hello', null])
  })

  test('lists, long texts and floats', () => {
    // photoSize list of two in a photo#9c477dd8
    const photo =
      'd87d479c 00000000 0100000000000000 0200000000000000 00000000 608d9265 15c4b51c 02000000 608ec775 0173 0000 5a000000 3c000000 e8030000 1a1e0200'
    const cut = readTlObject(hex(photo.slice(0, photo.lastIndexOf(' '))), 'Photo', FORMS)
    expect([cut.object?.isWhole, tlInteger(cut.object, 'id')]).toEqual([false, 1n])
    const one = readTlObject(hex(photo.replace('02000000 608e', '01000000 608e').slice(0, photo.lastIndexOf(' '))), 'Photo', FORMS)
    expect([one.object?.isWhole, tlObjects(one.object, 'sizes').map((size) => [tlText(size, 'type'), tlNumber(size, 'w')])]).toEqual([
      true,
      [['s', 90]],
    ])
    const long = '61'.repeat(300)
    const text = readTlObject(hex(`9af6e6fa fe2c0100 ${long}`.replace('9af6e6fa', '569fe6fa')), 'MessageAction', FORMS)
    expect(tlText(text.object, 'message')).toHaveLength(300)
    // geoPoint#2049d70c stores the longitude first.
    const geo = readTlObject(hex('0cd74920 9a99999999995ec0 9a99999999e94240'), 'GeoPoint', FORMS)
    expect([tlNumber(geo.object, 'lat')?.toFixed(3), tlNumber(geo.object, 'long')?.toFixed(3)]).toEqual(['37.825', '-122.400'])
  })

  test('a count beyond the bytes costs nothing', () => {
    expect(
      readTlObject(hex('ad47cba6 0161 0000 15c4b51c ffffff7f 01000000'.replace('ad47cba6', '9a8b63a6')), 'MessageAction', FORMS).object
        ?.isWhole,
    ).toBe(false)
  })
})
