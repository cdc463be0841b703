/** Holds the house to its table (rooms.ts). The second half plants violations, so that the guard itself is guarded. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  checkLength,
  checkMarkup,
  checkNetwork,
  checkOneComponent,
  checkPacked,
  checkRooms,
  checkSelectAll,
  checkWording,
  findCircles,
  isTest,
} from './checks.ts'
import { LONG_FILES, NETWORK_FILES, ONE_COMPONENT, ROOMS } from './rooms.ts'
import { readSource } from './sourceFile.ts'
import type { SourceFile } from './sourceFile.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = readTree()
const dependencies = Object.keys(
  (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: object }).dependencies,
)

describe('the house', () => {
  it('is read whole', () => {
    for (const room of ['parsers/model', 'main/contract', 'renderer/shared', 'test/architecture']) {
      expect(
        sources.some((source) => source.file.startsWith(`${room}/`)),
        room,
      ).toBe(true)
    }
    const dangling = sources.flatMap((source) =>
      source.imports.filter((one) => one.kind === 'file' && !exists(one.target)).map((one) => `${source.file} -> ${one.specifier}`),
    )
    expect(dangling).toEqual([])
  })

  it('keeps every import in its room', () => expect(checkRooms(sources, ROOMS)).toEqual([]))
  it('has no circles', () => expect(findCircles(sources)).toEqual([]))
  it('has a table without circles', () => expect(findCircles(ROOMS.map(asSource))).toEqual([]))
  it('keeps each replaceable library in one component', () => expect(checkOneComponent(sources, ONE_COMPONENT)).toEqual([]))
  it('names the network in two files only', () => {
    expect(checkNetwork(sources, NETWORK_FILES)).toEqual([])
    expect(NETWORK_FILES.filter((file) => !exists(file))).toEqual([])
  })
  it('never turns evidence into markup or code', () => expect(checkMarkup(sources)).toEqual([]))
  it('never selects *', () => expect(checkSelectAll(sources)).toEqual([]))
  it('never says what it must not say', () => expect(checkWording(sources)).toEqual([]))
  it('has no file that is too long to read', () => expect(checkLength(sources, LONG_FILES)).toEqual([]))
  it('packs every package that it needs at run time', () => expect(checkPacked(sources, dependencies)).toEqual([]))
  it('has a README in every room', () => {
    expect(ROOMS.filter((room) => isSubsystem(room.path) && !exists(`${room.path}/README.md`)).map((room) => room.path)).toEqual([])
  })
})

describe('the guard', () => {
  const planted = (file: string, text: string): readonly SourceFile[] => [readSource(file, text)]
  const rooms = (file: string, text: string): readonly string[] => checkRooms(planted(file, text), ROOMS)

  it('sees every way to import', () => {
    const ways = [
      "import { x } from '../casefile/x.ts'",
      "import type { X } from '../casefile/x.ts'",
      "import { type X } from '../casefile/x.ts'",
      "import '../casefile/x.ts'",
      "export * from '../casefile/x.ts'",
      "export { x } from '../casefile/x.ts'",
      "export type { X } from '../casefile/x.ts'",
      "const x = await import('../casefile/x.ts')",
      "type X = import('../casefile/x.ts').X",
      "const x = require('../casefile/x.ts')",
      "const child = new URL('../casefile/x.ts', import.meta.url)",
    ]
    for (const way of ways) expect(rooms('main/web/a.ts', way), way).toEqual(['main/web/a.ts: main/web may not import main/casefile/x.ts'])
  })

  it('passes over what only looks like an import', () => {
    expect(rooms('main/web/a.ts', "// import x from '../casefile/x.ts'\nconst text = \"import '../casefile/x.ts'\"")).toEqual([])
  })

  it('catches a room that reaches where it may not', () => {
    expect(rooms('renderer/app/a.tsx', "import { x } from '../../main/service/x.ts'")).toHaveLength(1)
    expect(rooms('renderer/features/map/a.tsx', "import { x } from '../graph/index.ts'")).toHaveLength(1)
    expect(rooms('parsers/apps/ios/a.ts', "import { x } from '../../../main/contract/index.ts'")).toHaveLength(1)
    expect(rooms('main/contract/a.ts', "import { x } from '../casefile/x.ts'")).toHaveLength(1)
  })

  it('catches packages and built-ins outside their room', () => {
    expect(rooms('main/service/a.ts', "import Database from 'better-sqlite3'")).toHaveLength(1)
    expect(rooms('main/service/a.ts', "import type { Database } from 'better-sqlite3'")).toEqual([])
    expect(rooms('main/ingest/a.ts', "import { app } from 'electron'")).toHaveLength(1)
    expect(rooms('main/desktop/a.ts', "import { app } from 'electron/main'")).toEqual([])
    expect(rooms('renderer/features/timeline/a.ts', "import { Map } from 'maplibre-gl'")).toHaveLength(1)
    expect(rooms('renderer/app/a.tsx', "import { readFile } from 'node:fs'")).toHaveLength(1)
    expect(rooms('parsers/apps/ios/a.ts', "import { readFile } from 'fs'")).toHaveLength(1)
  })

  it('catches a file in no room and an import of a test', () => {
    expect(rooms('main/a.ts', '')).toEqual(['main/a.ts lies in no room'])
    expect(rooms('main/web/a.ts', "import { x } from './server.test.ts'")).toEqual([
      'main/web/a.ts imports the test main/web/server.test.ts',
    ])
  })

  it('catches a circle, through types too', () => {
    const files = [
      readSource('main/web/a.ts', "import { b } from './b.ts'"),
      readSource('main/web/b.ts', "import type { A } from './c.ts'"),
      readSource('main/web/c.ts', "export * from './a.ts'"),
    ]
    expect(findCircles(files)).toEqual(['main/web/a.ts -> main/web/b.ts -> main/web/c.ts -> main/web/a.ts'])
  })

  it('catches a second component over one library', () => {
    const text = "import { Map } from 'maplibre-gl'"
    const files = [readSource('renderer/features/map/a.ts', text), readSource('renderer/features/map/b.ts', text)]
    expect(checkOneComponent(files.slice(0, 1), ONE_COMPONENT)).toEqual([])
    expect(checkOneComponent(files, ONE_COMPONENT)).toHaveLength(1)
    expect(checkOneComponent(planted('renderer/app/a.ts', text), ONE_COMPONENT)).toHaveLength(1)
  })

  it('catches the network however it is called', () => {
    for (const text of [
      "import { connect } from 'node:net'",
      "import http from 'http'",
      'await fetch(x)',
      'globalThis.fetch(x)',
      'new WebSocket(x)',
      'navigator.sendBeacon(x)',
      "import('node:dns/promises')",
    ]) {
      expect(checkNetwork(planted('main/report/a.ts', text), NETWORK_FILES), text).toHaveLength(1)
    }
    expect(checkNetwork(planted('main/report/a.ts', "// fetch\nconst words = 'fetch'"), NETWORK_FILES)).toEqual([])
  })

  it('catches markup, SELECT *, banned words, length and packages that would not be packed', () => {
    expect(checkMarkup(planted('renderer/app/a.tsx', 'const a = <p dangerouslySetInnerHTML={{ __html: x }} />'))).toHaveLength(1)
    expect(checkMarkup(planted('renderer/app/a.ts', 'element.innerHTML = x'))).toHaveLength(1)
    expect(checkSelectAll(planted('parsers/apps/a.ts', 'const SQL = `SELECT\n  * FROM message`'))).toHaveLength(1)
    expect(checkSelectAll(planted('parsers/apps/a.ts', 'const SQL = `SELECT count(*) FROM message`'))).toEqual([])
    expect(checkWording(planted('renderer/shared/wording/a.ts', "export const a = 'This proves it'"))).toHaveLength(1)
    expect(checkWording(planted('renderer/shared/wording/a.ts', "export const a = 'Confirmed by hand, improves nothing'"))).toEqual([])
    expect(checkLength(planted('main/web/a.ts', '\n'.repeat(301)), {})).toHaveLength(1)
    expect(checkLength(planted('main/web/a.ts', '\n'.repeat(301)), { 'main/web/a.ts': 'because' })).toEqual([])
    expect(checkLength(planted('main/web/a.ts', ''), { 'main/web/a.ts': 'because' })).toHaveLength(1)
    expect(checkPacked(planted('main/report/a.ts', "import { x } from 'd3-geo'"), ['sharp'])).toHaveLength(1)
    expect(checkPacked(planted('main/report/a.ts', "import type { x } from 'd3-geo'"), ['sharp'])).toEqual([])
  })

  it('refuses a file that it cannot read', () => {
    expect(() => readSource('main/web/a.ts', 'const = ')).toThrow('cannot be parsed')
  })
})

/** A room as a file that imports its rooms, so that the table goes through the same search for circles. */
function asSource(room: (typeof ROOMS)[number]): SourceFile {
  const imports = room.rooms.map((target) => ({ specifier: target, target, kind: 'file' as const, isTypeOnly: false }))
  return { file: room.path, lines: 0, imports, names: new Set(), texts: [] }
}

function readTree(): readonly SourceFile[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !['node_modules', 'dist', 'release', 'demo'].includes(entry.name),
    )
    .flatMap((entry) =>
      readdirSync(path.join(root, entry.name), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${entry.name}/${file.split(path.sep).join('/')}`,
      ),
    )
    .filter((file) => /\.(tsx?|cts|mts)$/.test(file) && !file.startsWith('test/results/'))
    .toSorted()
    .map((file) => readSource(file, readFileSync(path.join(root, file), 'utf8')))
}

function exists(file: string): boolean {
  return existsSync(path.join(root, file)) || existsSync(path.join(root, file.replace(/\.js$/, '.ts')))
}

/** A room with source of its own. A single feature of the renderer is described by its parent's README. */
function isSubsystem(room: string): boolean {
  return !room.startsWith('renderer/features/') && sources.some((source) => source.file.startsWith(`${room}/`) && !isTest(source.file))
}
