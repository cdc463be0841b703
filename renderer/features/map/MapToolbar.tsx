import { Button } from '@blueprintjs/core'
import { AreaOfInterestIcon, BookmarkIcon, CameraIcon, MinusIcon, PlusIcon, SelectionIcon, ZoomToFitIcon } from '@blueprintjs/icons'
import { mapWords } from '../../shared/wording/map.ts'

const words = mapWords.toolbar

export interface MapToolbarProps {
  readonly fit: () => void
  readonly zoomBy: (steps: number) => void
  readonly isMeasuring: boolean
  readonly toggleMeasuring: () => void
  readonly narrow: () => void
  readonly savePicture: () => void
  readonly keepView: () => void
  readonly keepPlace: () => void
}

export function MapToolbar({ fit, zoomBy, isMeasuring, toggleMeasuring, narrow, savePicture, keepView, keepPlace }: MapToolbarProps) {
  return (
    <div className="map-toolbar" role="toolbar" aria-label={mapWords.view}>
      <Button
        size="small"
        icon={<PlusIcon size={14} />}
        aria-label={words.zoomIn}
        title={`${words.zoomIn} (+)`}
        onClick={() => zoomBy(1)}
      />
      <Button
        size="small"
        icon={<MinusIcon size={14} />}
        aria-label={words.zoomOut}
        title={`${words.zoomOut} (-)`}
        onClick={() => zoomBy(-1)}
      />
      <Button size="small" icon={<ZoomToFitIcon size={14} />} title={words.fitHint} onClick={fit}>
        {words.fit}
      </Button>
      <Button size="small" active={isMeasuring} aria-pressed={isMeasuring} title={words.measureHint} onClick={toggleMeasuring}>
        {words.measure}
      </Button>
      <Button size="small" icon={<SelectionIcon size={14} />} title={words.narrowHint} onClick={narrow}>
        {words.narrow}
      </Button>
      <Button size="small" icon={<CameraIcon size={14} />} title={words.pictureHint} onClick={savePicture}>
        {words.picture}
      </Button>
      <Button size="small" icon={<BookmarkIcon size={14} />} title={mapWords.keep.viewHint} onClick={keepView}>
        {mapWords.keep.view}
      </Button>
      <Button size="small" icon={<AreaOfInterestIcon size={14} />} title={mapWords.keep.placeHint} onClick={keepPlace}>
        {mapWords.keep.place}
      </Button>
    </div>
  )
}
