/**
 * What `npm test` and `npm run check` do, in one order for people and for CI: build, types, lint, tests.
 *
 *     npm test                 everything, the browser tests too
 *     npm test -- NAME         only the tests whose file name holds NAME
 *     npm run check            everything but the browser tests
 *
 * Every step runs even when one before it failed, so that one run tells all. The last line counts tests, and counts a
 * failed build, type check or lint as one failure each.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const resultFile = path.join(root, 'test/results/vitest.json')

interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const isQuick = process.argv.includes('--quick')
const filters = process.argv.slice(2).filter((argument) => argument !== '--quick')

const failedSteps: string[] = []
step('build', build)
if (filters.length === 0) {
  step('types', () => run('node_modules/typescript/bin/tsc', ['-b']))
  step('lint', () => run('node_modules/oxlint/bin/oxlint', ['--config', 'test/oxlint.json', '--type-aware', '--deny-warnings']))
}
const counts = runTests()
for (const name of failedSteps) console.log(`Failed: ${name}`)
console.log(`${counts.skipped} skipped`)
console.log(`${counts.passed} passed, ${counts.failed + failedSteps.length} failed`)
process.exitCode = counts.failed + failedSteps.length === 0 ? 0 : 1

function step(name: string, action: () => boolean): void {
  const startMs = performance.now()
  if (!action()) failedSteps.push(name)
  console.log(`${name}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
}

function runTests(): TestCounts {
  mkdirSync(path.dirname(resultFile), { recursive: true })
  rmSync(resultFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`]
  const excludes = isQuick ? ['--exclude', 'test/e2e/**'] : []
  const passed = run('node_modules/vitest/vitest.mjs', ['run', '--config', 'test/vitest.config.ts', ...reporters, ...excludes, ...filters])
  const read = readCounts()
  // An error outside any test (a file that cannot be loaded, an unhandled rejection) fails the run without failing a test.
  return !passed && read.failed === 0 ? { ...read, failed: 1 } : read
}

function readCounts(): TestCounts {
  if (!existsSync(resultFile)) return { passed: 0, failed: 0, skipped: 0 }
  const result = JSON.parse(readFileSync(resultFile, 'utf8')) as Record<string, number>
  return {
    passed: result['numPassedTests'] ?? 0,
    failed: result['numFailedTests'] ?? 0,
    skipped: (result['numPendingTests'] ?? 0) + (result['numTodoTests'] ?? 0),
  }
}

function run(script: string, args: readonly string[]): boolean {
  return spawnSync(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: 'inherit' }).status === 0
}
