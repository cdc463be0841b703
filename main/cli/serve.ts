/** `corroborate serve`: the workspace in the browser, on 127.0.0.1 only, until the process is ended. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CaseError } from '../contract/index.ts'
import type { Service } from '../service/index.ts'
import { type RunningServer, startServer } from '../web/server.ts'
import { writeLine } from './output.ts'

/** From a checkout and from the built program alike, the renderer lies in `dist/renderer`. */
export function rendererFolder(): string {
  const candidates = ['../../dist/renderer/', '../../renderer/'].map((relative) => fileURLToPath(new URL(relative, import.meta.url)))
  const found = candidates.find((folder) => existsSync(`${folder}index.html`) && existsSync(`${folder}assets`))
  if (found === undefined) throw new CaseError('unreadable', 'The window of the program has not been built yet. Run "npm run build" once.')
  return found
}

async function listening(service: Service, port: number): Promise<RunningServer> {
  try {
    return await startServer({ service, rendererFolder: rendererFolder(), port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE')
      throw new CaseError('unreadable', `Port ${port} is in use by another program: choose another one, or leave --port out.`)
    if (code === 'EACCES')
      throw new CaseError('unreadable', `This program may not listen on port ${port}: choose one from 1024 on, or leave --port out.`)
    throw error
  }
}

export async function serveCase(service: Service, port: number): Promise<void> {
  const server = await listening(service, port)
  await writeLine(`Open this address in a browser on this machine: ${server.url}`)
  await writeLine('The address holds a secret for this start. Press Ctrl+C to stop.')
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await server.close()
}
