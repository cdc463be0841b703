/**
 * Apps in Android's list of recent ones, `system_ce/<user>/recent_tasks/<number>_task.xml` (binary since Android 12): one record per task.
 *
 * Attributes after Android's public TaskRecord: last_time_moved counts milliseconds since 1970 UTC and is when the task last came to the
 * front or back; first_active_time and last_active_time do so in older versions only (later ones count from the start of the phone).
 * A picture of the task's last screen may lie in `snapshots` under its number. A task stays listed until it is swiped away or
 * pushed out.
 */
import { androidXml } from '../../../formats/binary/androidXml.ts'
import { firstPresent } from '../../../formats/paths/androidPath.ts'
import { joinedParts } from '../../../formats/records/recordDefaults.ts'
import { numberOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import type { XmlNode } from '../../../formats/text/xmlStream.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, Instant, ParserContext } from '../../../model/index.ts'
import { androidAppRecord, systemUserOf } from '../systemRecords.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'tasks'
/** Counts since the start of the phone stay far below this (31 years); a clock of this century is above. */
const CLOCK_FLOOR_MS = 1e12

interface Task extends DocumentRow {
  readonly attributes: Readonly<Record<string, string>>
  readonly intents: readonly Readonly<Record<string, string>>[]
}

export const androidRecentTasks = defineDocumentParser({
  id: 'android-recent-tasks',
  version: 1,
  app: 'Android',
  platform: 'android',
  store: 'Recently used apps (recent_tasks)',
  reads: ['**/system_ce/*/recent_tasks/*.xml', '**/recent_tasks/*_task.xml'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['pictures of tasks (snapshots, recent_images), which are named only', 'tasks that were swiped away'],
  *parse(document, context): Iterable<Emitted> {
    for (const row of document.read(TABLE, tasks(document, context))) yield record(row, context)
  },
})

function* tasks(document: EvidenceDocument, { note }: ParserContext): Generator<Task> {
  const fault = (reason: string): void => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`)
  let number = 0
  for (const { node } of androidXml(document.bytes(MAX_BYTES), new Set(['task']), fault)) {
    yield { rowId: ++number, attributes: { ...node.attributes }, intents: intentsOf(node) }
  }
}

/** What started the task, and what its screens were asked for. */
function intentsOf(node: XmlNode): Record<string, string>[] {
  return node.children.flatMap((child) => [...(child.name === 'intent' ? [{ ...child.attributes }] : []), ...intentsOf(child)])
}

function record({ rowId, attributes, intents }: Task, context: ParserContext): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const component = attributes['real_activity'] ?? intents[0]?.['component'] ?? null
  const appId = (component?.split('/')[0] ?? attributes['affinity']?.replace(/^\d+:/u, '')) || null
  if (appId === null) return { type: 'skipped', from, reason: 'the task names no app' }
  const user = attributes['user_id'] ?? systemUserOf(context.path)
  const [first, active, moved] = ['first_active_time', 'last_active_time', 'last_time_moved'].map((name) => clock(attributes[name]))
  return androidAppRecord({
    from,
    activity: 'used',
    appId,
    detail: joinedParts([attributes['task_description_label'], component], ': '),
    at: active ?? moved ?? null,
    facts: {
      time: active === null ? 'when the task last came to the front or back' : 'when the task was last active',
      'first active': first === null ? null : unixTimeInWords(attributes['first_active_time']),
      'last moved': active === null || moved === null ? null : unixTimeInWords(attributes['last_time_moved']),
      'started by': attributes['calling_package'],
      'started for': joinedParts([...new Set(intents.flatMap(({ action, data }) => [action, data]))], ', '),
      'picture of its last screen': pictureOf(attributes['task_id'], user, context),
      'number of the task': attributes['task_id'],
      'uid of the app': attributes['effective_uid'],
      'Android user': user,
    },
  })
}

function clock(stored: string | undefined): Instant | null {
  return (numberOf(stored) ?? 0) < CLOCK_FLOOR_MS ? null : unixTimeOrNull(stored)
}

function pictureOf(task: string | undefined, user: string | null, context: ParserContext): string | null {
  if (task === undefined || !/^\d+$/u.test(task)) return null
  const folder = `data/system_ce/${user ?? '0'}/snapshots`
  const path = firstPresent([`${folder}/${task}.jpg`, `${folder}/${task}_reduced.jpg`, `${folder}/${task}.proto`], context)
  return path !== null && context.hasFile(path) ? path : null
}
