/** The virtual table of identities. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { IdentityInfo, PersonInfo } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatCount, formatDay } from '../../shared/format/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { RoleBadge } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { schemeWords } from './IdentityFacts.tsx'
import styles from './people.module.css'
import { shownName } from './personFacts.ts'

const words = peopleWords.identities
const ROW_PX = 28
const HEADER_PX = 26
const NEAR_END_ROWS = 40

export interface IdentityTableProps {
  readonly items: readonly IdentityInfo[]
  readonly loadMore: () => void
  readonly persons: readonly PersonInfo[]
  readonly chosen: ReadonlyMap<number, IdentityInfo>
  readonly toggle: (identity: IdentityInfo) => void
  readonly openId: number | null
  readonly setOpenId: (id: number) => void
}

export function IdentityTable({ items, loadMore, persons, chosen, toggle, openId, setOpenId }: IdentityTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: HEADER_PX,
  })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= items.length - NEAR_END_ROWS) loadMore()
  }, [last, items.length, loadMore])
  const openIndex = items.findIndex(({ id }) => id === openId)
  const step = (by: number): void => {
    const next = Math.max(0, Math.min(items.length - 1, openIndex + by))
    const identity = items[next]
    if (identity === undefined) return
    setOpenId(identity.id)
    virtual.scrollToIndex(next)
  }
  const { group } = peopleWords.keys
  const toggleOpen = (): void => {
    const identity = items[openIndex]
    if (identity !== undefined) toggle(identity)
  }
  useKeys([
    { keys: 'j', words: words.list, group, run: () => step(1) },
    { keys: 'k', words: words.list, group, run: () => step(-1) },
    { keys: 'ArrowDown', words: words.list, group, run: () => step(1) },
    { keys: 'ArrowUp', words: words.list, group, run: () => step(-1) },
    { keys: 'x', words: words.columns.choose, group, run: toggleOpen },
  ])
  return (
    <div ref={scroller} className={styles.table} role="grid" aria-label={words.list} aria-rowcount={items.length} tabIndex={0}>
      <div role="row" className={styles.tableHead}>
        {Object.entries(words.columns).map(([column, title]) => (
          <span key={column} role="columnheader">
            {column === 'choose' ? <span className="is-only-heard">{title}</span> : title}
          </span>
        ))}
      </div>
      <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const identity = items[index]
          return identity === undefined ? null : (
            <Row
              key={identity.id}
              identity={identity}
              topPx={start}
              person={persons.find(({ id }) => id === identity.personId)}
              isChosen={chosen.has(identity.id)}
              isOpen={index === openIndex}
              toggle={toggle}
              onOpen={() => setOpenId(identity.id)}
            />
          )
        })}
      </div>
    </div>
  )
}

interface RowProps {
  readonly identity: IdentityInfo
  readonly topPx: number
  readonly person: PersonInfo | undefined
  readonly isChosen: boolean
  readonly isOpen: boolean
  readonly toggle: (identity: IdentityInfo) => void
  readonly onOpen: () => void
}

function Row({ identity, topPx, person, isChosen, isOpen, toggle, onOpen }: RowProps) {
  const zone = useCaseZone()
  const { scheme, value, names, records, firstMs, lastMs, rawSpellings } = identity
  const day = (ms: number | null): string => (ms === null ? '' : formatDay(ms, zone))
  const allNames = names.map(({ name, where }) => `${name} (${where})`).join('\n')
  return (
    <div
      role="row"
      aria-selected={isOpen}
      className={styles.row}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={onOpen}
      data-identity={identity.id}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={words.choose(shownName(identity))}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggle(identity)}
        />
      </span>
      <span role="gridcell" className="is-quiet">
        {schemeWords(scheme)}
      </span>
      <span role="gridcell" title={rawSpellings.join('\n')}>
        <bdi>{value}</bdi>
      </span>
      <span role="gridcell" title={allNames}>
        <bdi>{[...new Set(names.map(({ name }) => name))].join(' · ')}</bdi>
      </span>
      <span role="gridcell">
        {person === undefined ? (
          <span className="is-faint">{words.noPerson}</span>
        ) : (
          <span className={styles.sidePerson}>
            <RoleBadge role={person.role?.role ?? null} size={15} isDashed={!person.isDeviceOwner} />
            <bdi>{person.name}</bdi>
          </span>
        )}
      </span>
      <span role="gridcell" className={styles.number}>
        {formatCount(records)}
      </span>
      <span role="gridcell" className="is-figures">
        {day(firstMs)}
      </span>
      <span role="gridcell" className="is-figures">
        {day(lastMs)}
      </span>
    </div>
  )
}
