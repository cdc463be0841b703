import { PaperclipIcon } from '@blueprintjs/icons'
import type { RecordLine } from '../../../main/contract/index.ts'
import { formatDistance, formatDuration, formatPosition, textWithoutPlaceholders } from '../format/index.ts'
import { recordWords } from '../wording/records.ts'
import { activityWords, positionClassWords } from '../wording/signs.ts'

/** What our own words say of a record beside its verbatim text: call outcome, position class, attachments. */
export function describeLine(line: RecordLine): string {
  return [
    describeCall(line),
    describePayment(line),
    describeActivity(line),
    describePosition(line),
    describeMessage(line),
    describeMedia(line),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function describeCall({ call }: RecordLine): string {
  if (call === null) return ''
  const outcome = call.answered === null ? recordWords.answerUnknown : call.answered ? recordWords.answered : recordWords.notAnswered
  const duration = call.durationSeconds === null || call.durationSeconds === 0 ? '' : formatDuration(call.durationSeconds * 1000)
  return [outcome, duration, call.isVideo === true ? recordWords.video : ''].filter((part) => part !== '').join(', ')
}

function describePayment({ payment }: RecordLine): string {
  if (payment === null) return ''
  return payment.amount === null ? recordWords.noAmount : [payment.amount, payment.currency].filter(Boolean).join(' ')
}

function describeActivity({ activity }: RecordLine): string {
  return activity === null ? '' : (activityWords[activity] ?? activity)
}

function describePosition({ position, kind }: RecordLine): string {
  if (position === null || kind === 'message') return ''
  const radius = position.accuracyMetres === null ? recordWords.noRadius : recordWords.radius(formatDistance(position.accuracyMetres))
  return `${positionClassWords[position.class]} ${radius}, ${formatPosition(position.latitude, position.longitude)}`
}

function describeMessage({ message, text }: RecordLine): string {
  if (message === null) return ''
  const { reaction, attachments } = message
  // The stored text of a reaction usually says it already (Loved "...").
  const reacted =
    reaction === null || text !== ''
      ? ''
      : reaction.action === 'added'
        ? recordWords.reactionAdded(reaction.label)
        : recordWords.reactionRemoved(reaction.label)
  return [reacted, attachments.length > 0 ? recordWords.attachments(attachments.length) : ''].filter((part) => part !== '').join(', ')
}

function describeMedia({ media }: RecordLine): string {
  return media === null || media.isPresent ? '' : recordWords.notInExtraction
}

/** The text on one line. Of a media file's path the name, which is what tells files apart; the whole path is in the inspector. */
function shortText({ kind, text, message }: RecordLine): string {
  const shown = message !== null && message.attachments.length > 0 ? textWithoutPlaceholders(text) : text
  const flat = shown.replaceAll(/\s+/g, ' ').trim()
  return kind === 'media' ? flat.slice(flat.lastIndexOf('/') + 1) : flat
}

/** One clipped line: verbatim text first, our words after it in a quieter tone. */
export function RecordText({ line }: { readonly line: RecordLine }) {
  const words = describeLine(line)
  const text = shortText(line)
  return (
    <span className="ui-record-text">
      {text !== '' && <bdi className="ui-record-verbatim">{text}</bdi>}
      {words !== '' && (
        <span className="ui-record-words" title={words}>
          {(line.message?.attachments.length ?? 0) > 0 && <PaperclipIcon size={11} />}
          <span>{words}</span>
        </span>
      )}
      {text === '' && words === '' && <span className="is-faint">{recordWords.noText}</span>}
    </span>
  )
}
