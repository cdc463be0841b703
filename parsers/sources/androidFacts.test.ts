/** What small files of an Android file system say of their phone. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { protobuf } from '../../fixtures/parsers/ios-biome/buildSegb.ts'
import { androidBinaryXml, element } from '../../fixtures/parsers/writeAndroidXml.ts'
import type { DeviceFacts } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

async function factsOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<DeviceFacts> {
  using folder = temporaryFolder()
  for (const [path, content] of Object.entries({ 'data/data/com.example/databases/a.db': 'x', ...files })) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true })
    writeFileSync(join(folder.path, path), content)
  }
  const extraction = await recogniseExtraction(folder.path)
  try {
    return extraction.device
  } finally {
    await extraction.close()
  }
}

it('settings, properties of the system and persistent ones name the phone, its system and the chosen language', async () => {
  const device = await factsOf({
    'data/system/users/0/settings_global.xml': androidBinaryXml(
      element('settings', {}, [
        element('setting', { name: 'device_name', value: 'Phone of Ida' }),
        element('setting', { name: 'adb_enabled', value: '1' }),
      ]),
    ),
    'data/system/users/0/settings_secure.xml':
      '<settings><setting name="android_id" value="0123456789abcdef"/><setting name="bluetooth_name" value="Ida"/></settings>',
    'system/build.prop': '# begin\nro.build.version.release=13\nro.product.system.model=mainline\n',
    'vendor/build.prop': 'ro.product.vendor.model = EX-1\nro.build.version.release=12\n',
    'data/property/persistent_properties': protobuf([
      [
        1,
        protobuf([
          [1, 'persist.sys.timezone'],
          [2, 'Asia/Bangkok'],
        ]),
      ],
      [
        1,
        protobuf([
          [1, 'persist.sys.locale'],
          [2, 'th-TH'],
        ]),
      ],
    ]),
  })
  expect(device).toMatchObject({ name: 'Phone of Ida', osVersion: '13', model: 'mainline', country: 'TH', phoneNumber: null })
  expect(device.stated).toEqual({
    device_name: 'Phone of Ida',
    bluetooth_name: 'Ida',
    android_id: '0123456789abcdef',
    'ro.product.system.model': 'mainline',
    'ro.product.vendor.model': 'EX-1',
    'ro.build.version.release': '13',
    'persist.sys.timezone': 'Asia/Bangkok',
    'persist.sys.locale': 'th-TH',
  })
})

it('damaged files cost what they say and nothing else', async () => {
  const device = await factsOf({
    'data/system/users/0/settings_global.xml': Buffer.from('ABX\0\x10\x32'),
    'data/property/persistent_properties': Buffer.from([0xff, 0xff, 0xff]),
    'data/property/persist.sys.timezone': 'Europe/Berlin\n',
    'system/build.prop': 'ro.product.model=EX-2',
  })
  expect(device).toMatchObject({ name: null, model: 'EX-2', osVersion: null, country: null })
  expect(device.stated).toEqual({ 'ro.product.model': 'EX-2', 'persist.sys.timezone': 'Europe/Berlin' })
})
