/** An exhibit as the reader of a package sees it: the quoted records in their context, what is not shown counted where it stands. */
import type { ExhibitPreview, ListedExhibit, PreviewItem } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, describeLine, EvidenceText, PartyName, StateBadge, TimeText } from '../../shared/ui/index.ts'
import { exhibitListWords } from '../../shared/wording/exhibitList.ts'
import { hiddenGapWords } from '../../shared/wording/exhibits.ts'

const words = exhibitListWords.reader

export function ReaderPreview({ exhibit }: { readonly exhibit: ListedExhibit }) {
  const preview = useQuery('evidence.preview', { id: exhibit.id }, { keepPrevious: false })
  return (
    <section className="reader-preview" tabIndex={0} aria-label={words.region(exhibit.number)} data-testid="reader-preview">
      {exhibit.hasPicture && <Picture exhibit={exhibit} />}
      <Answer query={preview}>{(answer) => <PreviewLines preview={answer} hasPicture={exhibit.hasPicture} />}</Answer>
    </section>
  )
}

function PreviewLines({
  preview: { items, earlier, later, further },
  hasPicture,
}: {
  readonly preview: ExhibitPreview
  readonly hasPicture: boolean
}) {
  const isNothing = items.every(({ line }) => line === null) && !hasPicture
  return (
    <>
      {earlier > 0 && <p className="reader-gap">{words.earlier(formatCount(earlier), earlier === 1)}</p>}
      <ol className="reader-lines">
        {items.map((item, index) => (
          <PreviewLine key={item.line?.key ?? `gap ${index}`} item={item} />
        ))}
      </ol>
      {later > 0 && <p className="reader-gap">{words.later(formatCount(later), later === 1)}</p>}
      {further > 0 && <p className="reader-gap">{words.further(formatCount(further), further === 1)}</p>}
      {isNothing && <p className="is-quiet">{words.nothing}</p>}
    </>
  )
}

function PreviewLine({ item: { line, gap, isExhibit } }: { readonly item: PreviewItem }) {
  if (line === null) {
    const total = gap.outsideScope + gap.privileged
    return <li className="reader-gap is-hidden">{hiddenGapWords(formatCount(gap.outsideScope), formatCount(gap.privileged), total)}</li>
  }
  const own = describeLine(line)
  return (
    <li className="reader-line" data-exhibit={isExhibit}>
      <span className="reader-line-head">
        <TimeText time={line.time} />
        {line.from !== null && <PartyName party={line.from} />}
        <StateBadge state={line.state} />
        {isExhibit && <span className="reader-mark">{words.exhibit}</span>}
      </span>
      {line.text !== '' && <EvidenceText text={line.text} />}
      {own !== '' && <span className="is-quiet"> {own}</span>}
    </li>
  )
}

function Picture({ exhibit }: { readonly exhibit: ListedExhibit }) {
  const picture = useQuery('evidence.picture', { id: exhibit.id }, { keepPrevious: false })
  return (
    <Answer query={picture}>
      {({ mime, base64 }) => <img className="reader-picture" src={`data:${mime};base64,${base64}`} alt={words.picture} />}
    </Answer>
  )
}
