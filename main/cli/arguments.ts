/** Command lines into command, positions and options. Unknown options are refused: a typing error must show. */
import { parseArgs } from 'node:util'
import { CaseError, EXPORT_FORMATS } from '../contract/index.ts'
import { PUBLIC_KINDS } from '../service/index.ts'

export interface CommandLine {
  readonly command: string
  readonly positions: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly flags: ReadonlySet<string>
}

interface CommandForm {
  /** Names of the positions, for messages. */
  readonly positions: readonly string[]
  readonly options: readonly string[]
  readonly flags: readonly string[]
}

export const COMMANDS: Readonly<Record<string, CommandForm>> = {
  new: { positions: ['case'], options: ['number', 'name', 'examiner', 'timezone'], flags: [] },
  add: { positions: ['case', 'extraction'], options: ['label', 'password-file', 'key-file'], flags: ['json'] },
  sources: { positions: ['case'], options: [], flags: ['json'] },
  coverage: { positions: ['case'], options: [], flags: ['json'] },
  list: { positions: ['case', 'kind'], options: ['from', 'to', 'source'], flags: ['json'] },
  search: { positions: ['case', 'text'], options: [], flags: ['json'] },
  export: {
    positions: ['case', 'target'],
    options: ['format', 'from', 'to', 'source', 'audience', 'key-file', 'password-file'],
    flags: ['bookmarked', 'confirm-safety', 'json'],
  },
  verify: { positions: ['case | package'], options: ['against', 'password-file', 'key-file'], flags: ['all', 'json'] },
  audience: { positions: ['case'], options: ['save', 'remove'], flags: ['json'] },
  bookmark: { positions: ['case', 'record'], options: ['note'], flags: ['remove', 'json'] },
  'mark-picture': { positions: ['case', 'record'], options: ['attachment', 'hide'], flags: ['json'] },
  restore: { positions: ['key file', 'target'], options: ['password-file', 'package'], flags: ['json'] },
  'import-review': { positions: ['case', 'review'], options: [], flags: ['json'] },
  reviews: { positions: ['case'], options: [], flags: ['json'] },
  scope: { positions: ['case'], options: [], flags: ['json'] },
  'scope add': {
    positions: ['case'],
    options: ['type', 'identifier', 'from', 'to', 'kinds', 'sources', 'people', 'note'],
    flags: ['covers-undated', 'json'],
  },
  'scope remove': { positions: ['case', 'authority'], options: ['reason'], flags: ['json'] },
  privilege: { positions: ['case'], options: [], flags: ['json'] },
  'privilege add': { positions: ['case', 'person'], options: ['category', 'reason'], flags: ['json'] },
  'privilege release': { positions: ['case', 'contact'], options: ['reason', 'conversation'], flags: ['json'] },
  'privilege restore': { positions: ['case', 'contact'], options: ['reason'], flags: ['json'] },
  'privilege remove': { positions: ['case', 'contact'], options: ['reason'], flags: ['json'] },
  'hashset add': { positions: ['case', 'file'], options: ['name'], flags: ['json'] },
  'hashset list': { positions: ['case'], options: [], flags: ['json'] },
  'hashset hits': { positions: ['case'], options: [], flags: ['json'] },
  key: { positions: [], options: ['out'], flags: ['rotate', 'json'] },
  serve: { positions: ['case'], options: ['port'], flags: [] },
  help: { positions: [], options: [], flags: [] },
}

export const USAGE = `corroborate new <case> [--number N] [--name TEXT] [--examiner TEXT] [--timezone IANA]
corroborate add <case> <extraction> [--label TEXT] [--password-file F] [--key-file F] [--json]
corroborate sources|coverage <case> [--json]
corroborate list <case> <${PUBLIC_KINDS.join('|')}> [--json] [--from ISO] [--to ISO] [--source ID]
corroborate search <case> <text> [--json]
corroborate export <case> <target> --format <${EXPORT_FORMATS.join('|')}> [--from ISO] [--to ISO] [--source ID] [--bookmarked] [--audience NAME [--key-file F --password-file F]] [--confirm-safety]
corroborate verify <case | package> [--against <extraction> [--all] [--password-file F] [--key-file F]] [--json]
corroborate audience <case> [--save profile.json | --remove NAME] [--json]
corroborate bookmark <case> <record> [--note TEXT | --remove] [--json]
corroborate mark-picture <case> <record> [--attachment N] [--hide LEFT,TOP,WIDTH,HEIGHT;...] [--json]
corroborate restore <key file> <target> --password-file F [--package P] [--json]
corroborate import-review <case> <review> [--json]
corroborate reviews <case> [--json]
corroborate scope <case> [--json]
corroborate scope add <case> --type TEXT [--identifier N] [--from DAY|ISO] [--to DAY|ISO] [--kinds K,K] [--sources ID,ID] [--people WHO;WHO] [--covers-undated] [--note TEXT] [--json]
corroborate scope remove <case> <authority> --reason TEXT [--json]
corroborate privilege <case> [--json]
corroborate privilege add <case> <person> --category <lawyer|clergy|medical|journalist|other> --reason TEXT [--json]
corroborate privilege release <case> <contact> --reason TEXT [--conversation ID] [--json]
corroborate privilege restore|remove <case> <contact> --reason TEXT [--json]
corroborate hashset add <case> <file> [--name TEXT] [--json]
corroborate hashset list <case> [--json]
corroborate hashset hits <case> [--json]
corroborate key [--out FILE] [--rotate] [--json]
corroborate serve <case> [--port N]
corroborate help`

const COMMAND_NAMES = Object.keys(COMMANDS).join(', ')

/** Commands of two words are one. */
function joined(argv: readonly string[]): readonly string[] {
  const two = argv.slice(0, 2).join(' ')
  return Object.hasOwn(COMMANDS, two) ? [two, ...argv.slice(2)] : argv
}

/** Throws a `usage` failure in one sentence: scripts show it as it is. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const [command = '', ...rest] = joined(argv)
  const form = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (form === undefined) {
    const parts = Object.keys(COMMANDS).filter((name) => name.startsWith(`${command} `))
    if (parts.length > 0)
      throw new CaseError('usage', `"${command}" is said with what to do: ${parts.join(', ')} ("corroborate help" shows how each is used).`)
    const problem = command === '' ? 'Say what to do' : `There is no command "${command}"`
    throw new CaseError('usage', `${problem}: the commands are ${COMMAND_NAMES} ("corroborate help" shows how each is used).`)
  }
  const shape = Object.fromEntries([
    ...form.options.map((name) => [name, { type: 'string' as const }] as const),
    ...form.flags.map((name) => [name, { type: 'boolean' as const }] as const),
  ])
  let parsed
  try {
    parsed = parseArgs({ args: rest, options: shape, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\.? To specify.*$|\n.*$/s, '') : String(error)
    throw new CaseError('usage', `${reason}: use it as ${usageOf(command)}`)
  }
  const { positionals, values } = parsed
  if (positionals.length !== form.positions.length || positionals.includes('')) {
    throw new CaseError(
      'usage',
      `"${command}" takes ${form.positions.map((name) => `<${name}>`).join(' and ')}: use it as ${usageOf(command)}`,
    )
  }
  const options: Record<string, string> = {}
  const flags = new Set<string>()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') options[name] = value
    else if (value === true) flags.add(name)
  }
  return { command, positions: positionals, options, flags }
}

function usageOf(command: string): string {
  const isIt = (line: string): boolean =>
    line.startsWith(`corroborate ${command} `) ||
    (line.startsWith('corroborate sources|coverage') && /^(sources|coverage)$/.test(command)) ||
    (line.startsWith('corroborate privilege restore|remove') && /^privilege (restore|remove)$/.test(command))
  return USAGE.split('\n').find(isIt) ?? 'corroborate help'
}
