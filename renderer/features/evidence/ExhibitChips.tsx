/** What was said of an exhibit, as chips; and what a reader must know of it. */
import { WarningSignIcon } from '@blueprintjs/icons'
import type { Exhibit, ExhibitCard } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { exhibitListWords as words } from '../../shared/wording/exhibitList.ts'
import { elementWords, relationWords, stanceWords, warningWords } from '../../shared/wording/exhibits.ts'

export function ExhibitChips({ exhibit, card }: { readonly exhibit: Exhibit; readonly card: ExhibitCard | undefined }) {
  const { stance, elements, statements, tags, by } = exhibit
  return (
    <p className="exhibit-foot is-small">
      {stance !== null && (
        <span className="exhibit-chip" data-stance={stance} title={stanceWords[stance].name}>
          {stanceWords[stance].short}
        </span>
      )}
      {elements.map((element) => (
        <span key={element} className="exhibit-chip is-element" title={elementWords[element].text}>
          {elementWords[element].name}
        </span>
      ))}
      {statements.map(({ text, relation }) => (
        <span key={`${relation} ${text}`} className="exhibit-chip" data-relation={relation}>
          {relationWords[relation]} <bdi>{text}</bdi>
        </span>
      ))}
      {tags.map((tag) => (
        <bdi key={tag} className="exhibit-chip is-tag">
          {tag}
        </bdi>
      ))}
      <span className="is-faint">{words.addedBy(by)}</span>
      {(card?.warnings ?? []).map(({ code, count }) => (
        <span key={code} className="exhibit-warning">
          <WarningSignIcon size={11} />
          {warningWords[code](formatCount(count), count === 1)}
        </span>
      ))}
    </p>
  )
}
