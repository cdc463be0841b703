/** People whom LINE on Android knows: one contact record per row of contacts. A row is no sign of an exchange. */
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { Emitted } from '../../../model/index.ts'
import { contactName } from './lineNames.ts'

export function lineContactRecord(row: StoredRow): Emitted {
  const from = placeOf('contacts', row)
  const [mid, name] = [textOf(row['m_id']), contactName(row)]
  if (mid === null) return { type: 'skipped', from, reason: 'the row has no id' }
  const others = ['custom_name', 'addressbook_name', 'name', 'server_name'].map((column) => textOf(row[column]))
  const unused = [...new Set(others)].filter((other) => other !== null && other !== name)
  const facts = factsOf({
    'other names': unused.length === 0 ? null : unused.join('; '),
    'status text': textOf(row['status_msg']),
    hidden: flagOf(row['hidden']) === true ? 'yes' : null,
    favourite: flagOf(row['favorite']) === true ? 'yes' : null,
    'row made': unixTimeInWords(row['created_time']),
    'row changed': unixTimeInWords(row['updated_time']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers: [{ kind: 'instant-messaging', label: 'LINE', raw: mid, identity: { scheme: 'other', raw: mid, name, country: null } }],
    store: 'LINE: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
