/**
 * `npm run dev`: builds the renderer at each change and runs the program from its sources in the browser, started again
 * when a file of main changes. Reload the page to see a new renderer; after a restart open the newly printed address.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
if (!build()) process.exit(1)
// From here on vite writes dist/renderer by itself: the next `npm run build` must not take it for what it built.
rmSync(path.join(root, 'dist/.renderer-stamp'), { force: true })

const children = [
  ['node_modules/vite/bin/vite.js', 'build', '--config', 'test/vite.config.ts', '--watch', '--logLevel', 'warn'],
  ['--watch', 'main/desktop/start.ts', '--browser', ...process.argv.slice(2)],
].map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => children.forEach((child) => child.kill(signal)))
