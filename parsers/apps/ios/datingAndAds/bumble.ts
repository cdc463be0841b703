/**
 * Bumble on iOS, `Caches/Chat.sqlite` (a YapDatabase): messages as keyed archives in `database2`.
 *
 * As iLEAPP reads it: the archive has `self.fromPersonUid`, `self.toPersonUid`, `self.messageText`, `self.dateCreated` (Unix time);
 * `secondaryIndex_isReadIndex` says of the row with the same number whether the message came in (1) or went out (0).
 */
import { archiveIn } from '../../../formats/plist/archivedColumn.ts'
import { valueInstant, valueText } from '../../../formats/plist/archivedPlist.ts'
import { isJsonObject, jsonAt } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, instantInWords, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted } from '../../../model/index.ts'

const SERVICE = 'Bumble'
const TABLE = 'database2'
const INDEX = 'secondaryIndex_isReadIndex'

export const iosBumble = defineSqliteParser({
  id: 'ios-bumble',
  version: 1,
  app: 'Bumble',
  platform: 'ios',
  store: 'Messages of Bumble (Chat.sqlite)',
  reads: ['**/Library/Caches/Chat.sqlite'],
  inBackups: false,
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['names of the people talked to', 'pictures and sound', 'messages that the app has not loaded'],
  requires: { [TABLE]: ['data'], [INDEX]: ['isIncoming'] },
  optional: { [TABLE]: ['key'], [INDEX]: ['isRead'] },
  *parse(database) {
    const flags = sideRowsById(database, { table: INDEX, columns: ['isIncoming', 'isRead'] })
    for (const row of evidenceRows(database, { table: TABLE, columns: ['data', 'key'] })) yield record(row, flags.get(row.rowId))
  },
})

function record(row: StoredRow, flags: StoredRow | undefined): Emitted {
  const from = placeOf(TABLE, row)
  const archive = archiveIn(row['data'])
  if (!isJsonObject(archive) || !('self.dateCreated' in archive)) return { type: 'skipped', from, reason: 'the entry is no message' }
  const text = (name: string): string | null => valueText(jsonAt(archive, `self.${name}`))
  const [sender, recipient, body] = [text('fromPersonUid'), text('toPersonUid'), text('messageText')]
  const incoming = flagOf(flags?.['isIncoming'])
  const direction: Direction = incoming === null ? 'unknown' : incoming ? 'incoming' : 'outgoing'
  const [other, own] = direction === 'incoming' ? [sender, recipient] : direction === 'outgoing' ? [recipient, sender] : [null, null]
  const person = other === null ? null : serviceIdentity(other, null, SERVICE)
  const changed = valueInstant(jsonAt(archive, 'self.dateModified'))
  const created = valueInstant(jsonAt(archive, 'self.dateCreated'))
  return {
    ...NO_MESSAGE_FIELDS,
    from,
    service: SERVICE,
    thread: person === null ? null : { key: person.raw, title: null, kind: 'direct', participants: [person] },
    sender: direction === 'incoming' ? person : direction === 'unknown' && sender !== null ? serviceIdentity(sender, null, SERVICE) : null,
    ownLine: own === null ? null : serviceIdentity(own, null, SERVICE),
    direction,
    kind: body === null ? 'other' : 'text',
    sentAt: created,
    body,
    ...withFacts({
      'key of the entry': textOf(row['key']),
      recipient: direction === 'unknown' ? recipient : null,
      read: flagOf(flags?.['isRead']) === true ? 'yes' : null,
      'last changed': changed.asStored === null || changed.utcMs === created.utcMs ? null : instantInWords(changed),
    }),
  }
}
