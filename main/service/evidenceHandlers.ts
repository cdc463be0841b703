/** Calls about exhibits, legal scope and privileged contacts. */
import { exhibitCards, exhibitPreview } from '../casefile/read/exhibitCards.ts'
import { listedExhibits } from '../casefile/read/exhibitList.ts'
import { exhibitPicture, findExhibit } from '../casefile/read/exhibits.ts'
import { scopeState } from '../casefile/read/scope.ts'
import { undoLastChange } from '../casefile/write/exhibitHistory.ts'
import { ExhibitWriter } from '../casefile/write/exhibits.ts'
import { ScopeWriter } from '../casefile/write/scope.ts'
import type { EvidenceCalls, ScopeCalls, ScopeState } from '../contract/index.ts'
import type { OpenCase } from './openCase.ts'
import type { Emit, Handlers } from './wiring.ts'

export function evidenceHandlers(open: OpenCase, emit: Emit): Handlers<keyof EvidenceCalls> {
  const writer = (): ExhibitWriter => new ExhibitWriter(open.database, open.actor)
  const changed = <T>(value: T): T => {
    emit('case.changed', { what: 'bookmarks' })
    return value
  }
  return {
    'evidence.list': () => listedExhibits(open.database, open.directory),
    'evidence.get': ({ id }) => findExhibit(open.database, id),
    'evidence.cards': ({ ids }) => exhibitCards(open.database, open.directory, ids),
    'evidence.preview': ({ id }) => exhibitPreview(open.database, open.directory, id),
    'evidence.picture': ({ id }) => {
      const { mime, bytes } = exhibitPicture(open.database, id)
      return { mime, base64: bytes.toString('base64') }
    },
    'evidence.add': ({ target, label, words, picture }) => {
      if (target.kind === 'record') open.requireVisible(target.key)
      return changed(writer().add(target, label, words, picture))
    },
    'evidence.change': ({ ids, change }) => changed(writer().change(ids, change)),
    'evidence.arrange': ({ ids, before }) => changed({ moved: writer().arrange(ids, before) }),
    'evidence.number': ({ ids, prefix, first }) => changed({ numbered: writer().number(ids, prefix, first) }),
    'evidence.remove': ({ ids }) => changed({ removed: writer().remove(ids) }),
    'evidence.undo': () => changed({ undone: undoLastChange(open.database, open.actor) }),
  }
}

export function scopeHandlers(open: OpenCase, emit: Emit): Handlers<keyof ScopeCalls> {
  const state = (): ScopeState => scopeState(open.database, open.directory)
  const change = (work: (writer: ScopeWriter) => void): ScopeState => {
    work(new ScopeWriter(open.database, open.directory, open.actor))
    // Every view may show other records now.
    emit('case.changed', { what: 'records' })
    return state()
  }
  return {
    'scope.get': state,
    'scope.setAuthority': ({ id, terms }) => change((writer) => writer.setAuthority(id, terms)),
    'scope.removeAuthority': ({ id, reason }) => change((writer) => writer.removeAuthority(id, reason)),
    'scope.open': ({ reason }) => change((writer) => writer.open(reason)),
    'scope.close': () => change((writer) => writer.close()),
    'scope.quarantine': ({ entity, category, reason }) => change((writer) => writer.quarantine(entity, category, reason)),
    'scope.release': ({ contactId, threadId, reason }) => change((writer) => writer.release(contactId, threadId, reason)),
    'scope.quarantineAgain': ({ contactId, reason }) => change((writer) => writer.quarantineAgain(contactId, reason)),
    'scope.removePrivileged': ({ contactId, reason }) => change((writer) => writer.removePrivileged(contactId, reason)),
  }
}
