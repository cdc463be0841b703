/** Records of what is neither message, call, position, file nor page: money, notes, appointments, and what the phone noted of itself. */
import type { IdentityRef } from './identity.ts'
import type { Instant } from './instant.ts'
import type { Direction, PositionClass, RecordBase } from './recordBase.ts'

/** A position that a record of another kind carries (a payment, a network), with what kind of position it is. */
export interface ClassedPosition {
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | null
  readonly class: PositionClass
}

/** Money that moved, or was asked for, as an app or wallet recorded it. */
export interface PaymentRecord extends RecordBase {
  readonly type: 'payment'
  readonly service: string
  readonly nativeId: string | null
  /** `incoming`: the phone's owner received. A card purchase is `outgoing`. */
  readonly direction: Direction
  /** The other person, or null (a merchant, or not stored). */
  readonly counterparty: IdentityRef | null
  readonly merchant: string | null
  /** Decimal number as text (`12.50`), unsigned: `direction` says which way. Null when not stored. */
  readonly amount: string | null
  /** ISO 4217 code or whatever the row holds, or null. */
  readonly currency: string | null
  readonly memo: string | null
  /** In words (`completed`, `unknown (7)`), or null. */
  readonly status: string | null
  readonly at: Instant
  readonly position: ClassedPosition | null
}

export type AppActivity =
  | 'installed'
  | 'removed'
  | 'in-focus'
  | 'used'
  | 'notification'
  | 'permission'
  | 'data-use'
  | 'intent'
  | 'media-playing'
  | 'other'

/** An app was there, used, or said something. A fact about the device, never a verdict about its owner. */
export interface AppUseRecord extends RecordBase {
  readonly type: 'app-use'
  readonly activity: AppActivity
  /** Bundle id or package name as stored. */
  readonly appId: string
  /** Name of the app where the row gives one. */
  readonly appName: string | null
  /** What the row says of it (text of a notification, title played), verbatim, or null. */
  readonly detail: string | null
  readonly at: Instant
  readonly endAt: Instant | null
}

export type NetworkMedium = 'wifi' | 'bluetooth' | 'carplay' | 'cellular' | 'vpn' | 'other'

/** A network or a nearby device that the phone joined, knew or noticed. */
export interface NetworkRecord extends RecordBase {
  readonly type: 'network'
  readonly medium: NetworkMedium
  /** `known`: in the list of networks; `seen`: noticed without joining; `paired`: allowed to connect. */
  readonly activity: 'connected' | 'disconnected' | 'known' | 'seen' | 'paired'
  /** SSID or device name as stored. */
  readonly name: string | null
  /** BSSID, MAC address or cell identity as stored. */
  readonly address: string | null
  readonly at: Instant
  readonly endAt: Instant | null
  /** Where the network stands or was met, as its class says; or null. */
  readonly position: ClassedPosition | null
}

/** Something that happened to an account, a line or a SIM. */
export interface AccountEventRecord extends RecordBase {
  readonly type: 'account-event'
  readonly service: string
  readonly activity: 'added' | 'removed' | 'changed' | 'signed-in' | 'signed-out' | 'used' | 'sim-in-use' | 'verified' | 'other'
  readonly identity: IdentityRef | null
  readonly detail: string | null
  readonly at: Instant
}

/** A change of the phone's own state. */
export interface DeviceEventRecord extends RecordBase {
  readonly type: 'device-event'
  readonly activity:
    | 'locked'
    | 'unlocked'
    | 'screen-on'
    | 'screen-off'
    | 'started'
    | 'shut-down'
    | 'charging'
    | 'not-charging'
    | 'wiped'
    | 'set-up'
    | 'time-zone'
    | 'motion'
    | 'setting'
    | 'other'
  readonly detail: string | null
  readonly at: Instant
  readonly endAt: Instant | null
}

/**
 * That somebody was contacted, or that it was prepared, without what was said: an index of interactions, a look-up whether a
 * number uses a service. Not a message and not counted as one.
 */
export interface InteractionRecord extends RecordBase {
  readonly type: 'interaction'
  readonly service: string
  readonly direction: Direction
  /** What kind of contact, in words (`message`, `call`, `look-up of the service`, `unknown (7)`). */
  readonly mechanism: string
  /** Everybody but the phone's owner. */
  readonly participants: readonly IdentityRef[]
  readonly groupName: string | null
  readonly at: Instant
  readonly endAt: Instant | null
}

export interface NoteRecord extends RecordBase {
  readonly type: 'note'
  readonly service: string
  readonly title: string | null
  /** Plain text; null when it is locked, or not stored. */
  readonly body: string | null
  readonly folder: string | null
  readonly isLocked: boolean
  readonly createdAt: Instant | null
  readonly modifiedAt: Instant | null
}

export interface CalendarEventRecord extends RecordBase {
  readonly type: 'calendar-event'
  readonly service: string
  readonly title: string | null
  readonly notes: string | null
  readonly place: string | null
  readonly calendar: string | null
  readonly startsAt: Instant
  readonly endsAt: Instant | null
  readonly isAllDay: boolean
  /** Invited persons and the organiser, without the phone's owner where the row tells. */
  readonly participants: readonly IdentityRef[]
  readonly position: ClassedPosition | null
}
