import { Button } from '@blueprintjs/core'
import { RedoIcon, UndoIcon } from '@blueprintjs/icons'
import { useLens } from '../../shared/lens/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { KindsChip, SourcesChip, StatesChip, TagsChip } from './ChoiceChips.tsx'
import { BoxChip, TextChip, ThreadChip } from './OtherChips.tsx'
import { PairChip, PeopleChip } from './PeopleChip.tsx'
import { PeriodChip } from './PeriodChip.tsx'
import { SavedLensMenu } from './SavedLensMenu.tsx'

const words = shellWords.lens

/** What every view is narrowed to. Always visible. */
export function LensBar() {
  const { isEmpty, canUndo, canRedo, clear, undo, redo } = useLens()
  return (
    <div className="lens-bar" role="toolbar" aria-label={words.bar}>
      <div className="lens-chips">
        <PeriodChip />
        <PeopleChip />
        <PairChip />
        <SourcesChip />
        <KindsChip />
        <StatesChip />
        <TextChip />
        <TagsChip />
        <ThreadChip />
        <BoxChip />
      </div>
      <div className="lens-actions">
        {!isEmpty && (
          <Button variant="minimal" size="small" onClick={clear}>
            {words.clear}
          </Button>
        )}
        <Button
          variant="minimal"
          size="small"
          icon={<UndoIcon />}
          disabled={!canUndo}
          onClick={undo}
          aria-label={words.undo}
          title={`${words.undo} (Ctrl+Z)`}
        />
        <Button
          variant="minimal"
          size="small"
          icon={<RedoIcon />}
          disabled={!canRedo}
          onClick={redo}
          aria-label={words.redo}
          title={`${words.redo} (Ctrl+Shift+Z)`}
        />
        <SavedLensMenu />
      </div>
    </div>
  )
}
