/** Pictures of contacts are shown from the extraction, are not kept in the case, and stay hidden where they stand in a hash set. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScratchCase } from '../support/demoCase.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/parsers/', import.meta.url))
const BOOK = 'private/var/mobile/Library/AddressBook/AddressBook.sqlitedb'
const IMAGES = 'private/var/mobile/Library/AddressBook/AddressBookImages.sqlitedb'
const CONTACTS2 = 'data/data/com.android.providers.contacts/databases/contacts2.db'

const pictureOf = (red: number): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: red, g: 40, b: 80 } } })
    .jpeg()
    .toBuffer()

function write(root: string, path: string, sql: string, change: (database: Database.Database) => void = () => {}): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  database.exec(sql)
  change(database)
  database.close()
}

describe.each(['iPhone', 'Android'] as const)('%s', (phone) => {
  const scratch = new ScratchCase()
  let picture: Buffer
  let key = 0
  beforeAll(async () => {
    picture = await pictureOf(phone === 'iPhone' ? 200 : 100)
    const root = join(scratch.folder, 'phone')
    if (phone === 'iPhone') {
      write(root, BOOK, readFileSync(join(FIXTURES, 'ios-contacts/linked.sql'), 'utf8'))
      write(
        root,
        IMAGES,
        'CREATE TABLE ABFullSizeImage (ROWID INTEGER PRIMARY KEY, record_id INTEGER, data BLOB); CREATE TABLE ABThumbnailImage (ROWID INTEGER PRIMARY KEY, record_id INTEGER, format INTEGER, data BLOB)',
        (database) => {
          database.prepare('INSERT INTO ABFullSizeImage VALUES (1, 1, ?)').run(picture)
        },
      )
    } else
      write(root, CONTACTS2, readFileSync(join(FIXTURES, 'android-contacts/newest.sql'), 'utf8'), (database) => {
        const columns = (database.pragma('table_info(data)') as { name: string }[]).map(({ name }) => name)
        if (!columns.includes('data15')) database.exec('ALTER TABLE data ADD COLUMN data15 BLOB')
        const id = database.prepare('SELECT min(_id) FROM raw_contacts').pluck().get()
        database.exec("INSERT INTO mimetypes (_id, mimetype) VALUES (900, 'vnd.android.cursor.item/photo')")
        database.prepare('INSERT INTO data (raw_contact_id, mimetype_id, data15) VALUES (?, 900, ?)').run(id, picture)
      })
    await scratch.create()
    expect((await scratch.import(root)).stage).toBe('finished')
    key = scratch.number(
      'SELECT min(record_id) FROM contact WHERE facts_json LIKE \'%"picture":%\' AND facts_json NOT LIKE \'%"picture":"none"%\'',
    )
  })
  afterAll(() => scratch.dispose())

  it('shows the picture of the card, with its own pixels', async () => {
    expect((await scratch.call('record.get', { key })).hasRowPicture).toBe(true)
    const { base64, mime } = await scratch.call('media.get', { key, attachmentId: null, thumbnail: false })
    expect(mime).toBe('image/webp')
    const { data, info } = await sharp(Buffer.from(base64, 'base64')).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([64, 48])
    expect(Math.abs((data[0] ?? 0) - (phone === 'iPhone' ? 200 : 100))).toBeLessThan(12)
  })

  it('keeps nothing of it in the case', async () => {
    await scratch.call('media.get', { key, attachmentId: null, thumbnail: true })
    expect(scratch.number('SELECT count(*) FROM thumbnail')).toBe(0)
    expect(scratch.number("SELECT count(*) FROM audit WHERE action = 'media viewed'")).toBe(1)
  })

  it('says that other cards have none', async () => {
    const without = scratch.number('SELECT count(*) FROM contact') - 1
    const others = scratch.database.prepare('SELECT record_id FROM contact WHERE record_id <> ?').pluck().all(key) as number[]
    const found = await Promise.all(others.map((each) => scratch.call('record.get', { key: each })))
    expect(found.filter(({ hasRowPicture }) => !hasRowPicture)).toHaveLength(without)
  })

  it('does not show one that stands in a hash set', async () => {
    const list = join(scratch.folder, 'known.txt')
    writeFileSync(list, `${createHash('sha256').update(picture).digest('hex')}\n`)
    await scratch.call('hashset.add', { path: list, name: 'Known' })
    expect(await scratch.service.invoke('media.get', { key, attachmentId: null, thumbnail: true })).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/stands in Known/) },
    })
  })
})
