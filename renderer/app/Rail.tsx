import { ContrastIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import { useView } from '../shared/lens/index.ts'
import { setThemeMode, useTheme, type Theme } from '../shared/theme/index.ts'
import { shellWords } from '../shared/wording/shell.ts'
import { VIEWS } from './views.ts'

/** The views, with icon and word, and the theme at the foot. */
export function Rail() {
  const { view, show } = useView()
  return (
    <nav className="rail" aria-label={shellWords.rail}>
      {VIEWS.map(({ id, title, icon: Icon }, index) => (
        <button
          key={id}
          type="button"
          className="rail-item"
          aria-current={id === view ? 'page' : undefined}
          title={`${title} (${index + 1})`}
          onClick={() => show(id)}
          data-view={id}
        >
          <Icon size={18} />
          <span>{title}</span>
        </button>
      ))}
      <span className="rail-space" />
      <ThemeButton />
    </nav>
  )
}

/** Turns light to dark and back. */
export function ThemeButton() {
  const theme = useTheme()
  const [isTouched, setIsTouched] = useState(false)
  const other: Theme = theme === 'dark' ? 'light' : 'dark'
  const words = isTouched ? shellWords.theme[theme] : `${shellWords.theme[theme]}. ${shellWords.theme[other]}?`
  const onClick = (): void => {
    setThemeMode(other)
    setIsTouched(true)
  }
  return (
    <button type="button" className="rail-item" title={words} aria-label={words} onClick={onClick}>
      <ContrastIcon size={16} />
    </button>
  )
}
