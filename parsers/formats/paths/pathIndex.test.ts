import { expect, test } from 'vitest'
import { PARSERS } from '../../registry.ts'
import { pathMatcher } from './matchPath.ts'
import { PathIndex } from './pathIndex.ts'

const PATHS = [
  'sms.db',
  'a/SMS.DB',
  'private/var/mobile/Library/SMS/sms.db',
  'Media/DCIM/IMG_1.JPG',
  'private/var/mobile/Media/DCIM/100APPLE/IMG_0001.HEIC',
  'data/data/com.whatsapp/databases/msgstore.db',
  'data/user/10/com.android.chrome/app_chrome/Default/History',
  'data/data/com.android.providers.telephony/files/000000_sms_backup',
  'Takeout/Location History/Records.json',
  'x/contacts.vcf',
  'deep/er/track.gpx',
  'private/var/mobile/Containers/Shared/AppGroup/AAAAAAAA-0000-0000-0000-000000000000/ChatStorage.sqlite',
  'a/b/идеи.DB',
  'nothing/of/note.bin',
  '',
]

test('finds what matching each pattern finds, in the order of the values', () => {
  const values = [
    ...PARSERS.map(({ id, reads }) => ({ id, reads })),
    { id: 'any', reads: ['**'] },
    { id: 'ending', reads: ['**/*.db', 'nothing/**'] },
    { id: 'middle', reads: ['**/var/**/DCIM/*/img_*.heic', '**/Идеи.db'] },
    { id: 'none', reads: [] },
  ]
  const index = new PathIndex(values, ({ reads }) => reads)
  let hits = 0
  for (const path of PATHS) {
    const expected = values.filter(({ reads }) => pathMatcher(reads)(path)).map(({ id }) => id)
    expect([path, index.at(path).map(({ id }) => id)]).toEqual([path, expected])
    hits += expected.length
  }
  expect(hits).toBeGreaterThan(PATHS.length * 2)
})

test('takes a file by either of its paths, once', () => {
  const index = new PathIndex([{ reads: ['**/com.example/a.db', '**/a.db'] }], ({ reads }) => reads)
  expect(index.at('AAAA/a.db', 'com.example/a.db')).toHaveLength(1)
  expect(index.at('AAAA/b.db', undefined)).toEqual([])
})
