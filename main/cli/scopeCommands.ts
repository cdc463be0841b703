/** Commands about what the law lets the case look at, and about contacts whose conversations are kept back. */
import {
  type AuthorityTerms,
  CaseError,
  type EntityId,
  type LegalAuthority,
  PRIVILEGE_CATEGORIES,
  type PrivilegedContact,
  RECORD_KIND_NAMES,
  type RecordKind,
  type ScopeState,
} from '../contract/index.ts'
import { invokeTyped, PUBLIC_KINDS, RECORD_KIND_OF, type Service, ZonedTime } from '../service/index.ts'
import { type Action, at, openCaseAt } from './action.ts'
import type { CommandLine } from './arguments.ts'
import { dayOption, isoOption } from './isoOption.ts'
import { oneLine, writeLine } from './output.ts'

export const scope: Action = async (service, line) => {
  const { timezone } = await openCaseAt(service, line)
  return printScope(line, timezone, await invokeTyped(service, 'scope.get', {}))
}

export const addAuthority: Action = async (service, line) => {
  const { type = '', identifier = '', from, to, kinds, sources, note = '' } = line.options
  const stated = {
    type,
    identifier,
    coversUndated: line.flags.has('covers-undated'),
    kinds: listed(kinds, ',').map(kindOf),
    sources: listed(sources, ',').map((source) => numberOf('--sources', source)),
    note,
  }
  // What is no day is refused before a case is opened.
  for (const [name, value] of [
    ['from', from],
    ['to', to],
  ] as const)
    isoOption(name, value)
  const { timezone } = await openCaseAt(service, line)
  const people: EntityId[] = []
  for (const who of listed(line.options['people'], ';')) people.push(...(await entitiesOf(service, who)))
  const terms: AuthorityTerms = {
    ...stated,
    fromMs: dayOption('from', from, timezone),
    toMs: dayOption('to', to, timezone),
    people,
  }
  return printScope(line, timezone, await invokeTyped(service, 'scope.setAuthority', { id: null, terms }))
}

export const removeAuthority: Action = async (service, line) => {
  const id = numberOf('scope remove', at(line, 1))
  const { timezone } = await openCaseAt(service, line)
  return printScope(line, timezone, await invokeTyped(service, 'scope.removeAuthority', { id, reason: reasonOf(line) }))
}

export const privilege: Action = async (service, line) => {
  await openCaseAt(service, line)
  return printPrivileged(line, await invokeTyped(service, 'scope.get', {}))
}

export const quarantine: Action = async (service, line) => {
  const category = PRIVILEGE_CATEGORIES.find((name) => name === line.options['category'])
  if (category === undefined) throw new CaseError('usage', `--category takes one of ${PRIVILEGE_CATEGORIES.join(', ')}.`)
  await openCaseAt(service, line)
  const entities = await entitiesOf(service, at(line, 1))
  for (const entity of entities) await invokeTyped(service, 'scope.quarantine', { entity, category, reason: reasonOf(line) })
  return printPrivileged(line, await invokeTyped(service, 'scope.get', {}))
}

export const releasePrivileged: Action = async (service, line) => {
  const contactId = numberOf('privilege release', at(line, 1))
  const conversation = line.options['conversation']
  const threadId = conversation === undefined ? null : numberOf('--conversation', conversation)
  await openCaseAt(service, line)
  return printPrivileged(line, await invokeTyped(service, 'scope.release', { contactId, threadId, reason: reasonOf(line) }))
}

export const quarantineAgain: Action = async (service, line) => {
  const contactId = numberOf('privilege restore', at(line, 1))
  await openCaseAt(service, line)
  return printPrivileged(line, await invokeTyped(service, 'scope.quarantineAgain', { contactId, reason: reasonOf(line) }))
}

export const removePrivileged: Action = async (service, line) => {
  const contactId = numberOf('privilege remove', at(line, 1))
  await openCaseAt(service, line)
  return printPrivileged(line, await invokeTyped(service, 'scope.removePrivileged', { contactId, reason: reasonOf(line) }))
}

/** The case itself refuses a change without one, in its own words. */
const reasonOf = ({ options }: CommandLine): string => options['reason'] ?? ''

const listed = (text: string | undefined, separator: string): string[] =>
  (text ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

function kindOf(text: string): RecordKind {
  // "messages" is what a list calls them.
  const asListed = PUBLIC_KINDS.find((name) => name === text)
  const kind = asListed === undefined ? RECORD_KIND_NAMES.find((name) => name === text) : RECORD_KIND_OF[asListed]
  if (kind === undefined) throw new CaseError('usage', `--kinds takes some of ${RECORD_KIND_NAMES.join(', ')}, not "${text}".`)
  return kind
}

function numberOf(what: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CaseError('usage', `${what} takes the number that the list shows, not "${text}".`)
  return Number(text)
}

/**
 * By number, address or name as the case has it. One number can be several entries of the case that nobody has put together yet: all of
 * them. A name that several people have is refused: it would keep back, or open, too much.
 */
async function entitiesOf(service: Service, who: string): Promise<EntityId[]> {
  const found = await invokeTyped(service, 'people.find', { text: who, limit: 50 })
  const isIt = (text: string): boolean => text.toLowerCase() === who.toLowerCase()
  const addressed = found.filter(({ identifier }) => isIt(identifier))
  const named = found.filter(({ name }) => isIt(name))
  const people = [addressed, named].find((some) => some.length > 0) ?? found
  if (people.length === 0) throw new CaseError('not-found', `Nobody in this case has the number, address or name "${who}".`)
  if (people.length > 1 && people !== addressed) {
    const names = [...new Set(people.map(({ name, identifier }) => `${name} (${identifier})`))]
    const more = names.length > 8 ? ` and ${names.length - 8} more` : ''
    throw new CaseError(
      'usage',
      `"${who}" is the name of several entries of the case, of one person or of several: ${names.slice(0, 8).join(', ')}${more}. Name each that is meant by number or address.`,
    )
  }
  return people.map(({ entity }) => entity)
}

async function printScope(line: CommandLine, timezone: string, { authorities, hidden }: ScopeState): Promise<number> {
  if (line.flags.has('json')) await writeLine(JSON.stringify({ authorities, hidden }))
  else {
    for (const authority of authorities) await writeLine(authorityCells(authority, new ZonedTime(timezone)).map(oneLine).join('\t'))
    await writeLine(
      authorities.length === 0
        ? 'No legal authority is stated: the case shows everything.'
        : `Outside the legal scope, and in no export: ${hidden.outsideScope.toLocaleString('en')} records`,
    )
  }
  return 0
}

function authorityCells(authority: LegalAuthority, time: ZonedTime): string[] {
  const { id, type, identifier, fromMs, toMs, coversUndated, kinds, sources, people, records, note } = authority
  return [
    String(id),
    identifier === '' ? type : `${type} ${identifier}`,
    `${fromMs === null ? 'no first moment' : `from ${time.local(fromMs)}`}, ${toMs === null ? 'no end' : `before ${time.local(toMs)}`}${coversUndated ? ', undated records too' : ''}`,
    kinds.length === 0 ? 'every kind' : kinds.join(', '),
    sources.length === 0 ? 'every source' : `sources ${sources.join(', ')}`,
    people.length === 0 ? 'everybody' : people.map(({ name }) => name).join(', '),
    `covers ${records.toLocaleString('en')} records`,
    note,
  ]
}

async function printPrivileged(line: CommandLine, { privileged, hidden }: ScopeState): Promise<number> {
  if (line.flags.has('json')) await writeLine(JSON.stringify({ privileged, privilegedRecords: hidden.privileged }))
  else {
    for (const contact of privileged) {
      await writeLine(contactCells(contact).map(oneLine).join('\t'))
      for (const { id, title, service, messages } of contact.threads)
        await writeLine(oneLine(`  conversation ${id}, ${service}, ${title}: ${messages.toLocaleString('en')} messages kept back`))
      const others = contact.quarantined - contact.threads.reduce((sum, { messages }) => sum + messages, 0)
      if (others > 0)
        await writeLine(`  other records that name the contact (such as calls and contact cards): ${others.toLocaleString('en')} kept back`)
    }
    await writeLine(`Kept back as privileged, and in no export: ${hidden.privileged.toLocaleString('en')} records`)
  }
  return 0
}

const contactCells = ({ id, party, category, reason, quarantined, releases }: PrivilegedContact): string[] => [
  String(id),
  party.name === party.identifier ? party.name : `${party.name} ${party.identifier}`,
  category,
  reason,
  `${quarantined.toLocaleString('en')} records kept back`,
  ...releases.map(
    (release) => `released ${release.threadId === null ? 'everything' : `conversation ${release.threadId}`}: ${release.reason}`,
  ),
]
