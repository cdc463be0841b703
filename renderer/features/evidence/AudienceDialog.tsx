import { Button, DialogBody, DialogFooter, HTMLSelect } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { AudienceProfile, PictureRule, RoleOrNone, Treatment } from '../../../main/contract/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { FailedState, Modal } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { outsideWords } from '../../shared/wording/outside.ts'
import { placesText, readPlaces } from './audiencePlaces.ts'

const words = outsideWords.edit
const TREATMENTS = Object.keys(words.treatments) as readonly Treatment[]
const PICTURE_RULES = Object.keys(outsideWords.audience.pictures) as readonly PictureRule[]

export interface AudienceDialogProps {
  readonly profile: AudienceProfile
  readonly close: () => void
}

/** What is taken out for an audience: who is shown how, which pictures, words and places go. Saved in the case. */
export function AudienceDialog({ profile, close }: AudienceDialogProps) {
  const [edited, setEdited] = useState(profile)
  const [wordLines, setWordLines] = useState(profile.words.join('\n'))
  const [placeLines, setPlaceLines] = useState(placesText(profile.places))
  const save = useCall('audience.save')
  const places = readPlaces(placeLines)
  const change = (patch: Partial<AudienceProfile>): void => setEdited((before) => ({ ...before, ...patch }))
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    // The form lies in the export's: only this one is sent.
    event.stopPropagation()
    if (places === null) return
    const lines = wordLines.split('\n').map((line) => line.trim())
    const result = await save.run({ profile: { ...edited, words: lines.filter((line) => line !== ''), places } })
    if (result.ok) close()
  }
  return (
    <Modal close={close} title={words.title(profile.title)} className="audience-dialog" closesOutside={false}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <PeopleTable people={edited.people} onChange={(people) => change({ people })} />
          <label className="ui-field">
            {words.pictures}
            <HTMLSelect fill value={edited.pictures} onChange={(event) => change({ pictures: ruleOf(event.target.value) })}>
              {PICTURE_RULES.map((rule) => (
                <option key={rule} value={rule}>
                  {outsideWords.audience.pictures[rule]}
                </option>
              ))}
            </HTMLSelect>
          </label>
          <label className="audience-check">
            <input type="checkbox" checked={edited.otherFiles} onChange={(event) => change({ otherFiles: event.target.checked })} />
            {words.otherFiles}
          </label>
          <label className="ui-field">
            {words.words}
            <textarea className="bp6-input" rows={4} value={wordLines} onChange={(event) => setWordLines(event.target.value)} />
          </label>
          <label className="ui-field">
            {words.places}
            <textarea
              className="bp6-input"
              rows={3}
              value={placeLines}
              placeholder={words.placesExample}
              aria-invalid={places === null}
              onChange={(event) => setPlaceLines(event.target.value)}
            />
          </label>
          {places === null && <p role="alert">{words.placesWrong}</p>}
          {save.failure !== null && <FailedState failure={save.failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" loading={save.isRunning} disabled={places === null}>
                {words.save}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}

const ruleOf = (text: string): PictureRule => PICTURE_RULES.find((rule) => rule === text) ?? 'none'

interface PeopleTableProps {
  readonly people: AudienceProfile['people']
  readonly onChange: (people: AudienceProfile['people']) => void
}

function PeopleTable({ people, onChange }: PeopleTableProps) {
  return (
    <fieldset className="export-choice audience-people">
      <legend>{words.people}</legend>
      {(Object.keys(people) as RoleOrNone[]).map((role) => (
        <label key={role}>
          <span>{role === 'none' ? words.noRole : role}</span>
          <HTMLSelect
            fill
            value={people[role]}
            onChange={(event) => onChange({ ...people, [role]: TREATMENTS.find((one) => one === event.target.value) ?? 'masked' })}
          >
            {TREATMENTS.map((treatment) => (
              <option key={treatment} value={treatment}>
                {words.treatments[treatment]}
              </option>
            ))}
          </HTMLSelect>
        </label>
      ))}
    </fieldset>
  )
}
