import { Button } from '@blueprintjs/core'
import { useMemo, useState } from 'react'
import type { CoverageRow, CoverageStatus } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { formatCount } from '../../shared/format/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, EvidenceText } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { groupCoverage, sumCoverage, type CoverageGroup } from './coverageGroups.ts'

const words = caseWords.coverageTable
const FILES_STEP = 200

/** What was read and what was not, store by store, with the account of its rows. */
export function CoverageTable() {
  const coverage = useQuery('case.coverage', { sourceId: null })
  return (
    <section className="coverage" data-testid="coverage">
      <h2>{words.title}</h2>
      <Answer query={coverage}>{(rows) => <Groups rows={rows} />}</Answer>
    </section>
  )
}

function Groups({ rows }: { readonly rows: readonly CoverageRow[] }) {
  const groups = useMemo(() => groupCoverage(rows), [rows])
  if (groups.length === 0) return <p className="is-quiet">{words.none}</p>
  return (
    <>
      {groups.map((group) => (
        <Group key={group.source} group={group} />
      ))}
    </>
  )
}

function Group({ group }: { readonly group: CoverageGroup }) {
  const sourceLabel = useSourceLabel()
  const sum = sumCoverage(group.rows)
  return (
    <div className="coverage-group">
      <h3>
        <bdi>{sourceLabel(group.source)}</bdi>{' '}
        <span className="is-faint is-figures coverage-sum">
          {words.sum(formatCount(sum.rowsRead), formatCount(sum.records), formatCount(sum.skipped))}
        </span>
      </h3>
      {group.missing.length > 0 && <MissingFiles rows={group.missing} />}
      <div className="coverage-scroll">
        <table className="ui-table">
          <thead>
            <tr>
              <th>{words.store}</th>
              <th>{words.status}</th>
              <th className="is-number">{words.rows}</th>
              <th className="is-number">{words.records}</th>
              <th className="is-number">{words.skipped}</th>
              <th className="is-number" title={words.derivedTitle}>
                {words.derived}
              </th>
              <th>{words.notes}</th>
            </tr>
          </thead>
          <tbody>
            {group.rows.map((row, index) => (
              <Row key={`${row.store} ${row.file} ${index}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

export function CoverageSign({ status }: { readonly status: CoverageStatus }) {
  const { short, long } = caseWords.coverage[status]
  return (
    <span className="coverage-sign" data-status={status} title={long}>
      {short}
    </span>
  )
}

function numberOf(count: number, status: CoverageStatus): string {
  return count === 0 && status !== 'parsed' && status !== 'partly-parsed' ? '' : formatCount(count)
}

function Row({ row }: { readonly row: CoverageRow }) {
  const { status } = row
  const reasons = Object.entries(row.skippedReasons)
  return (
    <tr data-status={status}>
      <td className="coverage-store">
        <EvidenceText text={row.store} />
        {row.file !== null && row.file !== row.store && (
          <EvidenceText as="div" text={row.file} className="is-faint is-small coverage-file" />
        )}
      </td>
      <td>
        <CoverageSign status={status} />
      </td>
      <td className="is-number">{numberOf(row.rowsRead, status)}</td>
      <td className="is-number">{numberOf(row.records, status)}</td>
      <td className="is-number">{numberOf(row.skipped, status)}</td>
      <td className="is-number">{row.derived === 0 ? '' : formatCount(row.derived)}</td>
      <td className="coverage-notes">
        {reasons.map(([reason, count]) => (
          <p key={reason}>{words.skippedRows(formatCount(count), reason)}</p>
        ))}
        {row.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        {row.parser !== null && <p className="is-faint is-small">{row.parser}</p>}
      </td>
    </tr>
  )
}

function MissingFiles({ rows }: { readonly rows: readonly CoverageRow[] }) {
  const [shownCount, setShownCount] = useState(0)
  const rest = rows.length - shownCount
  return (
    <div className="coverage-missing" data-testid="missing-files">
      <p>
        <CoverageSign status="missing" /> {words.missing(formatCount(rows.length), rows.length !== 1)}{' '}
        <Button size="small" variant="minimal" onClick={() => setShownCount(shownCount === 0 ? FILES_STEP : 0)}>
          {shownCount === 0 ? words.showFiles : words.hideFiles}
        </Button>
      </p>
      {shownCount > 0 && (
        <>
          <ol className="coverage-files is-small">
            {rows.slice(0, shownCount).map(({ file, store }, index) => (
              <li key={`${file} ${index}`}>
                <EvidenceText text={file ?? store} />
              </li>
            ))}
          </ol>
          {rest > 0 && (
            <Button size="small" onClick={() => setShownCount(shownCount + FILES_STEP * 5)}>
              {words.moreFiles(formatCount(Math.min(rest, FILES_STEP * 5)))}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
