import { Button } from '@blueprintjs/core'
import { ArrowUpIcon, DocumentIcon, FolderCloseIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import { formatBytes } from '../format/index.ts'
import { useQuery } from '../query/index.ts'
import { pathWords } from '../wording/paths.ts'
import { Answer } from './States.tsx'

/** Folders and files of this machine as the program sees them; a file or a folder can be taken. */
export function FolderBrowser({ onTake }: { readonly onTake: (path: string, isFolder: boolean) => void }) {
  const [path, setPath] = useState<string | null>(null)
  const listing = useQuery('files.list', { path })
  return (
    <div className="ui-browser">
      <Answer query={listing}>
        {({ path: shown, parent, entries }) => (
          <>
            <div className="ui-browser-head">
              <Button
                size="small"
                variant="minimal"
                icon={<ArrowUpIcon />}
                disabled={parent === null}
                onClick={() => setPath(parent)}
                aria-label={pathWords.up}
                title={pathWords.up}
              />
              <bdi className="is-clipped" title={shown}>
                {shown}
              </bdi>
              <span className="ui-toolbar-space" />
              <Button size="small" onClick={() => onTake(shown, true)}>
                {pathWords.useFolder}
              </Button>
            </div>
            <ul className="ui-browser-list">
              {entries.length === 0 && <li className="is-quiet">{pathWords.empty}</li>}
              {entries.map((entry) => (
                <li key={entry.path}>
                  <button type="button" onClick={() => (entry.isFolder ? setPath(entry.path) : onTake(entry.path, false))}>
                    {entry.isFolder ? <FolderCloseIcon size={14} /> : <DocumentIcon size={14} />}
                    <bdi className="is-clipped">{entry.name}</bdi>
                    {!entry.isFolder && <span className="is-faint is-small">{formatBytes(entry.sizeBytes)}</span>}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </div>
  )
}
