/**
 * Pairs of hidden id and telephone number that WhatsApp keeps on the iPhone, in `LID.sqlite` or `ChatStorage.sqlite`: one link per row
 * of ZWAPHONENUMBERLIDPAIR (artifacts 1.4). Both columns hold the user part of a JID; the server that the column stands for is
 * added so that the ids compare with those of messages, and the stored values are kept as facts.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, IdentityRef, RowRef, SqlValue } from '../../../model/index.ts'
import { completeJid, LID_SERVER, PHONE_SERVER } from './whatsappNames.ts'

const TABLE = 'ZWAPHONENUMBERLIDPAIR'

interface PairRow {
  rowId: number
  lid: SqlValue
  phone: SqlValue
  time: SqlValue
}

export const iosWhatsappLids = defineSqliteParser({
  id: 'ios-whatsapp-lids',
  version: 2,
  app: 'WhatsApp',
  platform: 'ios',
  store: 'WhatsApp hidden ids (LID.sqlite, ChatStorage.sqlite)',
  reads: ['**/LID.sqlite', '**/ChatStorage.sqlite'],
  yields: ['identity-link'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: ['other tables of LID.sqlite (accounts, migration state)'],
  requires: { [TABLE]: ['ZLID', 'ZPHONENUMBER'] },
  optional: { [TABLE]: ['ZTIMESTAMP'] },
  *parse(database) {
    const time = database.column(TABLE, 'ZTIMESTAMP', 'p')
    const rows = database.read<PairRow>(
      TABLE,
      `SELECT p.rowid AS rowId, p.ZLID AS lid, p.ZPHONENUMBER AS phone, ${time} AS time FROM ${TABLE} p ORDER BY p.rowid`,
    )
    for (const row of rows) yield linkOf(row)
  },
})

function linkOf(row: PairRow): Emitted {
  const from: RowRef = { table: TABLE, rowId: String(row.rowId), ordinal: 0 }
  const [lid, phone] = [textOf(row.lid), textOf(row.phone)]
  if (lid === null || phone === null) {
    return { type: 'skipped', from, reason: lid === null ? 'the pair has no hidden id' : 'the pair has no telephone number' }
  }
  const identity = (stored: string, server: string): IdentityRef => ({
    scheme: 'whatsapp',
    raw: completeJid(stored, server),
    name: null,
    country: null,
  })
  const facts = factsOf({
    'hidden id as stored': lid,
    'number as stored': phone,
    'pair recorded': row.time === null ? null : instantInWords(instantOf(timeValueOf(row.time), 'cocoa-s')),
  })
  return {
    type: 'identity-link',
    from,
    state: 'live',
    a: identity(lid, LID_SERVER),
    b: identity(phone, PHONE_SERVER),
    reason: `WhatsApp on this phone lists this hidden id with this telephone number (table ${TABLE})`,
    strength: 'strong',
    ...(facts === undefined ? {} : { facts }),
  }
}
