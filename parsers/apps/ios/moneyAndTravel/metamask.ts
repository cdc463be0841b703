/**
 * MetaMask on iOS, `persistStore/persist-root`: JSON whose members are themselves JSON texts. Own addresses, contacts, transactions, and the
 * pages of its browser.
 *
 * Members as iLEAPP reads them, below `engine.backgroundState`: `AccountTrackerController.accounts` with `PreferencesController.identities`,
 * `AddressBookController.addressBook`, `TransactionController.transactions`; `browser.history`. Amounts are hexadecimal counts of the smallest
 * unit (18 decimals) of the network's own currency, which is not named. Times count since 1970, read by their size.
 */
import { isJsonObject, jsonAt, jsonList, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import {
  NO_CONTACT_FIELDS,
  NO_PAYMENT_FIELDS,
  serviceIdentity,
  storedIdentifiers,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { scaledAmount, wholeOfHex } from '../../../formats/values/scaledAmount.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { Direction, DocumentRow, Emitted, EvidenceDocument } from '../../../model/index.ts'

const MAX_BYTES = 256 * 1024 * 1024
const DECIMALS = 18
const SERVICE = 'MetaMask'

interface Entry extends DocumentRow {
  readonly value: unknown
}

export const iosMetamask = defineDocumentParser({
  id: 'ios-metamask',
  version: 1,
  app: 'MetaMask',
  platform: 'ios',
  store: 'MetaMask (persist-root)',
  reads: ['**/Documents/persistStore/persist-root'],
  yields: ['payment', 'account', 'contact', 'web'],
  proof: 'source-verified',
  doesNotCover: ['which currency an amount is in', 'transfers of tokens inside a transaction', 'keys (the vault is encrypted)'],
  *parse(document): Iterable<Emitted> {
    const root = parseJsonObject(document.bytes(MAX_BYTES))
    if (root === null) throw new Error('the file is no JSON object')
    const state = jsonAt(jsonWithin(root['engine']), 'backgroundState')
    const accounts = jsonAt(state, 'AccountTrackerController', 'accounts')
    const identities = jsonAt(state, 'PreferencesController', 'identities')
    const own = isJsonObject(accounts) ? Object.keys(accounts) : []
    for (const { rowId, value } of document.read(
      'accounts',
      own.map((address): Entry => ({ rowId: address, value: jsonAt(accounts, address) })),
    ))
      yield account(String(rowId), value, jsonAt(identities, String(rowId)))
    yield* contacts(document, jsonAt(state, 'AddressBookController', 'addressBook'))
    const addresses = new Set(own.map((address) => address.toLowerCase()))
    for (const { rowId, value } of document.read('transactions', listed(jsonAt(state, 'TransactionController', 'transactions'))))
      yield payment(String(rowId), value, addresses)
    for (const { rowId, value } of document.read('browser', listed(jsonAt(jsonWithin(root['browser']), 'history'))))
      yield page(String(rowId), value)
  },
})

const listed = (list: unknown): Entry[] => jsonList(list).map((value, index) => ({ rowId: index + 1, value }))

/** A member that is JSON in a text. */
function jsonWithin(value: unknown): unknown {
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : value
  } catch {
    return null
  }
}

function account(address: string, value: unknown, identity: unknown): Emitted {
  const name = jsonText(jsonAt(identity, 'name'))
  const balance = jsonText(jsonAt(value, 'balance'))
  const imported = writtenInstant(jsonAt(identity, 'importTime'))
  return {
    type: 'account',
    from: { table: 'accounts', rowId: address, ordinal: 0 },
    state: 'live',
    service: SERVICE,
    identity: serviceIdentity(address, name),
    name,
    isOwner: true,
    ...withFacts({
      imported: imported.asStored === null ? null : instantInWords(imported),
      "balance, in the network's own currency": scaledAmount(wholeOfHex(balance), DECIMALS) ?? balance,
    }),
  }
}

function* contacts(document: EvidenceDocument, book: unknown): Generator<Emitted> {
  const entries = (isJsonObject(book) ? Object.entries(book) : []).flatMap(([chain, people]) =>
    (isJsonObject(people) ? Object.entries(people) : []).map(([key, value]): Entry => ({ rowId: `${chain}/${key}`, value })),
  )
  for (const { rowId, value } of document.read('address book', entries)) {
    const from = { table: 'address book', rowId: String(rowId), ordinal: 0 }
    const [name, address] = [jsonText(jsonAt(value, 'name')), jsonText(jsonAt(value, 'address'))]
    if (name === null && address === null) yield { type: 'skipped', from, reason: 'the entry names nobody' }
    else {
      const identifiers = storedIdentifiers(name, [['other', 'address of a wallet', address]])
      yield { ...NO_CONTACT_FIELDS, from, name, identifiers, store: 'Address book of MetaMask' }
    }
  }
}

function payment(rowId: string, value: unknown, own: ReadonlySet<string>): Emitted {
  const from = { table: 'transactions', rowId, ordinal: 0 }
  if (!isJsonObject(value)) return { type: 'skipped', from, reason: 'the entry is no transaction' }
  const text = (...names: string[]): string | null => jsonText(jsonAt(value, ...names))
  const [sender, recipient, stored] = [text('transaction', 'from'), text('transaction', 'to'), text('transaction', 'value')]
  const isOwn = (address: string | null): boolean => address !== null && own.has(address.toLowerCase())
  const direction: Direction = isOwn(sender) === isOwn(recipient) ? 'unknown' : isOwn(sender) ? 'outgoing' : 'incoming'
  const other = direction === 'outgoing' ? recipient : direction === 'incoming' ? sender : null
  const amount = scaledAmount(wholeOfHex(stored), DECIMALS)
  return {
    ...NO_PAYMENT_FIELDS,
    from,
    service: SERVICE,
    nativeId: text('transactionHash'),
    direction,
    counterparty: other === null ? null : serviceIdentity(other, null),
    amount,
    at: writtenInstant(jsonAt(value, 'time')),
    ...withFacts({
      currency: "the network's own, which is not named",
      from: sender,
      to: recipient,
      'amount as stored': amount === null ? stored : null,
    }),
  }
}

function page(rowId: string, value: unknown): Emitted {
  const from = { table: 'browser', rowId, ordinal: 0 }
  const [url, title] = [jsonText(jsonAt(value, 'url')), jsonText(jsonAt(value, 'name'))]
  if (url === null && title === null) return { type: 'skipped', from, reason: 'the entry names no page' }
  return { type: 'web', from, state: 'live', webKind: 'visit', service: SERVICE, url, title, at: NO_INSTANT }
}
