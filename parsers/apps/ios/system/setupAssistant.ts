/**
 * When the set-up assistant was last left, `com.apple.purplebuddy.plist`: one event.
 *
 * `SetupLastExit` is a date, `SetupState` says in Apple's own word how the phone was set up (`SetupUsingAssistant`, a restored backup).
 * The assistant also runs after an update of the system: the time need not be that of the first set-up.
 */
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { dateIn, flagIn, textIn } from '../../../formats/plist/plistReading.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'settings'

interface Settings extends DocumentRow {
  readonly settings: PlistDict
}

export const iosSetupAssistant = defineDocumentParser({
  id: 'ios-setup-assistant',
  version: 1,
  app: 'System',
  platform: 'ios',
  store: 'Set-up of the phone (com.apple.purplebuddy.plist)',
  reads: ['**/Preferences/com.apple.purplebuddy.plist'],
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['when the phone was first set up, after it ran the assistant again', 'which backup was restored'],
  *parse(document): Iterable<Emitted> {
    const settings = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(settings)) throw new Error('the property list is not a dictionary')
    const rows: Settings[] = [{ rowId: 1, settings }]
    for (const row of document.read(TABLE, rows)) yield event(row.settings)
  },
})

function event(settings: PlistDict): Emitted {
  const from = { table: TABLE, rowId: '1', ordinal: 0 }
  const at = dateIn(settings, 'SetupLastExit')
  const state = textIn(settings, 'SetupState')
  if (at === null) return { type: 'skipped', from, reason: 'the time when the assistant was left is not stored' }
  const done = flagIn(settings, 'SetupDone')
  const facts = factsOf({
    'how, as stored': state,
    done: done === null ? null : done ? 'yes' : 'no',
    time: 'when the assistant was last left: also after an update of the system',
  })
  return {
    type: 'device-event',
    from,
    state: 'live',
    activity: 'set-up',
    detail: 'the set-up assistant was left',
    at,
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
