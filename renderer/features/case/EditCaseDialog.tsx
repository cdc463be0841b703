import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import { useCase } from '../../shared/caseContext.tsx'
import { queries, useCall } from '../../shared/query/index.ts'
import { FailedState, Modal } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { CaseFields, isKnownZone, type CaseFacts } from './CaseFields.tsx'

export function EditCaseDialog({ close }: { readonly close: () => void }) {
  const { name, number, examiner, timezone } = useCase()
  const [facts, setFacts] = useState<CaseFacts>({ name, number, examiner, timezone })
  const update = useCall('case.update')
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const result = await update.run(facts)
    if (!result.ok) return
    // The facts of a case change no record, so no event tells of them.
    void queries.reload('case.current', {})
    close()
  }
  return (
    <Modal close={close} title={caseWords.form.editTitle}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <CaseFields facts={facts} onChange={setFacts} />
          {update.failure !== null && <FailedState failure={update.failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button
                type="submit"
                intent="primary"
                loading={update.isRunning}
                disabled={facts.name.trim() === '' || !isKnownZone(facts.timezone)}
              >
                {caseWords.form.save}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}
