/** Runs the command line as a script would: its own process, its own settings folder. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../main/cli/corroborate.ts', import.meta.url))

export interface Ran {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A scratch folder with the program's settings in it, removed by `dispose`. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'corroborate-test-'))

  path(...parts: string[]): string {
    return join(this.folder, ...parts)
  }

  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, CORROBORATE_SETTINGS: this.path('settings') }
  }

  run(...args: string[]): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      encoding: 'utf8',
      env: this.environment,
      maxBuffer: 256 * 1024 * 1024,
    })
    return { exitCode: status, stdout, stderr }
  }

  /** Starts the command and gives the process, for killing it. */
  start(...args: string[]): ReturnType<typeof spawn> {
    return spawn(process.execPath, [PROGRAM, ...args], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** The objects that a `--json` command prints, one per line. */
  json<T>(...args: string[]): T[] {
    const ran = this.run(...args, '--json')
    if (ran.exitCode !== 0) throw new Error(`corroborate ${args.join(' ')} ended with ${ran.exitCode}: ${ran.stderr}`)
    return ran.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T)
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Path -> SHA-256 of every file below a folder (or of the file itself): to show that evidence did not change. */
export function hashesBelow(path: string): Record<string, string> {
  const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
  if (statSync(path).isFile()) return { [path]: hash(path) }
  const found: Record<string, string> = {}
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    found[relative(path, file)] = hash(file)
  }
  return found
}
