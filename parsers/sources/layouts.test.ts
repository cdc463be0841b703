/** Layouts in which tools deliver file systems: wrappers, partitions alone, containers, users, one file under two paths. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'plist'
import { describe, expect, it } from 'vitest'
import { gnuLongName, tarOf } from '../../fixtures/hostile/tarArchive.ts'
import { temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import type { Extraction } from './extraction.ts'
import { SourceError } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'
import { findSameFiles, usualPath } from './sameFiles.ts'

type Files = Readonly<Record<string, string | Buffer>>
type Packing = 'folder' | 'zip' | 'tar'

const bytesOf = (content: string | Buffer): Buffer => (typeof content === 'string' ? Buffer.from(content) : content)

function pack(folder: string, packing: Packing, files: Files): string {
  const path = join(folder, packing === 'folder' ? 'input' : `input.${packing}`)
  const parts = Object.entries(files).map(([name, content]) => ({ name, content: bytesOf(content) }))
  if (packing !== 'folder')
    writeFileSync(path, packing === 'zip' ? zipOf(parts) : tarOf(parts.flatMap((part) => [gnuLongName(part.name), part])))
  else
    for (const { name, content } of parts) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), content)
    }
  return path
}

async function withFiles(packing: Packing, files: Files, check: (extraction: Extraction) => void | Promise<void>): Promise<void> {
  using folder = temporaryFolder()
  const extraction = await recogniseExtraction(pack(folder.path, packing, files))
  try {
    await check(extraction)
  } finally {
    await extraction.close()
  }
}

const PACKINGS: readonly Packing[] = ['folder', 'zip', 'tar']

describe.each(PACKINGS)('a file system in a %s', (packing) => {
  it.each([
    ['private/var/mobile/Library/SMS/sms.db', 'private/var/mobile/Library/SMS/sms.db', 'ios'],
    ['filesystem1/private/var/mobile/a.db', 'private/var/mobile/a.db', 'ios'],
    ['EXTRACTION_FFS/fs/var/mobile/a.db', 'private/var/mobile/a.db', 'ios'],
    ['mobile/Library/SMS/sms.db', 'private/var/mobile/Library/SMS/sms.db', 'ios'],
    ['data volume/mobile/Containers/Shared/AppGroup/x/a', 'private/var/mobile/Containers/Shared/AppGroup/x/a', 'ios'],
    ['Dump/data/data/com.whatsapp/databases/a.db', 'data/data/com.whatsapp/databases/a.db', 'android'],
    ['Dump/data/com.whatsapp/databases/a.db', 'data/data/com.whatsapp/databases/a.db', 'android'],
    ['backup/storage/emulated/0/DCIM/a.jpg', 'storage/emulated/0/DCIM/a.jpg', 'android'],
    ['sdcard/DCIM/a.jpg', 'sdcard/DCIM/a.jpg', 'android'],
    ['data/user/10/com.whatsapp/databases/a.db', 'data/user/10/com.whatsapp/databases/a.db', 'android'],
  ])('%s lies at %s', async (stored, path, platform) => {
    expect.hasAssertions()
    await withFiles(packing, { [stored]: 'x', 'report.pdf': 'y' }, (extraction) => {
      expect([extraction.kind, extraction.platform]).toEqual([packing, platform])
      expect(extraction.stat(path)).toMatchObject({ storedAs: stored, isPresent: true })
      expect(extraction.list()).toHaveLength(2)
    })
  })
})

describe('several file systems in one folder', () => {
  it('of one phone, its system and its data partition, are read as one', () =>
    withFiles(
      'folder',
      {
        'filesystem1/System/Library/CoreServices/SystemVersion.plist': build({ ProductVersion: '15.4' }),
        'filesystem1/private/var/db/x': 'x',
        'filesystem2/mobile/Library/SMS/sms.db': 'sms',
      },
      (extraction) => {
        expect(extraction.stat('private/var/mobile/Library/SMS/sms.db')?.storedAs).toBe('filesystem2/mobile/Library/SMS/sms.db')
        expect(extraction.device.osVersion).toBe('15.4')
      },
    ))

  it.each<[string, Files]>([
    ['of two platforms', { 'a/private/var/mobile/Library/SMS/sms.db': '1', 'b/data/data/com.whatsapp/databases/msgstore.db': '2' }],
    ['of two phones', { 'a/private/var/mobile/Library/SMS/sms.db': '1', 'b/private/var/mobile/Library/SMS/sms.db': '22' }],
  ])('%s are refused in one sentence that names them', async (_what, files) => {
    const refused = await withFiles('folder', files, () => {}).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(SourceError)
    expect((refused as SourceError).message).toMatch(/more than one phone or time: add each by itself \(a, b\)\.$/)
  })
})

describe('containers of an iOS image', () => {
  const GROUP = 'private/var/mobile/Containers/Shared/AppGroup/AF67BA79-B4B6-4F89-AD78-9054620F3322'
  const DATA = 'private/var/mobile/Containers/Data/Application/11111111-2222-3333-4444-555555555555'
  const NAMELESS = 'private/var/mobile/Containers/Data/Application/99999999-2222-3333-4444-555555555555'
  const LIST = '.com.apple.mobile_container_manager.metadata.plist'
  const files = {
    [`${GROUP}/${LIST}`]: build({ MCMMetadataIdentifier: 'group.net.whatsapp.WhatsApp.shared' }),
    [`${GROUP}/ChatStorage.sqlite`]: 'chat',
    [`${DATA}/${LIST}`]: build({ MCMMetadataIdentifier: 'com.example.app' }),
    [`${DATA}/Library/a.db`]: 'a',
    [`${NAMELESS}/${LIST}`]: 'no list',
    [`${NAMELESS}/Library/b.db`]: 'b',
    'private/var/mobile/Library/SMS/sms.db': 'sms',
  }

  it.each(PACKINGS)('are named by their own lists (%s)', (packing) =>
    withFiles(packing, files, (extraction) => {
      const named = 'private/var/mobile/Containers/Shared/AppGroup/group.net.whatsapp.WhatsApp.shared/ChatStorage.sqlite'
      const entry = extraction.stat(`${GROUP}/ChatStorage.sqlite`)
      expect(entry).toMatchObject({ path: `${GROUP}/ChatStorage.sqlite`, app: 'group.net.whatsapp.WhatsApp.shared', namedPath: named })
      expect(extraction.stat(named)).toBe(entry)
      expect(extraction.stat(`${DATA}/Library/a.db`)?.app).toBe('com.example.app')
      expect(extraction.stat(`${NAMELESS}/Library/b.db`)).not.toHaveProperty('app')
      expect(extraction.stat('private/var/mobile/Library/SMS/sms.db')).not.toHaveProperty('app')
    }),
  )
})

describe('users of an Android phone', () => {
  it('are told apart, and named as the phone names them', () =>
    withFiles(
      'folder',
      {
        'data/data/com.whatsapp/databases/msgstore.db': 'first',
        'data/user/10/com.whatsapp/databases/msgstore.db': 'work',
        'data/user_de/150/com.example/databases/a.db': 'secure',
        'data/media/10/Android/media/com.whatsapp/WhatsApp/a.jpg': 'picture',
        'data/system/users/10.xml':
          '<?xml version="1.0"?><user id="10" type="android.os.usertype.profile.MANAGED"><name>Work</name></user>',
        // Android 12 and later, after the published layout: <user type="android.os.usertype.full.GUEST"><name>Guest</name></user>
        'data/system/users/11.xml': Buffer.from(
          'ABX\0\x10\x32\xff\xff\0\x04user\x2f\xff\xff\0\x04type\0\x1eandroid.os.usertype.full.GUEST' +
            '\x32\xff\xff\0\x04name\x24\0\x05Guest\x33\0\x02\x33\0\0\x11',
          'latin1',
        ),
        'data/system/users/150.xml': Buffer.from('ABX\0\x10damaged'),
      },
      (extraction) => {
        const userOf = (path: string): unknown => [extraction.stat(path)?.user, extraction.stat(path)?.app]
        expect(userOf('data/data/com.whatsapp/databases/msgstore.db')).toEqual([0, 'com.whatsapp'])
        expect(userOf('data/user/10/com.whatsapp/databases/msgstore.db')).toEqual([10, 'com.whatsapp'])
        expect(userOf('data/user_de/150/com.example/databases/a.db')).toEqual([150, 'com.example'])
        expect(userOf('data/media/10/Android/media/com.whatsapp/WhatsApp/a.jpg')).toEqual([10, 'com.whatsapp'])
        expect(extraction.device.stated['Android users']).toBe('0; 10 (Work, profile.MANAGED); 11 (Guest, full.GUEST); 150')
      },
    ))

  it('are not spoken of where there is only the first', () =>
    withFiles('folder', { 'data/data/com.whatsapp/databases/msgstore.db': 'x' }, (extraction) =>
      expect(extraction.device.stated).toEqual({}),
    ))
})

it.each([
  ['data/user/0/com.whatsapp/databases/msgstore.db', 'data/data/com.whatsapp/databases/msgstore.db'],
  ['data_mirror/data_ce/null/0/com.whatsapp/databases/msgstore.db', 'data/data/com.whatsapp/databases/msgstore.db'],
  ['data_mirror/data_de/null/10/com.x/a', 'data/user_de/10/com.x/a'],
  ['data/user/10/com.whatsapp/databases/msgstore.db', 'data/user/10/com.whatsapp/databases/msgstore.db'],
  ['sdcard/DCIM/a.jpg', 'data/media/0/DCIM/a.jpg'],
  ['storage/emulated/10/DCIM/a.jpg', 'data/media/10/DCIM/a.jpg'],
  ['storage/self/primary/DCIM/a.jpg', 'data/media/0/DCIM/a.jpg'],
  ['mnt/pass_through/0/emulated/0/DCIM/a.jpg', 'data/media/0/DCIM/a.jpg'],
  ['mnt/user/0/primary/DCIM/a.jpg', 'data/media/0/DCIM/a.jpg'],
  ['duplicate-2/private/var/mobile/a', 'private/var/mobile/a'],
  [
    'private/var/mobile/Containers/Data/Application/com.apple.mobilesafari/Library/Safari/History.db',
    'private/var/mobile/Library/Safari/History.db',
  ],
  [
    'private/var/mobile/Containers/Data/Application/com.example.app/Library/a.db',
    'private/var/mobile/Containers/Data/Application/com.example.app/Library/a.db',
  ],
])('%s is usually %s', (path, usual) => expect(usualPath(path)).toBe(usual))

describe.each(PACKINGS)('one file under two paths in a %s', (packing) => {
  const sameIn = async (files: Files): Promise<Record<string, string>> => {
    let found: Record<string, string> = {}
    await withFiles(packing, files, async (extraction) => {
      const wanted = new Set(extraction.list().map(({ path }) => path))
      found = Object.fromEntries(await findSameFiles(extraction, wanted, new Map()))
    })
    return found
  }
  const USUAL = 'data/data/com.whatsapp/databases/msgstore.db'
  const SECOND = 'data/user/0/com.whatsapp/databases/msgstore.db'

  it('is one file when its content is the same', async () => {
    expect(await sameIn({ [SECOND]: 'same', [USUAL]: 'same', 'sdcard/a.jpg': 'p', 'data/media/0/a.jpg': 'p' })).toEqual({
      [SECOND]: USUAL,
      'sdcard/a.jpg': 'data/media/0/a.jpg',
    })
  })

  it('is two files when its content differs, or that of its log', async () => {
    expect(await sameIn({ [USUAL]: 'same', [SECOND]: 'diff' })).toEqual({})
    const log = { [`${USUAL}-wal`]: 'log 1', [`${SECOND}-wal`]: 'log 2' }
    expect(await sameIn({ [USUAL]: 'same', [SECOND]: 'same', ...log })).toEqual({})
    expect(await sameIn({ [USUAL]: 'same', [SECOND]: 'same', [`${SECOND}-wal`]: 'log' })).toEqual({})
  })

  it('is never the same as that of another user, nor of an empty file', async () => {
    expect(await sameIn({ [USUAL]: 'same', 'data/user/10/com.whatsapp/databases/msgstore.db': 'same' })).toEqual({})
    expect(await sameIn({ [USUAL]: '', [SECOND]: '' })).toEqual({})
  })
})
