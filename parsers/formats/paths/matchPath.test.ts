import { describe, expect, test } from 'vitest'
import { pathMatcher } from './matchPath.ts'

describe('pathMatcher', () => {
  test.each([
    ['**/sms.db', 'sms.db', true],
    ['**/sms.db', 'private/var/mobile/Library/SMS/sms.db', true],
    ['**/sms.db', 'private/var/mobile/Library/SMS/SMS.DB', true],
    ['**/sms.db', '/private/sms.db', true],
    ['**/sms.db', 'private/oldsms.db', false],
    ['**/sms.db', 'private/sms.db-wal', false],
    ['**/sms.db', 'private/smsxdb', false],
    ['**/Library/SMS/sms.db', 'Library/SMS/sms.db', true],
    ['**/Library/SMS/sms.db', 'OldLibrary/SMS/sms.db', false],
    ['**/DCIM/**/*.jpg', 'Media/DCIM/IMG_1.JPG', true],
    ['**/DCIM/**/*.jpg', 'Media/DCIM/100APPLE/a/IMG_1.jpg', true],
    ['**/DCIM/*/*.jpg', 'Media/DCIM/100APPLE/a/IMG_1.jpg', false],
    ['a/**', 'a/b/c', true],
    ['a/**', 'ab/c', false],
    ['x(1)+[y].db', 'x(1)+[y].db', true],
    ['x(1)+[y].db', 'x1y.db', false],
    ['**/name.db', 'a/line\nbreak/name.db', true],
    ['**/Идеи.db', 'a/идеи.DB', true],
  ])('%s on %s is %s', (glob, path, expected) => {
    expect(pathMatcher([glob])(path)).toBe(expected)
  })

  test('any of several patterns is enough, none match nothing', () => {
    expect(pathMatcher(['a.db', '**/b.db'])('x/b.db')).toBe(true)
    expect(pathMatcher([])('a.db')).toBe(false)
  })

  test('a hostile path does not make matching slow', () => {
    const path = `${'a/'.repeat(50_000)}x`
    const startedAt = performance.now()
    expect(pathMatcher(['**/DCIM/**/*.jpg', '**/**/**/sms.db'])(path)).toBe(false)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})
