/**
 * The house as a table: every folder of source belongs to one room (the longest path wins), and a room may import what its
 * line says and nothing else. `imports.test.ts` reads every import, type imports and `import()` too, against it.
 */

export interface Room {
  readonly path: string
  /** Rooms it may import, besides itself. */
  readonly rooms: readonly string[]
  /** npm packages it may import; `@scope/*` stands for a whole scope, `type:name` for the types of a package only. */
  readonly packages: readonly string[]
  /** Whether it may import Node's built-in modules. */
  readonly node: boolean
}

const room = (path: string, rooms: readonly string[], packages: readonly string[] = [], node = false): Room => ({
  path,
  rooms,
  packages,
  node,
})

const PARSERS = ['parsers/model', 'parsers/formats', 'parsers/sources', 'parsers/apps']
/** These rooms are handed an open case file and may name its type; opening one stays with casefile. */
const OPEN_HANDLE = 'type:better-sqlite3'
const REACT = ['react', 'react-dom', '@blueprintjs/*']
const MAIN = ['contract', 'casefile', 'ingest', 'analysis', 'report', 'service', 'web', 'desktop', 'cli'].map((name) => `main/${name}`)
const FEATURES = ['case', 'conversations', 'evidence', 'graph', 'inspector', 'map', 'people', 'report', 'search', 'timeline']
/** What a feature may import beyond React. */
const FEATURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  graph: ['vis-network', 'vis-data'],
  map: ['maplibre-gl', 'topojson-client', 'topojson-specification', 'world-atlas', 'd3-geo', 'geojson'],
  timeline: ['uplot'],
}

export const ROOMS: readonly Room[] = [
  // parsers: a library of its own; knows nothing of case file, Electron or React
  room('parsers/model', []),
  room(
    'parsers/formats',
    ['parsers/model'],
    ['better-sqlite3', 'plist', 'bplist-parser', 'exifreader', 'libphonenumber-js', 'saxes'],
    true,
  ),
  room('parsers/sources', ['parsers/model', 'parsers/formats'], ['yauzl', 'libphonenumber-js'], true),
  room('parsers/apps', ['parsers/model', 'parsers/formats', 'parsers/sources']),
  room('parsers', PARSERS, [], true),

  // main: everything in Node
  room('main/contract', ['parsers/model']),
  room('main/casefile', ['parsers/model', 'parsers/formats', 'main/contract'], ['better-sqlite3'], true),
  room('main/ingest', ['parsers', ...PARSERS, 'main/contract', 'main/casefile'], ['sharp', 'heic-decode', OPEN_HANDLE], true),
  room(
    'main/analysis',
    ['parsers/model', 'parsers/formats', 'main/contract', 'main/casefile'],
    ['graphology', 'graphology-*', 'libphonenumber-js', OPEN_HANDLE],
    true,
  ),
  room(
    'main/report',
    ['parsers/model', 'parsers/formats', 'parsers/sources', 'main/contract', 'main/casefile', 'main/analysis'],
    [
      OPEN_HANDLE,
      '@fontsource/*',
      '@fontsource-variable/*',
      'yazl',
      'yauzl',
      'sharp',
      'd3-geo',
      'topojson-client',
      'world-atlas',
      'geojson',
      'topojson-specification',
    ],
    true,
  ),
  room(
    'main/service',
    ['parsers', ...PARSERS, 'main/contract', 'main/casefile', 'main/ingest', 'main/analysis', 'main/report', 'fixtures/demo'],
    ['sharp', 'heic-decode', OPEN_HANDLE],
    true,
  ),
  room('main/web', ['main/contract'], [], true),
  room('main/desktop', ['main/contract', 'main/ingest', 'main/service', 'main/web'], ['electron'], true),
  room('main/cli', ['parsers/model', 'main/contract', 'main/service', 'main/web'], [], true),

  // renderer: React; reaches the world only through the contract; features never import each other
  room('renderer', ['renderer/app', 'renderer/shared'], [...REACT, '@fontsource/*']),
  room(
    'renderer/app',
    ['main/contract', 'renderer/features', 'renderer/shared', ...FEATURES.map((name) => `renderer/features/${name}`)],
    REACT,
  ),
  room('renderer/features', ['renderer/shared', 'main/contract'], REACT),
  ...FEATURES.map((name) =>
    room(
      `renderer/features/${name}`,
      ['main/contract', 'renderer/features', 'renderer/shared'],
      [...REACT, '@tanstack/react-virtual', ...(FEATURE_PACKAGES[name] ?? [])],
    ),
  ),
  // a page of its own, in exported packages: no React, nothing of the workspace but the catalogue of words
  room('renderer/verifier', ['renderer/shared'], ['@noble/*']),
  room('renderer/shared', ['main/contract'], [...REACT, '@tanstack/react-virtual']),

  // around the house
  room('fixtures', ['parsers/model', 'parsers/formats', 'fixtures/demo'], ['better-sqlite3', 'plist', 'sharp'], true),
  room('fixtures/demo', ['parsers/model', 'parsers/formats'], ['better-sqlite3', 'sharp'], true),
  room('test', ['fixtures', 'fixtures/demo', 'parsers', ...PARSERS, ...MAIN], ['*'], true),
]

/** Packages that exactly one file may import, so that they can be replaced: package -> that file's room. */
export const ONE_COMPONENT: Readonly<Record<string, string>> = {
  'maplibre-gl': 'renderer/features/map',
  'vis-network': 'renderer/features/graph',
  uplot: 'renderer/features/timeline',
}

/** The only source files that may name the network: the loopback listener, and the renderer's bridge to it. */
export const NETWORK_FILES: readonly string[] = ['main/web/server.ts', 'renderer/shared/bridge/httpBridge.ts']

/** Files that may be long, with the reason. An entry that is no longer long fails, so that the list cannot rot. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'main/casefile/schema/0001-initial.ts': 'a migration is one text, which must not change once cases were made with it',
  'parsers/registry.ts': 'one list, with an import and a line for each parser: what is not in it does not exist for the program',
}
