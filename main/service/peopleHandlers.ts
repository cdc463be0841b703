/** Calls about people and conversations. */
import { findParties, identityPage, personInfo, persons, suggestions } from '../casefile/read/people.ts'
import { threadInfo, threadList, threadPage } from '../casefile/read/threads.ts'
import { isRestricted } from '../casefile/read/visibility.ts'
import { CaseError, type PeopleCalls, type PersonInfo } from '../contract/index.ts'
import type { OpenCase } from './openCase.ts'
import { linesOf } from './recordHandlers.ts'
import type { Emit, Handlers } from './wiring.ts'

export function peopleHandlers(open: OpenCase, emit: Emit): Handlers<keyof PeopleCalls> {
  const changed = <T>(value: T): T => {
    emit('case.changed', { what: 'people' })
    return value
  }
  const person = (personId: number): PersonInfo => changed(personInfo(open.database, open.directory, personId))
  return {
    'people.persons': () => persons(open.database, open.directory),
    'people.identities': ({ text, unassignedOnly, cursor, limit }) => identityPage(open.database, text, unassignedOnly, cursor, limit),
    'people.suggestions': ({ status }) => suggestions(open.database, status),
    'people.accept': ({ suggestionId }) => person(open.people.accept(suggestionId)),
    'people.reject': ({ suggestionId, reason }) => {
      open.people.reject(suggestionId, reason)
      return changed({ rejected: true })
    },
    'people.create': ({ name, identityIds, reason }) => person(open.people.create(name, identityIds, reason)),
    'people.rename': ({ personId, name, note }) => {
      open.people.rename(personId, name, note)
      return person(personId)
    },
    'people.attach': ({ personId, identityId, reason }) => {
      open.people.attach(personId, identityId, reason)
      return person(personId)
    },
    'people.detach': ({ identityId, reason }) => changed({ detached: open.people.detach(identityId, reason) }),
    'people.setRole': ({ personId, role, reason }) => {
      open.people.setRole(personId, role, reason)
      return person(personId)
    },
    'people.undo': () => changed({ undone: open.people.undo() }),
    'people.find': ({ text, limit }) => findParties(open.database, open.directory, text, limit),
    'people.parties': ({ entities }) => entities.flatMap((entity) => open.directory.partyOf(entity) ?? []),
    'threads.list': ({ lens, text, cursor, limit }) => threadList(open.database, open.directory, lens, text, cursor, limit),
    'threads.get': ({ threadId }) => {
      const info = threadInfo(open.database, open.directory, threadId)
      // A title is chosen by the members and may say what a message says.
      if (info.messages === 0 && isRestricted(open.database))
        throw new CaseError('not-found', 'Nothing of this conversation may be shown: it lies outside the legal scope or is privileged.')
      return info
    },
    'threads.messages': ({ threadId, lens, cursor, aroundKey, limit, before = false }) =>
      linesOf(open, threadPage(open.database, open.directory, { threadId, lens, cursor, aroundKey, limit, before })),
  }
}
