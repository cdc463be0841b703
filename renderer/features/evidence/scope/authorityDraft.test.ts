import { describe, expect, it } from 'vitest'
import type { LegalAuthority } from '../../../../main/contract/index.ts'
import { doubtsOf, draftOf, termsOf, type AuthorityDraft } from './authorityDraft.ts'

const EMPTY = draftOf(null, 'UTC')

describe('an authority as it is typed', () => {
  it('has days in the zone of the case, the last one included', () => {
    const typed = { ...EMPTY, type: 'Warrant', fromDay: '2026-03-01', lastDay: '2026-03-31' }
    expect(termsOf(typed, 'Europe/Vienna')).toMatchObject({
      // The clocks go forward on 29 March: the last day ends at 22:00 UTC.
      terms: { fromMs: Date.UTC(2026, 1, 28, 23), toMs: Date.UTC(2026, 2, 31, 22) },
    })
    expect(termsOf({ ...typed, lastDay: '' }, 'UTC')).toMatchObject({ terms: { fromMs: Date.UTC(2026, 2, 1), toMs: null } })
    expect(termsOf({ ...typed, fromDay: '2026-03-31' }, 'UTC')).toMatchObject({
      terms: { fromMs: Date.UTC(2026, 2, 31), toMs: Date.UTC(2026, 3, 1) },
    })
  })

  it('says what is no day, and what ends before it begins', () => {
    for (const fromDay of ['yesterday', '2026-3-1', '2026-03-01T10:00']) {
      expect(termsOf({ ...EMPTY, fromDay }, 'UTC'), fromDay).toEqual({ problem: 'badDay' })
    }
    for (const day of ['2026-02-30', '2026-13-01', '2025-02-29', '2026-04-00']) {
      expect(termsOf({ ...EMPTY, fromDay: day }, 'UTC')).toEqual({ problem: 'noSuchDay', day })
      expect(termsOf({ ...EMPTY, lastDay: ` ${day} ` }, 'Europe/Vienna')).toEqual({ problem: 'noSuchDay', day })
    }
    expect(termsOf({ ...EMPTY, fromDay: '2026-03-02', lastDay: '2026-03-01' }, 'UTC')).toEqual({ problem: 'reversed' })
  })

  it('doubts what has no number and what limits nothing', () => {
    const doubts = (changes: Partial<AuthorityDraft>): readonly string[] => {
      const read = termsOf({ ...EMPTY, ...changes }, 'UTC')
      return 'terms' in read ? doubtsOf(read.terms) : ['problem']
    }
    expect(doubts({ identifier: ' ' })).toEqual(['noIdentifier', 'noLimit'])
    expect(doubts({ identifier: '7', coversUndated: true })).toEqual(['noLimit'])
    expect(doubts({ identifier: '', lastDay: '2026-03-02' })).toEqual(['noIdentifier'])
    for (const limit of [
      { fromDay: '2026-03-02' },
      { kinds: ['call'] },
      { sources: [1] },
      { people: ['p1'] },
    ] satisfies Partial<AuthorityDraft>[])
      expect(doubts({ identifier: '7', ...limit })).toEqual([])
  })

  it('reads back as it was stated', () => {
    const authority: LegalAuthority = {
      id: 1,
      type: 'Consent',
      identifier: '7',
      fromMs: Date.UTC(2026, 1, 28, 23),
      toMs: Date.UTC(2026, 2, 31, 22),
      coversUndated: true,
      kinds: ['message'],
      sources: [2],
      people: [{ entity: 'p3', name: 'Ana', identifier: '+12095550101', role: null, isDeviceOwner: false }],
      note: 'n',
      addedAtMs: 0,
      by: 'x',
      records: 5,
    }
    const draft = draftOf(authority, 'Europe/Vienna')
    expect([draft.fromDay, draft.lastDay]).toEqual(['2026-03-01', '2026-03-31'])
    const { id: _id, addedAtMs: _at, by: _by, records: _records, people: _people, ...stated } = authority
    expect(termsOf(draft, 'Europe/Vienna')).toEqual({ terms: { ...stated, people: ['p3'] } })
  })
})
