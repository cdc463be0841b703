import { TickIcon, WarningSignIcon } from '@blueprintjs/icons'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, EvidenceText, FailedState, UnlockSource } from '../../shared/ui/index.ts'
import { inspectorWords } from '../../shared/wording/inspector.ts'

const words = inspectorWords.sourceRow

/** The original row, read again from the extraction, with whether the file is still the one that was imported. */
export function SourceRowTable({ recordKey }: { readonly recordKey: number }) {
  const row = useQuery('record.sourceRow', { key: recordKey }, { keepPrevious: false })
  if (row.failure?.kind === 'password') {
    return (
      <FailedState failure={row.failure}>
        <UnlockSource recordKey={recordKey} />
      </FailedState>
    )
  }
  return (
    <Answer query={row} words={words.reading}>
      {({ matches, sha256, columns }) => (
        <div className="source-row" data-testid="source-row">
          <p className={matches ? 'source-row-verdict is-good' : 'source-row-verdict is-bad'}>
            {matches ? <TickIcon size={14} /> : <WarningSignIcon size={14} />}
            <span>{matches ? words.matches : words.differs}</span>
          </p>
          {!matches && <p className="is-fixed source-row-hash">{sha256}</p>}
          <table>
            <thead>
              <tr>
                <th>{words.column}</th>
                <th>{words.value}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(({ name, type, value }) => (
                <tr key={name}>
                  <th scope="row">
                    <span className="is-fixed">{name}</span>
                    <span className="is-faint is-small">{type}</span>
                  </th>
                  <td>
                    {value === null ? (
                      <span className="is-faint">{words.nullValue}</span>
                    ) : (
                      <EvidenceText text={value} className="is-fixed" />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Answer>
  )
}
