/**
 * People and the own account of Snapchat on the iPhone.
 *
 * Meanings (iLEAPP, measured on some fifteen public images): `Documents/user.plist` is no property list but begins with TSAF and holds texts
 * (byte 8, text, byte 0), each name followed by its value; `primary.docobjects` keeps one FlatBuffers document per user, whose slot 0 is the
 * user's id and slot 2 the name that is shown (trusted where slot 0 fits the row), and user names in index tables with the same row numbers.
 */
import { flatBufferText } from '../../../formats/binary/flatBuffers.ts'
import type { SnapchatOwner } from '../../bothPlatforms/snapchatStore.ts'
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, ParserContext, SideFile } from '../../../model/index.ts'

export const ACCOUNT_FILES: Readonly<Record<string, readonly string[]>> = {
  account: ['**/com.toyopagroup.picaboo/Documents/user.plist', '**/Documents/user.plist'],
}
export const USER_COLUMNS = ['userId', 'p']
export const INDEX_TABLES: Readonly<Record<string, readonly string[]>> = {
  index_snapchatterusername: ['username'],
  index_snapchattermutableUsername: ['mutableUsername'],
  index_snapchatterlegacyUsername: ['legacyUsername'],
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu
const SLOT = { id: 0, shownName: 2 } as const

export interface SnapchatUser {
  readonly id: string
  readonly userName: string | null
  readonly shownName: string | null
  readonly legacyName: string | null
}

/** Values of user.plist by name. A file of another format gives none: its name is no sign of Snapchat. */
export function readTsaf(file: SideFile | null): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  const text = file === null ? '' : Buffer.from(file.bytes).toString('latin1')
  if (!text.startsWith('TSAF')) return values
  const tokens = [...text.matchAll(/\x08([^\x00]{1,512})\x00/gu)].map(([, token]) => Buffer.from(token ?? '', 'latin1').toString('utf8'))
  tokens.forEach((token, index) => {
    const next = tokens[index + 1]
    if (next !== undefined && !values.has(token)) values.set(token, next)
  })
  return values
}

/** The account that is signed in. */
export function snapchatAccount(context: ParserContext): SnapchatOwner | null {
  const id = readTsaf(context.sideFile('account')).get('user_id')
  return id !== undefined && UUID.test(id) ? { id, restsOn: null } : null
}

export function* readUsers(database: EvidenceDatabase): Generator<SnapchatUser & { readonly rowId: number }> {
  const indexes = Object.entries(INDEX_TABLES).map(([table, columns]) => sideRowsById(database, { table, columns }))
  for (const row of sideRows(database, { table: 'snapchatter', columns: USER_COLUMNS })) {
    const id = textOf(row['userId'])
    if (id !== null)
      yield {
        rowId: row.rowId,
        ...userOf(
          id,
          bytesOf(row['p']),
          indexes.map((index) => index.get(row.rowId)),
        ),
      }
  }
}

function userOf(
  id: string,
  document: Uint8Array | null,
  indexed: readonly (Readonly<Record<string, unknown>> | undefined)[],
): SnapchatUser {
  const [user, changeable, legacy] = indexed.map((row) => (row === undefined ? null : textIn(row)))
  const isKnown = document !== null && flatBufferText(document, SLOT.id) === id
  return {
    id,
    userName: changeable ?? user ?? null,
    shownName: isKnown ? flatBufferText(document, SLOT.shownName) || null : null,
    legacyName: legacy ?? null,
  }
}

function textIn(row: Readonly<Record<string, unknown>>): string | null {
  const value = Object.entries(row).find(([name]) => name !== 'rowId')?.[1]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The user name goes behind the name that is shown, as on Android. */
export function readSnapchatNames(database: EvidenceDatabase | null): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  if (database === null) return names
  for (const { id, userName, shownName } of readUsers(database)) {
    const name = shownName !== null && userName !== null ? `${shownName} (${userName})` : (shownName ?? userName)
    if (name !== null) names.set(id, name)
  }
  return names
}
