import { expect, test } from 'vitest'
import { folderOf, namesOf, withRegistryLine } from '../newParser.ts'

test('an id gives the file and the export', () => {
  expect(namesOf('ios-signal-messages')).toEqual({ platform: 'ios', file: 'signalMessages', exported: 'iosSignalMessages' })
  expect(namesOf('signal')).toBeNull()
  expect(namesOf('ios-../x')).toBeNull()
})

test('a parser lies below its platform, or where both meet', () => {
  expect(folderOf('ios', 'messengers')).toBe('ios/messengers')
  expect(folderOf('any', 'places')).toBe('bothPlatforms')
})

const EMPTY = `/** List. */
import type { Parser } from './model/index.ts'

export const PARSERS: readonly Parser[] = []
`

test('the registry stays alphabetical', () => {
  const first = withRegistryLine(EMPTY, 'ios/messages', 'iosMessages')
  const second = withRegistryLine(first, 'ios/calls', 'iosCalls')
  expect(withRegistryLine(second, 'android/sms', 'androidSms')).toBe(`/** List. */
import { androidSms } from './apps/android/sms.ts'
import { iosCalls } from './apps/ios/calls.ts'
import { iosMessages } from './apps/ios/messages.ts'
import type { Parser } from './model/index.ts'

export const PARSERS: readonly Parser[] = [
  androidSms,
  iosCalls,
  iosMessages,
]
`)
})
