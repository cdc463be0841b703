import { MapMarkerIcon } from '@blueprintjs/icons'
import type { RecordLine } from '../../../main/contract/index.ts'
import { formatDistance, formatPosition } from '../../shared/format/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { recordWords } from '../../shared/wording/records.ts'
import { positionClassWords } from '../../shared/wording/signs.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

/** A position in a message: coordinates in figures, who shared it, what it stands for. Never a link to a map. */
export function LocationCard({ line }: { readonly line: RecordLine }) {
  const { position, text, from } = line
  return (
    <div className={styles.card}>
      <span className={styles.cardIcon}>
        <MapMarkerIcon size={16} />
      </span>
      <div className={styles.cardBody}>
        {text === '' ? <span className="is-quiet">{words.locationTitle}</span> : <EvidenceText text={text} className={styles.text ?? ''} />}
        {position !== null && (
          <span className="is-figures">
            {formatPosition(position.latitude, position.longitude)}{' '}
            <span className="is-quiet">
              {position.accuracyMetres === null ? recordWords.noRadius : recordWords.radius(formatDistance(position.accuracyMetres))}
            </span>
          </span>
        )}
        <span className="is-small is-quiet">
          {words.locationBy(from?.name ?? words.sender)}
          {position === null ? '' : ` (${positionClassWords[position.class]})`}: {words.locationMeaning}
        </span>
      </div>
    </div>
  )
}
