/** The parts of the lens that are choices from a short list: sources, kinds, states, tags. */
import type { ReactNode } from 'react'
import { useCase } from '../../shared/caseContext.tsx'
import { RECORD_KINDS, RECORD_STATES, useLens } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { KindIcon, StateBadge } from '../../shared/ui/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { kindWords, stateWords } from '../../shared/wording/signs.ts'
import { LensChip } from './LensChip.tsx'

function summary(names: readonly string[]): string | null {
  if (names.length === 0) return null
  return names.length <= 2 ? names.join(', ') : `${names[0]} +${names.length - 1}`
}

interface ChoicesProps<T> {
  readonly all: readonly T[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: readonly T[]) => void
  readonly keyOf: (item: T) => string | number
  readonly show: (item: T) => ReactNode
}

function Choices<T>({ all, chosen, onChange, keyOf, show }: ChoicesProps<T>) {
  return (
    <div className="chip-list">
      {all.map((item) => {
        const isChosen = chosen.includes(item)
        const toggle = (): void => onChange(isChosen ? chosen.filter((other) => other !== item) : [...chosen, item])
        return (
          <label key={keyOf(item)} className="chip-option">
            <input type="checkbox" checked={isChosen} onChange={toggle} />
            {show(item)}
          </label>
        )
      })}
    </div>
  )
}

export function SourcesChip() {
  const { filter, change } = useLens()
  const { sources } = useCase()
  const labelOf = (id: number): string => sources.find((source) => source.id === id)?.label ?? `S${id}`
  return (
    <LensChip
      part="sources"
      value={summary(filter.sources.map(labelOf))}
      content={() => (
        <Choices
          all={sources.map(({ id }) => id)}
          chosen={filter.sources}
          onChange={(chosen) => change({ sources: chosen })}
          keyOf={(id) => id}
          show={(id) => <bdi>{labelOf(id)}</bdi>}
        />
      )}
    />
  )
}

export function KindsChip() {
  const { filter, change } = useLens()
  return (
    <LensChip
      part="kinds"
      value={summary(filter.kinds.map((kind) => kindWords[kind].many))}
      content={() => (
        <Choices
          all={RECORD_KINDS}
          chosen={filter.kinds}
          onChange={(kinds) => change({ kinds })}
          keyOf={(kind) => kind}
          show={(kind) => (
            <>
              <KindIcon kind={kind} />
              {kindWords[kind].many}
            </>
          )}
        />
      )}
    />
  )
}

export function StatesChip() {
  const { filter, change } = useLens()
  return (
    <LensChip
      part="states"
      value={summary(filter.states.map((state) => stateWords[state].short))}
      content={() => (
        <Choices
          all={RECORD_STATES}
          chosen={filter.states}
          onChange={(states) => change({ states })}
          keyOf={(state) => state}
          show={(state) => (
            <>
              <StateBadge state={state} isLiveShown />
              <span className="is-small is-quiet">{stateWords[state].long}</span>
            </>
          )}
        />
      )}
    />
  )
}

export function TagsChip() {
  const { filter } = useLens()
  const names = filter.bookmarkedOnly ? [shellWords.lens.bookmarked, ...filter.tags] : filter.tags
  return (
    <LensChip
      part={filter.tags.length > 0 || !filter.bookmarkedOnly ? 'tags' : 'bookmarked'}
      value={summary(names)}
      content={() => <TagsForm />}
    />
  )
}

function TagsForm() {
  const { filter, change } = useLens()
  const exhibits = useQuery('evidence.list', {})
  const tags = [...new Set([...filter.tags, ...(exhibits.data ?? []).flatMap((exhibit) => exhibit.tags)])].sort()
  return (
    <div className="chip-form">
      <label className="chip-option">
        <input type="checkbox" checked={filter.bookmarkedOnly} onChange={() => change({ bookmarkedOnly: !filter.bookmarkedOnly })} />
        {shellWords.lens.tags.bookmarkedOnly}
      </label>
      {tags.length === 0 && <p className="is-quiet">{shellWords.lens.tags.none}</p>}
      <Choices
        all={tags}
        chosen={filter.tags}
        onChange={(chosen) => change({ tags: chosen })}
        keyOf={(tag) => tag}
        show={(tag) => <bdi>{tag}</bdi>}
      />
    </div>
  )
}
