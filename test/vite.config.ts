import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Fontsource names each font twice; every browser that we meet reads woff2, so the woff copies stay out of the build. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('@fontsource/') || !id.endsWith('.css')) return null
    return { code: code.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''), map: null }
  },
}

/** Builds the renderer for both doors: addresses are relative, because Electron serves it from app:// and `serve` from http://. */
export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  base: './',
  plugins: [onlyWoff2, react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2024',
    // The content-security policy allows no data: fonts, and inlined files would be asked for again at every start.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
})
