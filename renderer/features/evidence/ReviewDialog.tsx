import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { ReviewImport, ReviewRemark } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { Answer, EvidenceText, FailedState, Modal, PathField } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { outsideWords } from '../../shared/wording/outside.ts'

const words = outsideWords.review

/** Marks and comments of readers: import a file, see them all. */
export function ReviewDialog({ close }: { readonly close: () => void }) {
  const [path, setPath] = useState('')
  const [imported, setImported] = useState<ReviewImport | null>(null)
  const run = useCall('review.import')
  const remarks = useQuery('review.list', {})
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setImported(null)
    const result = await run.run({ path })
    if (result.ok) setImported(result.value)
  }
  return (
    <Modal close={close} title={words.title} className="review-dialog">
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <p className="is-quiet">{words.text}</p>
          <PathField label={words.file} value={path} onChange={setPath} purposes={['extraction-file']} />
          {run.failure !== null && <FailedState failure={run.failure} />}
          {imported !== null && <Outcome imported={imported} />}
          <Answer query={remarks}>
            {(items) => (items.length === 0 ? <p className="is-quiet">{words.none}</p> : <Remarks items={items} />)}
          </Answer>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.close}</Button>
              <Button type="submit" intent="primary" loading={run.isRunning} disabled={path.trim() === ''}>
                {words.run}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}

function Outcome({ imported: { alreadyImported, remarks, reviewer, conflicts, warnings } }: { readonly imported: ReviewImport }) {
  const sentences = [...conflicts.map(({ sentence }) => sentence), ...warnings]
  return (
    <div role="status" data-testid="review-outcome">
      <p>{alreadyImported ? words.already : words.added(formatCount(remarks), reviewer)}</p>
      {sentences.length > 0 && (
        <ul className="export-warnings">
          {sentences.map((sentence) => (
            <li key={sentence}>
              <EvidenceText text={sentence} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Remarks({ items }: { readonly items: readonly ReviewRemark[] }) {
  return (
    <div className="review-table">
      <table className="ui-table">
        <thead>
          <tr>
            {words.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, exhibit, item, reviewer, mark, comment, atMs, conflictsWith }) => (
            <tr key={id}>
              <td>{exhibit ?? words.noExhibit(item)}</td>
              <td>
                <EvidenceText text={reviewer} />
              </td>
              <td>
                {mark}
                {conflictsWith.length > 0 && <span className="review-conflict"> {words.contradicts}</span>}
              </td>
              <td>
                <EvidenceText text={comment} />
              </td>
              <td className="is-figures">{new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
