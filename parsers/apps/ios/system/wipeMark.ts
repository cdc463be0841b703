/**
 * That the phone was erased: the empty file `.obliterated` in root's folder, which the system writes when it erases the user's data. One
 * event, at the file's modification time (as iLEAPP reads it). Before that time the phone held other data, or was new.
 *
 * The time is what the container of the extraction states of the file. A folder that somebody copied may state the copy's time instead.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { defineFileParser, NO_INSTANT } from '../../../model/index.ts'

export const iosWipeMark = defineFileParser({
  id: 'ios-wipe-mark',
  version: 1,
  app: 'iOS',
  platform: 'ios',
  store: 'Mark of an erased phone (.obliterated)',
  reads: ['**/root/.obliterated'],
  inBackups: false,
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['who erased the phone and how (settings, Find My, a computer)', 'earlier erasures: only the last leaves its mark'],
  maxBytes: 4_096,
  *parse({ path, modifiedAtMs }) {
    yield {
      type: 'device-event',
      from: { table: '(file)', rowId: path, ordinal: 0 },
      state: 'live',
      activity: 'wiped',
      detail: 'the data of the phone were erased',
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
