/** A path on this machine: typed, chosen in the system dialog, or, without one, in a listing of folders. */
import { Button } from '@blueprintjs/core'
import { useId, useState } from 'react'
import type { Bridge } from '../../../main/contract/index.ts'
import { bridge } from '../bridge/index.ts'
import { pathWords } from '../wording/paths.ts'
import { FolderBrowser } from './FolderBrowser.tsx'

export type PathPurpose = Parameters<NonNullable<Bridge['choosePath']>>[0]['purpose']

export interface PathFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (path: string) => void
  /** What the dialog is for; an extraction may be a file or a folder. */
  readonly purposes: readonly PathPurpose[]
  /** File name put after a chosen folder when something is to be created. */
  readonly newFileName?: string
  readonly hasAutoFocus?: boolean
  /** True where the form can be sent without a path. */
  readonly isOptional?: boolean
}

const PURPOSE_WORDS: Partial<Record<PathPurpose, string>> = {
  'extraction-folder': pathWords.chooseFolder,
  'extraction-file': pathWords.chooseFile,
}

export function PathField({ label, value, onChange, purposes, newFileName, hasAutoFocus = false, isOptional = false }: PathFieldProps) {
  const id = useId()
  const [isBrowsing, setIsBrowsing] = useState(false)
  const { choosePath } = bridge
  const choose = async (purpose: PathPurpose): Promise<void> => {
    const path = await choosePath?.({ purpose })
    if (path != null) onChange(path)
  }
  const take = (path: string, isFolder: boolean): void => {
    onChange(isFolder && newFileName !== undefined ? joinPath(path, newFileName) : path)
    setIsBrowsing(false)
  }
  return (
    <div className="ui-path">
      <label htmlFor={id}>{label}</label>
      <div className="ui-path-row">
        <input
          id={id}
          className="bp6-input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder={pathWords.placeholder}
          spellCheck={false}
          autoFocus={hasAutoFocus}
          required={!isOptional}
        />
        {choosePath === null && (
          <Button active={isBrowsing} onClick={() => setIsBrowsing(!isBrowsing)}>
            {pathWords.browse}
          </Button>
        )}
        {choosePath !== null &&
          purposes.map((purpose) => (
            <Button key={purpose} onClick={() => void choose(purpose)}>
              {PURPOSE_WORDS[purpose] ?? pathWords.browse}
            </Button>
          ))}
      </div>
      {isBrowsing && <FolderBrowser onTake={take} />}
    </div>
  )
}

/** Joins with the separator that the folder itself uses. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`
}
