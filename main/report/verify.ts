/** Checks a case file or an exported folder; every difference is one sentence. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { checkCase } from '../casefile/checkCase.ts'
import { CaseError, type VerifyReport } from '../contract/index.ts'
import { MANIFEST } from './manifest.ts'
import { folderFiles, type PackageFiles, zipFiles } from './packageFiles.ts'
import { checkPackage } from './verifyPackage.ts'

/** Exported files that stand alone have no list of hashes: only the SHA-256 that was shown when they were made. */
const ALONE = /\.(geojson|gpx|json|jsonl|jsonld|kml|csv|rsmf|xlsx)$/i

/** The keys that this installation signs with, as far as verification asks. */
interface OwnKeys {
  isOurs(fingerprint: string): boolean
}
const NO_KEYS: OwnKeys = { isOurs: () => false }

export async function verifyPath(path: string, keys: OwnKeys = NO_KEYS): Promise<VerifyReport> {
  if (!existsSync(path)) throw new CaseError('unreadable', `There is nothing at ${path}. Check the path.`)
  const folder = statSync(path).isDirectory() ? path : basename(path) === MANIFEST ? dirname(path) : null
  if (folder !== null) return packageReport(folder, folderFiles(folder), keys)
  if (/\.zip$/i.test(path)) return packageReport(path, await zipFiles(path), keys)
  if (ALONE.test(path)) {
    const inPackage = existsSync(join(dirname(path), MANIFEST)) ? ` To check the folder it lies in, give the folder.` : ''
    throw new CaseError(
      'usage',
      `${basename(path)} is a single file without a list of hashes. Compare its SHA-256 with the one that the export showed.${inPackage}`,
    )
  }
  // A damaged case is told as damage; a file that neither is called a case nor is a database was never one.
  if (!path.endsWith('.corroborate') && !isDatabase(path)) {
    throw new CaseError('unreadable', `${basename(path)} is neither a case file nor an exported folder. Give one of these.`)
  }
  return report('case', { ...checkCase(path), signature: null })
}

async function packageReport(name: string, files: PackageFiles, keys: OwnKeys): Promise<VerifyReport> {
  try {
    return report('package', await checkPackage(name, files, (fingerprint) => keys.isOurs(fingerprint)))
  } finally {
    files.close()
  }
}

function isDatabase(path: string): boolean {
  const head = Buffer.alloc(15)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, head, 0, head.length, 0)
  } finally {
    closeSync(handle)
  }
  return head.toString('latin1') === 'SQLite format 3'
}

const report = (what: VerifyReport['what'], found: Pick<VerifyReport, 'checked' | 'problems' | 'signature'>): VerifyReport => ({
  what,
  ok: found.problems.length === 0,
  ...found,
})
