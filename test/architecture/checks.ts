/** What the guards ask of the source, each as a function from files to sentences; no sentence means all is well. */
import type { Import, SourceFile } from './sourceFile.ts'
import type { Room } from './rooms.ts'

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)

/** The room that a file lies in: the one with the longest path above it. */
export function roomOf(file: string, rooms: readonly Room[]): Room | undefined {
  return rooms.filter((room) => file.startsWith(`${room.path}/`)).toSorted((a, b) => b.path.length - a.path.length)[0]
}

/** Files in no room, and imports that their room's line does not hold. Tests may import anything: nothing imports them. */
export function checkRooms(files: readonly SourceFile[], rooms: readonly Room[]): readonly string[] {
  return files.flatMap((source) => {
    const room = roomOf(source.file, rooms)
    if (room === undefined) return [`${source.file} lies in no room`]
    return source.imports.flatMap((one) => {
      if (one.kind === 'file' && isTest(one.target)) return [`${source.file} imports the test ${one.target}`]
      return isTest(source.file) || allows(room, one, rooms) ? [] : [`${source.file}: ${room.path} may not import ${one.target}`]
    })
  })
}

function allows(room: Room, one: Import, rooms: readonly Room[]): boolean {
  if (one.kind === 'node') return room.node
  if (one.kind === 'package') return room.packages.some((pattern) => matches(pattern, one))
  const target = roomOf(one.target, rooms)
  return target !== undefined && (target.path === room.path || room.rooms.includes(target.path))
}

function matches(pattern: string, one: Import): boolean {
  if (pattern.startsWith('type:')) return one.isTypeOnly && pattern === `type:${one.target}`
  return pattern.endsWith('*') ? one.target.startsWith(pattern.slice(0, -1)) : pattern === one.target
}

/** Circles of files that import each other, type imports included: such files can only be understood together. */
export function findCircles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(files.map((source) => [source.file, source.imports.filter((one) => one.kind === 'file').map((one) => one.target)]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) circles.push([...trail.slice(start), file].join(' -> '))
    if (start >= 0 || done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  return circles
}

/** Packages that shall stay in one component, imported from elsewhere or from a second file. */
export function checkOneComponent(files: readonly SourceFile[], packages: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(packages).flatMap(([name, home]) => {
    const users = files.filter(
      (source) =>
        !isTest(source.file) && source.imports.some((one) => one.target === name && !one.isTypeOnly && !one.specifier.endsWith('.css')),
    )
    const strangers = users
      .filter((source) => !source.file.startsWith(`${home}/`))
      .map((source) => `${source.file} imports ${name}, which belongs to ${home}`)
    return users.length > 1
      ? [...strangers, `${name} is imported by ${users.length} files: ${users.map((source) => source.file).join(', ')}`]
      : strangers
  })
}

const NETWORK_MODULES = new Set([
  'net',
  'http',
  'https',
  'http2',
  'dgram',
  'tls',
  'dns',
  'dns/promises',
  'inspector',
  'inspector/promises',
  'quic',
])
const NETWORK_NAMES = [
  'fetch',
  'WebSocket',
  'WebTransport',
  'XMLHttpRequest',
  'EventSource',
  'RTCPeerConnection',
  'sendBeacon',
  'importScripts',
]

/** Anything that could open a socket, outside the files that may. */
export function checkNetwork(files: readonly SourceFile[], allowed: readonly string[]): readonly string[] {
  const bound = files.filter((source) => !isTest(source.file) && !source.file.startsWith('test/') && !allowed.includes(source.file))
  return bound.flatMap((source) => [
    ...source.imports
      .filter((one) => one.kind === 'node' && NETWORK_MODULES.has(one.target))
      .map((one) => `${source.file} imports ${one.specifier}`),
    ...NETWORK_NAMES.filter((name) => source.names.has(name)).map((name) => `${source.file} uses ${name}`),
  ])
}

const MARKUP_NAMES = [
  'dangerouslySetInnerHTML',
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
  'srcdoc',
  'srcDoc',
  'eval',
  'Function',
]

/** Ways by which text from evidence could become markup or code in the renderer. */
export function checkMarkup(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((source) => source.file.startsWith('renderer/') && !isTest(source.file))
    .flatMap((source) => MARKUP_NAMES.filter((name) => source.names.has(name)).map((name) => `${source.file} uses ${name}`))
}

/** `SELECT *`: a column that a newer app adds must not slip in unread, nor one that is gone be missed. */
export function checkSelectAll(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((source) => !isTest(source.file) && source.texts.some((text) => /\bselect\s+(distinct\s+|\w+\.)?\*/i.test(text)))
    .map((source) => `${source.file} selects *`)
}

const BANNED_WORDS = /\b(traffickers?|proves|confirms)\b/i

/** Words that the program never says about anybody, in the places whose texts people read. */
export function checkWording(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((source) => /^(renderer|main|parsers)\//.test(source.file) && !isTest(source.file))
    .flatMap((source) =>
      source.texts.filter((text) => BANNED_WORDS.test(text)).map((text) => `${source.file} says "${text.trim().slice(0, 80)}"`),
    )
}

const MAX_LINES = 300
const MAX_TEST_LINES = 400

/** Files that have outgrown what can be read in one go, and entries of the exceptions that are none any more. */
export function checkLength(files: readonly SourceFile[], exceptions: Readonly<Record<string, string>>): readonly string[] {
  const long = files.filter((source) => source.lines > (isTest(source.file) ? MAX_TEST_LINES : MAX_LINES))
  const stale = Object.keys(exceptions).filter((file) => !long.some((source) => source.file === file))
  return [
    ...long.filter((source) => !(source.file in exceptions)).map((source) => `${source.file} has ${source.lines} lines`),
    ...stale.map((file) => `${file} needs no exception`),
  ]
}

/** Packages that the packaged program needs at run time but would not be packed: electron-builder packs `dependencies` only. */
export function checkPacked(files: readonly SourceFile[], dependencies: readonly string[]): readonly string[] {
  return files
    .filter((source) => /^(main|parsers|fixtures\/demo)\//.test(source.file) && !isTest(source.file))
    .flatMap((source) =>
      source.imports
        .filter((one) => one.kind === 'package' && !one.isTypeOnly && one.target !== 'electron' && !dependencies.includes(one.target))
        .map((one) => `${source.file} needs ${one.target} at run time, which is not under dependencies`),
    )
}
