import { useSelection } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { KindIcon, RecordText, TimeText } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import styles from './people.module.css'

const words = peopleWords.suggestions

/** The records that a suggestion rests on; each opens in the inspector. */
export function EvidenceRows({ keys }: { readonly keys: readonly number[] }) {
  if (keys.length === 0) return <p className="is-small is-quiet">{words.noEvidence}</p>
  return (
    <div className={styles.evidence}>
      <span className="is-small is-quiet">{words.evidence(keys.length)}</span>
      {keys.map((key) => (
        <EvidenceRow key={key} recordKey={key} />
      ))}
    </div>
  )
}

function EvidenceRow({ recordKey }: { readonly recordKey: number }) {
  const { selectedKey, select } = useSelection()
  const { data } = useQuery('record.get', { key: recordKey })
  return (
    <button
      type="button"
      className={styles.evidenceRow}
      data-key={recordKey}
      aria-pressed={selectedKey === recordKey}
      onClick={(event) => {
        event.stopPropagation()
        select(recordKey)
      }}
    >
      {data === undefined ? (
        <span className="is-faint">…</span>
      ) : (
        <>
          <KindIcon kind={data.line.kind} size={13} />
          <TimeText time={data.line.time} />
          <RecordText line={data.line} />
          <span className={styles.evidenceSource}>{data.source.label}</span>
        </>
      )}
    </button>
  )
}
