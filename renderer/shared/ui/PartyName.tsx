import { MobilePhoneIcon } from '@blueprintjs/icons'
import type { Party } from '../../../main/contract/index.ts'
import { commonWords } from '../wording/common.ts'
import { RoleBadge } from './RoleBadge.tsx'

export interface PartyNameProps {
  readonly party: Party | null
  readonly hasRole?: boolean
  /** False leaves the sign of an examined device out, where there is little room. */
  readonly hasDevice?: boolean
}

/** Somebody: role sign when a role was assigned, name, and the sign of an examined device. Hovering tells the identifier. */
export function PartyName({ party, hasRole = true, hasDevice = true }: PartyNameProps) {
  if (party === null)
    return (
      <span className="ui-party is-faint">
        <span className="ui-party-name">{commonWords.unknownParty}</span>
      </span>
    )
  const isDashed = !party.isDeviceOwner
  return (
    <span className="ui-party" title={party.name === party.identifier ? party.identifier : `${party.name}\n${party.identifier}`}>
      {hasRole && party.role !== null && <RoleBadge role={party.role} size={17} isDashed={isDashed} />}
      <bdi className="ui-party-name">{party.name}</bdi>
      {hasDevice && party.isDeviceOwner && (
        <span className="ui-party-device" title={commonWords.examinedDevice}>
          <MobilePhoneIcon size={12} />
        </span>
      )}
    </span>
  )
}

/** A list of people on one line. */
export function PartyList({
  parties,
  limit = 2,
  hasDevice = true,
}: {
  readonly parties: readonly Party[]
  readonly limit?: number
  readonly hasDevice?: boolean
}) {
  const shown = parties.slice(0, limit)
  const rest = parties.length - shown.length
  return (
    <span className="ui-party" title={parties.map(({ name }) => name).join('\n')}>
      {shown.map((party) => (
        <PartyName key={party.entity} party={party} hasDevice={hasDevice} />
      ))}
      {rest > 0 && <span className="is-faint">+{rest}</span>}
    </span>
  )
}
