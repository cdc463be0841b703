/**
 * Builds the program into `dist/`: main, parsers and fixtures with tsc, the files beside them that are read at run time,
 * and the renderer with vite. What has not changed is not built again, and that is decided by content: a restored or
 * back-dated file can never leave a stale build.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const rendererStamp = path.join(root, 'dist/.renderer-stamp')

/** Everything the renderer's bundle is made of. */
const RENDERER_INPUTS = ['renderer', 'main/contract', 'parsers/model', 'test/vite.config.ts', 'package-lock.json']
/** Folders whose files other than TypeScript are read at run time (schemas, templates, scenario texts). */
const ASSET_FOLDERS = ['main', 'fixtures/demo']
const NOT_ASSETS = /(\.tsx?|\.cts|\.md|tsconfig\.json|\.tsbuildinfo|\.test\.[a-z]+)$/

/** Builds all; returns false, with the tools' own words on the terminal, where something does not compile. */
export function build(): boolean {
  return compile() && copyAssets() && buildRenderer()
}

function compile(): boolean {
  return run('node_modules/typescript/bin/tsc', ['-b', 'parsers', 'main/contract', 'main', 'fixtures'])
}

function copyAssets(): boolean {
  for (const folder of ASSET_FOLDERS) {
    for (const file of filesUnder(folder)) {
      if (NOT_ASSETS.test(file)) continue
      const target = path.join(root, 'dist', file)
      if (existsSync(target) && readFileSync(target).equals(readFileSync(path.join(root, file)))) continue
      mkdirSync(path.dirname(target), { recursive: true })
      copyFileSync(path.join(root, file), target)
    }
  }
  return true
}

function buildRenderer(): boolean {
  const hash = hashOf(RENDERER_INPUTS)
  const isFresh =
    existsSync(path.join(root, 'dist/renderer/index.html')) && existsSync(rendererStamp) && readFileSync(rendererStamp, 'utf8') === hash
  if (isFresh) return true
  rmSync(rendererStamp, { force: true })
  if (!run('node_modules/vite/bin/vite.js', ['build', '--config', 'test/vite.config.ts', '--logLevel', 'warn'])) return false
  writeFileSync(rendererStamp, hash)
  return true
}

/** SHA-256 over names and contents. Tests are left out: they are no part of the bundle. */
function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(filesUnder)) {
    if (/\.test\.tsx?$/.test(file)) continue
    hash
      .update(`${file}\n`)
      .update(readFileSync(path.join(root, file)))
      .update('\n')
  }
  return hash.digest('hex')
}

function filesUnder(name: string): readonly string[] {
  const full = path.join(root, name)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [name]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted()
}

function run(script: string, args: readonly string[]): boolean {
  return spawnSync(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: 'inherit' }).status === 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build() ? 0 : 1
