import { describe, expect, it } from 'vitest'
import type { CoverageRow } from '../../../main/contract/index.ts'
import { caseFileName } from './caseFileName.ts'
import { gapsOf, groupCoverage, sumCoverage } from './coverageGroups.ts'

const row = (patch: Partial<CoverageRow>): CoverageRow => ({
  source: 1,
  store: 'a',
  file: null,
  sha256: null,
  parser: null,
  status: 'parsed',
  rowsRead: 0,
  records: 0,
  derived: 0,
  skipped: 0,
  skippedReasons: {},
  notes: [],
  ...patch,
})

describe('coverage', () => {
  it('tells what was not taken', () => {
    expect(gapsOf([row({}), row({ status: 'absent' }), row({ status: 'not-expected' })])).toEqual({
      unreadableStores: 0,
      unparsedStores: 0,
      skippedRows: 0,
      missingFiles: 0,
    })
    const rows = [
      row({ skipped: 2 }),
      row({ status: 'partly-parsed', skipped: 3 }),
      row({ status: 'unreadable' }),
      row({ status: 'not-parsed' }),
      row({ status: 'missing' }),
      row({ status: 'missing' }),
    ]
    expect(gapsOf(rows)).toEqual({ unreadableStores: 2, unparsedStores: 1, skippedRows: 5, missingFiles: 2 })
  })

  it('groups by source, problems first, missing files apart and none lost', () => {
    const rows = [
      row({ source: 2, store: 'z' }),
      row({ status: 'missing', store: 'm1' }),
      row({ store: 'b' }),
      row({ status: 'unreadable', store: 'c' }),
      row({ status: 'missing', store: 'm2' }),
    ]
    const groups = groupCoverage(rows)
    expect(
      groups.map(({ source, rows: own, missing }) => [source, own.map(({ store }) => store), missing.map(({ store }) => store)]),
    ).toEqual([
      [1, ['c', 'b'], ['m1', 'm2']],
      [2, ['z'], []],
    ])
  })

  it('adds the account of the rows', () => {
    expect(sumCoverage([row({ rowsRead: 10, records: 8, skipped: 2, derived: 5 }), row({ rowsRead: 1, records: 1 })])).toEqual({
      rowsRead: 11,
      records: 9,
      skipped: 2,
    })
  })
})

describe('case file name', () => {
  it('keeps words of any script and drops what file systems refuse', () => {
    expect(caseFileName('2026/0142', 'Larch: "นภา"')).toBe('2026-0142 Larch- -นภา-.corroborate')
    expect(caseFileName('', '  ')).toBe('case.corroborate')
    expect(caseFileName('', '..')).toBe('case.corroborate')
  })
})
