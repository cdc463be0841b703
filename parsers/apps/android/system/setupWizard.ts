/**
 * When the set-up assistant of Android was finished, `setup_wizard_info.xml` of Google's settings: one event.
 *
 * `suw_finished_time_ms` counts milliseconds since 1970 UTC (as ALEAPP reads it). A phone is set up when it is new and again after every
 * factory reset; it need not be the first time.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, ParserContext } from '../../../model/index.ts'
import { systemUserOf } from '../systemRecords.ts'

const MAX_BYTES = 1024 * 1024
const TABLE = 'values'
const FINISHED = 'suw_finished_time_ms'

interface Value extends DocumentRow {
  readonly name: string | null
  readonly value: string | null
}

export const androidSetupWizard = defineDocumentParser({
  id: 'android-setup-wizard',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Set-up of the phone (setup_wizard_info.xml)',
  reads: ['**/com.google.android.settings.intelligence/shared_prefs/setup_wizard_info.xml'],
  inBackups: false,
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['earlier set-ups (not stored)', 'whether data of another phone were restored'],
  *parse(document, context): Iterable<Emitted> {
    const user = systemUserOf(document.path)
    for (const row of document.read(TABLE, values(document, context))) yield record(row, user)
  },
})

function* values(document: EvidenceDocument, { note }: ParserContext): Generator<Value> {
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  const kinds = new Set(['string', 'int', 'long', 'float', 'boolean'])
  let number = 0
  for (const { node } of androidXml(document.bytes(MAX_BYTES), kinds, fault)) {
    yield {
      rowId: ++number,
      name: node.attributes['name'] ?? null,
      value: node.attributes['value'] ?? (node.text === '' ? null : node.text),
    }
  }
}

function record({ rowId, name, value }: Value, user: string | null): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (name !== FINISHED) return { type: 'skipped', from, reason: 'a setting of the assistant without a time' }
  return {
    type: 'device-event',
    from,
    state: 'live',
    activity: 'set-up',
    detail: 'the set-up assistant was finished',
    at: instantOf(value, 'unix-ms'),
    endAt: null,
    ...withFacts({ time: 'of the last set-up: also after a factory reset', 'Android user': user }),
  }
}
