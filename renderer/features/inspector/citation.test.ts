import { describe, expect, it } from 'vitest'
import type { RecordDetail } from '../../../main/contract/index.ts'
import { citationOf } from './citation.ts'
import { parseTags } from '../../shared/exhibit/tags.ts'

const DETAIL: RecordDetail = {
  line: {
    key: 42,
    id: 'S1.R3.message.42',
    kind: 'message',
    time: { utcMs: Date.UTC(2026, 2, 14, 21, 41, 7), asStored: '1', unit: 'cocoa-s', zoneBasis: 'utc', localText: null },
    endMs: null,
    service: 'SMS',
    direction: 'incoming',
    from: null,
    to: [],
    text: 'See you\nat six',
    sourceId: 1,
    state: 'recovered',
    bookmarked: false,
    threadId: 1,
    position: null,
    message: null,
    call: null,
    media: null,
    activity: null,
    payment: null,
  },
  source: { id: 1, label: 'Phone A' },
  provenance: {
    file: 'Library/SMS/sms.db',
    storedAs: '3d/3d0d',
    fileSha256: 'ab12',
    table: 'message',
    row: '42',
    parser: 'ios-messages',
    parserVersion: 1,
    app: 'Messages',
  },
  fields: [],
  bookmark: null,
  hasRowPicture: false,
  elsewhere: [],
}

describe('citation', () => {
  it('names everything by which the row is found again', () => {
    expect(citationOf(DETAIL, 'Larch', 'Europe/Vienna')).toBe(
      'S1.R3.message.42, message (SMS); "See you at six"; 2026-03-14 22:41:07 CET (2026-03-14T21:41:07.000Z); state: recovered; source: Phone A; ' +
        'file: Library/SMS/sms.db; SHA-256: ab12; table message, row 42; read by ios-messages 1; case: Larch.',
    )
  })

  it('does not invent a time', () => {
    const undated = { ...DETAIL, line: { ...DETAIL.line, time: { ...DETAIL.line.time, utcMs: null } } }
    expect(citationOf(undated, 'Larch', 'UTC')).not.toContain('2026')
  })

  it('cuts between letters', () => {
    const family = '👨‍👩‍👧'
    expect(citationOf({ ...DETAIL, line: { ...DETAIL.line, text: family.repeat(200) } }, 'Larch', 'UTC')).toContain(
      `"${family.repeat(160)}…"`,
    )
  })
})

describe('tags', () => {
  it('are trimmed, each once, in order', () => {
    expect(parseTags(' travel, , recruitment,travel ,การเดินทาง')).toEqual(['travel', 'recruitment', 'การเดินทาง'])
  })
})
