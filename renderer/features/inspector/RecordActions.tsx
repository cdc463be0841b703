import { Button } from '@blueprintjs/core'
import { CitationIcon } from '@blueprintjs/icons'
import type { Party, RecordDetail } from '../../../main/contract/index.ts'
import { useCase, useCaseZone } from '../../shared/caseContext.tsx'
import { dayStartMs } from '../../shared/format/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useLens, useView } from '../../shared/lens/index.ts'
import { copyText } from '../../shared/ui/index.ts'
import { inspectorWords } from '../../shared/wording/inspector.ts'
import { citationOf } from './citation.ts'

const words = inspectorWords.actions

export interface RecordActionsProps {
  readonly detail: RecordDetail
  readonly onRole: (party: Party) => void
}

/** Whom the record is about for the keys `f` and `r`: the other side, else the sender, else the first addressee. */
function mainParty({ line }: RecordDetail): Party | null {
  const all = [line.from, ...line.to].filter((party) => party !== null)
  return all.find(({ isDeviceOwner }) => !isDeviceOwner) ?? all[0] ?? null
}

export function RecordActions({ detail, onRole }: RecordActionsProps) {
  const { line } = detail
  const { filter, change, togglePerson } = useLens()
  const info = useCase()
  const zone = useCaseZone()
  const party = mainParty(detail)
  const { group, filter: filterKey, role } = inspectorWords.keys
  const addParty = (): void => {
    if (party !== null) togglePerson(party.entity)
  }
  const openRole = (): void => {
    if (party !== null) onRole(party)
  }
  useKeys([
    { keys: 'f', words: filterKey, group, run: addParty },
    { keys: 'r', words: role, group, run: openRole },
  ])
  const { utcMs } = line.time
  return (
    <div className="inspector-actions">
      {party !== null && (
        <Button size="small" onClick={addParty}>
          {filter.people.includes(party.entity) ? words.removePerson(party.name) : words.filterPerson(party.name)}
        </Button>
      )}
      {line.threadId !== null && filter.threadId !== line.threadId && (
        <Button size="small" onClick={() => change({ threadId: line.threadId })}>
          {words.filterThread}
        </Button>
      )}
      {utcMs !== null && (
        <Button size="small" onClick={() => change({ fromMs: dayStartMs(utcMs, zone), toMs: dayStartMs(utcMs, zone, 1) })}>
          {words.filterDay}
        </Button>
      )}
      <ShowIn detail={detail} />
      {party !== null && (
        <Button size="small" onClick={openRole}>
          {words.role(party.name)}
        </Button>
      )}
      <Button size="small" icon={<CitationIcon />} onClick={() => copyText(citationOf(detail, info.name, zone), words.citationCopied)}>
        {words.citation}
      </Button>
    </div>
  )
}

/** The other views in which the record has a place. */
function ShowIn({ detail: { line } }: { readonly detail: RecordDetail }) {
  const { view, show } = useView()
  return (
    <>
      {view !== 'timeline' && (
        <Button size="small" onClick={() => show('timeline')}>
          {words.showIn.timeline}
        </Button>
      )}
      {view !== 'conversations' && line.threadId !== null && (
        <Button size="small" onClick={() => show('conversations')}>
          {words.showIn.conversations}
        </Button>
      )}
      {view !== 'map' && line.position !== null && (
        <Button size="small" onClick={() => show('map')}>
          {words.showIn.map}
        </Button>
      )}
    </>
  )
}
