/** What the readers of Biome's streams share. */
import { instantOf } from '../../../formats/values/epochs.ts'
import type { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import type { AppActivity, DeviceEventRecord, EvidenceRecord, Instant, RecordState, RowRef } from '../../../model/index.ts'
import { appNameOf } from '../bundleNames.ts'

export interface StreamRecord {
  readonly from: RowRef
  readonly state: RecordState
  /** When the record was written into the file. */
  readonly writtenAt: Instant
  readonly message: ProtobufMessage
  readonly isOfOtherDevice: boolean
}

/** A record, or in words why there is none. */
export type StreamReader = (source: StreamRecord) => EvidenceRecord | string

/** A double of seconds since 2001, or the time of writing where the field is missing. */
export function cocoaField({ message, writtenAt }: StreamRecord, field: number): Instant {
  const seconds = message.double(field)
  return seconds === null ? writtenAt : instantOf(seconds, 'cocoa-s')
}

export function factsObject(facts: Readonly<Record<string, string | null | undefined>>): { facts?: Record<string, string> } {
  const kept = factsOf(facts)
  return kept === undefined ? {} : { facts: kept }
}

/** The word of a code; `unknown (7)` for another, null where the field is missing. */
export function codeField(message: ProtobufMessage, field: number, words: Readonly<Record<string, string>>): string | null {
  const code = message.integer(field)
  return code === null ? null : (words[String(code)] ?? `unknown (${code})`)
}

interface AppUse {
  readonly activity: AppActivity
  readonly appId: string | null
  readonly detail: string | null
  readonly at: Instant
  readonly facts?: Readonly<Record<string, string | null | undefined>>
}

export function appUse({ from, state }: StreamRecord, { activity, appId, detail, at, facts = {} }: AppUse): EvidenceRecord | string {
  if (appId === null) return 'the record names no app'
  return { type: 'app-use', from, state, activity, appId, appName: appNameOf(appId), detail, at, endAt: null, ...factsObject(facts) }
}

/** A stream whose field 1 says that something is so (1) or not (0), at the time of writing. Some records have no value. */
export function stateStream(
  off: DeviceEventRecord['activity'],
  on: DeviceEventRecord['activity'],
  words: { readonly off: string | null; readonly on: string | null } = { off: null, on: null },
): StreamReader {
  return ({ from, state, writtenAt, message }) => {
    const value = message.integer(1)
    const isKnown = value === 0n || value === 1n
    return {
      type: 'device-event',
      from,
      state,
      activity: value === 1n ? on : value === 0n ? off : 'other',
      detail: value === 1n ? words.on : value === 0n ? words.off : null,
      at: writtenAt,
      endAt: null,
      ...factsObject({ value: isKnown ? null : value === null ? 'none' : `unknown (${value})` }),
    }
  }
}

/** A stream of settings, which are on or off. */
export const settingStream = (name: string): StreamReader => stateStream('setting', 'setting', { off: `${name}: off`, on: `${name}: on` })
