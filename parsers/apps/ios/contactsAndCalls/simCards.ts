/**
 * SIM cards and own numbers that the modem's service keeps: `com.apple.commcenter.data.plist` (one entry per card that was in the phone),
 * `com.apple.commcenter.plist` and `...device_specific_nobackup.plist` (the number and card last reported, the phone's IMEIs).
 *
 * Keys as iLEAPP and plaso read them (artifacts 1.8): `PersonalWallet.<ICCID>.info` has mdn (the number), type, label-id and ts, seconds
 * since 1970; plaso calls it the last use of the card, iLEAPP leaves it open. A card gives an account, and with ts an event. PersonalitySlots
 * lists the cards that are in the phone now. A number is what the card or network said: it may be missing or out of date.
 */
import { countIn, dictIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict, PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Facts, IdentityRef, RowRef } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const CARDS = 'cards'
const LABELS = 'labels'
const SETTINGS = 'settings'
/** Settings of the two other files that name a line, a card or the phone. */
const NAMED: Readonly<Record<string, { readonly service: string; readonly isNumber: boolean }>> = {
  ReportedPhoneNumber: { service: 'SIM', isNumber: true },
  PhoneNumber: { service: 'SIM', isNumber: true },
  LastKnownICCID: { service: 'SIM', isNumber: false },
  imei: { service: 'Phone (IMEI)', isNumber: false },
  meid: { service: 'Phone (MEID)', isNumber: false },
}

interface Card extends DocumentRow {
  readonly iccid: string
  readonly entry: PlistValue
}

export const iosSimCards = defineDocumentParser({
  id: 'ios-sim-cards',
  version: 1,
  app: 'SIM cards',
  platform: 'ios',
  store: 'SIM cards and own numbers (commcenter plists)',
  reads: ['**/com.apple.commcenter.data.plist', '**/com.apple.commcenter.plist', '**/com.apple.commcenter.device_specific_nobackup.plist'],
  yields: ['account', 'account-event'],
  proof: 'source-verified',
  doesNotCover: ['settings of networks and carriers', 'what exactly the time of a card marks (last use, by plaso)'],
  *parse(document): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    const inSlots = slotsOf(root)
    for (const card of document.read(CARDS, cards(root))) yield* cardRecords(card, inSlots)
    for (const label of document.read(LABELS, labels(root))) yield labelRecord(label)
    for (const setting of document.read(SETTINGS, settings(root))) yield* settingRecords(setting)
  },
})

function* cards(root: PlistDict): Generator<Card> {
  for (const [iccid, entry] of Object.entries(dictIn(root, 'PersonalWallet') ?? {})) yield { rowId: iccid, iccid, entry }
}

function slotsOf(root: PlistDict): readonly string[] {
  const slots = root['PersonalitySlots']
  const values = Array.isArray(slots) ? slots : isPlistDict(slots) ? Object.values(slots) : []
  return values.filter((value) => typeof value === 'string')
}

const own = (raw: string, isNumber: boolean): IdentityRef => ({ scheme: isNumber ? 'address' : 'other', raw, name: null, country: null })
const withFacts = (facts: Facts | undefined): { facts?: Facts } => (facts === undefined ? {} : { facts })

function* cardRecords({ rowId, iccid, entry }: Card, inSlots: readonly string[]): Generator<Emitted> {
  const from: RowRef = { table: CARDS, rowId: String(rowId), ordinal: 0 }
  if (!isPlistDict(entry)) {
    yield { type: 'skipped', from, reason: 'the entry is no card' }
    return
  }
  const info = dictIn(entry, 'info')
  const number = textIn(info, 'mdn')
  const at = countIn(info, 'ts', 'unix-s')
  const identity = own(number ?? iccid, number !== null)
  const facts = factsOf({
    ICCID: iccid,
    'telephone number': number === null ? 'none stored: the card is shown by its ICCID' : null,
    kind: textIn(info, 'type'),
    IMSI: textIn(dictIn(entry, 'CarrierEntitlements'), 'lastGoodImsi'),
    label: textIn(info, 'label-id'),
    'in the phone now': inSlots.includes(iccid) ? 'yes' : null,
    time: at === null ? null : instantInWords(at),
  })
  yield { type: 'account', from, state: 'live', service: 'SIM', identity, name: null, isOwner: true, ...withFacts(facts) }
  if (at === null) return
  const detail = number === null ? `card ${iccid}` : `card ${iccid}, number ${number}`
  const event = { type: 'account-event', state: 'live', service: 'SIM', activity: 'sim-in-use' } as const
  const meaning = factsOf({ time: 'the card’s last use, by plaso; other tools leave its meaning open', ICCID: iccid })
  yield { ...event, from: { ...from, ordinal: 1 }, identity, detail, at, ...withFacts(meaning) }
}

interface Label extends DocumentRow {
  readonly label: PlistDict | null
}

function* labels(root: PlistDict): Generator<Label> {
  for (const [id, label] of Object.entries(dictIn(root, 'unique-sim-label-store') ?? {})) {
    yield { rowId: id, label: isPlistDict(label) ? label : null }
  }
}

function labelRecord({ rowId, label }: Label): Emitted {
  const from = { table: LABELS, rowId: String(rowId), ordinal: 0 }
  const [text, at] = [textIn(label, 'text'), countIn(label, 'ts', 'unix-s')]
  if (text === null || at === null) return { type: 'skipped', from, reason: 'the label has no text or no time' }
  const facts = factsOf({ identifier: String(rowId), tag: textIn(label, 'tag') })
  const detail = `label of a line: ${text}`
  return { type: 'account-event', from, state: 'live', service: 'SIM', activity: 'other', identity: null, detail, at, ...withFacts(facts) }
}

interface Setting extends DocumentRow {
  readonly name: string
  readonly value: PlistValue
}

function* settings(root: PlistDict): Generator<Setting> {
  for (const [name, value] of Object.entries(root)) {
    if (Object.hasOwn(NAMED, name)) yield { rowId: name, name, value }
    else if (name === 'imeis' && Array.isArray(value)) {
      for (const [index, imei] of value.entries()) yield { rowId: `imeis ${index + 1}`, name: 'imei', value: imei }
    }
  }
}

function* settingRecords({ rowId, name, value }: Setting): Generator<Emitted> {
  const from = { table: SETTINGS, rowId: String(rowId), ordinal: 0 }
  const raw = typeof value === 'string' && value !== '' ? value : null
  const known = NAMED[name]
  if (raw === null || known === undefined) {
    yield { type: 'skipped', from, reason: 'the setting has no value' }
    return
  }
  const facts = factsOf({ setting: String(rowId), ICCID: name === 'LastKnownICCID' ? raw : null })
  const identity = own(raw, known.isNumber)
  yield { type: 'account', from, state: 'live', service: known.service, identity, name: null, isOwner: true, ...withFacts(facts) }
}
