/** The lock file installs on every system, from any registry. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface LockedPackage {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>
}
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Readonly<
  Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
>

it('names no registry', () => {
  expect(
    Object.entries(packages)
      .filter(([, locked]) => locked.resolved !== undefined)
      .map(([name]) => name),
  ).toEqual([])
})

it('holds the hash of every package', () => {
  expect(
    Object.entries(packages)
      .filter(([name, locked]) => name !== '' && locked.link !== true && locked.integrity === undefined)
      .map(([name]) => name),
  ).toEqual([])
})

it('holds the binaries of every system, without which npm ci refuses it', () => {
  const missing = Object.entries(packages).flatMap(([name, locked]) =>
    Object.keys(locked.optionalDependencies ?? {})
      .filter((wanted) => !isLocked(name, wanted))
      .map((wanted) => `${name} -> ${wanted}`),
  )
  expect(missing).toEqual([])
})

it('pins every direct dependency to one version', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)).map(([name]) => name)).toEqual([])
})

/** Looks where Node would: in the package's own folder, then in each one above. */
function isLocked(from: string, wanted: string): boolean {
  const inside = from === '' ? `node_modules/${wanted}` : `${from}/node_modules/${wanted}`
  if (inside in packages) return true
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), wanted)
}
