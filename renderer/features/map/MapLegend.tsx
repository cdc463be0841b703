import { Checkbox, SegmentedControl } from '@blueprintjs/core'
import type { Party, PositionClass } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatCount, formatDay } from '../../shared/format/index.ts'
import { POSITION_CLASSES } from '../../shared/lens/index.ts'
import { PartyName } from '../../shared/ui/index.ts'
import { mapWords, positionClassMeanings } from '../../shared/wording/map.ts'
import { ClassSign } from './ClassSign.tsx'
import type { Paint, Span } from './mapFeatures.ts'
import { ownerColour, TIME_COLOURS } from './palette.ts'
import { withClass, type MapSettings } from './settings.ts'

const words = mapWords.legend
const INK = 'var(--text-quiet)'

export interface MapLegendProps {
  readonly owners: readonly Party[]
  readonly hasUnknownOwner: boolean
  readonly totals: ReadonlyMap<PositionClass, number>
  readonly paint: Paint
  readonly isSample: boolean
  /** True when fixes of the same phone may be missing between two that are drawn. */
  readonly isPartial: boolean
  readonly settings: MapSettings
  readonly change: (patch: Partial<MapSettings>) => void
}

/** What the signs, colours and lines mean, with their numbers; every kind can be switched off. */
export function MapLegend({ owners, hasUnknownOwner, totals, paint, isSample, isPartial, settings, change }: MapLegendProps) {
  return (
    <div className="map-legend">
      <section>
        <h3>{mapWords.toolbar.colourBy}</h3>
        <SegmentedControl
          size="small"
          fill
          value={settings.colourBy}
          onValueChange={(value) => change({ colourBy: value === 'time' ? 'time' : 'owner' })}
          options={[
            { label: mapWords.toolbar.byOwner, value: 'owner' },
            { label: mapWords.toolbar.byTime, value: 'time' },
          ]}
        />
        {settings.colourBy === 'owner' ? (
          <Owners owners={owners} hasUnknownOwner={hasUnknownOwner} paint={paint} />
        ) : (
          <TimeRamp span={paint.span} />
        )}
      </section>
      <section>
        <h3>{words.classes}</h3>
        <ul>
          {POSITION_CLASSES.filter((name) => totals.has(name)).map((name) => (
            <li key={name} title={`${positionClassMeanings[name].meaning}\n${positionClassMeanings[name].radius}`}>
              <Checkbox
                className="map-check"
                checked={!settings.hidden.has(name)}
                onChange={(event) => change({ hidden: withClass(settings.hidden, name, event.currentTarget.checked) })}
                data-class={name}
              >
                <ClassSign name={name} colour={INK} />
                <span className="map-legend-name">{positionClassMeanings[name].name}</span>
                <span className="map-legend-count">{formatCount(totals.get(name) ?? 0)}</span>
              </Checkbox>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{words.drawing}</h3>
        <ul>
          <Switch isOn={settings.hasTracks} words={words.showTracks} set={(hasTracks) => change({ hasTracks })} />
          <Switch
            isOn={settings.hasGaps && !isSample}
            isDisabled={!settings.hasTracks || isSample}
            words={words.showGaps}
            set={(hasGaps) => change({ hasGaps })}
          />
          <Switch isOn={settings.hasCircles} words={words.showCircles} set={(hasCircles) => change({ hasCircles })} />
          <Switch
            isOn={settings.isWide}
            isDisabled={!settings.hasCircles}
            words={words.wide}
            hint={words.wideHint}
            set={(isWide) => change({ isWide })}
          />
          {isSample && <Switch isOn={settings.hasBins} words={words.showBins} set={(hasBins) => change({ hasBins })} />}
        </ul>
        {settings.hasTracks && <LineKey isSample={isSample} isPartial={isPartial} hasGaps={settings.hasGaps} />}
      </section>
    </div>
  )
}

function Owners({ owners, hasUnknownOwner, paint }: Pick<MapLegendProps, 'owners' | 'hasUnknownOwner' | 'paint'>) {
  return (
    <ul className="map-owners" aria-label={words.owners}>
      {owners.map((party, index) => (
        <li key={party.entity}>
          <Swatch colour={ownerColour(paint.owners, index)} />
          <PartyName party={party} />
        </li>
      ))}
      {hasUnknownOwner && (
        <li>
          <Swatch colour={ownerColour(paint.owners, -1)} />
          <span className="is-faint">{words.unknownOwner}</span>
        </li>
      )}
    </ul>
  )
}

function Swatch({ colour }: { readonly colour: string }) {
  return (
    <svg width={12} height={12} aria-hidden="true" className="map-sign">
      <rect width={12} height={12} rx={3} fill={colour} />
    </svg>
  )
}

function TimeRamp({ span }: { readonly span: Span }) {
  const zone = useCaseZone()
  if (span === null) return <p className="is-faint">{mapWords.playback.noTimes}</p>
  return (
    <div className="map-ramp" role="img" aria-label={`${words.time}: ${formatDay(span[0], zone)} – ${formatDay(span[1], zone)}`}>
      <svg width="100%" height={10} viewBox={`0 0 ${TIME_COLOURS.length} 1`} preserveAspectRatio="none">
        {TIME_COLOURS.map((colour, index) => (
          <rect key={colour} x={index} width={1} height={1} fill={colour} />
        ))}
      </svg>
      <span>{formatDay(span[0], zone)}</span>
      <span>{formatDay(span[1], zone)}</span>
    </div>
  )
}

function Switch(props: {
  readonly isOn: boolean
  readonly isDisabled?: boolean
  readonly words: string
  readonly hint?: string
  readonly set: (isOn: boolean) => void
}) {
  return (
    <li title={props.hint}>
      <Checkbox
        className="map-check"
        checked={props.isOn}
        disabled={props.isDisabled ?? false}
        onChange={(event) => props.set(event.currentTarget.checked)}
      >
        <span className="map-legend-name">{props.words}</span>
      </Checkbox>
    </li>
  )
}

function LineKey({ isSample, isPartial, hasGaps }: { readonly isSample: boolean; readonly isPartial: boolean; readonly hasGaps: boolean }) {
  return (
    <ul className="map-lines is-quiet">
      <li>
        <LineSample />
        <span>{words.observed}</span>
      </li>
      {hasGaps && !isSample && (
        <li>
          <LineSample isDashed />
          <span>{words.gap}</span>
        </li>
      )}
      {isPartial && <li>{words.partial}</li>}
      {isSample && <li>{mapWords.notices.sampleTracks}</li>}
    </ul>
  )
}

function LineSample({ isDashed = false }: { readonly isDashed?: boolean }) {
  return (
    <svg width={26} height={10} aria-hidden="true" className="map-sign">
      <line
        x1={1}
        x2={25}
        y1={5}
        y2={5}
        stroke={INK}
        strokeWidth={isDashed ? 1.2 : 2.4}
        {...(isDashed ? { strokeDasharray: '2 4' } : {})}
      />
    </svg>
  )
}
