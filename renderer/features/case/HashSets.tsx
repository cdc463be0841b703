import { Button } from '@blueprintjs/core'
import { EyeOffIcon, PlusIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { HashHit, HashSet } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, EmptyState, EvidenceText, UtcTime } from '../../shared/ui/index.ts'
import { hashSetWords as words } from '../../shared/wording/hashSets.ts'
import { AddHashSetDialog } from './AddHashSetDialog.tsx'

const ALGORITHMS: Readonly<Record<HashHit['algorithm'], string>> = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256' }

/** Sets of known files, and which files of the case stand in one. Never the files themselves. */
export function HashSets() {
  const sets = useQuery('hashset.list', {})
  const [isAdding, setIsAdding] = useState(false)
  const [notCompared, setNotCompared] = useState(0)
  const add = (
    <Button intent="primary" icon={<PlusIcon />} onClick={() => setIsAdding(true)}>
      {words.add}
    </Button>
  )
  return (
    <section className="hash-sets" data-testid="hash-sets">
      <Answer query={sets}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={<EyeOffIcon size={32} />} title={words.none} action={add}>
              {words.noneText}
            </EmptyState>
          ) : (
            <>
              <div className="hash-sets-head">
                <p className="is-quiet">{words.text}</p>
                {add}
              </div>
              {notCompared > 0 && <p className="hash-sets-warning">{words.notCompared(formatCount(notCompared), notCompared !== 1)}</p>}
              <Sets sets={list} />
              <Hits />
            </>
          )
        }
      </Answer>
      {isAdding && <AddHashSetDialog close={() => setIsAdding(false)} added={setNotCompared} />}
    </section>
  )
}

function Sets({ sets }: { readonly sets: readonly HashSet[] }) {
  return (
    <div className="hash-sets-scroll" tabIndex={0} role="region" aria-label={words.sets}>
      <table className="ui-table" aria-label={words.sets}>
        <thead>
          <tr>
            <th>{words.set}</th>
            <th className="is-number">{words.entries}</th>
            <th className="is-number">{words.fileHits}</th>
            <th>{words.file}</th>
            <th>{words.addedBy}</th>
          </tr>
        </thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.id}>
              <td>
                <EvidenceText text={set.name} className="hash-sets-name" />
              </td>
              <td className="is-number">{formatCount(set.entries)}</td>
              <td className="is-number">{formatCount(set.hits)}</td>
              <td>
                <EvidenceText text={set.fileName} className="hash-sets-name" />
                <code className="is-faint is-small hash-sets-hash">{set.fileSha256}</code>
              </td>
              <td>
                <UtcTime utcMs={set.addedAtMs} /> <EvidenceText text={set.by} className="is-faint" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Hits() {
  const hits = useQuery('hashset.hits', {})
  return (
    <>
      <h2>{words.hits}</h2>
      <Answer query={hits}>{(list) => (list.length === 0 ? <p className="is-quiet">{words.noHits}</p> : <HitTable hits={list} />)}</Answer>
    </>
  )
}

function HitTable({ hits }: { readonly hits: readonly HashHit[] }) {
  const { select } = useSelection()
  return (
    <div className="hash-sets-scroll" tabIndex={0} role="region" aria-label={words.hits}>
      <table className="ui-table" aria-label={words.hits} data-testid="hash-hits">
        <thead>
          <tr>
            <th>{words.source}</th>
            <th>{words.filePath}</th>
            <th>{words.set}</th>
            <th title={words.categoryTitle}>{words.category}</th>
            <th>{words.foundBy}</th>
            <th>{words.records}</th>
          </tr>
        </thead>
        <tbody>
          {hits.map((hit) => (
            <tr key={`${hit.sourceId} ${hit.path} ${hit.setName} ${hit.algorithm}`}>
              <td>
                <EvidenceText text={hit.source} />
              </td>
              <td>
                <EvidenceText text={hit.path} />
                <code className="is-faint is-small hash-sets-hash">{hit[hit.algorithm] ?? ''}</code>
              </td>
              <td>
                <EvidenceText text={hit.setName} className="hash-sets-name" />
              </td>
              <td>{hit.category ?? <span className="is-faint">{words.noCategory}</span>}</td>
              <td className="hash-sets-short">{ALGORITHMS[hit.algorithm]}</td>
              <td className="hash-sets-short">
                {hit.records[0] !== undefined && (
                  <Button size="small" variant="minimal" onClick={() => select(hit.records[0] ?? null)}>
                    {words.showRecord(formatCount(hit.records.length), hit.records.length !== 1)}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
