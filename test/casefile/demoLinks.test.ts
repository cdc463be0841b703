/** Phone C and the Takeout of the demo, and the messages that two of its phones hold, against counts drawn from the plan and from the phones' own databases. */
import { copyFileSync, cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EMPTY_LENS } from '../../main/contract/index.ts'
import { listRecords, type PublicKind } from '../../main/service/index.ts'
import { demoCase, type DemoCase } from '../support/demoCase.ts'

let demo: DemoCase
beforeAll(async () => {
  demo = await demoCase()
  for (const { folder, label } of demo.manifest.extras)
    expect(await demo.scratch.import(folder, label)).toMatchObject({ stage: 'finished', failure: null })
})
afterAll(() => demo.scratch.dispose())

it('phone C and the Takeout give as many records as the plan has rows', () => {
  for (const [index, { truth }] of demo.manifest.extras.entries()) {
    for (const [kind, count] of Object.entries(truth)) {
      const sourceId = demo.manifest.phones.length + index + 1
      const listed = [...listRecords(demo.scratch.casePath, kind as PublicKind, { fromMs: null, toMs: null, sourceId })]
      expect(listed, `source ${sourceId}, ${kind}`).toHaveLength(count)
    }
  }
})

let copies = 0
/** A private copy of a store of an iPhone's backup, read with the test's own SQL. */
function ids(folder: string, fileId: string, sql: string): Set<string> {
  const [stored] = globSync(join(folder, '*', fileId))
  const copy = join(demo.scratch.folder, `copy-${copies++}`)
  copyFileSync(stored ?? '', copy)
  const database = new Database(copy)
  try {
    return new Set(database.prepare(sql).pluck().all() as string[])
  } finally {
    database.close()
  }
}

const linksBetween = (a: number, b: number, condition = '1'): number =>
  demo.scratch.number(
    `SELECT count(*) FROM message_link AS l JOIN record AS x ON x.id = l.a_record_id JOIN record AS y ON y.id = l.b_record_id WHERE x.source_id = ? AND y.source_id = ? AND ${condition}`,
    a,
    b,
  )

it('every message whose id stands on both iPhones is linked, once', () => {
  const [a, b] = demo.manifest.phones
  const both = (fileId: string, sql: string): number => {
    const onB = ids(b?.folder ?? '', fileId, sql)
    return [...ids(a?.folder ?? '', fileId, sql)].filter((id) => onB.has(id)).length
  }
  const sms = both('3d0d7e5fb2ce288813306e4d4636395e047a3d28', 'SELECT guid FROM message')
  const whatsapp = both('7c7fba66680ef796b916b067077cc246adacf01d', 'SELECT ZSTANZAID FROM ZWAMESSAGE WHERE ZSTANZAID IS NOT NULL')
  expect([sms > 50, whatsapp > 20]).toEqual([true, true])
  expect(linksBetween(1, 2, "x.service <> 'WhatsApp'")).toBe(sms)
  expect(linksBetween(1, 2, "x.service = 'WhatsApp'")).toBe(whatsapp)
})

it('every SMS between phone B and phone C is linked to its other side, and nothing else of them', () => {
  expect(linksBetween(2, 3)).toBe(demo.manifest.messagesOnTwoPhones)
  expect(linksBetween(1, 3)).toBe(0)
  const wrong = demo.scratch.number(
    `SELECT count(*) FROM message_link AS l JOIN record AS x ON x.id = l.a_record_id JOIN record AS y ON y.id = l.b_record_id
     JOIN message AS m ON m.record_id = x.id JOIN message AS n ON n.record_id = y.id WHERE x.source_id = 2 AND y.source_id = 3 AND (m.body <> n.body OR x.direction = y.direction)`,
  )
  expect(wrong).toBe(0)
})

it('no row counts twice: these are three phones', () => {
  expect(demo.scratch.number('SELECT count(*) FROM duplicate')).toBe(0)
})

it('a second, identical backup under another name adds its rows and counts none of them', async () => {
  const before = await demo.scratch.call('timeline.count', { lens: EMPTY_LENS })
  const [phone] = demo.manifest.phones
  const copy = join(demo.scratch.folder, 'second backup')
  cpSync(phone?.folder ?? '', copy, { recursive: true })
  // One byte of a list that holds no rows: another extraction by its hash, the same phone by its serial number.
  writeFileSync(join(copy, 'Status.plist'), readFileSync(join(copy, 'Status.plist'), 'utf8') + '\n')
  expect(await demo.scratch.import(copy, 'Phone A, second backup')).toMatchObject({ stage: 'finished' })
  const after = await demo.scratch.call('timeline.count', { lens: EMPTY_LENS })
  expect([after.total, after.inLens]).toEqual([before.total, before.inLens])
  expect(after.duplicates).toBe(
    demo.scratch.number("SELECT count(*) FROM record WHERE source_id = 5 AND kind NOT IN ('contact', 'account', 'identity-link')"),
  )
  expect((await demo.scratch.call('export.verify', { path: null })).problems).toEqual([])
})
