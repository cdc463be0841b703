/**
 * MetaMask on Android, `persistStore/persist-AccountsController` and `persist-AddressBookController`: own addresses, and addresses that the
 * owner gave names.
 *
 * Members as ALEAPP reads them: `internalAccounts.accounts` with `address`; `addressBook` by network and address with `name` and `memo`.
 */
import { isJsonObject, jsonAt, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import { NO_CONTACT_FIELDS, serviceIdentity, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const SERVICE = 'MetaMask'

interface Entry extends DocumentRow {
  readonly value: unknown
}

export const androidMetamask = defineDocumentParser({
  id: 'android-metamask',
  version: 1,
  app: 'MetaMask',
  platform: 'android',
  store: 'Addresses and address book of MetaMask (persistStore)',
  reads: [
    '**/io.metamask/files/persistStore/persist-AccountsController',
    '**/io.metamask/files/persistStore/persist-AddressBookController',
  ],
  yields: ['account', 'contact'],
  proof: 'source-verified',
  doesNotCover: ['transactions and balances', 'keys (the vault is encrypted)'],
  *parse(document): Iterable<Emitted> {
    const root = parseJsonObject(document.bytes(MAX_BYTES))
    if (root === null) throw new Error('the file is no JSON object')
    const accounts = entriesOf(jsonAt(root, 'internalAccounts', 'accounts'), '')
    for (const row of document.read('accounts', accounts)) yield account(row)
    const book = entriesOf(root['addressBook'], '').flatMap(({ rowId, value }) => entriesOf(value, `${rowId}/`))
    for (const row of document.read('address book', book)) yield contact(row)
  },
})

const entriesOf = (value: unknown, before: string): Entry[] =>
  isJsonObject(value) ? Object.entries(value).map(([key, inner]) => ({ rowId: `${before}${key}`, value: inner })) : []

function account({ rowId, value }: Entry): Emitted {
  const from = { table: 'accounts', rowId: String(rowId), ordinal: 0 }
  const raw = jsonText(jsonAt(value, 'address'))
  if (raw === null) return { type: 'skipped', from, reason: 'the entry has no address' }
  return { type: 'account', from, state: 'live', service: SERVICE, identity: serviceIdentity(raw, null), name: null, isOwner: true }
}

function contact({ rowId, value }: Entry): Emitted {
  const from = { table: 'address book', rowId: String(rowId), ordinal: 0 }
  const [name, address] = [jsonText(jsonAt(value, 'name')), jsonText(jsonAt(value, 'address'))]
  if (name === null && address === null) return { type: 'skipped', from, reason: 'the entry names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['other', 'address of a wallet', address]]),
    store: 'Address book of MetaMask',
    note: jsonText(jsonAt(value, 'memo')),
    ...withFacts({ 'number of the network': String(rowId).split('/')[0] ?? null }),
  }
}
