import { describe, expect, it } from 'vitest'
import type { MessageLine, Party, RecordLine } from '../../../main/contract/index.ts'
import { conversationItems, findCopies, sideOf } from './conversationItems.ts'

const party = (entity: Party['entity'], isDeviceOwner = false): Party => ({
  entity,
  name: entity,
  identifier: entity,
  role: null,
  isDeviceOwner,
})
const ANNA = party('p1', true)
const BEN = party('p2')
const MESSAGE: MessageLine = {
  kind: 'text',
  attachments: [],
  replyToKey: null,
  replyToText: null,
  reaction: null,
  reactions: [],
  earlierTexts: [],
  status: null,
  facts: {},
  otherPhones: 0,
}

function line(key: number, utc: string | null, rest: Partial<RecordLine> = {}): RecordLine {
  return {
    key,
    id: `S1.R1.message.${key}`,
    kind: 'message',
    endMs: null,
    service: 'SMS',
    direction: 'incoming',
    from: BEN,
    to: [ANNA],
    text: `text ${key}`,
    sourceId: 1,
    state: 'live',
    bookmarked: false,
    threadId: 1,
    position: null,
    message: MESSAGE,
    call: null,
    media: null,
    activity: null,
    payment: null,
    time: { utcMs: utc === null ? null : Date.parse(utc), asStored: null, unit: 's', zoneBasis: 'utc', localText: null },
    ...rest,
  }
}

const settings = { zone: 'Europe/Vienna', rightEntity: null, hasCopies: false }
const typesOf = (lines: readonly RecordLine[]): readonly string[] => conversationItems(lines, settings).map(({ type }) => type)

describe('rules between messages', () => {
  it('begins each day of the zone of the case, not of UTC', () => {
    // 23:30 UTC is half past midnight of the next day in Vienna.
    const items = conversationItems([line(1, '2026-01-10T22:30:00Z'), line(2, '2026-01-10T23:30:00Z')], settings)
    expect(items.map((item) => (item.type === 'day' ? `${item.date} ${item.weekday} ${item.zone}` : item.type))).toEqual([
      '2026-01-10 Saturday CET',
      'line',
      '2026-01-11 Sunday CET',
      'line',
    ])
  })

  it('says a silence of six hours within a day, and none a second below', () => {
    expect(typesOf([line(1, '2026-01-10T08:00:00Z'), line(2, '2026-01-10T14:00:00Z')])).toEqual(['day', 'line', 'gap', 'line'])
    expect(typesOf([line(1, '2026-01-10T08:00:00Z'), line(2, '2026-01-10T13:59:59Z')])).toEqual(['day', 'line', 'line'])
  })

  it('gives the length of a silence over midnight to the day rule', () => {
    const [, , day] = conversationItems([line(1, '2026-01-10T20:00:00Z'), line(2, '2026-01-11T07:00:00Z')], settings)
    expect(day).toMatchObject({ type: 'day', gapMs: 11 * 3_600_000 })
  })

  it('measures a silence over a clock change in real time', () => {
    // Clocks in Vienna went from 2:00 to 3:00 on 29 March 2026: 0:30 to 7:30 on the wall are six hours.
    const items = conversationItems([line(1, '2026-03-28T23:30:00Z'), line(2, '2026-03-29T05:30:00Z')], settings)
    expect(items[2]).toMatchObject({ type: 'gap', gapMs: 6 * 3_600_000 })
  })

  it('keeps undated records apart and never computes a silence with them', () => {
    expect(typesOf([line(1, null), line(2, null), line(3, '2026-01-10T08:00:00Z')])).toEqual(['undated', 'line', 'line', 'day', 'line'])
  })
})

describe('lines', () => {
  it('stand by direction in a conversation and by sender in a merged one', () => {
    expect(sideOf(line(1, null, { direction: 'outgoing' }), null)).toBe('right')
    expect(sideOf(line(1, null, { direction: 'unknown' }), null)).toBe('middle')
    expect(sideOf(line(1, null, { direction: 'incoming', from: ANNA }), 'p1')).toBe('right')
    expect(sideOf(line(1, null, { direction: 'outgoing', from: BEN }), 'p1')).toBe('left')
    expect(sideOf(line(1, null, { from: null }), 'p1')).toBe('middle')
  })

  it('name the sender again after another sender, ten minutes or a rule', () => {
    const items = conversationItems(
      [
        line(1, '2026-01-10T08:00:00Z'),
        line(2, '2026-01-10T08:01:00Z'),
        line(3, '2026-01-10T08:02:00Z', { from: ANNA, direction: 'outgoing' }),
        line(4, '2026-01-10T08:03:00Z'),
        line(5, '2026-01-10T08:20:00Z'),
      ],
      settings,
    )
    expect(items.flatMap((item) => (item.type === 'line' ? [item.isFirstOfRun] : []))).toEqual([true, false, true, true, true])
  })

  it('fold a reaction only into a target that is shown', () => {
    const target = line(1, '2026-01-10T08:00:00Z', { message: { ...MESSAGE, reactions: [{ key: 2, label: 'liked', by: 'p1' }] } })
    const reaction = line(2, '2026-01-10T08:01:00Z', {
      message: { ...MESSAGE, kind: 'reaction', reaction: { label: 'liked', action: 'added', targetKey: 1 } },
    })
    expect(typesOf([target, reaction])).toEqual(['day', 'line'])
    expect(typesOf([reaction])).toEqual(['day', 'line'])
  })

  it('keep an earlier text whose edited message is not shown', () => {
    const earlier = line(2, '2026-01-10T08:00:00Z', { state: 'edited-previous' })
    expect(typesOf([earlier])).toEqual(['day', 'line'])
  })
})

describe('copies on another phone', () => {
  const original = line(1, '2026-01-10T08:00:00Z', { text: 'Where are you?' })

  it('are found by sender, service, text and a few seconds', () => {
    const copies = findCopies([original, line(2, '2026-01-10T08:00:04Z', { text: 'Where are you?', sourceId: 2 })])
    expect([...copies]).toEqual([[2, { key: 1, sourceId: 1, laterMs: 4000 }]])
  })

  it.each([
    ['the same phone', { sourceId: 1 }],
    ['another service', { sourceId: 2, service: 'WhatsApp' }],
    ['another sender', { sourceId: 2, from: ANNA }],
    ['another text', { sourceId: 2, text: 'Where are you' }],
  ])('are not claimed for %s', (_, rest) => {
    expect(findCopies([original, line(2, '2026-01-10T08:00:04Z', { text: 'Where are you?', ...rest })]).size).toBe(0)
  })

  it('are not claimed after 15 seconds, nor without text', () => {
    expect(findCopies([original, line(2, '2026-01-10T08:00:16Z', { text: 'Where are you?', sourceId: 2 })]).size).toBe(0)
    expect(
      findCopies([line(1, '2026-01-10T08:00:00Z', { text: '' }), line(2, '2026-01-10T08:00:00Z', { text: '', sourceId: 2 })]).size,
    ).toBe(0)
  })

  it('match one record each when the same text is sent twice', () => {
    const text = 'Ok'
    const copies = findCopies([
      line(1, '2026-01-10T08:00:00Z', { text }),
      line(2, '2026-01-10T08:00:02Z', { text }),
      line(3, '2026-01-10T08:00:03Z', { text, sourceId: 2 }),
      line(4, '2026-01-10T08:00:04Z', { text, sourceId: 2 }),
    ])
    expect([...copies].map(([key, { key: of }]) => [key, of])).toEqual([
      [3, 1],
      [4, 2],
    ])
  })
})

describe('calls on both phones', () => {
  const call = (key: number, sourceId: number, to: readonly Party[]): RecordLine =>
    line(key, '2026-01-10T08:00:00Z', {
      kind: 'call',
      service: 'Phone',
      text: '',
      message: null,
      from: BEN,
      to,
      sourceId,
      call: { answered: true, durationSeconds: 60, isVideo: false },
    })

  it('are one call between the same two, and not one to somebody else', () => {
    expect([...findCopies([call(1, 1, [ANNA]), call(2, 2, [ANNA])]).keys()]).toEqual([2])
    expect(findCopies([call(1, 1, [ANNA]), call(2, 2, [party('p3')])]).size).toBe(0)
  })
})
