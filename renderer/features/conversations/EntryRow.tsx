import { PeopleIcon } from '@blueprintjs/icons'
import { memo } from 'react'
import type { Party, ThreadInfo } from '../../../main/contract/index.ts'
import { useCase, useCaseZone, useSourceLabel } from '../../shared/caseContext.tsx'
import { formatCount, formatDay, textWithoutPlaceholders } from '../../shared/format/index.ts'
import { RoleBadge } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'
import type { ListEntry, PairGroup } from './threadGroups.ts'

const words = conversationWords.list

export interface EntryRowProps {
  readonly entry: ListEntry
  readonly topPx: number
  readonly isOpen: boolean
  readonly onOpen: (id: string) => void
}

/** One conversation of the list on three lines: who and when, where and how many, the last words. */
export const EntryRow = memo(function EntryRow({ entry, topPx, isOpen, onOpen }: EntryRowProps) {
  const zone = useCaseZone()
  const { lastMs, lastText, inLens, messages } = entry.type === 'pair' ? entry.pair : entry.thread
  const id = entry.id
  const lastWords = textWithoutPlaceholders(lastText).replaceAll(/\s+/g, ' ')
  return (
    <div
      id={`entry-${id}`}
      role="option"
      aria-selected={isOpen}
      className={styles.entry}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => onOpen(id)}
      data-entry={id}
    >
      <span className={styles.entryLine}>
        {entry.type === 'pair' ? <PairTitle pair={entry.pair} /> : <ThreadTitle thread={entry.thread} />}
        <span className={styles.entryDay}>{lastMs === null ? '' : formatDay(lastMs, zone)}</span>
      </span>
      <span className={styles.entryLine}>
        {entry.type === 'pair' ? <PairPlaces pair={entry.pair} /> : <ThreadPlaces thread={entry.thread} />}
        <span className={styles.entryCount} title={words.countsTitle}>
          {inLens === messages ? formatCount(messages) : words.counts(formatCount(inLens), formatCount(messages))}
        </span>
      </span>
      <bdi className={styles.entryText}>{lastWords === '' ? words.noText : lastWords}</bdi>
    </div>
  )
})

/** Role sign of the other side of a one-to-one conversation. */
function Sign({ party }: { readonly party: Party | undefined }) {
  return party === undefined || party.role === null ? null : <RoleBadge role={party.role} size={16} isDashed={!party.isDeviceOwner} />
}

function ThreadTitle({ thread }: { readonly thread: ThreadInfo }) {
  const { kind, title, participants } = thread
  const isGroup = kind === 'group' || kind === 'broadcast'
  return (
    <span className={styles.entryTitle}>
      {isGroup ? <PeopleIcon size={13} title={kind === 'group' ? words.group : words.broadcast} /> : <Sign party={participants[0]} />}
      <bdi>{title}</bdi>
    </span>
  )
}

function PairTitle({ pair }: { readonly pair: PairGroup }) {
  return (
    <span className={styles.entryTitle}>
      <Sign party={pair.left} />
      <bdi>{pair.left.name}</bdi>
    </span>
  )
}

function ThreadPlaces({ thread }: { readonly thread: ThreadInfo }) {
  const { sources } = useCase()
  const sourceLabel = useSourceLabel()
  return (
    <span className={styles.entryPlaces}>
      <span className={styles.service}>{thread.service}</span>
      {sources.length > 1 && (
        <span className={styles.entryPhone} title={words.onPhone(sourceLabel(thread.sourceId))}>
          {sourceLabel(thread.sourceId)}
        </span>
      )}
    </span>
  )
}

function PairPlaces({ pair }: { readonly pair: PairGroup }) {
  const sourceLabel = useSourceLabel()
  const phones = pair.sourceIds.map(sourceLabel).join(', ')
  return (
    <span className={styles.entryPlaces} title={`${words.threadsOfPair(pair.threads.length)}, ${words.onPhone(phones)}`}>
      <span className={styles.entryPhone}>
        {words.with} <bdi>{pair.right.name}</bdi>
      </span>
      {pair.services.map((service) => (
        <span key={service} className={styles.service}>
          {service}
        </span>
      ))}
    </span>
  )
}
