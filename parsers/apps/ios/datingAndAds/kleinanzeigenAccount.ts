/**
 * The account and the searched words of Kleinanzeigen on iOS, `com.ebaykleinanzeigen.ebc.plist`: JSON texts in a property list.
 *
 * Keys as iLEAPP reads them: `UserDefaultsKit.UserDefaultItem.currentUserProfile` and `….advertisementSearchDataHistory`; times count seconds
 * since 2001 UTC.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { plistText } from '../../../formats/plist/plistReading.ts'
import { addressIdentity, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const PREFIX = 'UserDefaultsKit.UserDefaultItem.'
const SERVICE = 'Kleinanzeigen'

interface Row extends DocumentRow {
  readonly value: unknown
}

export const iosKleinanzeigenAccount = defineDocumentParser({
  id: 'ios-kleinanzeigen-account',
  version: 1,
  app: 'Kleinanzeigen',
  platform: 'ios',
  store: 'Account and searches of Kleinanzeigen (com.ebaykleinanzeigen.ebc.plist)',
  reads: ['**/com.ebaykleinanzeigen.ebc.plist'],
  yields: ['account', 'web'],
  proof: 'source-verified',
  doesNotCover: ['other settings of the app', 'which advertisements were opened'],
  *parse(document): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    const profile = jsonIn(root, 'currentUserProfile')
    for (const row of document.read('account', profile === null ? [] : [{ rowId: 1, value: profile }])) yield account(row)
    const searched = jsonList(jsonAt(jsonIn(root, 'advertisementSearchDataHistory'), 'searchedKeywords'))
    const searches = searched.map((value, index): Row => ({ rowId: index + 1, value }))
    for (const row of document.read('searches', searches)) yield search(row)
  },
})

function jsonIn(root: PlistDict, name: string): unknown {
  try {
    return JSON.parse(plistText(root[`${PREFIX}${name}`]) ?? 'null') as unknown
  } catch {
    return null
  }
}

function account({ rowId, value }: Row): Emitted {
  const from = { table: 'account', rowId: String(rowId), ordinal: 0 }
  const [email, id] = [jsonText(jsonAt(value, 'email')), jsonText(jsonAt(value, 'id'))]
  const name = jsonText(jsonAt(value, 'preferences', 'contactName'))
  const identity = email !== null ? addressIdentity(email, name) : id !== null ? serviceIdentity(id, name, SERVICE) : null
  if (identity === null) return { type: 'skipped', from, reason: 'the profile names no address and no id' }
  return {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity,
    name,
    isOwner: true,
    ...withFacts({
      id,
      'kind of account': jsonText(jsonAt(value, 'accountType')),
      'account since': momentOf(jsonAt(value, 'userSince')),
      'last changed': momentOf(jsonAt(value, 'lastModified')),
    }),
  }
}

function momentOf(value: unknown): string | null {
  const instant = instantOf(jsonNumber(value), 'cocoa-s')
  return instant.utcMs === null ? jsonText(value) : instantInWords(instant)
}

function search({ rowId, value }: Row): Emitted {
  const from = { table: 'searches', rowId: String(rowId), ordinal: 0 }
  const title = jsonText(jsonAt(value, 'value'))
  if (title === null) return { type: 'skipped', from, reason: 'the entry holds no word' }
  const at = instantOf(jsonNumber(jsonAt(value, 'timeStamp')), 'cocoa-s')
  return { type: 'web', from, state: 'live', webKind: 'search', service: SERVICE, url: null, title, at }
}
