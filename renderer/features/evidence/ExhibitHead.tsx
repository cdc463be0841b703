/** One line that says what an exhibit is: its sign, when, who, and its name. */
import { AreaOfInterestIcon, CameraIcon, ChatIcon, GraphIcon, HistoryIcon, LinkIcon } from '@blueprintjs/icons'
import type { ComponentType } from 'react'
import type { Exhibit, ExhibitCard, ExhibitKind } from '../../../main/contract/index.ts'
import { formatCount, formatDistance, formatPosition, formatUtcMs } from '../../shared/format/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { KindIcon, PartyList, PartyName, StateBadge, TimeText } from '../../shared/ui/index.ts'
import { exhibitListWords as words } from '../../shared/wording/exhibitList.ts'
import { exhibitKindWords } from '../../shared/wording/exhibits.ts'

const ICONS: Readonly<Record<Exclude<ExhibitKind, 'record'>, ComponentType<{ size?: number }>>> = {
  slice: ChatIcon,
  place: AreaOfInterestIcon,
  stay: HistoryIcon,
  edge: LinkIcon,
  'map-view': CameraIcon,
  'graph-view': GraphIcon,
}

export function ExhibitHead({ exhibit, card }: { readonly exhibit: Exhibit; readonly card: ExhibitCard | undefined }) {
  const [line] = card?.lines ?? []
  if (exhibit.target.kind === 'record') {
    if (line === undefined) return null
    return (
      <>
        <KindIcon kind={line.kind} />
        <TimeText time={line.time} />
        {line.from !== null && <PartyName party={line.from} />}
        {line.to.length > 0 && (
          <>
            <span className="is-faint">→</span>
            <PartyList parties={line.to} />
          </>
        )}
        <StateBadge state={line.state} />
      </>
    )
  }
  const Icon = ICONS[exhibit.target.kind]
  const kind = exhibitKindWords[exhibit.target.kind]
  return (
    <>
      <span className="exhibit-kind" role="img" aria-label={kind} title={kind}>
        <Icon size={14} />
      </span>
      <b className="exhibit-label">
        <bdi>{exhibit.label === '' ? kind : exhibit.label}</bdi>
      </b>
      <TargetFacts exhibit={exhibit} card={card} />
    </>
  )
}

function TargetFacts({ exhibit: { target }, card }: { readonly exhibit: Exhibit; readonly card: ExhibitCard | undefined }) {
  const zone = useCaseZone()
  const facts: string[] = []
  if (target.kind === 'place' || target.kind === 'stay') {
    facts.push(formatPosition(target.latitude, target.longitude), words.radius(formatDistance(target.radiusMetres)))
    if (target.kind === 'stay') facts.push(words.stayOf(formatUtcMs(target.fromMs, zone), formatUtcMs(target.toMs, zone)))
  }
  if (card !== undefined) facts.push(words.covers(formatCount(card.records), card.records === 1))
  return (
    <>
      {target.kind === 'slice' && card !== undefined && card.title !== '' && <bdi className="is-quiet">{card.title}</bdi>}
      {(target.kind === 'edge' || target.kind === 'stay') && card !== undefined && card.people.length > 0 && (
        <PartyList parties={card.people.slice(0, target.kind === 'edge' ? 2 : 1)} />
      )}
      <span className="is-quiet is-figures is-small">{facts.join(' · ')}</span>
    </>
  )
}
