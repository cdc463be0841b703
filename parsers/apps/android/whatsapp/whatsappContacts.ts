/**
 * The address book that WhatsApp keeps on Android, `wa.db` table `wa_contacts`: one record per row.
 *
 * Meanings (artifacts 2.5): jid names the person (by number or hidden id), a group or a list; display_name comes from the phone's
 * contacts, wa_name is the name that the person chose; status is the "about" text; times are milliseconds since 1970 UTC (photo_ts is an id
 * and no time). Verified names of businesses and the block list lie in tables of their own.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { normaliseWhatsappJid } from '../../../formats/values/whatsappJid.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, ContactRecord, EvidenceDatabase } from '../../../model/index.ts'
import { CONTACT_NAME_COLUMNS, contactNameOf, kindOfChat, serviceOf } from './whatsappNames.ts'

const REQUIRED = ['jid']
const OPTIONAL = [
  'is_whatsapp_user',
  'status',
  'status_timestamp',
  'number',
  'raw_contact_id',
  'company',
  'title',
  'sort_name',
  'is_spam_reported',
  'is_starred',
  'phone_label',
  'photo_id_timestamp',
  ...CONTACT_NAME_COLUMNS,
]

interface Reading {
  readonly store: string
  readonly verified: ReadonlyMap<string, string>
  readonly blocked: ReadonlySet<string>
}

export const androidWhatsappContacts = defineSqliteParser({
  id: 'android-whatsapp-contacts',
  version: 1,
  app: 'WhatsApp',
  platform: 'android',
  store: 'WhatsApp contacts (wa.db)',
  reads: ['**/wa.db'],
  yields: ['contact'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: [
    'profile pictures',
    'business profiles beyond the verified name',
    'group descriptions and admin settings',
    'synchronisation state',
  ],
  requires: { wa_contacts: REQUIRED },
  optional: { wa_contacts: OPTIONAL, wa_vnames: ['jid', 'verified_name'], wa_block_list: ['jid'] },
  *parse(database, context) {
    const reading: Reading = { store: serviceOf(context.path), verified: readVerified(database), blocked: readBlocked(database) }
    for (const row of evidenceRows(database, { table: 'wa_contacts', columns: [...REQUIRED, ...OPTIONAL] }))
      yield contactRecord(row, reading)
  },
})

const keyOf = (jid: string): string => normaliseWhatsappJid(jid) ?? jid

function readVerified(database: EvidenceDatabase): Map<string, string> {
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: 'wa_vnames', columns: ['jid', 'verified_name'] })) {
    const [jid, name] = [textOf(row['jid']), textOf(row['verified_name'])]
    if (jid !== null && name !== null) names.set(keyOf(jid), name)
  }
  return names
}

function readBlocked(database: EvidenceDatabase): Set<string> {
  const blocked = new Set<string>()
  for (const row of sideRows(database, { table: 'wa_block_list', columns: ['jid'] })) {
    const jid = textOf(row['jid'])
    if (jid !== null) blocked.add(keyOf(jid))
  }
  return blocked
}

function contactRecord(row: StoredRow, { store, verified, blocked }: Reading): ContactRecord {
  const jid = textOf(row['jid'])
  const kind = kindOfChat(jid, null)
  const verifiedName = jid === null ? null : (verified.get(keyOf(jid)) ?? null)
  const name = contactNameOf(row) ?? verifiedName
  const contactRow = numberOf(row['raw_contact_id'])
  const facts = factsOf({
    'entry of': kind === 'direct' || kind === 'unknown' ? null : kind === 'group' ? 'a group' : 'a list or channel',
    'name chosen by the person': textOf(row['wa_name']) === name ? null : textOf(row['wa_name']),
    'verified business name': verifiedName === name ? null : verifiedName,
    nickname: textOf(row['nickname']) === name ? null : textOf(row['nickname']),
    'job title': textOf(row['title']),
    about: textOf(row['status']),
    'about set': unixTimeInWords(row['status_timestamp']),
    'uses WhatsApp': flagOf(row['is_whatsapp_user']) === false ? 'no' : null,
    "row of the phone's contacts": contactRow === null || contactRow <= 0 ? null : String(contactRow),
    'picture set': unixTimeInWords(row['photo_id_timestamp']),
    'reported as spam': flagOf(row['is_spam_reported']) === true ? 'yes' : null,
    starred: flagOf(row['is_starred']) === true ? 'yes' : null,
    blocked: jid !== null && blocked.has(keyOf(jid)) ? 'yes' : null,
  })
  return {
    type: 'contact',
    from: placeOf('wa_contacts', row),
    state: 'live',
    name,
    organisation: textOf(row['company']),
    identifiers: identifiersOf(row, jid, kind, name),
    store,
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** A group's or list's id names nobody: it is shown and is no identity. */
function identifiersOf(row: StoredRow, jid: string | null, kind: ReturnType<typeof kindOfChat>, name: string | null): ContactIdentifier[] {
  const found: ContactIdentifier[] = []
  const number = textOf(row['number'])
  if (number !== null)
    found.push({
      kind: 'phone',
      label: textOf(row['phone_label']),
      raw: number,
      identity: { scheme: 'address', raw: number, name, country: null },
    })
  if (jid === null) return found
  const isPerson = kind === 'direct' || kind === 'unknown'
  const label = !isPerson ? `WhatsApp ${kind}` : /@lid$/i.test(jid) ? 'WhatsApp LID' : 'WhatsApp'
  found.push({
    kind: 'instant-messaging',
    label,
    raw: jid,
    identity: isPerson ? { scheme: 'whatsapp', raw: jid, name, country: null } : null,
  })
  return found
}
