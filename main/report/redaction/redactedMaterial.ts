/** The case as an audience may read it: what every page gets instead of the case itself. */
import type { Database } from 'better-sqlite3'
import { prepared } from '../../casefile/prepared.ts'
import type { AudienceProfile, Exhibit, PersonInfo, RecordDetail, RecordLine, SourceInfo } from '../../contract/index.ts'
import type { Material, PublicRecord } from '../package/material.ts'
import type { Changes } from './changes.ts'
import { type HiddenPerson, NUMBERS } from './people.ts'
import type { Redactor } from './redactor.ts'
import { REMOVED } from './textRedactor.ts'

/** Device facts that say nothing of whose it is. */
const KEPT_DEVICE_FACTS = new Set(['Model', 'System'])

export function redactedMaterial(
  plain: Material,
  redactor: Redactor,
  database: Database,
  profile: AudienceProfile,
  changes: Changes,
): Material {
  const card = cardOwner(database, redactor)
  return {
    info: {
      ...redactor.deep(plain.info),
      path: '',
      sources: plain.info.sources.map((source) => redactedSource(redactor, source)),
    },
    coverage: redactor.deep(plain.coverage),
    // Entries name people, files and places of this machine.
    log: plain.log.map((entry) => ({ ...entry, actor: redactor.text(entry.actor), detail: 'details are not part of this version' })),
    runs: new Map([...plain.runs].map(([id, run]) => [id, redactor.deep(run)])),
    lines: (keys) =>
      plain.lines(keys).map((line) => {
        const shown = redactedLine(redactor, line, card(line.key), profile)
        changes.note(line.key, line, shown)
        return shown
      }),
    detail: (key) => {
      const detail = plain.detail(key)
      const shown = redactedDetail(redactor, detail, card(key), profile)
      changes.note(key, detail, shown)
      return shown
    },
    thread: (threadId) => redactor.deep(plain.thread(threadId)),
    messageOf: plain.messageOf,
    person: (personId) => redactedPerson(redactor, plain.person(personId)),
    partyOf: (entity) => {
      const party = plain.partyOf(entity)
      return party === null ? null : redactor.party(party)
    },
    graph: (lens) => redactor.deep(plain.graph(lens)),
    exhibit: (exhibit) => redactedExhibit(redactor, exhibit),
    // Drawn in the program, with the names that it shows there.
    picture: () => null,
    records: (keys) => redactedRecords(plain.records(keys), redactor, card),
    words: (text) => redactor.text(text),
  }
}

/** Whose contact card or account a record is, where that person is hidden: then all of it is about them. */
function cardOwner(database: Database, { hidden }: Redactor): (key: number) => HiddenPerson | null {
  const byIdentity = new Map([...hidden.values()].flatMap((person) => person.identities.map((id) => [id, person] as const)))
  return (key) => {
    const identities = prepared(
      database,
      'SELECT identity_id FROM contact_identifier WHERE record_id = ? AND identity_id IS NOT NULL UNION ALL SELECT identity_id FROM account WHERE record_id = ?',
    )
      .pluck()
      .all(key, key) as number[]
    return identities.flatMap((id) => byIdentity.get(id) ?? [])[0] ?? null
  }
}

function redactedSource(redactor: Redactor, source: SourceInfo): SourceInfo {
  const device = source.device.filter(({ label }) => KEPT_DEVICE_FACTS.has(label))
  return { ...redactor.deep({ ...source, device }), originalPath: 'not part of this version' }
}

/** What a picture file claims about itself (camera, place, programs) can give away who made it and where. */
const hidesFacts = ({ media }: RecordLine, { pictures }: AudienceProfile): boolean => media !== null && pictures !== 'all'

function redactedLine(redactor: Redactor, line: RecordLine, owner: HiddenPerson | null, profile: AudienceProfile): RecordLine {
  const shown = redactor.deep(owner === null ? line : { ...line, text: owner.label })
  return hidesFacts(line, profile) ? { ...shown, position: null } : shown
}

function redactedDetail(redactor: Redactor, detail: RecordDetail, owner: HiddenPerson | null, profile: AudienceProfile): RecordDetail {
  const fields =
    owner !== null
      ? []
      : hidesFacts(detail.line, profile)
        ? detail.fields.filter(({ label }) => KEPT_PICTURE_FACTS.has(label))
        : detail.fields
  const shown = redactor.deep({ ...detail, fields })
  // The file is the picture: its hash finds it wherever else it is.
  const provenance = hidesFacts(detail.line, profile) ? { ...shown.provenance, fileSha256: 'not part of this version' } : shown.provenance
  return { ...shown, provenance, line: redactedLine(redactor, detail.line, owner, profile) }
}

const KEPT_PICTURE_FACTS = new Set(['Type', 'Path', 'Origin'])

function redactedPerson(redactor: Redactor, person: PersonInfo): PersonInfo {
  const hidden = redactor.hidden.get(`p${person.id}`)
  const shown = redactor.deep(person)
  if (hidden === undefined) return shown
  const oneOfEach = [...new Map(shown.identities.map((identity) => [identity.scheme, identity])).values()]
  // The last digits of a number say nothing of an address.
  const valueOf = (scheme: string): string => (hidden.mask !== '' && NUMBERS.has(scheme) ? hidden.mask : REMOVED)
  return {
    ...shown,
    name: hidden.label,
    note: '',
    identities: oneOfEach.map((identity) => ({ ...identity, value: valueOf(identity.scheme), rawSpellings: [], names: [], link: null })),
  }
}

/** Null for an exhibit about a place that is taken out: there would be nothing to show. */
function redactedExhibit<E extends Exhibit>(redactor: Redactor, exhibit: E): E | null {
  const { target, note, label, tags, statements, by, number } = exhibit
  const isRemoved =
    (target.kind === 'place' || target.kind === 'stay') && redactor.isRemoved(target.latitude, target.longitude, target.radiusMetres)
  return isRemoved ? null : { ...exhibit, ...redactor.deep({ note, label, tags, statements, by, number }) }
}

function* redactedRecords(
  records: Iterable<PublicRecord>,
  redactor: Redactor,
  card: (key: number) => HiddenPerson | null,
): Generator<PublicRecord> {
  for (const one of records) {
    const owner = card(one.key)
    const record = owner === null ? one.record : withoutCard(one.record, owner)
    yield { ...one, fileSha256: one.kind === 'media' ? null : one.fileSha256, record: withoutFileHashes(redactor.deep(record)) }
  }
}

const withoutCard = (record: PublicRecord['record'], { label }: HiddenPerson): PublicRecord['record'] => ({
  ...record,
  ...('name' in record ? { name: label } : {}),
  ...('organisation' in record ? { organisation: null } : {}),
  ...('identifiers' in record ? { identifiers: [] } : {}),
  ...('identifier' in record ? { identifier: label } : {}),
})

/** A hash is a fingerprint: who has the picture finds it by it. Hashes of databases stay, so that rows can be checked. */
function withoutFileHashes(record: PublicRecord['record']): PublicRecord['record'] {
  const { attachments } = record as { attachments?: readonly object[] }
  return {
    ...record,
    ...('mime' in record && 'sha256' in record ? { sha256: null, lat: null, lon: null } : {}),
    ...(attachments === undefined ? {} : { attachments: attachments.map((one) => ({ ...one, sha256: null })) }),
  }
}
