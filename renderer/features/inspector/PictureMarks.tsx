import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { PictureRegion } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { Answer, FailedState, Modal } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { outsideWords } from '../../shared/wording/outside.ts'

const words = outsideWords.picture

export const isPicture = (mime: string | null): boolean => mime?.startsWith('image/') === true

export interface PictureMarksProps {
  readonly recordKey: number
  readonly attachmentId: number | null
}

/** Which parts of a picture others must not see, and whether somebody looked at all. */
export function PictureMarks({ recordKey, attachmentId }: PictureMarksProps) {
  const [isOpen, setIsOpen] = useState(false)
  const known = useQuery('picture.regions', { key: recordKey, attachmentId })
  if (known.data === undefined) return null
  const { regions } = known.data
  return (
    <p className="inspector-marks is-small">
      <Button size="small" onClick={() => setIsOpen(true)}>
        {words.button}
      </Button>{' '}
      <span className="is-quiet">{regions === null ? words.none : words.seen(formatCount(regions.length))}</span>
      {isOpen && <MarksDialog recordKey={recordKey} attachmentId={attachmentId} before={regions ?? []} close={() => setIsOpen(false)} />}
    </p>
  )
}

interface MarksDialogProps extends PictureMarksProps {
  readonly before: readonly PictureRegion[]
  readonly close: () => void
}

function MarksDialog({ recordKey, attachmentId, before, close }: MarksDialogProps) {
  const picture = useQuery('media.get', { key: recordKey, attachmentId, thumbnail: false })
  const [regions, setRegions] = useState(before)
  const mark = useCall('picture.mark')
  const save = async (): Promise<void> => {
    const result = await mark.run({ key: recordKey, attachmentId, regions })
    if (result.ok) close()
  }
  return (
    <Modal close={close} title={words.title} className="marks-dialog" closesOutside={false}>
      <DialogBody className="ui-fields">
        <p className="is-quiet">{words.text}</p>
        <Answer query={picture}>
          {({ mime, base64 }) => <Canvas address={`data:${mime};base64,${base64}`} regions={regions} onChange={setRegions} />}
        </Answer>
        {mark.failure !== null && <FailedState failure={mark.failure} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button onClick={close}>{commonWords.cancel}</Button>
            <Button intent="primary" loading={mark.isRunning} disabled={picture.data === undefined} onClick={() => void save()}>
              {words.save}
            </Button>
          </>
        }
      />
    </Modal>
  )
}

interface CanvasProps {
  readonly address: string
  readonly regions: readonly PictureRegion[]
  readonly onChange: (regions: readonly PictureRegion[]) => void
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value))
/** Share of the picture that a key moves a part. */
const STEP = 0.02
/** A click without dragging is no part. */
const SMALLEST = 0.01

function Canvas({ address, regions, onChange }: CanvasProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<PictureRegion | null>(null)
  const start = useRef<readonly [number, number] | null>(null)
  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined) return [0, 0]
    return [clamp((event.clientX - box.left) / box.width), clamp((event.clientY - box.top) / box.height)]
  }
  const between = ([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): PictureRegion => ({
    left: Math.min(x0, x1),
    top: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
  })
  const finish = (): void => {
    if (drawn !== null && drawn.width > SMALLEST && drawn.height > SMALLEST) onChange([...regions, drawn])
    setDrawn(null)
    start.current = null
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key]
    const last = regions.at(-1)
    if (step === undefined || last === undefined) return
    event.preventDefault()
    onChange([...regions.slice(0, -1), changed(last, step[0] ?? 0, step[1] ?? 0, event.shiftKey)])
  }
  return (
    <div role="group" aria-label={words.title} onKeyDown={onKeyDown}>
      <div
        ref={frame}
        className="marks-frame"
        data-testid="marks-frame"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          start.current = placeOf(event)
        }}
        onPointerMove={(event) => start.current !== null && setDrawn(between(start.current, placeOf(event)))}
        onPointerUp={finish}
      >
        <img src={address} alt={words.alt} draggable={false} />
        {[...regions, ...(drawn === null ? [] : [drawn])].map((region, index) => (
          <span
            key={index}
            className="marks-region"
            style={{
              left: `${region.left * 100}%`,
              top: `${region.top * 100}%`,
              width: `${region.width * 100}%`,
              height: `${region.height * 100}%`,
            }}
          >
            {index + 1}
          </span>
        ))}
      </div>
      <p className="marks-list">
        {regions.map((_, index) => (
          <Button
            key={index}
            size="small"
            aria-label={words.remove(String(index + 1))}
            title={words.remove(String(index + 1))}
            onClick={() => onChange(regions.filter((__, other) => other !== index))}
          >
            {words.part(String(index + 1))} ×
          </Button>
        ))}
        <Button size="small" onClick={() => onChange([...regions, { left: 0.4, top: 0.4, width: 0.2, height: 0.2 }])}>
          {words.add}
        </Button>{' '}
        <span className="is-faint is-small">{words.move}</span>
      </p>
    </div>
  )
}

function changed({ left, top, width, height }: PictureRegion, dx: number, dy: number, isResized: boolean): PictureRegion {
  if (isResized)
    return {
      left,
      top,
      width: Math.min(1 - left, Math.max(SMALLEST, width + dx)),
      height: Math.min(1 - top, Math.max(SMALLEST, height + dy)),
    }
  return { left: Math.min(1 - width, clamp(left + dx)), top: Math.min(1 - height, clamp(top + dy)), width, height }
}
