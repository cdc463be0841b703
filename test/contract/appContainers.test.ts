/**
 * Stores in the containers of an iPhone's file system, whose folders have UUIDs for names: tables that are numbered by version, and files that
 * lie in another container of the app.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Scratch } from '../support/commandLine.ts'

const CONTAINERS = 'private/var/mobile/Containers'
const TIKTOK = `${CONTAINERS}/Data/Application/0A0A0A0A-1111-4222-8333-944455566601`
const VIBER = `${CONTAINERS}/Data/Application/0A0A0A0A-1111-4222-8333-944455566602`
const VIBER_GROUP = `${CONTAINERS}/Shared/AppGroup/0A0A0A0A-1111-4222-8333-944455566603`
const fixture = (name: string): string => readFileSync(new URL(`../../fixtures/parsers/${name}`, import.meta.url), 'utf8')

const scratch = new Scratch()
const phone = scratch.path('phone')
const caseFile = scratch.path('a.corroborate')

function write(path: string, content: string): void {
  mkdirSync(dirname(`${phone}/${path}`), { recursive: true })
  writeFileSync(`${phone}/${path}`, content)
}

function database(path: string, sql: string): void {
  mkdirSync(dirname(`${phone}/${path}`), { recursive: true })
  const made = new Sqlite(`${phone}/${path}`)
  made.exec(sql)
  made.close()
}

function container(folder: string, bundle: string): void {
  const plist = `<?xml version="1.0"?><plist version="1.0"><dict><key>MCMMetadataIdentifier</key><string>${bundle}</string></dict></plist>`
  write(`${folder}/.com.apple.mobile_container_manager.metadata.plist`, plist)
}

beforeAll(() => {
  write('private/var/mobile/Library/SMS/placeholder', '')
  container(TIKTOK, 'com.zhiliaoapp.musically')
  container(VIBER, 'com.viber')
  container(VIBER_GROUP, 'group.viber.share.container')
  database(`${TIKTOK}/Documents/AwemeIM.db`, fixture('ios-tiktok-contacts/newest.sql'))
  database(`${TIKTOK}/Library/other/AwemeIM.db`, 'CREATE TABLE TTKIMContactBaseUserV3 (uid TEXT)')
  database(`${VIBER_GROUP}/com.viber/database/Contacts.data`, fixture('ios-viber/newest.sql'))
  write(`${VIBER}/Documents/Attachments/IMG_1.jpg`, 'a picture')
  expect(scratch.run('add', caseFile, phone)).toMatchObject({ exitCode: 0, stderr: '' })
})
afterAll(() => scratch.dispose())

it('knows a store by one of its numbered tables, and says what is lacking where none is there', () => {
  const runs = scratch
    .json<{ store: string; status: string; notes: readonly string[] }>('coverage', caseFile)
    .filter(({ store }) => store === 'TikTok contacts (AwemeIM.db)')
  expect(runs.map(({ status }) => status)).toEqual(['parsed', 'not-parsed'])
  expect(runs[1]?.notes.join(' ')).toContain('lacks tables like AwemeContacts')
})

it('finds the file of a message in the other container of the app', () => {
  const files = scratch
    .json<{ attachments?: readonly { path: string | null }[] }>('list', caseFile, 'messages')
    .map(({ attachments }) => attachments)
  expect(JSON.stringify(files)).toContain(`${VIBER}/Documents/Attachments/IMG_1.jpg`)
})
