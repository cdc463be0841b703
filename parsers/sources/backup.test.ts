import { createHash } from 'node:crypto'
import { createWriteStream, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { fileIdOf, writeBackup } from '../../fixtures/hostile/backupFolder.ts'
import type { BackupRow } from '../../fixtures/hostile/backupFolder.ts'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { pathOfDomainFile } from './backupDomains.ts'
import { SourceError } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

const SMS: BackupRow = { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', content: Buffer.from('sms'), modifiedAtS: 1_650_000_000 }
const ROWS: readonly BackupRow[] = [
  SMS,
  { domain: 'HomeDomain', relativePath: 'Library', flags: 2, content: null },
  { domain: 'HomeDomain', relativePath: 'Library/link', flags: 4, content: null },
  { domain: 'CameraRollDomain', relativePath: 'Media/DCIM/100APPLE/IMG_0001.HEIC', content: null },
]
const INFO = {
  'Device Name': 'Test phone',
  'Product Type': 'iPhone12,1',
  'Product Version': '17.1',
  'Serial Number': 'TEST0001',
  IMEI: '350000000000006',
  ICCID: '8900000000000000000',
  'Phone Number': '+1 (202) 555-0143',
  'Last Backup Date': new Date('2024-02-03T04:05:06Z'),
  'Installed Applications': ['org.example.app'],
}

describe('iTunes backup', () => {
  it('maps the manifest to file-system paths, with sizes, times and device facts', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { info: INFO })
    const before = hashesBelow(folder.path)
    const extraction = await recogniseExtraction(folder.path)
    expect([extraction.kind, extraction.platform]).toEqual(['itunes-backup', 'ios'])
    const sms = { path: 'private/var/mobile/Library/SMS/sms.db', storedAs: '3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28' }
    expect(extraction.stat(sms.path)).toEqual({ ...sms, sizeBytes: 3, modifiedAtMs: 1_650_000_000_000, isPresent: true })
    const photo = extraction.stat('private/var/mobile/Media/DCIM/100APPLE/IMG_0001.HEIC')
    expect([photo?.isPresent, photo?.sizeBytes]).toEqual([false, 10])
    expect(
      extraction
        .list()
        .map(({ path }) => path)
        .filter((path) => !path.startsWith('private/')),
    ).toEqual(['Info.plist', 'Manifest.db', 'Manifest.plist'])
    expect(extraction.device).toMatchObject({
      name: 'Test phone',
      model: 'iPhone12,1',
      osVersion: '17.1',
      serialNumber: 'TEST0001',
      imei: '350000000000006',
      iccid: '8900000000000000000',
      phoneNumber: '+1 (202) 555-0143',
      country: 'US',
      lastBackupAtMs: Date.UTC(2024, 1, 3, 4, 5, 6),
    })
    expect(extraction.device.stated['Installed Applications']).toBeUndefined()
    expect(extraction.notices.map(({ problem }) => problem)).toEqual(['The backup lists 1 symbolic link; it is not followed.'])
    await expect(extraction.open(photo?.path ?? '')).rejects.toThrow(/bytes are not there/)
    await extraction.close()
    expect(hashesBelow(folder.path)).toEqual(before)
  })

  it('is recognised without any plist, and with its manifest alone', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { hasManifestPlist: false })
    const extraction = await recogniseExtraction(folder.path)
    expect([extraction.kind, extraction.device.name]).toEqual(['itunes-backup', null])
    rmSync(join(folder.path, '3d'), { recursive: true })
    expect((await recogniseExtraction(folder.path)).kind).toBe('itunes-backup')
    writeFileSync(join(folder.path, 'Manifest.db'), 'some other file')
    expect((await recogniseExtraction(folder.path)).kind).toBe('loose-files')
  })

  it('is read inside a zip as from its folder', async () => {
    using folder = temporaryFolder()
    const source = join(folder.path, 'backup')
    writeBackup(source, ROWS, { info: INFO })
    const zip = new ZipFile()
    for (const name of readdirSync(source, { recursive: true, withFileTypes: true })) {
      const path = join(name.parentPath, name.name)
      if (name.isFile()) zip.addFile(path, path.slice(folder.path.length + 1).replaceAll('\\', '/'))
    }
    zip.end()
    const zipPath = join(folder.path, 'backup.zip')
    await pipeline(zip.outputStream, createWriteStream(zipPath))
    const extraction = await recogniseExtraction(zipPath)
    expect([extraction.kind, extraction.device.model]).toEqual(['itunes-backup', 'iPhone12,1'])
    const copy = join(folder.path, 'copy.db')
    const sha256 = createHash('sha256').update('sms').digest('hex')
    expect(await extraction.materialise('private/var/mobile/Library/SMS/sms.db', copy)).toEqual({ sha256, sizeBytes: 3 })
    expect(readFileSync(copy, 'utf8')).toBe('sms')
    await extraction.close()
  })

  it('tolerates rows that are damaged or hostile, and names them', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, [
      SMS,
      { domain: 'HomeDomain', relativePath: '../../../../tmp/evil', content: Buffer.from('evil') },
      { domain: 'HomeDomain', relativePath: 'Library/odd.db', content: Buffer.from('odd'), rawMetadata: Buffer.from('bplist00 damaged') },
      { domain: 'HomeDomain', relativePath: 'Library/id.db', content: null, fileId: '../../../../etc/passwd' },
      { domain: 'NewDomain', relativePath: 'a/b.db', content: Buffer.from('new') },
    ])
    const extraction = await recogniseExtraction(folder.path)
    expect(extraction.stat('private/var/mobile/Library/odd.db')).toMatchObject({ isPresent: true, sizeBytes: 3, modifiedAtMs: null })
    expect(extraction.stat('private/var/mobile/Library/id.db')?.isPresent).toBe(false)
    expect(extraction.stat('NewDomain/a/b.db')?.isPresent).toBe(true)
    // The refused row's bytes stay visible under their stored name.
    const evilId = fileIdOf('HomeDomain', '../../../../tmp/evil')
    expect(extraction.stat(`${evilId.slice(0, 2)}/${evilId}`)?.isPresent).toBe(true)
    expect(extraction.list().some(({ path }) => path.includes('..'))).toBe(false)
    expect(extraction.notices.map(({ problem }) => problem).join('\n')).toMatch(/refused: its name leads out[^]*impossible id/)
  })

  it('keeps files of two domains that share a path', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, [
      { domain: 'MediaDomain', relativePath: 'Media/x.db', content: Buffer.from('1') },
      { domain: 'CameraRollDomain', relativePath: 'Media/x.db', content: Buffer.from('2') },
    ])
    const paths = (await recogniseExtraction(folder.path)).list().map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['private/var/mobile/Media/x.db', 'duplicate-2/private/var/mobile/Media/x.db']))
  })

  it('says in one sentence that an encrypted backup without a keybag cannot be read', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { isEncrypted: true })
    const error: unknown = await recogniseExtraction(folder.path).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SourceError)
    expect(String(error)).toMatch(/encrypted.*no keybag.*copy the backup again/)
  })
})

describe('backup domains', () => {
  it.each([
    ['HomeDomain', 'Library/SMS/sms.db', 'private/var/mobile/Library/SMS/sms.db'],
    ['CameraRollDomain', 'Media/DCIM/a.jpg', 'private/var/mobile/Media/DCIM/a.jpg'],
    ['MediaDomain', 'Library/SMS/Attachments/a', 'private/var/mobile/Library/SMS/Attachments/a'],
    ['HealthDomain', 'Health/healthdb.sqlite', 'private/var/mobile/Library/Health/healthdb.sqlite'],
    ['WirelessDomain', 'Library/Databases/DataUsage.sqlite', 'private/var/wireless/Library/Databases/DataUsage.sqlite'],
    ['RootDomain', 'Library/Caches/locationd/clients.plist', 'private/var/root/Library/Caches/locationd/clients.plist'],
    ['AppDomain-net.whatsapp.WhatsApp', 'Documents/a', 'private/var/mobile/Containers/Data/Application/net.whatsapp.WhatsApp/Documents/a'],
    ['AppDomainGroup-group.x-y.shared', 'a.db', 'private/var/mobile/Containers/Shared/AppGroup/group.x-y.shared/a.db'],
    ['AppDomainPlugin-a.b', 'Library/c', 'private/var/mobile/Containers/Data/PluginKitPlugin/a.b/Library/c'],
    ['SysContainerDomain-com.apple.x', 'a', 'private/var/containers/Data/System/com.apple.x/a'],
    ['SysSharedContainerDomain-systemgroup.x', 'a', 'private/var/containers/Shared/SystemGroup/systemgroup.x/a'],
    ['SystemPreferencesDomain', 'com.apple.wifi.plist', 'private/var/preferences/com.apple.wifi.plist'],
    ['constructor', 'x', 'constructor/x'],
    ['Unknown-thing', 'x', 'Unknown-thing/x'],
  ])('%s %s', (domain, relativePath, expected) => expect(pathOfDomainFile(domain, relativePath)).toBe(expected))
})
