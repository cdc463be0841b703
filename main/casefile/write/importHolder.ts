/** Which process imports into this case right now: so that no live import is taken for a killed one, and none runs beside another. */
import { readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir, uptime } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'

interface Holder {
  readonly processId: number
  readonly host: string
  /** When this machine was started: the system gives process ids again after that. */
  readonly bootedAtMs: number
  /** When the process was started, as the system counts it, where the system says so (Linux). */
  readonly startedAt: string | null
}

/** The clock may be set while a machine runs; a restart takes the boot time further than this. */
const BOOT_TOLERANCE_MS = 600_000
/** Names that `Workspace` gives its folders. Nothing else is ever removed, whatever a case file says. */
const WORKING_FOLDER = /^corroborate-[A-Za-z0-9]{6}$/

const bootedAtMs = (): number => Date.now() - uptime() * 1000

/** Process id of another process that imports into this case on this machine, or null. */
export function importHolder(database: Database): number | null {
  const holder = readHolder(database)
  return holder !== null && holder.processId !== process.pid && isAlive(holder) ? holder.processId : null
}

/** Makes this process the only one that imports into the case. False when another one does. */
export function takeImport(database: Database): boolean {
  return database
    .transaction(() => {
      if (importHolder(database) !== null) return false
      setFact(
        database,
        'importing_process',
        JSON.stringify({
          processId: process.pid,
          host: hostname(),
          bootedAtMs: bootedAtMs(),
          startedAt: linuxProcess(process.pid)?.startedAt ?? null,
        } satisfies Holder),
      )
      return true
    })
    .immediate()
}

/** To be called only by the process that took it. */
export function releaseImport(database: Database): void {
  setFact(database, 'importing_process', '')
  setFact(database, 'importing_folder', '')
}

/** Keeps the name of the folder with working copies of evidence, so that a kill does not leave them lying about. */
export function noteWorkingFolder(database: Database, name: string): void {
  setFact(database, 'importing_folder', name)
}

/** Removes the working copies that a killed import left in this machine's folder for temporary files. */
export function removeLeftWorkingFolder(database: Database): void {
  const name = fact(database, 'importing_folder')
  if (WORKING_FOLDER.test(name)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  if (name !== '') setFact(database, 'importing_folder', '')
}

function readHolder(database: Database): Holder | null {
  try {
    const { processId, host, bootedAtMs: booted, startedAt = null } = JSON.parse(fact(database, 'importing_process')) as Partial<Holder>
    return typeof processId === 'number' && typeof host === 'string' && typeof booted === 'number'
      ? { processId, host, bootedAtMs: booted, startedAt }
      : null
  } catch {
    return null
  }
}

function isAlive({ processId, host, bootedAtMs: booted, startedAt }: Holder): boolean {
  // A case file lies on one machine at a time: SQLite's log cannot be shared over a network.
  if (host !== hostname() || Math.abs(booted - bootedAtMs()) > BOOT_TOLERANCE_MS) return false
  const found = linuxProcess(processId)
  if (found !== null && (found.isDead || (startedAt !== null && found.startedAt !== startedAt))) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // No right to signal it: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * What Linux says of a process; null elsewhere, or when there is none. A killed process whose parent is gone too stays as a
 * zombie where nobody collects it (containers), and still answers to signals.
 */
function linuxProcess(processId: number): { isDead: boolean; startedAt: string } | null {
  if (process.platform !== 'linux') return null
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'latin1')
    // `pid (name) state ...`: the name may hold anything, so the fields are counted from behind its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { isDead: fields[0] === 'Z' || fields[0] === 'X', startedAt: fields[19] ?? '' }
  } catch {
    return null
  }
}

function fact(database: Database, key: string): string {
  return (database.prepare('SELECT value FROM case_info WHERE key = ?').pluck().get(key) as string | undefined) ?? ''
}

function setFact(database: Database, key: string, value: string): void {
  database
    .prepare('INSERT INTO case_info (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, value)
}
