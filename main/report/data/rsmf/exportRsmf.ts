/**
 * RSMF 2.0, for e-discovery programs: one file per conversation and day of the case's time zone, at most 10,000 events in each, as is common.
 * Reactions and earlier texts stand with their message where that is in scope too, otherwise as events of their own.
 */
import type { Database } from 'better-sqlite3'
import { recordLines } from '../../../casefile/read/lines.ts'
import { prepared } from '../../../casefile/prepared.ts'
import type { RecordLine } from '../../../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from '../../context.ts'
import { caseFacts } from '../../facts.ts'
import { writeManifest } from '../../manifest.ts'
import { inTurns, Scope } from '../../scope.ts'
import { writeFolderWhole } from '../../target.ts'
import type { ZonedTime } from '../../zonedTime.ts'
import { caseZone } from '../table.ts'
import type { ConversationFacts } from './manifest.ts'
import { SliceWriter } from './sliceWriter.ts'

export const MAX_EVENTS = 10_000
/** Read from the case at once. */
const LINES_AT_ONCE = 500
const UNDATED = 'undated'

export async function exportRsmf(context: ReportContext, request: ExportRequest): Promise<Exported> {
  return writeFolderWhole(request.target, async (folder) => {
    const slices = new SliceWriter(context, folder)
    let records = 0
    for (const thread of threadsInScope(context, request)) records += await writeThread(context, request, thread, slices)
    slices.end()
    const facts = {
      format: 'corroborate-rsmf',
      formatVersion: 1,
      ...caseFacts(context),
      scope: request.bookmarkedOnly ? 'exhibits' : 'lens',
      lens: request.lens,
      records,
    }
    const { sha256, files } = await writeManifest(folder, facts, context.signer())
    const lonely = withoutThread(context, request)
    const warnings = [
      ...(records === 0 ? ['No message of a conversation is in the chosen scope.'] : []),
      ...(lonely === 0 ? [] : [`${lonely} messages stand in no conversation and are left out. They are in CSV and JSON Lines.`]),
      ...(slices.attachmentsLeftOut === 0 ? [] : [`${slices.attachmentsLeftOut} attachments are not included; each event says why.`]),
    ]
    return { records, files, sha256, warnings }
  })
}

function messageFilter(context: ReportContext, request: ExportRequest): ReturnType<Scope['filter']> {
  const scope = new Scope(context, request)
  return scope.filter(scope.recordKinds().filter((kind) => kind === 'message'))
}

/** Messages outside any conversation have none to be put into. */
function withoutThread(context: ReportContext, request: ExportRequest): number {
  const { where, values } = messageFilter(context, request)
  return context.file.database
    .prepare(`SELECT count(*) FROM record AS r WHERE r.thread_id IS NULL AND ${where}`)
    .pluck()
    .get(...values) as number
}

function threadsInScope(context: ReportContext, request: ExportRequest): number[] {
  const { where, values } = messageFilter(context, request)
  return context.file.database
    .prepare(`SELECT DISTINCT r.thread_id FROM record AS r WHERE r.thread_id IS NOT NULL AND ${where} ORDER BY 1`)
    .pluck()
    .all(...values) as number[]
}

async function writeThread(context: ReportContext, request: ExportRequest, thread: number, slices: SliceWriter): Promise<number> {
  const { database } = context.file
  const { where, values } = messageFilter(context, request)
  const keys = database
    .prepare(`SELECT r.id FROM record AS r WHERE r.thread_id = ? AND ${where} ORDER BY r.at_ms IS NULL, r.at_ms, r.id`)
    .pluck()
    .all(thread, ...values) as number[]
  const inScope = new Set(keys)
  const conversation = conversationFacts(context, thread)
  const zone = caseZone(context)
  let day = ''
  let lines: RecordLine[] = []
  let part = 1
  const flush = async (): Promise<void> => {
    if (lines.length > 0) await slices.write(conversation, thread, day, part++, lines)
    lines = []
  }
  for (let start = 0; start < keys.length; start += LINES_AT_ONCE) {
    for await (const line of inTurns(recordLines(database, context.directory, keys.slice(start, start + LINES_AT_ONCE)))) {
      if (standsWithOther(database, line, inScope)) continue
      const ownDay = dayOf(line, zone)
      if (ownDay !== day) {
        await flush()
        part = 1
        day = ownDay
      } else if (lines.length === MAX_EVENTS) await flush()
      lines.push(withinScope(line, inScope))
    }
  }
  await flush()
  return keys.length
}

const dayOf = ({ time }: RecordLine, zone: ZonedTime): string => (time.utcMs === null ? UNDATED : zone.local(time.utcMs).slice(0, 10))

/** A reaction stands with what it was put on, an earlier wording with the message it became. */
function standsWithOther(database: Database, { key, message, state }: RecordLine, inScope: ReadonlySet<number>): boolean {
  const reaction = message?.reaction ?? null
  if (reaction !== null && reaction.action === 'added' && reaction.targetKey !== null) return inScope.has(reaction.targetKey)
  if (state !== 'edited-previous') return false
  const current = prepared(database, CURRENT_TEXT).pluck().get(key) as number | undefined
  return current !== undefined && inScope.has(current)
}

/** The writer appends further records of a row directly behind its first. */
const CURRENT_TEXT = `SELECT c.id FROM record AS r JOIN record AS c ON c.run_id = r.run_id AND c.table_id = r.table_id AND c.row_id = r.row_id AND c.ordinal = 0
  AND c.id BETWEEN r.id - 64 AND r.id + 64 WHERE r.id = ?`

/** Without the reactions and wordings that the scope leaves out. */
function withinScope(line: RecordLine, inScope: ReadonlySet<number>): RecordLine {
  if (line.message === null) return line
  const { reactions, earlierTexts } = line.message
  const isIn = ({ key }: { readonly key: number }): boolean => inScope.has(key)
  return { ...line, message: { ...line.message, reactions: reactions.filter(isIn), earlierTexts: earlierTexts.filter(isIn) } }
}

interface ThreadRow {
  readonly source_id: number
  readonly service: string
  readonly title: string | null
  readonly kind: string
  readonly label: string
  readonly owner: number | null
}

function conversationFacts({ file: { database }, directory }: ReportContext, thread: number): ConversationFacts {
  const row = prepared(
    database,
    'SELECT t.source_id, t.service, t.title, t.kind, s.label, s.owner_identity_id AS owner FROM thread AS t JOIN source AS s ON s.id = t.source_id WHERE t.id = ?',
  ).get(thread) as ThreadRow
  const members = prepared(database, 'SELECT identity_id FROM thread_member WHERE thread_id = ? ORDER BY identity_id')
    .pluck()
    .all(thread) as number[]
  return {
    id: `S${row.source_id}.T${thread}`,
    platform: row.service,
    title: row.title,
    isDirect: row.kind === 'direct',
    members: members.map((id) => directory.party(id)),
    custodian: row.owner === null ? null : directory.party(row.owner),
    source: row.label,
  }
}
