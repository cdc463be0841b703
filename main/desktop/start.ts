/**
 * `npm start`: opens the program in its own window where Electron's binary is there, else the same program in the browser.
 * Runs in plain Node, so it must never import `electron`.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createService } from '../service/index.ts'
import type { Service } from '../service/index.ts'
import { actorName, settingsFolder } from '../service/machine.ts'
import { startServer } from '../web/server.ts'
import { fetchElectron, findElectron, hasDisplay, reasonAgainstWindow } from './electronBinary.ts'
import { readLaunchArguments } from './launchArguments.ts'
import type { LaunchArguments } from './launchArguments.ts'
import { openBrowser } from './openBrowser.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ELECTRON_FOLDER = path.join(ROOT, 'node_modules/electron')
const ELECTRON_TRIED = path.join(ROOT, 'node_modules/.cache/corroborate/electron-tried')

const given = process.argv.slice(2)
const wanted = readLaunchArguments(given)
const seat = { platform: process.platform, environment: process.env, isRoot: process.getuid?.() === 0 }
const reason = wanted.wantsBrowser ? '--browser was given' : reasonAgainstWindow(seat)
const electron = reason === null ? (findElectron(ELECTRON_FOLDER) ?? fetchElectron(ELECTRON_FOLDER, ELECTRON_TRIED)) : null

if (electron === null) await startInBrowser(wanted, reason ?? "Electron's binary cannot be had on this machine")
else spawn(electron, [ROOT, ...given], { stdio: 'inherit' }).on('exit', (code) => (process.exitCode = code ?? 1))

async function startInBrowser(launch: LaunchArguments, why: string): Promise<void> {
  const service = createService({ actor: actorName(), settingsFolder: settingsFolder() })
  const server = await startServer({ service, rendererFolder: path.join(ROOT, 'dist/renderer'), port: launch.port })
  console.log(`Corroborate opens in your browser, because ${why}. Nothing leaves this machine.`)
  console.log(server.url)
  console.log('Press Ctrl+C to end it.')
  await openWhatWasAsked(service, launch)
  if (launch.opensBrowser && hasDisplay(process.platform, process.env)) openBrowser(server.url)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.all([server.close(), service.close()]).finally(() => process.exit(0)))
  }
}

/** A case that cannot be opened is said on the terminal; the program still opens, on its welcome page. */
async function openWhatWasAsked(service: Service, launch: LaunchArguments): Promise<void> {
  if (!launch.isDemo && launch.casePath === null) return
  const result = launch.isDemo
    ? await service.invoke('case.openDemo', {})
    : await service.invoke('case.open', { path: path.resolve(launch.casePath ?? '') })
  if (!result.ok) console.error(result.failure.message)
}
