/** People as a UFED report names them, and what every record of a report has in common. */
import { factsOf } from '../../formats/values/storedValues.ts'
import type { UfedModel } from './ufedModel.ts'
import type { Direction, IdentifierScheme, IdentityRef, RecordState, RowRef } from '../../model/index.ts'

export interface UfedParty {
  readonly identity: IdentityRef | null
  readonly role: string
  /** Null where the report does not say. */
  readonly isOwner: boolean | null
}

const SCHEMES: Readonly<Record<string, IdentifierScheme>> = {
  telegram: 'telegram',
  signal: 'signal',
  kik: 'kik',
  'facebook messenger': 'facebook',
  instagram: 'instagram',
  snapchat: 'snapchat',
}
const ADDRESS = /^(?:\+?[\d\s().-]{3,}|[^\s@]+@[^\s@]+\.[^\s@]+)$/

/** The identifier of a party; a name alone stands for nobody but itself. */
export function identityOf(identifier: string | null, name: string | null, source: string | null): IdentityRef | null {
  const raw = identifier ?? name
  if (raw === null) return null
  const given = name === raw ? null : name
  if (/@(?:s\.whatsapp\.net|g\.us|lid)$/.test(raw)) return { scheme: 'whatsapp', raw, name: given, country: null }
  const known = SCHEMES[source?.toLowerCase() ?? '']
  if (known !== undefined) return { scheme: known, raw, name: given, country: null }
  if (identifier === null) return { scheme: 'other', raw, name: given, country: null, isNameOnly: true }
  if (ADDRESS.test(raw)) return { scheme: 'address', raw, name: given, country: null }
  return { scheme: 'other', raw, name: given, country: null, ...(source === null ? {} : { service: source }) }
}

export function partyOf(model: UfedModel, fieldName: string, source: string | null): UfedParty {
  return {
    identity: identityOf(model.text('Identifier'), model.text('Name'), source),
    role: model.text('Role') ?? fieldName,
    isOwner: model.flag('IsPhoneOwner'),
  }
}

export function partiesOf(model: UfedModel, source: string | null, ...fieldNames: readonly string[]): UfedParty[] {
  return fieldNames.flatMap((name) => model.models(name).map((party) => partyOf(party, name, source)))
}

export const others = (parties: readonly UfedParty[]): IdentityRef[] =>
  parties.flatMap(({ identity, isOwner }) => (identity === null || isOwner === true ? [] : [identity]))

export const senderOf = (parties: readonly UfedParty[]): UfedParty | null => parties.find(({ role }) => role === 'From') ?? null

/** From who sent and who is said to own the phone; never guessed. */
export function directionOf(parties: readonly UfedParty[]): Direction {
  const sender = senderOf(parties)
  if (sender?.isOwner === true) return 'outgoing'
  const receivers = parties.filter(({ role }) => role !== 'From')
  if (sender !== null && (sender.isOwner === false || receivers.some(({ isOwner }) => isOwner === true))) return 'incoming'
  return sender === null && receivers.some(({ isOwner }) => isOwner === true) ? 'incoming' : 'unknown'
}

/** The report's word for "deleted" says neither how it was found nor who deleted it: the word is kept beside the state. */
export function stateOf(model: UfedModel): RecordState {
  return /^(?:deleted|trash)$/i.test(model.deletedState) ? 'deleted-flagged' : 'live'
}

/** What says where the other program found it. */
export function originFacts(model: UfedModel, extractions: ReadonlyMap<string, string>): Record<string, string | null> {
  const extraction = model.node.attributes['extractionId']
  return {
    'state in the report': /^(?:intact|)$/i.test(model.deletedState) ? null : model.deletedState,
    'id in the report': model.id,
    'decoded from': model.sourceFiles().join('; ') || null,
    extraction: extraction === undefined ? null : (extractions.get(extraction) ?? extraction),
  }
}

/** Origin and further facts of a record, where there are any. */
export function factsWith(
  model: UfedModel,
  extractions: ReadonlyMap<string, string>,
  further: Readonly<Record<string, string | null>>,
): { facts: Record<string, string> } | Record<string, never> {
  const facts = factsOf({ ...further, ...originFacts(model, extractions) })
  return facts === undefined ? {} : { facts }
}

/** What the readers of models are given. */
export interface UfedReading {
  readonly from: RowRef
  readonly model: UfedModel
  /** `extractionInfo` of the report: id -> name. */
  readonly extractions: ReadonlyMap<string, string>
  /** Path inside the UFDR of a file that the report names by its own id or local path, or null. */
  readonly pathOf: (localPath: string | null) => string | null
}
