/**
 * With whom notes and folders are shared: `ZSERVERSHAREDATA` of their rows, a keyed archive of CloudKit's share.
 *
 * Keys as iLEAPP reads them on public images: Participants, each with UserIdentity (LookupInfo with EmailAddress and PhoneNumber,
 * NameComponents), Type, AcceptanceStatus, Permission, IsCurrentUser. The words of the codes are those of CloudKit's own enumerations.
 */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { UnreadablePlist } from '../../../formats/plist/plist.ts'
import { bytesOf, codeInWords } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, SqlValue } from '../../../model/index.ts'

const ROLES: Readonly<Record<number, string>> = { 0: 'role not known', 1: 'owner', 3: 'invited', 4: 'by public link' }
const ACCEPTANCES: Readonly<Record<number, string>> = { 0: 'acceptance not known', 1: 'pending', 2: 'accepted', 3: 'removed' }
const PERMISSIONS: Readonly<Record<number, string>> = { 0: 'permission not known', 1: 'no permission', 2: 'may read', 3: 'may change' }
const NAME_PARTS = ['NS.namePrefix', 'NS.givenName', 'NS.middleName', 'NS.familyName', 'NS.nameSuffix']
const UNREADABLE = 'yes, but with whom cannot be decoded'

/** Row of a note or folder -> its participants in words. Archives are large and few: none is kept. */
export function readShares(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const shares = new Map<number, string>()
  if (!database.has('ZICCLOUDSYNCINGOBJECT', 'ZSERVERSHAREDATA')) return shares
  const sql =
    'SELECT o.rowid AS id, o.ZSERVERSHAREDATA AS data FROM ZICCLOUDSYNCINGOBJECT o WHERE o.ZSERVERSHAREDATA IS NOT NULL ORDER BY o.rowid'
  for (const { id, data } of database.lookup<{ id: number; data: SqlValue }>(sql)) {
    const bytes = bytesOf(data)
    shares.set(id, bytes === null ? UNREADABLE : shareInWords(bytes))
  }
  return shares
}

function shareInWords(bytes: Uint8Array): string {
  let archive: ArchivedValue
  try {
    archive = unarchive(bytes)
  } catch (error) {
    if (!(error instanceof UnreadablePlist)) throw error
    return UNREADABLE
  }
  const share = (Array.isArray(archive) ? archive : [archive]).find((item) => Array.isArray(inside(item, 'Participants')))
  const participants = share === undefined ? null : inside(share, 'Participants')
  if (!Array.isArray(participants)) return UNREADABLE
  const words = participants.filter(isArchivedObject).map(participantInWords)
  return words.length === 0 ? 'nobody' : words.join('; ')
}

function participantInWords(participant: ArchivedObject): string {
  const identity = inside(participant, 'UserIdentity')
  const lookUp = inside(identity, 'LookupInfo')
  const components = inside(inside(identity, 'NameComponents'), 'NS.nameComponentsPrivate')
  const name = NAME_PARTS.map((part) => textIn(components, part))
    .filter((part) => part !== null)
    .join(' ')
  const address = textIn(lookUp, 'EmailAddress') ?? textIn(lookUp, 'PhoneNumber') ?? textIn(inside(identity, 'UserRecordID'), 'RecordName')
  const who = [name === '' ? null : name, address].filter((part) => part !== null).join(', ')
  const isOwner = inside(participant, 'IsCurrentUser') === true
  const codes = [
    isOwner ? 'the account of this phone' : null,
    codeIn(participant, 'Type', ROLES),
    codeIn(participant, 'AcceptanceStatus', ACCEPTANCES),
    codeIn(participant, 'Permission', PERMISSIONS),
  ].filter((word) => word !== null)
  return `${who === '' ? 'somebody without a name' : who} (${codes.join(', ')})`
}

/** The value under a key of an archived object, or null where the outer value is none. */
function inside(value: ArchivedValue, key: string): ArchivedValue {
  return isArchivedObject(value) ? (value[key] ?? null) : null
}

function textIn(value: ArchivedValue, key: string): string | null {
  const text = inside(value, key)
  return typeof text === 'string' && text !== '' ? text : null
}

function codeIn(participant: ArchivedObject, key: string, words: Readonly<Record<number, string>>): string | null {
  const code = inside(participant, key)
  return typeof code === 'number' || typeof code === 'bigint' ? codeInWords(code, words) : null
}
