import { useState } from 'react'
import type { Party, RecordDetail, RecordLine } from '../../../main/contract/index.ts'
import { formatDistance, formatPosition } from '../../shared/format/index.ts'
import { describeLine, EvidenceText, MediaPreview, PartyName, StateBadge, TimeText, UtcTime } from '../../shared/ui/index.ts'
import { inspectorWords as words } from '../../shared/wording/inspector.ts'
import { recordWords } from '../../shared/wording/records.ts'
import { directionWords, positionClassWords, stateWords } from '../../shared/wording/signs.ts'
import { BookmarkForm } from './BookmarkForm.tsx'
import { ElsewhereList } from './ElsewhereList.tsx'
import { MessageParts } from './MessageParts.tsx'
import { isPicture, PictureMarks } from './PictureMarks.tsx'
import { Provenance } from './Provenance.tsx'
import { RecordActions } from './RecordActions.tsx'
import { RoleDialog } from './RoleDialog.tsx'
import { Fact, Section } from './Section.tsx'

/** Everything about one record. */
export function RecordPanel({ detail }: { readonly detail: RecordDetail }) {
  const { line } = detail
  const [roleOf, setRoleOf] = useState<Party | null>(null)
  const summary = describeLine(line)
  return (
    <>
      {line.text !== '' && <EvidenceText as="p" text={line.text} className="inspector-text" />}
      {line.text === '' && summary !== '' && <p className="inspector-text is-quiet">{summary}</p>}
      {line.text === '' && summary === '' && <p className="inspector-text is-faint">{recordWords.noText}</p>}
      <MainFacts line={line} />
      <RecordActions detail={detail} onRole={setRoleOf} />
      <BookmarkForm detail={detail} />
      {line.kind === 'media' && line.media !== null && (
        <Section title={words.sections.media}>
          <MediaPreview recordKey={line.key} attachmentId={null} mime={line.media.mime} isPresent={line.media.isPresent} />
          {isPicture(line.media.mime) && line.media.isPresent && <PictureMarks recordKey={line.key} attachmentId={null} />}
        </Section>
      )}
      {detail.hasRowPicture && (
        <Section title={words.sections.media}>
          <MediaPreview recordKey={line.key} attachmentId={null} mime="image/*" isPresent />
        </Section>
      )}
      {line.message !== null && <MessageParts recordKey={line.key} message={line.message} />}
      {detail.fields.length > 0 && (
        <Section title={words.sections.fields}>
          <dl className="ui-facts">
            {detail.fields.map(({ label, value }, index) => (
              <Fact key={`${label} ${index}`} label={label}>
                <FieldValue value={value} />
              </Fact>
            ))}
          </dl>
        </Section>
      )}
      <Provenance detail={detail} />
      {detail.elsewhere.length > 0 && <ElsewhereList items={detail.elsewhere} />}
      {roleOf !== null && <RoleDialog party={roleOf} close={() => setRoleOf(null)} />}
    </>
  )
}

/** As the program writes every time that is a further field: UTC, with what is stored behind it. */
const UTC_FIELD = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)(?: · stored .*)?$/u

/** Times also in the zone of the case, so that they can be compared with the time above. */
function FieldValue({ value }: { readonly value: string }) {
  const utc = UTC_FIELD.exec(value)?.[1]
  if (utc === undefined) return <EvidenceText text={value} />
  return (
    <>
      <UtcTime utcMs={Date.parse(utc)} /> <EvidenceText text={value} className="is-faint is-small" />
    </>
  )
}

function MainFacts({ line }: { readonly line: RecordLine }) {
  const { labels } = words
  return (
    <dl className="ui-facts inspector-main">
      <Fact label={labels.time}>
        <TimeText time={line.time} />
      </Fact>
      {line.endMs !== null && (
        <Fact label={labels.end}>
          <UtcTime utcMs={line.endMs} />
        </Fact>
      )}
      {(line.from !== null || line.kind === 'message' || line.kind === 'call') && (
        <Fact label={labels.from}>
          <PartyName party={line.from} />
        </Fact>
      )}
      {line.to.length > 0 && (
        <Fact label={labels.to}>
          <span className="inspector-parties">
            {line.to.map((party) => (
              <PartyName key={party.entity} party={party} />
            ))}
          </span>
        </Fact>
      )}
      {line.direction !== null && <Fact label={labels.direction}>{directionWords[line.direction]}</Fact>}
      {line.position !== null && (
        <Fact label={labels.position}>
          <PositionFact position={line.position} />
        </Fact>
      )}
      <Fact label={labels.state}>
        <StateBadge state={line.state} isLiveShown />{' '}
        {line.state !== 'live' && <span className="is-quiet">{stateWords[line.state].long}</span>}
      </Fact>
    </dl>
  )
}

function PositionFact({ position }: { readonly position: NonNullable<RecordLine['position']> }) {
  const { latitude, longitude, accuracyMetres } = position
  const radius = accuracyMetres === null ? recordWords.noRadius : recordWords.radius(formatDistance(accuracyMetres))
  return (
    <span className="is-figures">
      {formatPosition(latitude, longitude)}{' '}
      <span className="is-quiet">
        {radius}, {positionClassWords[position.class]}
      </span>
    </span>
  )
}
