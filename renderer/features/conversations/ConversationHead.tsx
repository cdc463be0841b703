import { Button, Checkbox } from '@blueprintjs/core'
import { BookmarkIcon, FilterIcon } from '@blueprintjs/icons'
import type { Party } from '../../../main/contract/index.ts'
import { useCase, useSourceLabel } from '../../shared/caseContext.tsx'
import { useLens } from '../../shared/lens/index.ts'
import { PartyList, PartyName } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'
import type { ListEntry, PairGroup } from './threadGroups.ts'

const words = conversationWords.head

export interface ConversationHeadProps {
  readonly entry: ListEntry
  readonly hasGroups: boolean
  /** Null where there is no choice about group messages. */
  readonly setHasGroups: ((hasGroups: boolean) => void) | null
  /** Begins to choose a part of the conversation as an exhibit; null while that is being done. */
  readonly keepPart: (() => void) | null
}

/** Who speaks, on which side, in which app and on which phone. */
export function ConversationHead({ entry, hasGroups, setHasGroups, keepPart }: ConversationHeadProps) {
  const { filter, change } = useLens()
  const isPair = entry.type === 'pair'
  const narrow = (): void => change(isPair ? { pair: [entry.pair.right.entity, entry.pair.left.entity] } : { threadId: entry.thread.id })
  const isNarrowed = isPair ? filter.pair !== null : filter.threadId === entry.thread.id
  return (
    <header className={styles.head}>
      {isPair ? <PairHead pair={entry.pair} /> : <ThreadHead entry={entry} />}
      <span className={styles.headActions}>
        {setHasGroups !== null && (
          <Checkbox
            className={styles.check ?? ''}
            checked={hasGroups}
            onChange={(event) => setHasGroups(event.currentTarget.checked)}
            label={words.withGroups}
          />
        )}
        {keepPart !== null && (
          <Button
            size="small"
            variant="minimal"
            icon={<BookmarkIcon size={13} />}
            onClick={keepPart}
            aria-label={conversationWords.slice.begin}
            title={conversationWords.slice.begin}
          />
        )}
        {!isNarrowed && (
          <Button
            size="small"
            variant="minimal"
            icon={<FilterIcon size={13} />}
            onClick={narrow}
            aria-label={isPair ? words.filterPair : words.filterThread}
            title={isPair ? words.filterPair : words.filterThread}
          />
        )}
      </span>
    </header>
  )
}

function ThreadHead({ entry: { thread } }: { readonly entry: Extract<ListEntry, { readonly type: 'thread' }> }) {
  const { sources } = useCase()
  const sourceLabel = useSourceLabel()
  const { service, title, participants, owner, sourceId, kind } = thread
  const hasOwnTitle = kind === 'group' || kind === 'broadcast' || participants[0] === undefined || participants[0].name !== title
  return (
    <div className={styles.headMain}>
      <span className={styles.headTitle}>
        {hasOwnTitle && (
          <h2 dir="auto" className="is-clipped">
            {title}
          </h2>
        )}
        <PartyList parties={participants} limit={3} />
      </span>
      <span className={styles.headSides}>
        <span className={styles.service}>{service}</span>
        {sources.length > 1 && <span className="is-faint is-clipped">{sourceLabel(sourceId)}</span>}
        <Right owner={owner} />
      </span>
    </div>
  )
}

function Right({ owner }: { readonly owner: Party | null }) {
  return (
    <span className={styles.headRight} title={words.rightTitle}>
      {words.right} {owner === null ? <span className="is-faint">{words.ownerUnknown}</span> : <PartyName party={owner} />}
    </span>
  )
}

function PairHead({ pair }: { readonly pair: PairGroup }) {
  const sourceLabel = useSourceLabel()
  return (
    <div className={styles.headMain}>
      <span className={styles.headPair} title={words.pairTitle}>
        <PartyName party={pair.left} />
        <PartyName party={pair.right} />
      </span>
      <span className="is-faint is-small is-clipped">
        {words.pairPhones(pair.services.join(', '), pair.sourceIds.map(sourceLabel).join(', '))}
      </span>
    </div>
  )
}
