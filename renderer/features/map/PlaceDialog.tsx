import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { EntityId, ExhibitTarget } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { useAddExhibit } from '../../shared/exhibit/index.ts'
import { formatUtcMs } from '../../shared/format/index.ts'
import { FailedState, Modal } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { mapWords } from '../../shared/wording/map.ts'

const words = mapWords.keep

export interface PlaceDraft {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  /** Set when the selected position is a stay with its end. */
  readonly stay: {
    readonly entity: EntityId | null
    readonly fromMs: number
    readonly toMs: number
    readonly keys: readonly number[]
  } | null
}

/** Keeps a place as an exhibit, or the stay that was recorded there. */
export function PlaceDialog({ draft, close }: { readonly draft: PlaceDraft; readonly close: () => void }) {
  const zone = useCaseZone()
  const { add, isRunning, failure } = useAddExhibit()
  const [label, setLabel] = useState('')
  const [latitudeText, setLatitude] = useState(draft.latitude.toFixed(5))
  const [longitudeText, setLongitude] = useState(draft.longitude.toFixed(5))
  const [radiusText, setRadius] = useState(String(draft.radiusMetres))
  const [isStay, setIsStay] = useState(draft.stay !== null)
  const place = placeOf(latitudeText, longitudeText, radiusText)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (place === null) return
    const target: ExhibitTarget = isStay && draft.stay !== null ? { kind: 'stay', ...draft.stay, ...place } : { kind: 'place', ...place }
    if ((await add(target, label.trim())) !== null) close()
  }
  return (
    <Modal close={close} title={words.placeTitle} closesOutside={false}>
      <form onSubmit={(event) => void submit(event)}>
        <DialogBody className="ui-fields">
          <Field label={words.name} value={label} onChange={setLabel} hasFocus />
          <Field label={words.latitude} value={latitudeText} onChange={setLatitude} />
          <Field label={words.longitude} value={longitudeText} onChange={setLongitude} />
          <Field label={words.radius} value={radiusText} onChange={setRadius} />
          {draft.stay !== null && (
            <label className="map-keep-stay">
              <input type="checkbox" checked={isStay} onChange={() => setIsStay(!isStay)} />
              {words.asStay(formatUtcMs(draft.stay.fromMs, zone), formatUtcMs(draft.stay.toMs, zone))}
            </label>
          )}
          {place === null && (
            <p role="alert" className="is-quiet">
              {words.badPlace}
            </p>
          )}
          {failure !== null && <FailedState failure={failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" loading={isRunning} disabled={place === null}>
                {words.keep}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hasFocus?: boolean
}

function Field({ label, value, onChange, hasFocus = false }: FieldProps) {
  return (
    <label className="ui-field">
      {label}
      <input className="bp6-input" dir="auto" autoFocus={hasFocus} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

interface Place {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/** Null for what is no place on the earth. */
function placeOf(latitudeText: string, longitudeText: string, radiusText: string): Place | null {
  const [latitude, longitude, radiusMetres] = [latitudeText, longitudeText, radiusText].map((text) =>
    text.trim() === '' ? NaN : Number(text),
  )
  if (latitude === undefined || longitude === undefined || radiusMetres === undefined) return null
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && radiusMetres > 0 && radiusMetres <= 1_000_000
  return isPlace ? { latitude, longitude, radiusMetres } : null
}
