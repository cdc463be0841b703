/** What small lists of an iOS file system say of their phone. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'plist'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import type { DeviceFacts } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

async function factsOf(lists: Readonly<Record<string, Parameters<typeof build>[0]>>): Promise<DeviceFacts> {
  using folder = temporaryFolder()
  for (const [path, list] of Object.entries({ 'private/var/mobile/Library/note.plist': {}, ...lists })) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true })
    writeFileSync(join(folder.path, path), build(list))
  }
  const extraction = await recogniseExtraction(folder.path)
  try {
    return extraction.device
  } finally {
    await extraction.close()
  }
}

it('lockdown names the phone; keys and certificates stay where they are', async () => {
  const device = await factsOf({
    'private/var/root/Library/Lockdown/data_ark.plist': {
      '-DeviceName': 'Phone of Ida',
      '-TimeZone': 'Asia/Bangkok',
      '-ActivationState': 'Activated',
      '-UniqueDeviceID': '00008030-000000000000000E',
      '-SerialNumber': 'F0000000TEST',
      'com.apple.mobile.lockdown_cache-DevicePublicKey': Buffer.from('secret'),
      '-HostAttached': true,
    },
  })
  expect(device).toMatchObject({ name: 'Phone of Ida', serialNumber: 'F0000000TEST', osVersion: null, model: null })
  expect(device.stated).toEqual({
    DeviceName: 'Phone of Ida',
    TimeZone: 'Asia/Bangkok',
    UniqueDeviceID: '00008030-000000000000000E',
    SerialNumber: 'F0000000TEST',
    ActivationState: 'Activated',
  })
})

it('other lists give the version, the lines and the country', async () => {
  const device = await factsOf({
    'System/Library/CoreServices/SystemVersion.plist': { ProductVersion: '16.1' },
    'private/var/preferences/SystemConfiguration/preferences.plist': { System: { System: { ComputerName: 'iPhone' } } },
    'private/var/wireless/Library/Preferences/com.apple.commcenter.plist': {
      ReportedPhoneNumber: '+12025550143',
      imei: '350000000000000',
      LastKnownICCID: '8901000000000000000',
    },
    'private/var/mobile/Library/Preferences/.GlobalPreferences.plist': { AppleLocale: 'th_TH' },
  })
  expect(device).toMatchObject({
    name: 'iPhone',
    osVersion: '16.1',
    phoneNumber: '+12025550143',
    imei: '350000000000000',
    iccid: '8901000000000000000',
    country: 'US',
    stated: { AppleLocale: 'th_TH' },
  })
})
