/** Times a whole command in its own process and watches the memory of it and of what it starts. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../main/cli/corroborate.ts', import.meta.url))

export interface Added {
  readonly milliseconds: number
  /** Largest resident size of any process of the command; undefined where the system has no /proc. */
  readonly peakMegabytes?: number
}

export const timeAdd = (casePath: string, extraction: string, settings: string): Promise<Added> =>
  timeCommand(['add', casePath, extraction], settings)

export function timeCommand(args: readonly string[], settings: string): Promise<Added> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...process.env, CORROBORATE_SETTINGS: settings },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    let peakKilobytes = 0
    const look = setInterval(() => {
      if (child.pid !== undefined) peakKilobytes = Math.max(peakKilobytes, ...[child.pid, ...childrenOf(child.pid)].map(highWaterKilobytes))
    }, 50)
    child.on('exit', (code) => {
      clearInterval(look)
      const milliseconds = performance.now() - start
      if (code !== 0) reject(new Error(`${args[0]} ended with ${code}`))
      else resolve(peakKilobytes > 0 ? { milliseconds, peakMegabytes: peakKilobytes / 1024 } : { milliseconds })
    })
  })
}

function childrenOf(pid: number): number[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => field(candidate, 'PPid') === pid)
}

const highWaterKilobytes = (pid: number): number => field(pid, 'VmHWM')

function field(pid: number, name: string): number {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
