/** electron-builder.yml holds what the program promises, and nothing that electron-builder would misread. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

const schema = JSON.parse(read('node_modules/app-builder-lib/scheme.json')) as object
// Its schema uses `typeof`, a word of an ajv plugin, for values that only a script can give.
const validate = new Ajv({ strict: false, allErrors: true }).addKeyword('typeof').compile(schema)

interface Configuration {
  readonly [key: string]: unknown
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly asarUnpack: readonly string[]
  readonly win: { readonly target: readonly string[] }
  readonly mac: { readonly target: readonly string[] }
  readonly linux: { readonly target: readonly string[] }
}
const configuration = parse(read('electron-builder.yml')) as Configuration

describe('electron-builder.yml', () => {
  it("fits electron-builder's own schema", () => {
    validate(configuration)
    expect(validate.errors ?? []).toEqual([])
  })

  it('is refused by that schema when a key is misspelt, at the top or below', () => {
    expect(validate({ ...configuration, asarUnpak: [] })).toBe(false)
    expect(validate({ ...configuration, electronFuses: { ...configuration.electronFuses, runAsNod: false } })).toBe(false)
    expect(validate({ ...configuration, nsis: { oneclick: false } })).toBe(false)
  })

  it('builds the promised packages for each system', () => {
    expect(configuration.win.target).toEqual(['nsis', 'portable'])
    expect(configuration.mac.target).toEqual(['dmg'])
    expect(configuration.linux.target).toEqual(['AppImage', 'deb'])
  })

  it('publishes nothing and leaves no trace for an updater', () => {
    expect(configuration).toMatchObject({
      publish: null,
      detectUpdateChannel: false,
      dmg: { writeUpdateInfo: false },
      nsis: { differentialPackage: false },
    })
    expect(Object.keys(dependencies())).not.toContain('electron-updater')
  })

  it('sets every fuse, as the README lists them', () => {
    const listed = [...read('main/desktop/README.md').matchAll(/^\| (\w+) \| (on|off) \|/gm)].map(([, fuse, state]) => [
      fuse,
      state === 'on',
    ])
    expect(Object.fromEntries(listed)).toEqual(configuration.electronFuses)
    const definitions = (schema as { definitions: { FuseOptionsV1: { properties: object } } }).definitions
    // Not a fuse, but how macOS signs afterwards.
    const known = Object.keys(definitions.FuseOptionsV1.properties).filter((name) => name !== 'resetAdHocDarwinSignature')
    expect(Object.keys(configuration.electronFuses).toSorted()).toEqual(known.toSorted())
  })

  it('keeps native packages out of the archive', () => {
    for (const name of ['better-sqlite3', 'sharp', '@img']) expect(configuration.asarUnpack).toContain(`node_modules/${name}/**`)
  })

  it('starts from the file that the build makes', () => {
    expect((JSON.parse(read('package.json')) as { main: string }).main).toBe('dist/main/desktop/main.js')
  })
})

function dependencies(): Readonly<Record<string, string>> {
  const manifest = JSON.parse(read('package.json')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> }
  return { ...manifest.dependencies, ...manifest.devDependencies }
}
