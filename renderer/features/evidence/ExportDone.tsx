import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { DuplicateIcon } from '@blueprintjs/icons'
import type { ExportSummary } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { copyText, EvidenceText, Modal } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { evidenceWords } from '../../shared/wording/evidence.ts'

const words = evidenceWords.export

/** Where the export lies, what is in it, and the hash to write down. */
export function ExportDone({
  summary,
  again,
  close,
}: {
  readonly summary: ExportSummary
  readonly again: () => void
  readonly close: () => void
}) {
  const { target, records, files, sha256, warnings } = summary
  return (
    <Modal close={close} title={words.doneTitle} className="export-dialog">
      <DialogBody className="ui-fields">
        <p data-testid="export-done">{words.done(formatCount(records), records === 1, words.file(formatCount(files), files === 1))}</p>
        <EvidenceText as="p" text={target} className="is-fixed" />
        <div>
          <h3>{words.hash}</h3>
          <p className="is-fixed export-hash">
            {sha256}{' '}
            <Button
              size="small"
              variant="minimal"
              icon={<DuplicateIcon size={12} />}
              aria-label={commonWords.copy}
              onClick={() => copyText(sha256, words.hashCopied)}
            />
          </p>
          <p className="is-quiet is-small">{words.hashHelp}</p>
        </div>
        {warnings.length > 0 && (
          <ul className="export-warnings">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button onClick={again}>{words.again}</Button>
            <Button intent="primary" onClick={close}>
              {commonWords.close}
            </Button>
          </>
        }
      />
    </Modal>
  )
}
