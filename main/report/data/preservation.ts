/** A list for requests to preserve accounts: which account of which service, and the UTC period in which the case saw it. */
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { csvCell } from '../neutralise.ts'
import { inTurns, Scope } from '../scope.ts'
import { writeFileWhole } from '../target.ts'

const HEAD = [
  'provider',
  'account',
  'kind of identifier',
  'names in the case',
  'first utc',
  'last utc',
  'records',
  'seen in sources',
  'account of an examined device',
]

interface AccountRow {
  identity_id: number
  service: string | null
  scheme: string
  display: string
  first: number | null
  last: number | null
  records: number
  sources: string
}

export async function exportPreservation(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const { database } = context.file
  const scope = new Scope(context, request)
  const names = database.prepare('SELECT DISTINCT name FROM identity_name WHERE identity_id = ? ORDER BY name').pluck()
  const owner = database.prepare(
    'SELECT 1 FROM source WHERE owner_identity_id = ? UNION SELECT 1 FROM account WHERE identity_id = ? AND is_owner = 1',
  )
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    let records = 0
    sink.write(`\ufeff${HEAD.map(csvCell).join(',')}\r\n`)
    for await (const row of inTurns(accounts(context, scope))) {
      const { identity_id: id, scheme, display, first, last, records: count, sources } = row
      const isOwn = owner.get(id, id) !== undefined
      const cells = [
        providerOf(row),
        display,
        scheme,
        (names.all(id) as string[]).join('; '),
        iso(first),
        iso(last),
        count,
        inOrder(sources),
        isOwn,
      ]
      sink.write(`${cells.map(csvCell).join(',')}\r\n`)
      records++
    }
    return records
  })
  return { records: result, files: 1, sha256, warnings: result === 0 ? ['No account is in the chosen scope.'] : [] }
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
const inOrder = (sources: string): string =>
  sources
    .split(',')
    .map(Number)
    .sort((a, b) => a - b)
    .join('; ')

/** The service as the case knows it. For calls and text messages it is the carrier of the number, whom the case does not know. */
function providerOf({ service, scheme }: AccountRow): string {
  const isCarrier = service === null || /^(sms|mms|rcs|phone|telephony|cellular)\b/i.test(service)
  return isCarrier && /^(phone|number|short-code)$/.test(scheme)
    ? `carrier of the number${service === null ? '' : ` (${service})`}`
    : (service ?? 'not stated')
}

/** Every identity that took part in a record of the scope, per service. A record counts once for each. A phone's owner without known number is no account. */
function accounts({ file: { database } }: ReportContext, scope: Scope): IterableIterator<AccountRow> {
  const { where, values } = scope.filter(scope.recordKinds())
  const parts = [
    'SELECT r.from_id AS identity_id, r.id, r.service, r.at_ms, r.source_id FROM record AS r WHERE r.from_id IS NOT NULL',
    'SELECT r.to_id, r.id, r.service, r.at_ms, r.source_id FROM record AS r WHERE r.to_id IS NOT NULL',
    'SELECT m.identity_id, r.id, r.service, r.at_ms, r.source_id FROM record AS r JOIN thread_member AS m ON m.thread_id = r.thread_id WHERE r.to_id IS NULL',
    'SELECT c.identity_id, r.id, r.service, r.at_ms, r.source_id FROM record AS r JOIN call_party AS c ON c.record_id = r.id WHERE 1',
    'SELECT p.identity_id, r.id, r.service, r.at_ms, r.source_id FROM record AS r JOIN record_party AS p ON p.record_id = r.id WHERE 1',
    'SELECT a.identity_id, r.id, r.service, r.at_ms, r.source_id FROM record AS r JOIN account AS a ON a.record_id = r.id WHERE 1',
  ]
  const all = parts.map((part) => `${part} AND ${where}`).join(' UNION ')
  return database
    .prepare(
      `SELECT u.identity_id, u.service, i.scheme, i.display, min(u.at_ms) AS first, max(u.at_ms) AS last, count(*) AS records, group_concat(DISTINCT u.source_id) AS sources
       FROM (${all}) AS u JOIN identity AS i ON i.id = u.identity_id WHERE i.scheme <> 'device-owner' GROUP BY u.identity_id, u.service ORDER BY u.service, i.display, i.id`,
    )
    .iterate(...parts.flatMap(() => values)) as IterableIterator<AccountRow>
}
