import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import type { AuditEntry } from '../../../main/contract/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, EvidenceText, UtcTime } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'

const words = caseWords.audit
const PAGE_ENTRIES = 100

/** Who did what, when. Append-only. */
export function AuditLog() {
  const [afterNumbers, setAfterNumbers] = useState<readonly number[]>([0])
  return (
    <section className="audit" data-testid="audit">
      <p className="is-quiet">{words.text}</p>
      <table className="ui-table">
        <thead>
          <tr>
            <th className="is-number">{words.number}</th>
            <th>{words.time}</th>
            <th>{words.actor}</th>
            <th>{words.action}</th>
            <th>{words.detail}</th>
          </tr>
        </thead>
        {afterNumbers.map((afterNumber, index) => (
          <AuditPage
            key={afterNumber}
            afterNumber={afterNumber}
            {...(index === afterNumbers.length - 1 ? { onMore: (last: number) => setAfterNumbers([...afterNumbers, last]) } : {})}
          />
        ))}
      </table>
    </section>
  )
}

function AuditPage({ afterNumber, onMore }: { readonly afterNumber: number; readonly onMore?: (lastNumber: number) => void }) {
  const page = useQuery('case.audit', { afterNumber, limit: PAGE_ENTRIES })
  const last = page.data?.at(-1)
  const hasMore = onMore !== undefined && last !== undefined && page.data?.length === PAGE_ENTRIES
  if (page.data === undefined)
    return (
      <tbody>
        <tr>
          <td colSpan={5}>
            <Answer query={page}>{() => null}</Answer>
          </td>
        </tr>
      </tbody>
    )
  return (
    <tbody>
      {page.data.map((entry) => (
        <Entry key={entry.number} entry={entry} />
      ))}
      {page.data.length === 0 && afterNumber === 0 && (
        <tr>
          <td colSpan={5} className="is-quiet">
            {words.none}
          </td>
        </tr>
      )}
      {hasMore && (
        <tr>
          <td colSpan={5}>
            <Button size="small" onClick={() => onMore(last.number)}>
              {words.more}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  return (
    <tr>
      <td className="is-number is-faint">{entry.number}</td>
      <td>
        <UtcTime utcMs={entry.atMs} />
      </td>
      <td>
        <EvidenceText text={entry.actor} />
      </td>
      <td>{entry.action}</td>
      <td>
        <EvidenceText text={entry.detail} />
      </td>
    </tr>
  )
}
