import { Button } from '@blueprintjs/core'
import { WarningSignIcon } from '@blueprintjs/icons'
import { useCase } from '../../shared/caseContext.tsx'
import { formatCount } from '../../shared/format/index.ts'
import { useQuery, type ImportState } from '../../shared/query/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { gapsOf, type Gaps } from './coverageGroups.ts'
import { deviceCardId } from './DeviceCard.tsx'

const words = caseWords.gaps

/** What an import that ended could not take, so that "finished" is not read as "whole", and the way to the reasons. */
export function ImportGaps({ job: { latest } }: { readonly job: ImportState }) {
  const { sourceId, stage, presentAs } = latest
  const { sources } = useCase()
  const source = sources.find(({ id }) => id === sourceId)
  const isShown = stage === 'finished' && presentAs === undefined && source !== undefined
  const coverage = useQuery('case.coverage', { sourceId }, { isEnabled: isShown, keepPrevious: false })
  if (!isShown) return null
  if (coverage.failure !== null) return <p className="case-problem">{coverage.failure.message}</p>
  if (coverage.data === undefined) return null
  const texts = textsOf(gapsOf(coverage.data), source.warnings.length)
  return (
    <p className="import-gaps is-figures" data-gaps={texts.length > 0} data-testid="import-gaps">
      {texts.length > 0 && <WarningSignIcon size={13} />}
      <span>{texts.length > 0 ? texts.join(' · ') : words.none}</span>
      <Button size="small" onClick={() => goToCard(source.id)}>
        {words.show}
      </Button>
    </p>
  )
}

function textsOf({ unreadableStores, unparsedStores, skippedRows, missingFiles }: Gaps, warnings: number): readonly string[] {
  const told = (count: number, text: (count: string, isOne: boolean) => string): string => text(formatCount(count), count === 1)
  return [
    ...(unreadableStores > 0 ? [told(unreadableStores, words.unreadable)] : []),
    ...(unparsedStores > 0 ? [told(unparsedStores, words.unparsed)] : []),
    ...(skippedRows > 0 ? [told(skippedRows, words.skipped)] : []),
    ...(missingFiles > 0 ? [told(missingFiles, words.missing)] : []),
    ...(warnings > 0 ? [told(warnings, words.warnings)] : []),
  ]
}

function goToCard(sourceId: number): void {
  const card = document.getElementById(deviceCardId(sourceId))
  card?.scrollIntoView({ block: 'start' })
  card?.focus({ preventScroll: true })
}
