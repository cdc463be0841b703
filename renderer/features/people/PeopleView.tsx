import { PeopleIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { MergeSuggestion, PersonInfo } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { useKeys } from '../../shared/keys/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { Answer, EmptyState, notify, SplitPane } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { IdentitiesPage } from './IdentitiesPage.tsx'
import styles from './people.module.css'
import { PeopleNav } from './PeopleNav.tsx'
import { PersonPage } from './PersonPage.tsx'
import { rememberedPage, rememberPage, type PeoplePage } from './remembered.ts'
import { SuggestionsPage } from './SuggestionsPage.tsx'

const words = peopleWords

/** Who is who? */
export function PeopleView() {
  const { sources } = useCase()
  const persons = useQuery('people.persons', {})
  const open = useQuery('people.suggestions', { status: 'open' })
  return (
    <div className={styles.view} data-testid="people-view">
      {sources.length === 0 ? (
        <EmptyState icon={<PeopleIcon size={32} />} title={words.identities.emptyTitle}>
          {words.identities.emptyText}
        </EmptyState>
      ) : (
        <Answer query={persons}>
          {(known) => <Answer query={open}>{(suggestions) => <People persons={known} suggestions={suggestions} />}</Answer>}
        </Answer>
      )}
    </div>
  )
}

function firstPage(persons: readonly PersonInfo[], suggestions: readonly MergeSuggestion[]): PeoplePage {
  if (suggestions.length > 0) return { type: 'suggestions' }
  return persons[0] === undefined ? { type: 'identities' } : { type: 'person', id: persons[0].id }
}

function useUndo(): () => void {
  const undo = useCall('people.undo')
  const run = async (): Promise<void> => {
    const result = await undo.run({})
    if (!result.ok) notify(result.failure.message)
    else notify(result.value.undone === null ? words.nav.nothingToUndo : words.nav.undone(result.value.undone))
  }
  return () => void run()
}

function People({ persons, suggestions }: { readonly persons: readonly PersonInfo[]; readonly suggestions: readonly MergeSuggestion[] }) {
  const { path: casePath } = useCase()
  const [page, setPage] = useState<PeoplePage>(() => rememberedPage(casePath) ?? firstPage(persons, suggestions))
  const undo = useUndo()
  const show = (next: PeoplePage): void => {
    setPage(next)
    rememberPage(casePath, next)
  }
  useKeys([{ keys: 'u', words: words.keys.undo, group: words.keys.group, run: undo }])
  const person = page.type === 'person' ? persons.find(({ id }) => id === page.id) : undefined
  return (
    <SplitPane
      placement="left"
      initialPx={260}
      minPx={200}
      maxPx={420}
      label={words.nav.width}
      storageKey="people"
      side={<PeopleNav persons={persons} openSuggestions={suggestions.length} page={page} show={show} undo={undo} />}
      main={
        <>
          {page.type === 'suggestions' && <SuggestionsPage open={suggestions} persons={persons} show={show} />}
          {page.type === 'identities' && <IdentitiesPage persons={persons} show={show} />}
          {page.type === 'person' && person !== undefined && <PersonPage key={person.id} person={person} persons={persons} />}
          {page.type === 'person' && person === undefined && <EmptyState title={words.person.gone} />}
        </>
      }
    />
  )
}
