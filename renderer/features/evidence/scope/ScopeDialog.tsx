/** What the law lets the case look at, and whose conversations are kept back: stated, opened and released by a person, with reason. */
import './scope.css'
import { Button, DialogBody, DialogFooter, SegmentedControl } from '@blueprintjs/core'
import { useState } from 'react'
import type { ScopeState } from '../../../../main/contract/index.ts'
import { useQuery } from '../../../shared/query/index.ts'
import { Answer, Modal } from '../../../shared/ui/index.ts'
import { commonWords } from '../../../shared/wording/common.ts'
import { scopeWords as words } from '../../../shared/wording/scope.ts'
import { AuthorityList } from './AuthorityList.tsx'
import { OpeningCard } from './OpeningCard.tsx'
import { PrivilegeList } from './PrivilegeList.tsx'

type Tab = 'authorities' | 'privilege'

export function ScopeDialog({ close }: { readonly close: () => void }) {
  const scope = useQuery('scope.get', {})
  const [tab, setTab] = useState<Tab>('authorities')
  return (
    <Modal close={close} title={words.title} className="scope-dialog" closesOutside={false}>
      <DialogBody className="ui-fields">
        <SegmentedControl
          size="small"
          value={tab}
          onValueChange={(value) => setTab(value === 'privilege' ? 'privilege' : 'authorities')}
          options={[
            { value: 'authorities', label: words.authorities.tab },
            { value: 'privilege', label: words.privilege.tab },
          ]}
        />
        <Answer query={scope}>{(state) => <Content state={state} tab={tab} />}</Answer>
      </DialogBody>
      <DialogFooter actions={<Button onClick={close}>{commonWords.close}</Button>} />
    </Modal>
  )
}

function Content({ state, tab }: { readonly state: ScopeState; readonly tab: Tab }) {
  return tab === 'authorities' ? (
    <>
      <AuthorityList authorities={state.authorities} />
      {state.authorities.length > 0 && <OpeningCard state={state} />}
    </>
  ) : (
    <PrivilegeList contacts={state.privileged} />
  )
}
