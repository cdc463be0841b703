import { PopoverNext } from '@blueprintjs/core'
import { CaretDownIcon, SmallCrossIcon } from '@blueprintjs/icons'
import { useState, type JSX, type ReactNode } from 'react'
import { useLens, type LensPart } from '../../shared/lens/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'

export interface LensChipProps {
  readonly part: LensPart
  /** What is set, in words; null shows the part as not narrowed. */
  readonly value: string | null
  readonly ornament?: ReactNode
  /** Content of the popover; gets the function that closes it. */
  readonly content?: (close: () => void) => JSX.Element
}

/** One part of the lens: opens its popover, and can be taken off. */
export function LensChip({ part, value, ornament, content }: LensChipProps) {
  const { clearPart } = useLens()
  const [isOpen, setIsOpen] = useState(false)
  const isSet = value !== null
  const label = (
    <>
      <span className="chip-part">{shellWords.lens.parts[part]}</span>
      {ornament}
      {isSet && <bdi className="chip-value">{value}</bdi>}
    </>
  )
  return (
    <span className="chip" data-set={isSet} data-part={part}>
      {content === undefined ? (
        <span className="chip-button">{label}</span>
      ) : (
        <PopoverNext
          isOpen={isOpen}
          onInteraction={setIsOpen}
          placement="bottom-start"
          arrow={false}
          animation="minimal"
          content={<div className="chip-popover">{content(() => setIsOpen(false))}</div>}
          renderTarget={({ isOpen: _isOpen, ref, className: _className, ...target }) => (
            <button type="button" {...target} ref={ref} className="chip-button" aria-expanded={isOpen}>
              {label}
              <CaretDownIcon size={12} />
            </button>
          )}
        />
      )}
      {isSet && (
        <button
          type="button"
          className="chip-clear"
          aria-label={shellWords.lens.clearPart(part)}
          title={shellWords.lens.clearPart(part)}
          onClick={() => clearPart(part)}
        >
          <SmallCrossIcon size={14} />
        </button>
      )}
    </span>
  )
}
