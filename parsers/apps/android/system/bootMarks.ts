/**
 * Marks of Android's bootstat, `misc/bootstat/factory_reset` and `last_boot_time_utc`: one event each.
 *
 * Bootstat keeps a value as the modification time of an empty file: for these two the value is a time in seconds since 1970 UTC (Android's
 * public bootstat; ALEAPP reads the first). The time is what the container of the extraction states of the file: a folder that
 * somebody copied may state the copy's time instead. A phone may write the mark of a reset at its first start, before its clock is set.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { defineFileParser, NO_INSTANT } from '../../../model/index.ts'
import type { DeviceEventRecord } from '../../../model/index.ts'

const MARKS: Readonly<Record<string, readonly [DeviceEventRecord['activity'], string]>> = {
  factory_reset: ['wiped', 'the phone was reset to its factory state, or started for the first time'],
  last_boot_time_utc: ['started', 'the phone was last started'],
}

export const androidBootMarks = defineFileParser({
  id: 'android-boot-marks',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Marks of a factory reset and of the last start (bootstat)',
  reads: ['**/misc/bootstat/factory_reset', '**/misc/bootstat/last_boot_time_utc'],
  inBackups: false,
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['who reset the phone and how', 'earlier resets and starts: only the last leaves its mark'],
  maxBytes: 4_096,
  *parse({ path, modifiedAtMs }) {
    const [activity, detail] = MARKS[path.slice(path.lastIndexOf('/') + 1)] ?? ['other', 'a mark of bootstat']
    yield {
      type: 'device-event',
      from: { table: '(file)', rowId: path, ordinal: 0 },
      state: 'live',
      activity,
      detail,
      at: modifiedAtMs === null ? NO_INSTANT : instantOf(String(modifiedAtMs), 'unix-ms'),
      endAt: null,
      facts: {
        time:
          modifiedAtMs === null
            ? 'the extraction states none'
            : 'modification time of the mark, as the extraction states it; a copied folder may state the time of the copy',
      },
    }
  },
})
