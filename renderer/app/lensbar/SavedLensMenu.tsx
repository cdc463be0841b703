import { Button, PopoverNext } from '@blueprintjs/core'
import { FilterListIcon, LinkIcon, SmallCrossIcon } from '@blueprintjs/icons'
import { useState, type FormEvent } from 'react'
import { forgetLens, fromHash, readSavedLenses, saveLens, useLens } from '../../shared/lens/index.ts'
import { copyText } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { shellWords } from '../../shared/wording/shell.ts'

const words = shellWords.lens

/** The address of this lens, without the secret (which is never in the address bar). */
export function lensLink(hash: string): string {
  return window.location.href.replace(/#.*$/, '') + hash
}

export function SavedLensMenu() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <PopoverNext
      isOpen={isOpen}
      onInteraction={setIsOpen}
      placement="bottom-end"
      arrow={false}
      animation="minimal"
      content={
        <div className="chip-popover">
          <SavedLenses close={() => setIsOpen(false)} />
        </div>
      }
    >
      <Button variant="minimal" size="small" icon={<FilterListIcon />} aria-label={words.saved} title={words.saved} />
    </PopoverNext>
  )
}

function SavedLenses({ close }: { readonly close: () => void }) {
  const { hash, load } = useLens()
  const [saved, setSaved] = useState(readSavedLenses)
  const [name, setName] = useState('')
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '') return
    setSaved(saveLens({ name: name.trim(), hash }))
    setName('')
  }
  const open = (link: string): void => {
    const snapshot = fromHash(link)
    if (snapshot !== null) load(snapshot)
    close()
  }
  return (
    <div className="chip-form">
      <Button size="small" icon={<LinkIcon />} alignText="start" onClick={() => copyText(lensLink(hash), words.linkCopied)}>
        {words.copyLink}
      </Button>
      <form className="chip-save" onSubmit={onSubmit}>
        <input
          className="bp6-input"
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder={words.saveName}
          aria-label={words.saveAs}
        />
        <Button type="submit" size="small" disabled={name.trim() === ''}>
          {commonWords.save}
        </Button>
      </form>
      {saved.length === 0 && <p className="is-quiet">{words.noneSaved}</p>}
      {saved.map((lens) => (
        <div key={lens.name} className="chip-save">
          <Button size="small" variant="minimal" alignText="start" fill onClick={() => open(lens.hash)}>
            {lens.name}
          </Button>
          <Button
            size="small"
            variant="minimal"
            icon={<SmallCrossIcon />}
            aria-label={words.forget(lens.name)}
            onClick={() => setSaved(forgetLens(lens.name))}
          />
        </div>
      ))}
    </div>
  )
}
