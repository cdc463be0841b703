/** Start of the renderer. */
import '@blueprintjs/core/lib/css/blueprint.css'
import '@fontsource/noto-sans/400.css'
import '@fontsource/noto-sans/600.css'
import '@fontsource/noto-sans-thai/400.css'
import '@fontsource/noto-sans-thai/600.css'
import '@fontsource/noto-sans-arabic/400.css'
import '@fontsource/noto-sans-arabic/600.css'
import '@fontsource/noto-emoji/400.css'
import './shared/tokens.css'
import './shared/base.css'
import './shared/ui/widgets.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startKeys } from './shared/keys/index.ts'
import { LensProvider } from './shared/lens/index.ts'
import { startTheme } from './shared/theme/index.ts'

startTheme()
startKeys()

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
createRoot(root).render(
  <StrictMode>
    <LensProvider>
      <App />
    </LensProvider>
  </StrictMode>,
)
