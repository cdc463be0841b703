/** What the two platforms' stores of Dahua's DMSS share: devices as known networks, alarms as notifications, and the words for kinds of alarms. */
import { joinedParts, withFacts } from '../../formats/records/recordDefaults.ts'
import { NO_INSTANT } from '../../model/index.ts'
import type { AppUseRecord, Emitted, Instant, RowRef } from '../../model/index.ts'

/** Kinds of alarms whose meaning ALEAPP and iLEAPP give; any other is shown as it is stored. */
const ALARMS: Readonly<Record<string, string>> = {
  gwMsg_ATSFault_Start: 'fault of the connection to the network',
  gwMsg_ATSFault_Stop: 'connection to the network restored',
  gwMsg_AreaAlarm_AddArea: 'area added',
  gwMsg_AreaAlarm_AreaDelete: 'area removed',
  gwMsg_AreaArmModeChange_Remote_DisArm: 'area disarmed from afar',
  gwMsg_AreaArmModeChange_Remote_Arm_p1: 'area armed from afar (home)',
  gwMsg_ArmingFailure: 'arming the area failed',
  gwMsg_AlarmLocal_PassiveInfrared: 'motion detected',
  gwMsg_AlarmLocal_DoorMagnetism_Start: 'opening detected',
  gwMsg_AlarmLocal_DoorMagnetism_Stop: 'closing detected',
}

export function alarmInWords(stored: string | null): string | null {
  return stored !== null && Object.hasOwn(ALARMS, stored) ? (ALARMS[stored] ?? stored) : stored
}

interface KnownDevice {
  readonly from: RowRef
  readonly what: string
  readonly name: string | null
  readonly serial: string | null
  readonly facts: Readonly<Record<string, string | null | undefined>>
}

/** A camera, a recorder or a sensor that the app was set up with. When is not stored. */
export function knownDevice({ from, what, name, serial, facts }: KnownDevice): Emitted {
  if (name === null && serial === null) return { type: 'skipped', from, reason: 'the row names nothing' }
  return {
    type: 'network',
    from,
    state: 'live',
    medium: 'other',
    activity: 'known',
    name,
    address: serial,
    at: NO_INSTANT,
    endAt: null,
    position: null,
    ...withFacts({ 'what it is': what, ...facts }),
  }
}

interface Alarm {
  readonly from: RowRef
  readonly type: string | null
  readonly area: string | null
  readonly device: string | null
  readonly at: Instant
  readonly facts: Readonly<Record<string, string | null | undefined>>
}

/** What a device reported to the app: an event at the premises, not at the phone. */
export function alarmRecord({ from, type, area, device, at, facts }: Alarm, appId: string): AppUseRecord {
  return {
    type: 'app-use',
    from,
    state: 'live',
    activity: 'notification',
    appId,
    appName: 'DMSS',
    detail: joinedParts([alarmInWords(type), device, area], ', '),
    at,
    endAt: null,
    ...withFacts({ 'where it happened': 'at the device, not at the phone', 'kind as stored': type, ...facts }),
  }
}

/** The account in whose name a store is kept, or that there is none. */
export const accountInWords = (name: string, none: string): string => (name === none ? 'none: used without an account' : name)
